import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pdf2image import convert_from_path, pdfinfo_from_path

from samples.build import HERE, build, sources
from samples.degrade import STRENGTHS
from samples.notice import load_notice
from samples.typeset import typeset

SHORT = HERE / "chi-thi-tinh-uy" / "notice.toml"


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.parent.name)
def test_the_committed_scan_has_the_typeset_pages(source):
    info = pdfinfo_from_path(str(source.with_name("scan.pdf")))
    assert info["Pages"] == len(typeset(load_notice(source)))
    assert load_notice(source).strength in STRENGTHS


def test_the_committed_scans_are_small():
    assert sum(source.with_name("scan.pdf").stat().st_size for source in sources()) <= 3_000_000


def test_building_twice_gives_the_same_bytes_and_the_same_picture_as_committed(tmp_path: Path):
    first, second = (build(SHORT, tmp_path / name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    ours, committed = (
        np.asarray(convert_from_path(str(p), dpi=50, grayscale=True)[0], float) for p in (first, SHORT.with_name("scan.pdf"))
    )
    assert ours.shape == committed.shape
    assert np.abs(ours - committed).mean() < 2  # another version of a library may move a few pixels


def test_rescanned_elsewhere_with_its_truth_beside_it(tmp_path: Path):
    run = [sys.executable, "-m", "samples.build", "--strength", "coarse", "--out", str(tmp_path), "--only", SHORT.parent.name]
    subprocess.run(run, check=True, capture_output=True, cwd=HERE.parent)
    out = tmp_path / SHORT.parent.name
    for name in ("text.txt", "gold.json"):
        assert (out / name).read_bytes() == SHORT.with_name(name).read_bytes()
    assert (out / "scan.pdf").read_bytes() != SHORT.with_name("scan.pdf").read_bytes()


def test_a_strength_never_overwrites_the_committed_scans():
    command = [sys.executable, "-m", "samples.build", "--strength", "bad"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parent)
    assert done.returncode == 2
    assert "--out" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
def test_a_sample_can_be_read(tmp_path: Path):
    import pytesseract
    from rapidfuzz.distance import Levenshtein

    image = convert_from_path(str(HERE / "ket-luan-hop" / "scan.pdf"), dpi=200, first_page=2, last_page=2)[0]
    read = " ".join(pytesseract.image_to_string(image, lang="vie").split())
    truth = " ".join((HERE / "ket-luan-hop" / "text.txt").read_text("utf-8").split("\f")[1].split())
    assert Levenshtein.normalized_distance(read, truth) < 0.05
