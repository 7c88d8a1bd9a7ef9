from datetime import date

import pytest

from flows.figures.places import FigurePlaces
from tasks.domain.figure import Figure
from tasks.vietnamese.places import load_places

PLACES = FigurePlaces(load_places())


def place(**given):
    plain = dict.fromkeys(Figure.__dataclass_fields__) | {"name": "số hộ nghèo", "text": "", "heading": "", "issued_on": date(2024, 1, 1)}
    return PLACES(Figure(**(plain | given)))


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"issuer": "Ủy ban nhân dân tỉnh Tân Giang", "issued_in": "Tân Giang"}, "tỉnh Tân Giang"),
        ({"issuer": "UBND TỈNH LÀO CAI", "issued_in": "Lào Cai"}, "tỉnh Lào Cai"),
        ({"issuer": "Sở Nội vụ", "issued_in": "Quảng Ngãi"}, "tỉnh Quảng Ngãi"),
        ({"issuer": "Sở Nội vụ", "issued_in": "Tân Giang"}, "Tân Giang"),
        ({"issuer": "Bộ Nội vụ", "issued_in": "Hà Nội"}, ""),
        ({"issuer": "Ủy ban nhân dân thành phố Hà Nội", "issued_in": "Hà Nội"}, "thành phố Hà Nội"),
        ({"issuer": None, "issued_in": None}, ""),
        ({"issuer": "Văn phòng Chính phủ", "issued_in": "Hà Nội", "subject": "Kết luận làm việc với tỉnh Tân Giang"}, "tỉnh Tân Giang"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "text": "xã Tân Hòa có 12 hộ"}, "xã Tân Hòa"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "heading": "Kết quả tại huyện Yên Hạ"}, "huyện Yên Hạ"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "name": "Xã Tân Hòa, số hộ", "text": "xã Hòa An"}, "xã Tân Hòa"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "text": "trên địa bàn tỉnh có 12 xã, phường"}, "tỉnh Lào Cai"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "text": "Chủ tịch UBND tỉnh Trần Tân Giang"}, "tỉnh Lào Cai"),
        ({"issuer": "Sở Y tế", "issued_in": "Lào Cai", "text": "chỉ số cấp tỉnh PCI đạt 65 điểm"}, "tỉnh Lào Cai"),
    ],
)
def test_the_place_of_a_figure(given, label):
    assert place(**given).label == label


def test_places_of_one_name_and_bodies_of_one_name_are_told_apart():
    offices = {place(issuer="Cục Thống kê", issued_in=name).key for name in ("Lào Cai", "Hà Giang", "Tân Giang")}
    assert len(offices) == 3
    upper, lower = (place(issuer=name, issued_in="Lào Cai").key for name in ("UBND TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"))
    assert upper == lower
