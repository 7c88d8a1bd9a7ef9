import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.legible import legible, storable

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("nasty", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b2J", r"\x9b2J"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("bell\x07\x00\x7f", r"bell\x07\x00\x7f"),
        ("line\r\noverwritten", "line\\x0d\noverwritten"),
        ("no\u00a0break\tand tab", "no break and tab"),
        ("page\fpage", "page\npage"),
        ("\U000e0001tag", r"\U000e0001tag"),
        ("\udcff.pdf", r"\udcff.pdf"),
        ("Ủy ban nhân dân 😀", "Ủy ban nhân dân 😀"),
    ],
)
def test_what_steers_a_terminal_is_shown_and_the_rest_is_left(nasty, shown):
    assert legible(nasty) == shown


@given(ANYTHING)
def test_nothing_but_printable_characters_and_line_breaks_is_left(text):
    shown = legible(text)
    assert all(c == "\n" or c.isprintable() for c in shown)
    assert not {unicodedata.category(c) for c in shown if c != "\n"} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANYTHING)
def test_what_is_stored_can_be_encoded_and_says_all_that_could_be_before(text):
    stored = storable(text)
    stored.encode("utf-8")
    assert "\0" not in stored
    if "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text):
        assert stored == text
