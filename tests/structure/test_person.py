"""Names under a signature."""

import pytest

from tasks.structure.person import read_person


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An", True),
        ("“Nguyên Văn An", "Nguyễn Văn An", True),
        ("PHẠM THỊ LAN", "Phạm Thị Lan", True),
        ("TS. Lê Văn Bình", "Lê Văn Bình", True),
        ("Đại tá Trần Văn Hùng", "Trần Văn Hùng", True),
        ("K'Sor H'Lan", "K'Sor H'Lan", True),
        ("Xanh Văn Bình", "Xanh Văn Bình", False),
    ],
)
def test_names_without_ranks(text, name, known):
    person = read_person(text)
    assert person is not None
    assert (person.name, person.known, person.rubbish) == (name, known, False)


@pytest.mark.parametrize(
    "text", ["- Nguyễn Văn An;", "Lưu: VT, KT.", "DANH MỤC THỦ TỤC HÀNH CHÍNH", "2% *", "Nguyễn", "Các sở, ngành;", ""]
)
def test_what_is_no_name(text):
    assert read_person(text) is None


def test_a_seal_over_the_family_name_is_rubbish():
    person = read_person("XS Văn Thắng")
    assert person is not None and person.rubbish
