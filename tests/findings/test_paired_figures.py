import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.paired_figures import EARLIER, read_pairs


def test_each_name_has_this_years_and_last_years_figure():
    found = read_pairs("Số ca mắc/so với cùng kỳ: Tả (0/0), Thương hàn (18/2), Sởi (3/12).")
    assert [(q.name, int(q.value), q.unit, q.rule == EARLIER) for q in found] == [
        ("Tả", 0, "ca", False),
        ("Tả", 0, "ca", True),
        ("Thương hàn", 18, "ca", False),
        ("Thương hàn", 2, "ca", True),
        ("Sởi", 3, "ca", False),
        ("Sởi", 12, "ca", True),
    ]


@pytest.mark.parametrize("text", ["Có 12/14 xã (85/100) đạt chuẩn.", "So với cùng kỳ số mắc tăng 3 ca (3/4).", ""])
def test_pairs_that_nothing_explains_are_none(text):
    assert read_pairs(text) == ()


@given(st.text(alphabet="số mắc/cùng kỳ:(),0123456789 ab", max_size=120))
def test_pairs_stand_in_the_text_in_order(text):
    found = read_pairs(text)
    assert [q.figure for q in found] == sorted(q.figure for q in found)
    assert all(q.start <= q.figure < q.figure_end <= q.end <= len(text) for q in found)
