"""Tesseract as an ``OcrEngine``, called the way pytesseract calls it but bounded."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pytesseract.pytesseract import file_to_dict

from tasks.domain.errors import MissingToolError, OcrCrashError, OcrOutputError, OcrTimeoutError
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.scan.process import Bounds, Finished, run_bounded

_INSTALL = "Install the packages tesseract-ocr and tesseract-ocr-{}."
_COLUMNS = frozenset({"level", "page_num", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text"})
_WORD_LEVEL = 5


@dataclass(frozen=True, slots=True)
class TesseractEngine:
    """The installed Tesseract.

    Attributes:
        program: name or path.
        language: model; "vie" alone, since adding "eng" costs accents (measured).
        memory_bytes: address space of one run, 0 for no limit.
        output_bytes: most bytes one run may print, 0 for no limit.
        open_files: most files one run may have open, 0 for no limit.
    """

    program: str = "tesseract"
    language: str = "vie"
    memory_bytes: int = 0
    output_bytes: int = 0
    open_files: int = 0

    def recognize(self, picture: Path, *, dpi: int, psm: int, timeout: float) -> tuple[Line, ...]:
        """See ``OcrEngine.recognize``."""
        return parse_tsv(self._run(picture, dpi, psm, timeout))

    def recognize_each(self, pictures: Sequence[Path], *, dpi: int, psm: int, timeout: float) -> tuple[tuple[Line, ...], ...]:
        """See ``OcrEngine.recognize_each``; writes a list of the pictures beside the first."""
        if not pictures:
            return ()
        names = pictures[0].parent / "pictures.txt"
        names.write_text("".join(f"{picture}\n" for picture in pictures), "utf-8")
        by_page = parse_pages(self._run(names, dpi, psm, timeout))
        return tuple(by_page.get(number, ()) for number in range(1, len(pictures) + 1))

    def command(self, source: str, psm: int) -> list[str]:
        """The program with arguments: it reads ``source`` (a picture, a list of pictures, "-" for its input); options may follow."""
        return [self.program, source, "stdout", "-l", self.language, "--psm", str(psm), "--oem", "1"]

    def took_too_long(self, timeout: float) -> OcrTimeoutError:
        """The error of a reading that was ended after ``timeout`` seconds."""
        return OcrTimeoutError(
            f"{self.program} was ended after {timeout:g} s.", "Raise the setting ocr_seconds if the page is really that full."
        )

    def _run(self, picture: Path, dpi: int, psm: int, timeout: float) -> bytes:
        command = [*self.command(str(picture), psm), "--dpi", str(dpi), "tsv"]
        try:
            done = run_bounded(command, Bounds(timeout, self.memory_bytes, self.output_bytes, self.open_files))
        except FileNotFoundError as error:
            raise MissingToolError(f"The program {self.program} is not installed.", _INSTALL.format(self.language)) from error
        except OSError as error:
            raise OcrCrashError(f"The program {self.program} cannot be started: {error.strerror}.") from error
        self._check(done, timeout)
        return done.stdout

    def versions(self) -> dict[str, str]:
        """See ``OcrEngine.versions``.

        Raises:
            MissingToolError: Tesseract or the model is not installed.
        """
        return {"tesseract": _version(self.program), f"model {self.language}": _model(self.program, self.language)}

    def _check(self, done: Finished, timeout: float) -> None:
        if done.timed_out:
            raise self.took_too_long(timeout)
        if done.too_large:
            raise OcrCrashError(f"{self.program} printed more than output_bytes = {self.output_bytes} allows and was ended.")
        if done.returncode == 0:
            return
        last = (done.stderr.strip().splitlines() or ["no message"])[-1][:200]
        if "Failed loading language" in done.stderr or "Error opening data file" in done.stderr:
            raise MissingToolError(f"Tesseract has no model {self.language!r}: {last}.", _INSTALL.format(self.language))
        how = f"was ended by signal {-done.returncode}" if done.returncode < 0 else f"failed with code {done.returncode}"
        raise OcrCrashError(
            f"{self.program} {how}: {last}.", "It is tried again; if it stays so, raise the setting memory_bytes or lower dpi."
        )


def parse_tsv(output: bytes) -> tuple[Line, ...]:
    """Tesseract's TSV as lines of words; words of white space alone are dropped.

    Raises:
        OcrOutputError: it is no such table.
    """
    return tuple(line for _, lines in sorted(parse_pages(output).items()) for line in lines)


def parse_pages(output: bytes) -> dict[int, tuple[Line, ...]]:
    """The same by picture, from 1; pictures without words are missing.

    Raises:
        OcrOutputError: it is no such table.
    """
    try:
        text = output.decode("utf-8")
        table: dict[str, list[Any]] = file_to_dict(text, "\t", -1)
        if not table.keys() >= _COLUMNS or len({len(c) for c in table.values()}) != 1:
            raise OcrOutputError("Tesseract's output is not the table of words it should be.")
        return _lines(table)
    except (ValueError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise OcrOutputError(f"Tesseract's output cannot be understood: {str(error)[:120]}.") from error


def _lines(table: dict[str, list[Any]]) -> dict[int, tuple[Line, ...]]:
    pages: dict[int, dict[tuple[int, int, int], list[Word]]] = {}
    for i, level in enumerate(table["level"]):
        if int(level) != _WORD_LEVEL:
            continue
        text = "".join(unicodedata.normalize("NFC", str(table["text"][i])).split())
        confidence = float(table["conf"][i])
        if not text or not math.isfinite(confidence):
            continue
        left, top, width, height = (int(table[k][i]) for k in ("left", "top", "width", "height"))
        if min(left, top) < 0 or width <= 0 or height <= 0:
            continue
        key = (int(table["block_num"][i]), int(table["par_num"][i]), int(table["line_num"][i]))
        lines = pages.setdefault(int(table["page_num"][i]), {})
        lines.setdefault(key, []).append(Word(text, BBox(left, top, left + width, top + height), max(0.0, min(100.0, confidence))))
    return {page: tuple(Line(tuple(words)) for words in lines.values()) for page, lines in pages.items()}


@lru_cache(maxsize=8)
def _version(program: str) -> str:
    try:
        done = run_bounded([program, "--version"], Bounds(20))
    except OSError as error:
        raise MissingToolError(f"The program {program} is not installed.", _INSTALL.format("vie")) from error
    first = (done.stdout.decode(errors="replace") + done.stderr).splitlines()
    return first[0].removeprefix("tesseract ").strip() if first else "unknown"


@lru_cache(maxsize=8)
def _model(program: str, language: str) -> str:
    """Size of the model file, which tells the fast, standard and best ones apart, or "installed" where it cannot be found."""
    try:
        done = run_bounded([program, "--list-langs"], Bounds(20))
    except OSError as error:
        raise MissingToolError(f"The program {program} is not installed.", _INSTALL.format(language)) from error
    listed = (done.stdout.decode(errors="replace") + done.stderr).splitlines()
    for part in language.split("+"):
        if part not in (line.strip() for line in listed):
            raise MissingToolError(f"Tesseract has no model {part!r}.", _INSTALL.format(part))
    folder = next((line.split('"')[1] for line in listed if line.count('"') == 2), "")
    sizes = [f.stat().st_size for part in language.split("+") if (f := Path(folder) / f"{part}.traineddata").is_file()]
    return f"{sum(sizes)} bytes" if sizes else "installed"
