"""Names in capitals as running text has them."""

import pytest

from config.words import load_words
from tasks.nouns.capitals import capitals_of

CAPITALS = capitals_of(load_words())


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("UỶ BAN NHÂN DÂN", "Ủy ban nhân dân"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Sở Nông nghiệp và Môi trường"),
        ("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("SỞ Y TẾ TÂN GIANG", "Sở Y tế Tân Giang"),
        ("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH CỦA CHÍNH PHỦ", "Ban Chỉ đạo cải cách hành chính của Chính phủ"),
        ("CÔNG TY TNHH MTV CẤP NƯỚC", "Công ty TNHH MTV Cấp nước"),
        ("TỈNH ỦY TÂN GIANG", "Tỉnh ủy Tân Giang"),
        ("BAN THƯỜNG VỤ TỈNH ỦY", "Ban Thường vụ Tỉnh ủy"),
        ("TRƯỜNG THPT SỐ 1 TÂN GIANG", "Trường THPT số 1 Tân Giang"),
        ("PHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
        ("TRƯỞNG PHÒNG", "Trưởng phòng"),
        ("BỘ TRƯỞNG", "Bộ trưởng"),
        ("ĐOÀN KIỂM TRA", "Đoàn kiểm tra"),
        ("ĐẢNG BỘ TỈNH TÂN GIANG", "Đảng bộ tỉnh Tân Giang"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN HÒA BÌNH", "Ban Chấp hành Đảng bộ huyện Hòa Bình"),
        ("ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH", "Đảng ủy các cơ quan Đảng tỉnh"),
        ("BAN TUYÊN GIÁO VÀ DÂN VẬN", "Ban Tuyên giáo và Dân vận"),
        ("ỦY BAN KIỂM TRA HUYỆN ỦY", "Ủy ban Kiểm tra Huyện ủy"),
        ("BAN CHỈ HUY QUÂN SỰ XÃ AN PHÚ", "Ban Chỉ huy Quân sự xã An Phú"),
        ("Sở Y tế", "Sở Y tế"),
        ("", ""),
    ],
)
def test_capitals_as_running_text(printed, written):
    assert CAPITALS.write(printed).text == written
    assert not CAPITALS.write(printed).mended


@pytest.mark.parametrize(
    ("printed", "written", "mended"),
    [
        ("ÚY BAN NHÂN DẦN", "Ủy ban nhân dân", False),
        ("TINH VINH LONG", "tỉnh Vĩnh Long", False),
        ("TĨNH QUẢNG NGÃI", "tỉnh Quảng Ngãi", False),
        ("DUBND TỈNH", "UBND tỉnh", True),
        ("DANG BO XA AN SON", "Đảng bộ xã An Son", True),
        ("DANG UY XA AN SON", "Đảng ủy xã An Son", True),
        ("THANH TRA TINH", "Thanh tra tỉnh", False),
        ("SO Y TE TINH", "Sở Y tế tỉnh", True),
        ("PHONG TAI CHINH", "Phòng Tài chính", True),
        ("ỦY BAN NHÂN DÃM", "Ủy ban nhân dân", True),
    ],
)
def test_lost_accents_come_back_and_wrong_letters_are_told(printed, written, mended):
    name = CAPITALS.write(printed)
    assert (name.text, name.mended) == (written, mended)
