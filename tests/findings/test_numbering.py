from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.numbering import without_numbering
from tasks.nouns.quantity import Quantity


def counts(*values: int) -> list[Quantity]:
    return [Quantity(n, n + 1, n, n + 1, Decimal(value), "xã", "count") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "left"), [((10, 11, 12, 13), []), ((3, 4), [3, 4]), ((5, 1, 2, 3, 9), [5, 9]), ((1, 1, 1), [1, 1, 1]), ((), [])]
)
def test_runs_that_go_up_by_one_number_rows(values, left):
    assert [int(q.value) for q in without_numbering(counts(*values))] == left


@given(st.lists(st.integers(0, 20), max_size=20))
def test_what_is_left_keeps_its_order(values):
    left = without_numbering(counts(*values))
    assert [q.start for q in left] == sorted(q.start for q in left)
