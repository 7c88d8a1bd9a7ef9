"""Count the words that reading in context mends and spoils.

Usage: python -m benchmarks.context FOLDER [FOLDER ...] [--show] [--json FILE] [--keep FOLDER]

Each FOLDER holds documents as sub-folders with ``scan.pdf`` and ``text.txt`` (the project's samples, a corpus). Every scan is read once;
the same words are then cleaned without and with the model. A word counts as right where it stands in an alignment with the transcript,
dashes, quotes and both places of a tone mark being equal. Mended: wrong without the model and right with it; spoiled: the other way.
``--keep`` keeps the words that were read, so that a second run needs no recogniser.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
import time
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.pages import keep
from benchmarks.reading import CORES, read_scan
from tasks.domain.page import RecognizedPage
from tasks.text.clean import CleanedNotice, clean_pages
from tasks.text.model import SyllableModel, load_model
from tasks.text.unicode import normalize_word

FOLD = str.maketrans({"–": "-", "“": '"', "”": '"', "‘": "'", "’": "'"})
PLACES = str.maketrans({"\u0300": "", "\u0301": "", "\u0303": "", "\u0309": "", "\u0323": ""})


def fold(word: str) -> str:
    """A word in the form in which two spellings of the same print are equal."""
    flat = unicodedata.normalize("NFD", normalize_word(word).translate(FOLD))
    tones = "".join(c for c in flat if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", flat.translate(PLACES)) + tones


def read_pages(scan: Path, kept: Path | None) -> list[RecognizedPage]:
    """The words of a scan, from ``kept`` where it was read before."""
    if kept and kept.is_file():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - our own file of a run before
    with ThreadPoolExecutor(CORES) as pool:
        pages = read_scan(scan, pool)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(pages))
    return pages


def right_words(cleaned: CleanedNotice, truth: Sequence[str]) -> dict[int, tuple[str, bool]]:
    """Each word, by its place in the raw text, with whether the transcript has it there."""
    words = [w.span.of(cleaned.clean.text) for w in cleaned.clean.words]
    right: set[int] = set()
    for op in Levenshtein.opcodes([fold(w) for w in words], truth):
        if op.tag == "equal":
            right.update(range(op.src_start, op.src_end))
    places = [cleaned.to_raw.to_old(w.span).start for w in cleaned.clean.words]
    return {place: (word, i in right) for i, (place, word) in enumerate(zip(places, words, strict=True))}


def measure(name: str, pages: Sequence[RecognizedPage], text: str, model: SyllableModel, *, show: bool) -> dict[str, float | str]:
    """One row of the table."""
    truth = [fold(w) for w in re.split(r"\s+", text.strip())]
    plain = right_words(clean_pages(pages, None), truth)
    started = time.perf_counter()
    cleaned = clean_pages(pages, model)
    seconds = time.perf_counter() - started
    after = right_words(cleaned, truth)
    both = [(plain[k], after[k]) for k in plain if k in after]
    mended = [(a[0], b[0]) for a, b in both if not a[1] and b[1]]
    spoiled = [(a[0], b[0]) for a, b in both if a[1] and not b[1]]
    if show:
        for title, pairs in (("mended", mended), ("spoiled", spoiled)):
            print(f"    {title}: " + ", ".join(f"{a} > {b}" for a, b in pairs))
    return {
        "document": name,
        "words": len(truth),
        "wrong_before": sum(not ok for _, ok in plain.values()),
        "wrong_after": sum(not ok for _, ok in after.values()),
        "mended": len(mended),
        "spoiled": len(spoiled),
        "seconds": round(seconds, 2),
    }


def main() -> int:
    """Measure every document and print the table; ends with 1 where more than a twentieth of the mended was spoiled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="list every word")
    parser.add_argument("--json", type=Path, help="keep the table as JSON")
    parser.add_argument("--keep", type=Path, help="folder for the words that were read")
    parser.add_argument("--model", type=Path, help="another table than the shipped one")
    options = parser.parse_args()
    rows = []
    model = load_model(options.model)
    for folder in options.folders:
        for scan in sorted(folder.glob("*/scan.pdf")):
            truth = scan.with_name("text.txt")
            if truth.is_file():
                name = scan.parent.name
                pages = read_pages(scan, options.keep / f"{name}.pickle" if options.keep else None)
                rows.append(measure(name, pages, truth.read_text("utf-8"), model, show=options.show))
                print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    mended, spoiled = (sum(int(row[key]) for row in rows) for key in ("mended", "spoiled"))
    print(f"all: {mended} words mended, {spoiled} spoiled")
    if options.json:
        keep(rows, options.json)
    return int(spoiled * 20 > mended)


if __name__ == "__main__":
    sys.exit(main())
