"""Tesseract within bounds: whatever it does, the answer is words or one of our errors."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import cv2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import TEXT, body, page

from tasks.domain.errors import MissingToolError, OcrCrashError, OcrOutputError, OcrTimeoutError
from tasks.ocr.engine import OcrEngine
from tasks.ocr.tesseract import TesseractEngine, parse_tsv

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "page.pgm"
    cv2.imwrite(str(path), body(repeat=1))
    return path


def read(program, picture, seconds=1.5, **other):
    return TesseractEngine(str(program), **other).recognize(picture, dpi=200, psm=6, timeout=seconds)


@pytest.mark.parametrize(
    ("fault", "error", "retryable"),
    [
        ("crash", OcrCrashError, True),
        ("refuse", OcrCrashError, True),
        ("no-model", MissingToolError, False),
        ("hang", OcrTimeoutError, True),
        ("deaf", OcrTimeoutError, True),
        ("bytes", OcrOutputError, True),
        ("no-table", OcrOutputError, True),
        ("short-table", OcrOutputError, True),
        ("letters", OcrOutputError, True),
    ],
)
def test_each_fault_has_its_error(faulty, picture, fault, error, retryable):
    with pytest.raises(error) as caught:
        read(faulty(fault), picture)
    assert caught.value.retryable is retryable


def test_several_pictures_are_read_in_one_run(tmp_path):
    grey = page([(30, 40, "Diện tích lúa"), (30, 80, "Tổng cộng")], 200)
    parts = [grey[300:380, 200:900], grey[610:700, 200:900]]
    files = [tmp_path / f"{number}.pgm" for number in range(2)]
    for file, part in zip(files, parts, strict=True):
        cv2.imwrite(str(file), part)
    found = TesseractEngine().recognize_each(files, dpi=200, psm=7, timeout=60)
    assert [" ".join(line.text for line in lines) for lines in found] == ["Diện tích lúa", "Tổng cộng"]
    assert TesseractEngine().recognize_each((), dpi=200, psm=7, timeout=60) == ()


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_a_hanging_program_is_ended_with_its_children(faulty, picture):
    program = faulty("hang")
    with pytest.raises(OcrTimeoutError):
        read(program, picture)
    child = int(Path(f"{program}.child").read_text())
    deadline = time.monotonic() + 5
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def test_memory_is_bounded(faulty, picture):
    with pytest.raises(OcrCrashError):
        read(faulty("greedy"), picture, seconds=60, memory_bytes=512 * 1024 * 1024)


def test_a_page_without_words_is_no_error(faulty, picture):
    assert read(faulty("blank"), picture) == ()


def test_missing_program_and_missing_model(picture, tmp_path):
    with pytest.raises(MissingToolError, match="not installed"):
        read(tmp_path / "none", picture)
    with pytest.raises(MissingToolError):
        TesseractEngine(language="xyz").recognize(picture, dpi=200, psm=6, timeout=20)
    with pytest.raises(MissingToolError):
        TesseractEngine(language="xyz").versions()


def test_a_file_that_is_no_program(picture, tmp_path):
    (tmp_path / "text").write_text("hello")
    with pytest.raises(OcrCrashError):
        read(tmp_path / "text", picture)


def test_the_real_one_reads_words_with_boxes(picture):
    engine: OcrEngine = TesseractEngine(memory_bytes=3 * 1024**3)
    lines = engine.recognize(picture, dpi=200, psm=6, timeout=60)
    assert [line.text for line in lines][:3] == list(TEXT[:3])
    assert all(0 <= w.confidence <= 100 and w.bbox.width > 0 for line in lines for w in line.words)
    tops = [line.bbox.top for line in lines]
    assert tops == sorted(tops)
    assert engine.versions()["tesseract"][0].isdigit()


def test_one_thread_is_all_it_gets(faulty, picture, tmp_path):
    program = tmp_path / "show"
    program.write_text("#!/bin/sh\necho $OMP_THREAD_LIMIT > $0.env\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(OcrCrashError):
        read(program, picture)
    assert (tmp_path / "show.env").read_text().strip() == "1"
    assert "OMP_THREAD_LIMIT" not in os.environ or os.environ["OMP_THREAD_LIMIT"]


def test_quotes_and_empty_words_in_the_table():
    rows = [
        '5\t1\t1\t1\t1\t1\t2\t3\t40\t10\t91.5\t"Số:',
        "5\t1\t1\t1\t1\t2\t50\t3\t40\t10\t95\t ",
        "5\t1\t1\t1\t2\t1\t2\t30\t40\t10\t88\to\u0302\u0309",
    ]
    lines = parse_tsv("\n".join([HEADER, *rows, ""]).encode())
    assert [line.text for line in lines] == ['"Số:', "ổ"]


@given(st.binary(max_size=300) | st.lists(st.text(max_size=12), max_size=30).map(lambda cells: (HEADER + "\n" + "\t".join(cells)).encode()))
def test_any_output_gives_lines_or_one_error(output):
    with suppress(OcrOutputError):
        assert all(line.words for line in parse_tsv(output))
