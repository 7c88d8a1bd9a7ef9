import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.channel import Channel
from tasks.restore.emission import Emission
from tests.restore.conftest import LETTERS, RIMES

CHANNEL = Channel("test", LETTERS, {}, RIMES, 0.0, 0.0, (), {}, ())
STRINGS = ("ội", "ôi", "ế", "ê", "ận", "an", "ở", "ương")
RIME_COSTS = Emission(STRINGS, RIMES, CHANNEL)


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
    ],
)
def test_what_was_counted_and_what_is_alike_is_cheaper(read, likely, unlikely):
    costs = RIME_COSTS.costs(read)
    assert costs[STRINGS.index(likely)] < costs[STRINGS.index(unlikely)]


@given(st.text(st.characters(max_codepoint=0x1EFF, exclude_categories=("Z", "C")), max_size=14))
def test_every_string_has_a_cost_for_each_and_keeps_it(read):
    costs = RIME_COSTS.costs(read)
    assert costs.shape == (len(STRINGS),)
    assert not np.isnan(costs).any() and (costs >= -1e-6).all()
    assert RIME_COSTS.costs(read) is costs
