"""A ruled table is read cell by cell, as a scan and as a born-digital page, and its rows become directives."""

from __future__ import annotations

from datetime import date

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from config.vocabulary import load_vocabulary
from tasks.findings.extract import extract_findings
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.grid import find_grids
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source
from tasks.structure.parse import parse_structure
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

DPI = 200
FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
WIDTHS = (70, 470, 270, 270, 240)
ROWS = (
    ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"),
    ("1", "Rà soát, cập nhật danh mục chợ trên địa bàn tỉnh", "Sở Công Thương", "Sở Tài chính", "Tháng 6/2025"),
    ("2", "Kiểm tra an toàn hồ chứa nước trước mùa mưa bão", "Sở Nông nghiệp và Môi trường", "Công an tỉnh", "30/8/2025"),
    ("3", "Báo cáo kết quả thực hiện", "Văn phòng UBND tỉnh", "Các sở, ngành", "15/12/2025"),
)


def font(points=13):
    return ImageFont.truetype(FACE, round(points * DPI / 72))


def wrapped(text, width):
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font().getlength(longer) > width - 20:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def sheet(rows=ROWS, top=420, rules=3):
    """A page with a title, a table and a sentence below it."""
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    draw.text((480, 250), "PHỤ LỤC: PHÂN CÔNG NHIỆM VỤ", font=font(), fill=0)
    y = top
    for row in rows:
        cells = [wrapped(text, width) for text, width in zip(row, WIDTHS, strict=True)]
        height = 46 * max(map(len, cells)) + 24
        x = 160
        for lines, width in zip(cells, WIDTHS, strict=True):
            draw.rectangle((x, y, x + width, y + height), outline=0, width=rules)
            for number, line in enumerate(lines):
                draw.text((x + 10, y + 10 + 46 * number), line, font=font(), fill=0)
            x += width
        y += height
    draw.text((160, y + 60), "Các cơ quan căn cứ nội dung trên để tổ chức thực hiện.", font=font(), fill=0)
    return np.asarray(page)


def test_the_grid_of_a_page():
    (grid,) = find_grids(sheet(), DPI)
    assert [(c.row, c.column) for c, _ in grid.cells] == [(r, c) for r in range(4) for c in range(5)]
    assert find_grids(np.full((2339, 1654), 255, np.uint8), DPI) == ()


@pytest.mark.parametrize("angle", [-0.3, 0.3])
def test_a_table_a_little_askew_and_with_broken_rules(angle):
    page = sheet(rules=2).copy()
    page[400:1200:97] = np.maximum(page[400:1200:97], 120)
    page[:, ::61] = np.where(np.random.default_rng(3).random(page[:, ::61].shape) < 0.3, 255, page[:, ::61])
    matrix = cv2.getRotationMatrix2D((827, 1169), angle, 1)
    turned = cv2.warpAffine(page, matrix, page.shape[::-1], flags=cv2.INTER_AREA, borderValue=255)
    (grid,) = find_grids(turned, DPI)
    assert len(grid.cells) == 20


@pytest.mark.parametrize("open_sides", [("left", "right"), ("bottom",), ("top", "bottom")])
def test_a_table_with_open_sides(open_sides):
    page = sheet().copy()
    box = find_grids(page, DPI)[0].box
    if "left" in open_sides:
        page[box.top + 6 : box.bottom - 6, box.left : box.left + 6] = 255
        page[box.top + 6 : box.bottom - 6, box.right - 6 : box.right] = 255
        rules = [y for y in range(box.top, box.bottom) if (page[y, box.left + 10 : box.right - 10] < 100).all()]
        page[rules, box.left : box.right] = 0
    if "bottom" in open_sides:
        page[box.bottom - 6 : box.bottom, box.left : box.right] = 255
    if "top" in open_sides:
        page[box.top : box.top + 6, box.left : box.right] = 255
    (grid,) = find_grids(page, DPI)
    assert [(c.row, c.column) for c, _ in grid.cells] == [(r, c) for r in range(4) for c in range(5)]


