"""Tesseract that stays: it reads what a run of its own reads, and whatever it does, the answer is words or one of our errors."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from sheets import body, page

from tasks.domain.errors import MissingToolError, OcrCrashError, OcrOutputError, OcrTimeoutError
from tasks.ocr.pixels import packed
from tasks.ocr.staying import StayingTesseract
from tasks.ocr.tesseract import TesseractEngine


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = []
    for number, (grey, dpi) in enumerate(
        [(body(repeat=1), 200), (np.full((300, 400), 255, np.uint8), 200), (page([(30, 40, "Diện tích lúa")], 170)[150:400, 100:900], 170)]
    ):
        made.append((folder / f"{number}.bmp", dpi))
        made[-1][0].write_bytes(packed(grey, dpi))
    return made


@contextmanager
def staying(program="tesseract", **other):
    with closing(StayingTesseract(TesseractEngine(str(program), **other))) as engine:
        yield engine


def children():
    pids = (place.name for place in Path("/proc").iterdir() if place.name.isdigit())
    return {int(pid) for pid in pids if parent_of(pid) == os.getpid()}


def parent_of(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def test_it_reads_as_runs_of_their_own_do(pictures):
    engine = TesseractEngine()
    alone = [engine.recognize(place, dpi=dpi, psm=6, timeout=300) for place, dpi in pictures]
    before = children()
    with staying() as stays:
        assert [stays.recognize(place, dpi=dpi, psm=6, timeout=300) for place, dpi in pictures] == alone
        assert len(children() - before) == 1
        together = stays.recognize_each([place for place, _ in pictures], dpi=200, psm=6, timeout=300)
        assert list(together) == alone
        assert stays.recognize_each((), dpi=200, psm=6, timeout=300) == ()
        assert stays.recognize(pictures[2][0], dpi=170, psm=7, timeout=300)[0].text == "Diện tích lúa"
        assert len(children() - before) == 2
    assert children() == before


def test_a_process_outlives_the_thread_that_asked_first(pictures):
    place, dpi = pictures[2]
    found = []
    before = children()
    with staying() as stays:
        for _ in range(2):
            thread = threading.Thread(target=lambda: found.append(stays.recognize(place, dpi=dpi, psm=6, timeout=300)))
            thread.start()
            thread.join()
            made = children() - before
    assert len(made) == 1
    assert found[0] == found[1] != ()


def test_one_that_was_killed_meanwhile_is_replaced(pictures):
    place, dpi = pictures[2]
    before = children()
    with staying() as stays:
        first = stays.recognize(place, dpi=dpi, psm=6, timeout=300)
        for process in children() - before:
            os.kill(process, signal.SIGKILL)
        assert stays.recognize(place, dpi=dpi, psm=6, timeout=300) == first
        assert stays.recognize(place, dpi=dpi, psm=6, timeout=300) == first


@pytest.mark.parametrize(
    ("fault", "error"),
    [("crash", OcrCrashError), ("no-model", MissingToolError), ("hang", OcrTimeoutError), ("bytes", OcrOutputError)],
)
def test_each_fault_has_the_error_that_it_has_alone(faulty, pictures, fault, error):
    before = children()
    with staying(faulty(fault)) as stays, pytest.raises(error):
        stays.recognize(pictures[0][0], dpi=200, psm=6, timeout=1.5)
    assert children() == before


def test_output_and_memory_are_bounded(faulty, pictures):
    with staying(output_bytes=100) as stays, pytest.raises(OcrCrashError, match="output_bytes"):
        stays.recognize(pictures[0][0], dpi=200, psm=6, timeout=300)
    with staying(faulty("greedy"), memory_bytes=512 * 1024 * 1024) as stays, pytest.raises(OcrCrashError):
        stays.recognize(pictures[0][0], dpi=200, psm=6, timeout=300)


def test_what_is_missing_is_named(pictures, tmp_path):
    with staying(tmp_path / "none") as stays, pytest.raises(MissingToolError, match="not installed"):
        stays.recognize(pictures[0][0], dpi=200, psm=6, timeout=20)
    with staying(language="xyz") as stays, pytest.raises(MissingToolError):
        stays.recognize(pictures[0][0], dpi=200, psm=6, timeout=20)
    (tmp_path / "gone.bmp").touch()
    with staying() as stays, pytest.raises(OcrCrashError):
        stays.recognize(tmp_path / "gone.bmp", dpi=200, psm=6, timeout=300)


def test_without_the_program_that_unbuffers_each_picture_has_a_run(pictures, monkeypatch):
    place, dpi = pictures[2]
    monkeypatch.setattr("tasks.ocr.streamed.UNBUFFERED", ("no-such-program",))
    with staying() as stays:
        assert stays.recognize(place, dpi=dpi, psm=6, timeout=300)[0].text == "Diện tích lúa"
