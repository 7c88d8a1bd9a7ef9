import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from db.asking.night import ReadNotice, Standings
from db.reading.standing import COUNTED
from flows.outcome import DocumentOutcome
from flows.report.markdown import MOST_CHARACTERS, MOST_ROWS, literal, night_report, table
from flows.report.night import Behind, DueSoon, Night, plain_text
from flows.report.words import words_in
from tasks.domain.errors import BatchStoppedError
from tasks.domain.legible import legible
from tasks.domain.outcome import Outcome

EN, VI = words_in("en"), words_in("vi")
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
    rendered = RENDERER.render("\n".join(table(("column",), [(cell,)], EN)))
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
    lines = table(("n",), [(n,) for n in range(MOST_ROWS + 5)], EN)
    assert len(lines) == 2 + MOST_ROWS + 2
    assert lines[-1].startswith("5 more, on the review page")


OUTCOMES = [
    DocumentOutcome("/in/a.pdf", Outcome.SUCCEEDED, "aaaaaaaa", "1/TB-UBND", pages=3, issues=2, seconds=9.25),
    DocumentOutcome("/in/b.pdf", Outcome.QUARANTINED, "bbbbbbbb", error_code="damaged-file", message="It is <b>cut</b> off."),
    DocumentOutcome("/in/c.pdf", Outcome.FAILED, "cccccccc", error_code="ocr-crash", message="Tesseract died."),
]
READ = ReadNotice("aaaaaaaa", "1/TB-UBND", "a.pdf", dict.fromkeys(COUNTED, 1) | {"pages": 3, "doubts": 2})
BEHIND = Behind(
    date(2026, 6, 20),
    7,
    [DueSoon("2026-06-25", "1/TB-UBND", "Sở Nội vụ", "báo cáo", True, "aaaaaaaa")],
    Standings([READ], [("head-field-missing", 2)], 1),
    ["webhook: no answer"],
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            EN,
            (
                "Night of 20/06/2026, 3 files",
                "1 read, 1 set aside, 1 failed",
                "Stopped: Too many.",
                "1 file was still being written",
                "1 document waits to be read.",
                "webhook: no answer",
                "It is <b>cut</b> off.",
                "Tesseract died.",
                "3 pages, 1 task, 1 figure, 2 doubts",
                "1 file was set aside: scan it anew",
                "The head lacks a part: 2",
                "25/06/2026, 1/TB-UBND: Sở Nội vụ: báo cáo",
                "9 seconds",
            ),
        ),
        (
            VI,
            (
                "Đêm 20/06/2026, 3 tệp",
                "1 đã nhận dạng, 1 chưa xử lý được, 1 bị lỗi",
                "Dừng giữa chừng: Nhiều tệp liên tiếp bị cùng một lỗi",
                "1 tệp còn đang được ghi",
                "1 văn bản chờ nhận dạng.",
                "Tệp hỏng, không mở được. Hãy quét hoặc tải lại. (damaged-file)",
                "3 trang, 1 nhiệm vụ, 1 số liệu, 2 điểm cần kiểm tra",
                "Phần thể thức còn thiếu thông tin: 2",
                "Nhiệm vụ mới, thời hạn trong 7 ngày tới",
                "25/06/2026, 1/TB-UBND: Sở Nội vụ: báo cáo",
            ),
        ),
    ],
    ids=["en", "vi"],
)
def test_the_report_of_a_night_has_every_part_in_one_language(words, wanted):
    night = Night("r1", 3, OUTCOMES, ("/in/d.pdf",), BatchStoppedError("Too many."))
    text = night_report(night, BEHIND, words, "http://review/documents/{}".format, "http://review/documents")
    rendered = RENDERER.render(text)
    shown = " ".join(html.unescape(re.sub(r"</?(strong|h1|h2|li|ul|p|a)[^>]*>", "", rendered)).split())
    for part in wanted:
        assert part in shown, part
    assert {f"http://review/documents/{o.short_id}" for o in OUTCOMES} <= set(re.findall(r'href="([^"]+)"', rendered))
    plain = plain_text(night, BEHIND, words, lambda _: None)
    for part in wanted:
        assert part in plain, part


def test_what_there_is_nothing_of_is_left_out():
    text = night_report(Night("r1", 1, OUTCOMES[:1]), Behind(date(2026, 6, 20), 7), VI, lambda _: None)
    assert "Việc cần làm tiếp" in text and "Không có việc gì" in text
    assert "Chưa xử lý được" not in text and "](" not in text
