from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.decode import Chosen
from tasks.restore.trust import Place, doubts_beside, trust

STEP = Chosen(0, 1, ("huyện",), 0.99, "", cost=4.0)
PLACE = Place(beside=0.0, alone=False, text=0.02)


@pytest.mark.parametrize(
    ("step", "read", "place"),
    [
        (replace(STEP, posterior=0.8), "huyen", PLACE),
        (replace(STEP, cost=18.0), "huyen", PLACE),
        (replace(STEP, words=("Huyện",)), "huyen", PLACE),
        (replace(STEP, words=("huyen",)), "hnyen", PLACE),
        (STEP, "hu", PLACE),
        (STEP, "huyen", replace(PLACE, alone=True)),
        (STEP, "huyen", replace(PLACE, beside=0.5)),
        (STEP, "huyen", replace(PLACE, text=0.2)),
    ],
)
def test_what_speaks_against_a_word_makes_it_less_sure(step, read, place):
    assert trust(step, read, place) < trust(STEP, "huyen", PLACE)


@given(posterior=st.floats(0, 1), cost=st.floats(0, 60), read=st.text(max_size=9), beside=st.floats(0, 1), text=st.floats(0, 1))
def test_it_is_a_share_and_rises_with_the_posterior(posterior, cost, read, beside, text):
    place = Place(beside, False, text)
    found = trust(replace(STEP, posterior=posterior, cost=cost), read, place)
    assert 0 < found < 1
    assert found <= trust(replace(STEP, posterior=1.0, cost=cost), read, place)


def test_the_doubt_beside_a_word_is_the_greater_one_and_what_is_settled_has_none():
    steps = [replace(STEP, start=n, posterior=p) for n, p in enumerate((0.9, 0.5, 0.8))]
    assert doubts_beside(steps, [False, True, False]) == pytest.approx([0.0, 0.2, 0.0])
    assert doubts_beside(steps, [False, False, False]) == pytest.approx([0.5, 0.2, 0.5])
