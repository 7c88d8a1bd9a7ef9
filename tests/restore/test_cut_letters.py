import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.cut_letters import cut_letters
from tasks.restore.letter_costs import LetterCosts

NOTHING = LetterCosts({})


@pytest.mark.parametrize(
    ("printed", "read", "wanted"),
    [
        ("hội", "hi", (("h", "h"), ("ộ", ""), ("i", "i"))),
        ("dừng", "dirng", (("d", "d"), ("ừ", "ir"), ("n", "n"), ("g", "g"))),
        ("mạn", "m!;ln", (("m", "m"), ("ạ", "!;l"), ("n", "n"))),
        ("a", "abcdefg", ()),
    ],
)
def test_words_are_cut_into_letters_and_what_was_read_for_each(printed, read, wanted):
    assert cut_letters(printed, read, NOTHING) == wanted


@given(st.text(st.sampled_from("anộư"), min_size=1, max_size=6), st.text(st.sampled_from("anou6"), max_size=6))
def test_a_cut_uses_all_of_both(printed, read):
    found = cut_letters(printed, read, NOTHING)
    assert not found or ("".join(a for a, _ in found), "".join(b for _, b in found)) == (printed, read)
