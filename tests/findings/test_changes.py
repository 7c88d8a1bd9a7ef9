import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.changes import ChangeReader

READER = ChangeReader(load_vocabulary())


@pytest.mark.parametrize(
    ("before", "sign"),
    [
        ("đạt tối thiểu ", ">="),
        ("trên ", ">="),
        ("không quá ", "<="),
        ("còn dưới ", "<="),
        ("khoảng ", "="),
        ("vòng quanh ", "="),
        ("", "="),
    ],
)
def test_the_bound_right_before_a_figure(before, sign):
    text = before + "12 hộ"
    assert READER.comparator(text, len(before), len(before), 0)[0] == sign


@pytest.mark.parametrize(
    ("before", "direction"),
    [
        ("tăng ", "increase"),
        ("giảm thêm khoảng ", "decrease"),
        ("tăng trưởng bình quân ", "increase"),
        ("giảm còn ", None),
        ("giảm nghèo cho ", None),
        ("tăng cường ", None),
        ("đạt ", None),
    ],
)
def test_the_change_verb_right_before_a_figure(before, direction):
    text = before + "12%"
    start, found = READER.adjacent(text, len(before), 0)
    assert found == direction
    assert start == (0 if direction else len(before))


@pytest.mark.parametrize(
    ("before", "direction"),
    [
        ("giảm chi hành chính với kinh phí là ", "decrease"),
        ("giảm tỷ lệ sinh con thứ ba ", "decrease"),
        ("tăng tỷ lệ bao phủ lên ", None),
        ("tăng chi, bảo đảm ", None),
        ("thu ngân sách ", None),
        ("mức tăng dân số còn ", "increase"),
    ],
)
def test_a_change_verb_further_in_front(before, direction):
    assert READER.governing(before + "12%", 0, len(before)) == direction
