"""How a page of a PDF becomes pixels."""

from __future__ import annotations

import pytest
from PIL import Image
from sheets import body, digital

from tasks.domain.errors import RasterError
from tasks.scan.limits import Limits
from tasks.scan.plan import plan_page
from tasks.scan.source import open_source


def planned(path, folder):
    return plan_page(open_source(path, Limits()), 1, folder)


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_a_page_that_is_one_picture_has_its_own_resolution(tmp_path, dpi):
    Image.fromarray(body(dpi)).save(tmp_path / "s.pdf", resolution=dpi)
    plan = planned(tmp_path / "s.pdf", tmp_path)
    assert (plan.dpi, plan.is_picture, plan.bare) == (dpi, True, None)
    assert plan.pixels.shape[:2] == body(dpi).shape


def test_what_is_finer_than_is_ever_read_is_averaged_down(tmp_path):
    Image.fromarray(body(500)).save(tmp_path / "s.pdf", resolution=500)
    plan = planned(tmp_path / "s.pdf", tmp_path)
    assert plan.dpi == 300
    assert plan.pixels.shape[1] == pytest.approx(8.27 * 300, abs=3)


def test_a_born_digital_page_is_to_be_rendered(tmp_path):
    plan = planned(digital(tmp_path / "d.pdf"), tmp_path)
    assert (plan.pixels, plan.is_picture, plan.dpi) == (None, False, 300)


def test_a_file_that_went_away_is_an_error_of_ours(tmp_path):
    source = open_source(digital(tmp_path / "d.pdf"), Limits())
    (tmp_path / "d.pdf").unlink()
    with pytest.raises(RasterError, match=r"Page 1 of d\.pdf"):
        plan_page(source, 1, tmp_path)
