"""Totals and the sums of their parts."""

from decimal import Decimal

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.figure_tables.labels import RowLabel
from tasks.findings.figure_tables.totals import Totals

TOTALS = Totals(load_vocabulary().cues)


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("", "A", 3), ("", "B", 4), ("", "Cộng", 7)], []),
        ([("", "A", 3), ("", "B", 4), ("", "Cộng", 8)], [2]),
        ([("", "Tổng số", 7), ("", "A", 3), ("", "B", 4)], []),
        ([("I", "Khu vực 1", 5), ("1", "A", 2), ("2", "B", 3), ("II", "Khu vực 2", 4), ("", "Tổng cộng", 9)], []),
        ([("", "A", 5), ("", "- trong đó B", 2), ("", "C", 4), ("", "Tổng cộng", 9)], []),
        ([("", "A", "33.3"), ("", "B", "33.3"), ("", "C", "33.3"), ("", "Tổng", "100.0")], []),
        ([("", "A", "33.3"), ("", "B", "33.3"), ("", "C", "33.3"), ("", "Tổng", "101.0")], [3]),
        ([("", "A", 5), ("", "Cộng", 6)], []),
        ([("", "A", None), ("", "B", None), ("", "C", 4), ("", "Cộng", 9)], []),
        ([("", "A", 1), ("", "B", 1), ("", "Tổng công ty", 9)], []),
    ],
)
def test_a_total_is_the_sum_of_its_parts(rows, wrong):
    labels = [RowLabel(row, text, order) for row, (order, text, _) in enumerate(rows)]
    values = {row: Decimal(str(value)) for row, (_, _, value) in enumerate(rows) if value is not None}
    assert list(TOTALS.wrong(labels, values)) == wrong
