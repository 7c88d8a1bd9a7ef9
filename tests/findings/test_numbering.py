from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.figures import Figure
from tasks.findings.numbering import names_a_document, numbers_a_row, without_numbering
from tasks.findings.quantity import Quantity
from tasks.findings.units import Unit


def unit_of(text: str, noun: str, kind: str = "count") -> Unit:
    at = text.index(noun)
    return Unit(noun, kind, at, at + len(noun))


@pytest.mark.parametrize(
    ("text", "noun", "kind", "named"),
    [
        ("12 Nghị định số 113/2025/NĐ-CP", "Nghị định", "count", True),
        ("100 Bậc 2: từ 101", "Bậc", "rank", True),
        ("12 nghị định, 3 thông tư", "nghị định", "count", False),
        ("12 ha số 5", "ha", "area", False),
    ],
)
def test_the_name_of_a_document_is_no_count(text, noun, kind, named):
    assert names_a_document(text, unit_of(text, noun, kind)) is named


@pytest.mark.parametrize(
    ("text", "figure", "noun", "row"),
    [
        ("thủ tục cấp lại 2 Thủ tục miễn", "2", "Thủ tục", True),
        ("12 Xã Tân Lập", "12", "Xã", True),
        ("12 xã Tân Lập", "12", "xã", False),
        ("mới 05 Khu công nghiệp", "05", "Khu công nghiệp", False),
        ("gồm 4 BV hạng 2", "4", "BV", False),
    ],
)
def test_a_bare_number_before_a_capital_numbers_a_row(text, figure, noun, row):
    at = text.index(figure)
    assert numbers_a_row(text, Figure(at, at + len(figure), Decimal(int(figure))), unit_of(text, noun)) is row


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
