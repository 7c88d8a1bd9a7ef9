"""Spelling of syllables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vietnamese.syllable import is_syllable, syllable_share

GOOD = """
ủy uỷ Ủy ban nhân dân tỉnh thông báo kết luận của phó chủ tịch tại hội nghị triển khai công tác cải cách hành chính thi đua khen thưởng
nghiệp nghĩa khuyến khích quyết quyền quốc quý quỹ quỳ quỵt hoà hòa xóa xoá thuỷ thủy giữa giếng giết gì gìn giặt kỷ niệm kỳ lý mỹ tỷ hy
ý yêu yếu yết yên huỳnh huyện khuya nguyễn ngoằn đường được ướt rượu hươu xoong khoẻ khỏe ngoéo toàn oan uy uyên ơn ở ưu in ích êm
pin đặc biệt đẹp lớp học cấp các tuyển dụng chuyển quả quá quê thuê thuở tuần xuất khuỷu góc ghế nghe kem cũng gia già
"""
BAD = """
chuyền1 tb-ubnd qd kinhf ngươì thựơng cac cap lop hoc lách7 ngê nge gê ghà kà cê ngha qa quu xyz phuơng thuơng bănn nhn dn UBND HĐND
Sӕ KLӋQ Uû n©n dc điòa ứưng ơng ăa ấu2 phap ky9 chươg ttt yêuu by ny nyêu tooc tập1 mớii trư0ng chúyên sẫch
"""


@pytest.mark.parametrize("word", GOOD.split())
def test_real_syllables_are_accepted(word):
    assert is_syllable(word), word
    assert is_syllable(word.upper()), word
    assert is_syllable(unicodedata.normalize("NFD", word)), word


@pytest.mark.parametrize("word", BAD.split())
def test_what_spelling_forbids_is_refused(word):
    assert not is_syllable(word), word


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text):
    assert is_syllable(text) in (True, False)
    assert 0.0 <= syllable_share(text.split()) <= 1.0


def test_share_tells_vietnamese_from_a_layer_without_accents():
    good = "Các sở, ban, ngành cấp tỉnh thực hiện tốt nhiệm vụ được giao theo Quyết định số 12/QĐ-UBND"
    lost = "Cac sd, ban, nganh cAp tinh thyc hién tot nhiém vy dugc giao theo Quyét dinh s6 12/QD-UBND"
    assert syllable_share(good.split()) > 0.9
    assert syllable_share(lost.split()) < 0.6
    assert syllable_share(["12", "/", "-"]) == 0.0
