import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.emission import Emission
from tasks.restore.letter_costs import LetterCosts
from tests.restore.conftest import LETTERS, RIMES

STRINGS = ("ội", "ôi", "ế", "ê", "ận", "an", "ở", "ương")
RIME_COSTS = Emission(STRINGS, RIMES, LetterCosts(LETTERS))


@pytest.mark.parametrize(
    ("read", "likely", "unlikely"),
    [
        ("di", "ội", "ôi"),
        ("é", "ế", "ê"),
        ("én", "ận", "an"),
        ("&", "ở", "ế"),
        ("an", "an", "ội"),
        ("uong", "ương", "an"),
        ("ương", "ương", "an"),
        ("n", "ận", "an"),
    ],
)
def test_what_was_counted_and_what_is_alike_is_cheaper(read, likely, unlikely):
    costs = RIME_COSTS.beginnings(read)[-1]
    assert costs[STRINGS.index(likely)] < costs[STRINGS.index(unlikely)]


@given(st.text(st.characters(max_codepoint=0x1EFF, exclude_categories=("Z", "C")), max_size=14))
def test_beginnings_and_endings_meet_in_the_whole(read):
    beginnings, endings = (
        np.array(table) for table in (Emission(STRINGS, RIMES, LetterCosts(LETTERS)).beginnings(read), RIME_COSTS.endings(read))
    )
    assert beginnings.shape == endings.shape == (len(read) + 1, len(STRINGS))
    assert not np.isnan(beginnings).any() and (beginnings >= -1e-4).all()
    assert np.allclose(beginnings[-1], endings[0], rtol=1e-3, atol=1e-3)
    assert np.allclose(beginnings[0], endings[-1], rtol=1e-3, atol=1e-3)


@given(st.text(st.sampled_from("aiourng6&~"), min_size=1, max_size=5), st.text(st.sampled_from("aiourng6&~"), max_size=3))
def test_a_beginning_costs_the_same_in_any_word(start, rest):
    assert np.allclose(RIME_COSTS.beginnings(start)[-1], RIME_COSTS.beginnings(start + rest)[len(start)], rtol=1e-4)


@given(st.lists(st.text(st.sampled_from("aiourng6&~"), max_size=9), min_size=1, max_size=40))
def test_words_cost_the_same_together_and_alone(reads):
    together, alone = (Emission(STRINGS, RIMES, LetterCosts(LETTERS)) for _ in range(2))
    together.prepare_endings(reads)
    for read in reads:
        assert np.array_equal(together.endings(read), alone.endings(read))
        assert together.least(read) == pytest.approx(float(alone.endings(read)[0].min()))
