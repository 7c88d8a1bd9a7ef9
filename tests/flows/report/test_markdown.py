import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.outcome import DocumentOutcome
from flows.report.markdown import MOST_CHARACTERS, MOST_ROWS, literal, night_report, table
from flows.report.night import DueSoon, Night
from tasks.domain.errors import BatchStoppedError
from tasks.domain.legible import legible
from tasks.domain.outcome import Outcome

RENDERER = MarkdownIt("commonmark").enable("table")
NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://127.0.0.1/x.png)",
    "http://127.0.0.1/ www.example.org a@example.org",
    "a | b | c",
    "# heading",
    "1. list",
    "- list",
    "`code` **bold** ~~gone~~ __x__",
    "&lt;b&gt; &amp;",
    "a\x1b[31mb\u202ec",
    "a\n\n# b",
    "\\",
)


def shown(cell):
    rendered = RENDERER.render("\n".join(table(("column",), [(cell,)])))
    found = re.search(r"<td>(.*)</td>", rendered, re.DOTALL)[1]
    assert "<" not in found and ">" not in found, found
    return html.unescape(found)


@pytest.mark.parametrize("nasty", NASTY)
def test_text_of_documents_forms_no_markup(nasty):
    assert shown(nasty) == " ".join(legible(nasty).split())


@given(st.text(min_size=1, max_size=MOST_CHARACTERS).filter(lambda t: 0 < len(" ".join(legible(t).split())) <= MOST_CHARACTERS))
def test_any_text_is_shown_as_it_is(text):
    assert shown(text) == " ".join(legible(text).split())


@pytest.mark.parametrize("nasty", ["http://x.org", "www.x.org", "a@x.org"])
def test_bare_addresses_are_broken_up_for_renderers_that_make_links_of_them(nasty):
    assert nasty not in literal(nasty)


def test_long_cells_and_long_tables_have_an_end():
    assert len(literal("a" * 10_000)) == MOST_CHARACTERS
    lines = table(("n",), [(n,) for n in range(MOST_ROWS + 5)])
    assert len(lines) == 2 + MOST_ROWS + 2
    assert lines[-1] == "5 more."


def test_the_report_of_a_night_has_every_part():
    outcomes = [
        DocumentOutcome("/in/a.pdf", Outcome.SUCCEEDED, "aaaaaaaa", "1/TB-UBND", pages=3, issues=2, seconds=9.25),
        DocumentOutcome("/in/b.pdf", Outcome.QUARANTINED, "bbbbbbbb", message="It is <b>cut</b> off."),
        DocumentOutcome("/in/c.pdf", Outcome.FAILED, "cccccccc", message="Tesseract died."),
    ]
    night = Night("r1", 3, outcomes, ("/in/d.pdf",), BatchStoppedError("Too many."))
    text = night_report(night, [DueSoon("2026-06-30", "1/TB-UBND", "Sở Nội vụ", "báo cáo", True)], ["webhook: no answer"])
    rendered = html.unescape(re.sub(r"<[^>]+>", " ", RENDERER.render(text)))
    wanted = (
        "1 succeeded, 1 quarantined, 1 failed",
        "Too many.",
        "1 files were still being written",
        "webhook: no answer",
        "It is <b>cut</b> off.",
        "Tesseract died.",
        "9.2",
        "2026-06-30",
        "Sở Nội vụ",
    )
    for part in wanted:
        assert part in rendered, part
