from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vietnamese.places import COMMUNE, DISTRICT, PROVINCE, Place, Places, load_places, split_kind

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)
# Two invented provinces that became one; a commune that goes on, one that ended, and a name that both provinces had.
INVENTED = Places(
    (
        Place("1", PROVINCE, "tỉnh", "Tân Giang", (), None, None, ()),
        Place("2-2025", PROVINCE, "tỉnh", "Sơn Hà Đông", (), None, BEFORE, ("1",)),
        Place("11-2025", DISTRICT, "huyện", "Hòa Bình", ("1",), None, BEFORE, ("111", "112")),
        Place("21-2025", DISTRICT, "huyện", "Hòa Bình", ("2-2025",), None, BEFORE, ("112",)),
        Place("111", COMMUNE, "xã", "Tân An", ("1", "11-2025"), None, None, ()),
        Place("112", COMMUNE, "xã", "Hòa Bình", ("1",), SINCE, None, ()),
        Place("112-2025", COMMUNE, "thị trấn", "Hòa Bình", ("11-2025",), None, BEFORE, ("112", "111")),
    )
)


@pytest.mark.parametrize(
    ("printed", "kind", "name"),
    [
        ("TP. Hồ Chí Minh", "thành phố", "Hồ Chí Minh"),
        ("TP Huế", "thành phố", "Huế"),
        ("TX. Kỳ Anh", "thị xã", "Kỳ Anh"),
        ("Q1", "quận", "1"),
        ("P. Bến Thành", "phường", "Bến Thành"),
        ("HUYỆN TÂN AN", "huyện", "TÂN AN"),
        ("huyen Tan An", "huyện", "Tan An"),
        ("Phú Quý", None, "Phú Quý"),
        ("Xuân Hòa", None, "Xuân Hòa"),
        ("xã", None, "xã"),
        ("", None, ""),
    ],
)
def test_the_kind_stands_in_front(printed, kind, name):
    assert split_kind(printed) == (kind, name)


def codes(printed, places=INVENTED):
    return [place.code for place in places.find(printed)]


def test_a_name_is_found_by_kind_in_either_spelling_and_without_accents():
    assert codes("huyện Hòa Bình") == codes("HUYỆN HOÀ BÌNH") == codes("huyen hoa binh") == ["11-2025", "21-2025"]
    assert codes("Hòa Bình") == ["11-2025", "21-2025", "112", "112-2025"]
    assert codes("xã Hòa Bình") == ["112"]
    assert codes("xã Hòa Bính") == codes("Hoàng Bình") == codes("xã") == codes("") == []


def test_the_province_decides_between_namesakes():
    here, there = INVENTED.get("1"), INVENTED.get("2-2025")
    assert [p.code for p in INVENTED.among(INVENTED.find("huyện Hòa Bình"), here)] == ["11-2025"]
    assert [p.code for p in INVENTED.among(INVENTED.find("huyện Hòa Bình"), there)] == ["21-2025"]
    assert [p.code for p in INVENTED.among(INVENTED.find("xã Tân An"), there)] == ["111"]  # where it lies now
    assert INVENTED.provinces(INVENTED.get("112-2025")) == (here,)


def test_what_became_of_a_place_depends_on_the_day():
    town, district, commune = (INVENTED.get(code) for code in ("112-2025", "11-2025", "112"))
    assert INVENTED.became(town, BEFORE) == (town,)
    assert [p.code for p in INVENTED.became(town, SINCE)] == ["112", "111"]
    assert [p.code for p in INVENTED.became(district, SINCE)] == ["111", "112"]
    assert INVENTED.became(commune, BEFORE) == ()
    assert [p.code for p in INVENTED.forerunners(commune)] == ["11-2025", "21-2025", "112-2025"]
    assert INVENTED.forerunners(district) == ()


def test_names_come_once_a_level():
    assert list(INVENTED.names()).count(("Hòa Bình", DISTRICT)) == 1
    assert set(INVENTED.names()) >= {("Tân Giang", PROVINCE), ("Hòa Bình", COMMUNE), ("Tân An", COMMUNE)}


def test_the_shipped_table_is_whole():
    places = load_places()
    stand = [p for p in places.by_code.values() if p.until is None]
    assert [sum(p.level == level for p in stand) for level in (PROVINCE, DISTRICT, COMMUNE)] == [34, 0, 3321]
    for place in places.by_code.values():
        assert all(code in places.by_code for code in (*place.parents, *place.heirs))
        assert (place.until is None) == (not place.heirs)
        assert bool(place.parents) == (place.level != PROVINCE)
        later = places.became(place, date(2026, 1, 1))
        assert later and all(p.level != DISTRICT for p in later)


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("tỉnh Bà Rịa – Vũng Tàu", ["thành phố Hồ Chí Minh"]),
        ("TPHCM", ["thành phố Hồ Chí Minh"]),
        ("tỉnh Thừa Thiên - Huế", ["thành phố Huế"]),
        ("tỉnh Quảng Bình", ["tỉnh Quảng Trị"]),
        ("Tỉnh Hà Tây", ["thành phố Hà Nội"]),
        ("tỉnh Đăk Nông", ["tỉnh Lâm Đồng"]),
        ("huyện Lý Sơn", ["đặc khu Lý Sơn"]),
        ("tỉnh Sơn La", ["tỉnh Sơn La"]),
    ],
)
def test_the_shipped_table_knows_what_became_of_a_place(printed, now):
    places = load_places()
    [place] = places.find(printed)
    assert [p.title for p in places.became(place, date(2026, 1, 1))] == now


@given(st.text(max_size=30))
def test_any_text_may_be_asked(text):
    assert isinstance(INVENTED.find(text), tuple)
