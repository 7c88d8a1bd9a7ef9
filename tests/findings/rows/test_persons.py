"""Persons named by a title and a given name alone."""

import pytest

from tasks.findings.rows.persons import persons_in


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Đ/c Hương (PHT)", ["Đ/c Hương"]),
        ("Đ/c Hà, Phó Giám đốc", ["Đ/c Hà, Phó Giám đốc"]),
        ("Đ/c Hà - Phó Hiệu trưởng; Cô Lan", ["Đ/c Hà - Phó Hiệu trưởng", "Cô Lan"]),
        ("Thầy Nam, Đ/c Thu Hằng", ["Thầy Nam", "Đ/c Thu Hằng"]),
        ("BS. Minh và Phòng Kế hoạch", ["BS. Minh"]),
        ("Ông Ân", ["Ông Ân"]),
        ("TS. Vũ Minh Đức, PGS.TS. Lê Hà", ["TS. Vũ Minh Đức", "PGS.TS. Lê Hà"]),
        ("ThS Ngô Thị Lan Anh; Ban ISO", ["ThS Ngô Thị Lan Anh"]),
        ("Đ/c Nguyễn Văn Nam", []),
        ("Cô giáo chủ nhiệm", []),
        ("Đoàn thanh niên", []),
        ("Sở Y tế", []),
    ],
)
def test_a_cell_names(text, persons):
    assert [text[start:end] for start, end in persons_in(text, 0, len(text))] == persons


def test_only_what_lies_between_the_places_counts():
    text = "Đ/c Hương; Đ/c Lan"
    assert [text[start:end] for start, end in persons_in(text, 9, len(text))] == ["Đ/c Lan"]
