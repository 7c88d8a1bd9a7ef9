"""Clean texts of scans are kept until the scan or a step changes."""

import pytest

from benchmarks import scan_texts
from benchmarks.corpora import Annotated
from benchmarks.scan_texts import STEPS, ScanTexts, fill, step_version
from tasks.domain.notice import CleanText
from tasks.domain.span import OffsetMap
from tasks.text.clean import CleanedNotice


@pytest.fixture
def document(tmp_path):
    folder = tmp_path / "tan-giang-2026-1-tb"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"a scan")
    return Annotated(folder)


@pytest.fixture
def readings(monkeypatch):
    """The scans that were read."""
    read = []

    def one(scan):
        read.append(scan.parent.name)
        return CleanedNotice("", CleanText.from_plain(f"lần {len(read)}"), OffsetMap(()), (), ("KHẨN",))

    monkeypatch.setattr(scan_texts, "read", one)
    return read


def test_a_scan_is_read_once(tmp_path, document, readings):
    kept = tmp_path / "kept"
    assert ScanTexts(kept).file(document) is None
    first = ScanTexts(kept).get(document)
    assert ScanTexts(kept).get(document) == first
    assert first.stamps == ("KHẨN",)
    assert readings == [document.name]
    assert ScanTexts(kept).file(document).is_file()


def test_another_scan_or_step_is_read_again(tmp_path, document, readings, monkeypatch):
    kept = tmp_path / "kept"
    ScanTexts(kept).get(document)
    document.scan.write_bytes(b"another scan")
    assert ScanTexts(kept).get(document).clean.text == "lần 2"
    monkeypatch.setattr(scan_texts, "step_version", lambda step: 1000)
    assert ScanTexts(kept).get(document).clean.text == "lần 3"


def test_filling_reads_what_is_missing(tmp_path, document, readings, capsys):
    texts = ScanTexts(tmp_path / "kept")
    fill(texts, [document, Annotated(tmp_path / "without-scan")])
    fill(texts, [document])
    assert readings == [document.name]
    assert "1 of 1: tan-giang-2026-1-tb" in capsys.readouterr().err


@pytest.mark.parametrize("step", STEPS)
def test_versions_of_the_steps_are_those_of_the_program(step):
    module = __import__(f"tasks.{step}", fromlist=["VERSION"])
    assert step_version(step) == module.VERSION


def test_a_step_without_a_version_is_told(tmp_path):
    (tmp_path / "walk.py").write_text("STEPS = 3\n", "utf-8")
    with pytest.raises(ValueError, match="walk"):
        step_version("walk", tmp_path)
