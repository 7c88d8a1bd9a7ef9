import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.units import UnitReader

READER = UnitReader(load_vocabulary())


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("12 dịch vụ công trực tuyến một phần", "dịch vụ công trực tuyến một phần", "count"),
        ("12 phong trào thi đua yêu nước", "phong trào thi đua", "count"),
        ("12%", "%", "percent"),
        ("12 phần trăm", "%", "percent"),
        ("12 điểm phần trăm", "điểm %", "percent"),
        ("12 điểm", "điểm", "other"),
        ("12 điểm trường", "điểm trường", "count"),
        ("12 nghìn tỷ đồng", "nghìn tỷ đồng", "money"),
        ("12ha", "ha", "area"),
        ("12 đồng chí", "đồng chí", "count"),
        ("12 Đề án", "Đề án", "count"),
        ("12 triệu lượt khách", "triệu lượt khách", "count"),
        ("12 biên bản vi phạm", "biên bản", "count"),
    ],
)
def test_the_longest_known_unit_wins(text, unit, kind):
    found = READER.read(text, 2)
    assert found is not None
    assert (found.text, found.kind, found.known) == (unit, kind, True)


@pytest.mark.parametrize("text", ["12hộ", "12 và", "12", "12 xyz", "12 tuổi", "12 xã hội"])
def test_no_unit(text):
    assert READER.read(text, 2) is None


@pytest.mark.parametrize(
    ("text", "noun"), [("12 miếu thờ cổ", "miếu thờ"), ("12 miếu", "miếu"), ("12 ngày", None), ("12 Tân", None), ("12, miếu", None)]
)
def test_a_noun_by_its_looks(text, noun):
    found = READER.guess(text, 2)
    assert (found and found.text) == noun
    assert found is None or not found.known
