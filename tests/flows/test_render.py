import io

import pytest
from rich.console import Console

from flows import render
from flows.outcome import DocumentOutcome
from tasks.domain.outcome import Outcome


def printed(show, *arguments):
    stream = io.StringIO()
    show(Console(file=stream, width=200), *arguments)
    return stream.getvalue()


@pytest.mark.parametrize(
    "nasty", ["\x1b[31mred", "\x07bell", "\x9b2J", "[bold]x[/bold]", "[link=http://x]y[/link]", "a\u202eb", "\udcff\udcfe"]
)
def test_document_text_can_neither_colour_nor_steer_the_terminal(nasty):
    outcome = DocumentOutcome(f"/in/{nasty}.pdf", Outcome.SUCCEEDED, "abcd1234", symbol=nasty, revision=1, message=nasty)
    text = printed(render.outcomes, [outcome])
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e", "\udcff"}
    for char in set(nasty) & {"\x1b", "\x07", "\x9b", "\u202e", "\udcff"}:
        assert f"\\x{ord(char):02x}" in text or f"\\u{ord(char):04x}" in text
    if "[" in nasty and "\x1b" not in nasty:
        assert nasty in text


def test_outcomes_say_what_happened_and_what_to_type_next():
    text = printed(
        render.outcomes,
        [
            DocumentOutcome("/in/a.pdf", Outcome.SUCCEEDED, "abcd1234", "1/TB-UBND", 1, 3, 5, 7, 2, 1),
            DocumentOutcome("/in/b.pdf", Outcome.QUARANTINED, "ffff0000", message="It is cut off. Fetch it again.", exit_code=2),
        ],
    )
    assert "1 succeeded, 1 quarantined." in text
    assert "b.pdf: It is cut off. Fetch it again." in text
    assert "thongbao show abcd1234" in text


def test_nothing_to_do_is_said():
    assert "Nothing to do" in printed(render.outcomes, [])