@pytest.mark.parametrize("tone", [185, 200])
def test_hairlines_paler_than_letters_are_rules_and_shaded_cells_are_none(tone):
    page = sheet(rules=1).copy()
    box = find_grids(page, DPI)[0].box
    heads = page[box.top + 2 : box.top + 60, box.left + 2 : box.right - 2]
    heads[heads == 255] = 225
    rules = find_grids(sheet(rules=1), DPI)[0]
    for y in range(box.top, box.bottom):
        if (page[y, box.left + 8 : box.right - 8] < 100).all():
            page[y, box.left : box.right] = tone
    for x in range(box.left, box.right):
        if (page[box.top + 8 : box.bottom - 8, x] < 150).mean() > 0.9:
            page[box.top : box.bottom, x] = tone
    (grid,) = find_grids(page, DPI)
    assert [c for c, _ in grid.cells] == [c for c, _ in rules.cells]


def test_two_lines_of_underlining_and_a_frame_are_no_table():
    page = np.full((2339, 1654), 255, np.uint8)
    cv2.rectangle(page, (100, 100), (1500, 2200), 0, 3)
    cv2.line(page, (300, 300), (600, 300), 0, 2)
    cv2.line(page, (900, 300), (1300, 300), 0, 2)
    assert find_grids(page, DPI) == ()


def test_cells_over_several_rows_stand_at_the_first():
    page = np.full((1200, 1654), 255, np.uint8)
    for row in range(4):
        cv2.rectangle(page, (400, 100 + 150 * row), (900, 250 + 150 * row), 0, 3)
    cv2.rectangle(page, (100, 100), (400, 400), 0, 3)
    cv2.rectangle(page, (100, 400), (400, 700), 0, 3)
    (grid,) = find_grids(page, DPI)
    assert [(c.row, c.column, c.last_row) for c, _ in grid.cells] == [
        (0, 0, 1),
        (0, 1, 0),
        (1, 1, 1),
        (2, 0, 3),
        (2, 1, 2),
        (3, 1, 3),
    ]


def directives_of(path, folder):
    source = open_source(path, Limits())
    image = rasterize_sheet(source, 1, folder, RasterOptions())[0]
    page = recognize_page(image, folder, TesseractEngine("tesseract", "vie"), RecognizeOptions())
    cleaned = clean_pages([page], load_model())
    vocabulary = load_vocabulary()
    structure = parse_structure(cleaned.clean, vocabulary)
    return cleaned.clean, extract_findings(cleaned.clean, structure, vocabulary).directives


def test_the_rows_of_a_scanned_table_are_directives(tmp_path):
    Image.fromarray(sheet()).save(tmp_path / "t.png", dpi=(DPI, DPI))
    clean, found = directives_of(tmp_path / "t.png", tmp_path)
    assert [(d.text, d.lead, d.coordinating) for d in found if d.rule == "table"] == [
        (ROWS[1][1], ("Sở Công Thương",), ("Sở Tài chính",)),
        (ROWS[2][1], ("Sở Nông nghiệp và Môi trường",), ("Công an tỉnh",)),
        (ROWS[3][1], ("Văn phòng UBND tỉnh",), ("Các sở, ngành",)),
    ]
    assert [d.deadline.on for d in found if d.rule == "table"] == [date(2025, 6, 30), date(2025, 8, 30), date(2025, 12, 15)]
    assert clean.lines[-1].span.of(clean.text).startswith("Các cơ quan căn cứ")
    assert clean.lines[-1].cell is None


def test_the_rows_of_a_born_digital_table_are_directives(tmp_path):
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=13)
    pdf.add_page()
    pdf.multi_cell(0, 8, "Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh về phân công nhiệm vụ cho các sở, ban, ngành năm 2025.")
    with pdf.table(col_widths=WIDTHS, line_height=7, first_row_as_headings=False) as table:
        for cells in ROWS:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.output(str(tmp_path / "d.pdf"))
    _, found = directives_of(tmp_path / "d.pdf", tmp_path)
    assert [(d.text, d.lead) for d in found if d.rule == "table"] == [(row[1], (row[2],)) for row in ROWS[1:]]
