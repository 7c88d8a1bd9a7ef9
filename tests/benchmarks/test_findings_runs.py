"""Rows of the present code and of a revision over the same texts; real processes, and real git where this is a checkout."""

import json
import subprocess
from dataclasses import asdict

import pytest
from pydantic import TypeAdapter

from benchmarks.corpora import ROOT
from benchmarks.findings_rows import clean_text, line, plain, rows
from benchmarks.findings_runs import make_baseline, present, read_baseline, read_rows, rows_file, write_texts
from tasks.domain.finding import Deadline
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord
from tasks.domain.span import Span

NOTICE = "CHỈ THỊ\nVề phòng, chống thiên tai\n\n1. Sở Xây dựng kiểm tra 12 hồ chứa, hoàn thành trước ngày 30/6/2026.\n"
MISSING = "[Errno 2] No such file or directory: '/no/such/file'"
TEXTS = [{"name": "a/text", "plain": NOTICE}, {"name": "empty", "plain": ""}]


def test_rows_are_plain_values_of_any_field():
    found = rows(TEXTS[0])
    (directive,) = found["directives"]
    assert (directive["lead"], directive["deadline"]["on"]) == (["Sở Xây dựng"], "2026-06-30")
    assert NOTICE[slice(*directive["span"])].startswith("Sở Xây dựng kiểm tra")
    assert json.loads(json.dumps(found)) == found


def test_plain():
    assert plain(Deadline("quý I", None, "quarterly")) == {"raw": "quý I", "on": None, "recurs": "quarterly"}
    assert plain((Span(1, 3), {2, 1})) == [[1, 3], [1, 2]]


def test_a_text_that_the_code_fails_on_is_a_result():
    assert json.loads(line('{"name": "gone", "file": "/no/such/file"}')) == {"name": "gone", "error": "FileNotFoundError: " + MISSING}


def test_a_kept_scan_has_its_geometry(tmp_path):
    clean = CleanText("Sở Y tế", (), (PlacedWord(Span(0, 2), 1, BBox(1, 2, 3, 4), 88.0),))
    kept = tmp_path / "output.json"
    kept.write_bytes(b'{"raw": "", "clean": ' + TypeAdapter(CleanText).dump_json(clean) + b', "unknown": 1}')
    assert clean_text({"name": "a", "file": str(kept)}) == clean


def test_the_present_code_reads_all_texts_in_order(tmp_path):
    file, digest = present(TEXTS, tmp_path)
    found = read_rows(file)
    assert list(found) == ["a/text", "empty"]
    assert found["a/text"]["directives"] == rows(TEXTS[0])["directives"]
    assert digest == write_texts(TEXTS, tmp_path)[1]
    assert digest != write_texts(TEXTS[:1], tmp_path)[1]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout with a history")
def test_a_baseline_is_made_once_and_kept(tmp_path):
    made = make_baseline("HEAD", TEXTS, tmp_path)
    assert read_baseline(tmp_path) == made
    first = rows_file(made, tmp_path).stat().st_mtime_ns
    assert list(read_rows(rows_file(made, tmp_path))) == ["a/text", "empty"]
    assert make_baseline("HEAD", TEXTS, tmp_path) == made
    assert rows_file(made, tmp_path).stat().st_mtime_ns == first
    assert asdict(made)["subject"]
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
    with pytest.raises(subprocess.CalledProcessError):
        make_baseline("no-such-revision", TEXTS, tmp_path)


def test_before_the_first_baseline_there_is_none(tmp_path):
    assert read_baseline(tmp_path) is None
