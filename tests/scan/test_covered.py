"""Words under hatching, dots, noise and half-transparent covers: no text of the page, and told; readable ones stay."""

import io

import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw
from sheets import FACE, TEXT

from tasks.domain.doubt import DOUBTS
from tasks.domain.outcome import Severity
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

HIDDEN = "Sở Tài chính báo cáo trước ngày 30/9/2026, kinh phí 12.500 triệu đồng."
SIZE = (900, 80)
BLACK = (0, 0, 0, 255)


def hatched(step, width, colour=BLACK):
    def draw(picture):
        pen = ImageDraw.Draw(picture)
        for left in range(-100, SIZE[0] + 100, step):
            pen.line((left, 0, left + 80, 80), fill=colour, width=width)
            pen.line((left + 80, 0, left, 80), fill=colour, width=width)

    return draw


def ruled(step, width=2):
    def draw(picture):
        pen = ImageDraw.Draw(picture)
        for left in range(0, SIZE[0], step):
            pen.line((left, 0, left, 80), fill=BLACK, width=width)
        for top in range(0, SIZE[1], step):
            pen.line((0, top, SIZE[0], top), fill=BLACK, width=width)

    return draw


def dotted(picture):
    pen = ImageDraw.Draw(picture)
    for left in range(0, SIZE[0], 8):
        for top in range(0, SIZE[1], 8):
            pen.ellipse((left, top, left + 4, top + 4), fill=BLACK)


def noisy(share):
    def draw(picture):
        pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
        pixels[..., 3] = (np.random.default_rng(1).random((SIZE[1], SIZE[0])) < share) * 255
        picture.paste(Image.fromarray(pixels))

    return draw


def filled(*colour):
    return lambda picture: picture.paste(colour, (0, 0, *SIZE))


def read(path, draw, place=(15, 243, 180, 10), size=13):
    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=size)
    pdf.add_page()
    for line in TEXT * 2:
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    pdf.text(20, 250, HIDDEN)
    picture, data = Image.new("RGBA", SIZE, (255, 255, 255, 0)), io.BytesIO()
    draw(picture)
    picture.save(data, "PNG")
    left, top, width, height = place
    pdf.image(data, x=left, y=top, w=width, h=height)
    pdf.output(str(path))
    (image,) = rasterize_sheet(open_source(path, Limits()), 1, path.parent, RasterOptions())
    return " ".join(line.text for line in image.lines), [note.code for note in image.notes], image


COVERED = {
    "fine hatching": hatched(6, 3),
    "wide hatching": hatched(14, 3),
    "grey hatching": hatched(6, 4, (128, 128, 128, 255)),
    "white hatching": hatched(6, 5, (255, 255, 255, 255)),
    "blue hatching": hatched(10, 4, (0, 0, 160, 255)),
    "a fine grid": ruled(4),
    "dots": dotted,
    "noise": noisy(0.5),
    "a white veil": filled(255, 255, 255, 230),
    "a black veil": filled(0, 0, 0, 230),
}
SEEN = {
    "nothing": lambda picture: None,
    "a thin white veil": filled(255, 255, 255, 128),
    "a yellow marker": filled(255, 255, 0, 100),
    "a grey ground": filled(0, 0, 0, 25),
    "a red seal's pattern": hatched(14, 2, (230, 30, 30, 255)),
    "a cell's rules": ruled(75),
}


@pytest.mark.parametrize("draw", COVERED.values(), ids=COVERED)
def test_what_nobody_can_read_is_no_text_and_told_at_error_level(tmp_path, draw):
    text, codes, _ = read(tmp_path / "a.pdf", draw)
    assert "12.500" not in text and "Tài chính" not in text
    assert "ink-unread" in codes and DOUBTS["ink-unread"].severity is Severity.ERROR


@pytest.mark.parametrize("draw", SEEN.values(), ids=SEEN)
def test_what_is_read_through_stays(tmp_path, draw):
    text, codes, image = read(tmp_path / "a.pdf", draw)
    assert HIDDEN in text and "Thủ trưởng các cơ quan" in text and codes == [], image.source_reason


def test_a_single_figure_under_hatching_is_left_out(tmp_path):
    text, codes, _ = read(tmp_path / "a.pdf", hatched(60, 14), place=(117, 244.5, 15, 8))
    assert "Tài chính" in text and "12.500" not in text and "ink-unread" in codes
