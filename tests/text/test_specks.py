from dataclasses import replace

import pytest
from typeset import LEFT, justify, set_line, set_page

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Line, Word
from tasks.text.clean import clean_pages


def page_with(line):
    body = [justify(set_line("các cơ quan đơn vị trong tỉnh", 600 + 80 * i)) for i in range(5)]
    return set_page([*body, line])


def before(line, text, gap, confidence):
    """The line with another word in front, ``gap`` pixels away."""
    first = line.words[0].bbox
    box = BBox(first.left - gap - 40, first.top, first.left - gap, first.bottom)
    return Line((Word(text, box, confidence), *(replace(w, confidence=95.0) for w in line.words)))


@pytest.mark.parametrize(
    ("text", "gap", "confidence", "kept"),
    [("-", 15, 92.0, True), ("-", 15, 30.0, True), ("__", 200, 20.0, False), ("-", 200, 11.0, False), ("-", 200, 92.0, True)],
)
def test_a_stroke_far_from_its_line_and_hardly_read_is_no_bullet(text, gap, confidence, kept):
    line = before(set_line("Giao Sở Nội vụ theo dõi", 1100, LEFT + 300), text, gap, confidence)
    assert ("- Giao Sở" in clean_pages([page_with(line)], None).clean.text) is kept


@pytest.mark.parametrize(("confidence", "gap", "kept"), [(40.0, 300, False), (90.0, 300, True), (40.0, 12, True)])
def test_words_of_a_stamp_beside_a_line_are_left_out(confidence, gap, kept):
    line = before(set_line("trên địa bàn tỉnh Tân Giang", 1100, LEFT + 500), "Seo", gap, confidence)
    text = clean_pages([page_with(line)], None).clean.text
    assert "trên địa bàn tỉnh Tân Giang" in text
    assert ("Seo" in text) is kept


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        (".giải", "giải"),
        ("'Bộ", "Bộ"),
        ("về'", "về"),
        ("đủ;:", "đủ;"),
        ("tỉnh..", "tỉnh."),
        ("30//5/2024", "30/5/2024"),
        ("tỉnh...", "tỉnh..."),
        ("“Tân", "“Tân"),
        ("v.v.;", "v.v.;"),
        ("K'Sor", "K'Sor"),
        ("./.", "./."),
        ("Môi.trường;", "Môi trường;"),
        ("b).Kiểm", "b) Kiểm"),
        ("TT.HĐND", "TT.HĐND"),
        ("nay.Các", "nay.Các"),
        ("tangiang.vn", "tangiang.vn"),
    ],
)
def test_dust_on_words_goes_and_signs_of_print_stay(read, kept):
    line = set_line(f"Giao Sở {read} chủ trì", 1100)
    assert f"Sở {kept} chủ" in clean_pages([page_with(line)], None).clean.text


def test_embedded_text_has_no_dust():
    line = set_line("Giao Sở .giải chủ trì", 1100, confidence=100.0)
    assert "Sở .giải chủ" in clean_pages([page_with(line)], None).clean.text


@pytest.mark.parametrize(
    ("text", "size", "confidence", "bullet"),
    [
        ("e", 12, 50.0, True),
        ("se", 11, 17.0, True),
        ("e", 12, 96.0, False),
        ("a", 24, 50.0, False),
        ("e«", 11, 40.0, True),
        ("3", 12, 40.0, False),
    ],
)
def test_a_round_bullet_is_read_as_a_letter(text, size, confidence, bullet):
    line = set_line("Sinh viên nộp báo cáo", 1100, LEFT + 120)
    first = line.words[0].bbox
    box = BBox(first.left - 50, first.bottom - 20, first.left - 50 + size, first.bottom - 20 + size)
    found = clean_pages([page_with(Line((Word(text, box, confidence), *line.words)))], None).clean.text
    assert ("• Sinh viên" in found) is bullet


@pytest.mark.parametrize("printed", ["Cục Kinh tế - Quản lý", "Sở Y tế / Sở Nội vụ", "- Công an tỉnh"])
def test_signs_in_a_cell_stay_wherever_the_block_of_the_page_lies(printed):
    title = [set_line("PHỤ LỤC 1", 500, LEFT), set_line("DANH MỤC", 580, LEFT)]
    cell = replace(set_line(printed, 800, 1700, column=Column.CELL), cell=Cell(0, 0, 3, 0))
    assert printed in clean_pages([set_page([*title, cell])], None).clean.text


SIGNS_OF_PRINT = [
    "54,3 %; tỷ",
    "3,2 %, tỷ",
    "≥ 95 phần",
    ">= 95 phần",
    "đạt (75 %), tăng",
    "5 ‰; sai",
    "± 2 điểm",
    "còn → hết",
    "− 1,5 điểm",
]


@pytest.mark.parametrize("confidence", [100.0, 92.0])
@pytest.mark.parametrize("printed", SIGNS_OF_PRINT)
def test_signs_that_say_something_stay_with_punctuation_on_them(printed, confidence):
    line = set_line(f"trong năm {printed} hộ nghèo", 1100, confidence=confidence)
    assert printed.replace("−", "-") in clean_pages([page_with(line)], None).clean.text


@pytest.mark.parametrize(("printed", "kept"), [("đạt 54,3 %;", True), ("giảm - 3,2", True), ("là ≥ 95", True), ("tỉnh = giao", False)])
def test_a_sign_beside_a_figure_stays_however_doubtful(printed, kept):
    line = set_line(f"Giao Sở {printed} xã", 1100, confidence=35.0)
    assert (printed in clean_pages([page_with(line)], None).clean.text) is kept


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("\uf0b7 Giao Sở", "• Giao Sở"),
        ("➢ Giao Sở", "• Giao Sở"),
        ("________ Giao Sở", "Giao Sở"),
        ("Giao _____ Sở", "Giao Sở"),
        ("Giao Sở ........ xong", "Giao Sở xong"),
        ("so_noi_vu@tangiang.vn nhận", "so_noi_vu@tangiang.vn nhận"),
        ("giá 54€ và", "giá 54€ và"),
    ],
)
def test_a_text_layer_loses_only_rules_drawn_with_characters(printed, text):
    line = set_line(printed, 1100, confidence=100.0)
    assert text in clean_pages([page_with(line)], None).clean.text
