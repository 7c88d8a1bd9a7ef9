"""What is presented as certain, and whether chances mean what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.trust import LEAST_CHANCE, LEAST_SURE, Judged, least_chance, log_loss, reliability, shares

ROWS = st.lists(st.builds(Judged, chance=st.sampled_from([0.1, 0.5, 0.7, 0.9, 0.99]), right=st.booleans()), max_size=120)


@given(ROWS, st.floats(0.5, 1.0))
def test_from_the_threshold_on_the_wanted_share_is_right_and_none_lower_would_do(rows, wanted):
    least = least_chance(rows, wanted)
    sure = [row for row in rows if row.chance >= least]
    assert not sure or (len(sure) >= LEAST_SURE and sum(row.right for row in sure) >= wanted * len(sure))
    for lower in {row.chance for row in rows if LEAST_CHANCE <= row.chance < least}:
        more = [row for row in rows if row.chance >= lower]
        assert len(more) < LEAST_SURE or sum(row.right for row in more) < wanted * len(more)


def test_a_mistake_among_the_surest_does_not_hide_what_follows():
    rows = [Judged(0.99, False), *[Judged(0.9, True)] * 40, *[Judged(0.2, False)] * 40]
    assert least_chance(rows, 0.95) == 0.9


def test_few_rows_are_not_believed():
    assert least_chance([Judged(0.99, True)] * (LEAST_SURE - 1), 0.95) > 1


def test_shares():
    rows = [Judged(0.9, True, sure=True), Judged(0.9, False, sure=True), Judged(0.2, True), Judged(0.2, False)]
    assert shares(rows) == (0.5, 0.5)
    assert shares([Judged(0.2, True)]) == (0.0, None)
    assert shares([]) == (0.0, None)


def test_reliability_says_and_sees():
    rows = [*[Judged(0.75, True)] * 3, Judged(0.75, False), Judged(1.0, True)]
    assert reliability(rows) == [(0.7, 4, 0.75, 0.75), (0.98, 1, 1.0, 1.0)]


@given(ROWS.filter(bool))
def test_no_row_is_lost_between_the_bins(rows):
    assert sum(count for _, count, _, _ in reliability(rows)) == len(rows)


def test_honest_chances_surprise_least():
    seen = [True] * 7 + [False] * 3
    said = {chance: log_loss([Judged(chance, right) for right in seen]) for chance in (0.5, 0.7, 0.9)}
    assert min(said, key=said.get) == pytest.approx(0.7)


def test_weights_count():
    assert log_loss([Judged(0.5, True, weight=3.0), Judged(0.9, False, weight=0.0)]) == pytest.approx(log_loss([Judged(0.5, True)]))
    assert log_loss([]) == 0
