import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.changes import ChangeReader

READER = ChangeReader(load_vocabulary())


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
