"""Pages taken a few at once are the pages taken one by one, from any thread, and one page's fault stays its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fpdf import FPDF

from tasks.domain.errors import RasterError
from tasks.scan import blocks as module
from tasks.scan.blocks import COARSE_DPI, PageBlocks
from tasks.scan.embedded import embedded_text
from tasks.scan.limits import Limits
from tasks.scan.process import Bounds
from tasks.scan.render import render_pdf
from tasks.scan.source import open_source

FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("blocks") / "d.pdf"
    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=13)
    for number in range(1, 10):
        pdf.add_page()
        pdf.multi_cell(0, 7, f"Trang {number}. Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện nhiệm vụ được giao. " * 4)
    pdf.output(str(path))
    return open_source(path, Limits())


def test_every_page_is_the_one_asked_for(source):
    pages = PageBlocks(source)
    for number in (9, 1, 2, 8, 4, 3, 5):
        assert pages.text(number) == embedded_text(source.path, number, Bounds(20))
        assert np.array_equal(pages.picture(number).pixels, render_pdf(source.path, number, COARSE_DPI, Bounds(20)).pixels)


def test_many_threads_get_the_same(source):
    pages = PageBlocks(source)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(pages.picture, range(1, 10)))
    assert all(np.array_equal(a.pixels, render_pdf(source.path, n, COARSE_DPI, Bounds(20)).pixels) for n, a in enumerate(found, 1))


def test_poppler_runs_once_for_a_few_pages(source, monkeypatch):
    asked = []

    def counted(path, first, last, dpi, seconds):
        asked.append((first, last))
        return real(path, first, last, dpi, seconds)

    real = module.render_pages
    monkeypatch.setattr(module, "render_pages", counted)
    pages = PageBlocks(source)
    for number in range(1, 10):
        pages.picture(number)
    assert asked == [(1, 4), (5, 8), (9, 9)]


def test_a_page_that_cannot_be_rendered_leaves_its_neighbours(source, monkeypatch):
    def faulty(path, first, last, dpi, seconds):
        if first <= 2 <= last:
            raise RasterError("poppler died")
        return real(path, first, last, dpi, seconds)

    real = module.render_pages
    monkeypatch.setattr(module, "render_pages", faulty)
    pages = PageBlocks(source)
    assert pages.picture(1).pixels.shape == pages.picture(3).pixels.shape == pages.picture(7).pixels.shape
    with pytest.raises(RasterError, match="died"):
        pages.picture(2)
