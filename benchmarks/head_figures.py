"""From which confidence on figures of the head are right in 99 of 100: fitted on made heads and on the annotated documents.

Usage: python -m benchmarks.head_figures MNIST FONTS [--heads N] [--seed N] [--corpus]

MNIST is a folder with the files ``t10k-images-idx3-ubyte`` and ``t10k-labels-idx1-ubyte``, FONTS one of fonts left out of the training
(``benchmarks/train_digits.py`` names both). Heads are made as ``benchmarks/made_heads.py`` says, and read as the program reads them. With
--corpus the first pages of the annotated documents are read, too (a second each), and each document is judged by bounds fitted without
it. Printed are, for each field, how many places are taken as read from several bounds on and how many of these are wrong, the smallest
bound that holds, and what the bounds in use (``tasks/ocr/acceptance.py``) do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.corpora import CORPORA, Annotated, annotated
from benchmarks.handwritten import Sources, read_mnist
from benchmarks.made_heads import DPI, made_head
from tasks.domain.page import PageNote
from tasks.ocr.acceptance import ACCEPTED
from tasks.ocr.blanks import Blank
from tasks.ocr.cuts import pictures
from tasks.ocr.figures import FigureReading, read_cuts
from tasks.ocr.handwriting import read_head_figures
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.blocks import PageBlocks
from tasks.scan.limits import Limits
from tasks.scan.measure import Grey
from tasks.scan.rasterize import RasterOptions, rasterize_page
from tasks.scan.source import open_source

BOUNDS = tuple(range(50, 100, 5))
MOST_WRONG = 0.01
FIELDS = ("number", "day", "month")


@dataclass(frozen=True)
class Read:
    """One place that was looked at.

    Attributes:
        document: of the corpus; "" for a made head.
        field: "number", "day" or "month".
        share: of the best reading, 0 to 100.
        right: whether that is what stands there; False where nothing does.
    """

    document: str
    field: str
    share: float
    right: bool


def made(sources: Sources, count: int, seed: int) -> list[Read]:
    """Places of made heads; one that is not found, or seen to be blank, is none."""
    draw = np.random.default_rng(seed)
    found: list[Read] = []
    for _ in range(count):
        head = made_head(draw, sources)
        grey = head.grey

        def reader(blank: Blank, most: int, grey: Grey = grey) -> FigureReading:
            return read_cuts(pictures(grey, blank), most=most)

        reading = read_head_figures((head.line,), DPI, reader, lambda _box: True)
        found += judged(reading.notes, {head.name: head.text}, "")
    return found


def judged(notes: Sequence[PageNote], truth: dict[str, str], document: str) -> Iterator[Read]:
    """The notes on places whose truth is known."""
    for note in notes:
        if note.name in truth and note.guesses:
            text, share = note.guesses[0]
            wanted = truth[note.name]
            yield Read(document, note.name, 100 * share, bool(wanted) and text.lstrip("0") == wanted.lstrip("0"))


def from_corpus(documents: Sequence[Annotated]) -> list[Read]:
    """Places on the first pages of annotated documents that were read as writing."""
    engine = TesseractEngine("tesseract", "vie", Limits().memory_bytes)
    found: list[Read] = []
    for document in documents:
        source = open_source(document.scan, Limits())
        with tempfile.TemporaryDirectory() as folder:
            image = rasterize_page(source, 1, Path(folder), RasterOptions(), PageBlocks(source))
            page = recognize_page(image, Path(folder), engine, RecognizeOptions())
        gold = document.gold()["document"]
        day = gold["issued_on"] or ""
        truth = {"number": gold["number"] or "", "day": day[8:], "month": day[5:7]}
        found += judged(page.notes, truth, document.name)
    return found


def fitted(reads: Sequence[Read], field: str) -> float:
    """The smallest of the bounds from which on at most :data:`MOST_WRONG` of a field's readings are wrong; 100 where none holds."""
    for bound in BOUNDS:
        taken = [r for r in reads if r.field == field and r.share >= bound]
        if taken and sum(not r.right for r in taken) <= MOST_WRONG * len(taken):
            return float(bound)
    return 100.0


def report(name: str, reads: Sequence[Read]) -> None:
    """Print the table of one source."""
    print(f"\n{name}\n\n| from | " + " | ".join(f"{field}: taken | wrong" for field in FIELDS) + " |\n|---|" + "---|" * 2 * len(FIELDS))
    for bound in BOUNDS:
        cells = []
        for field in FIELDS:
            places = [r for r in reads if r.field == field]
            taken = [r for r in places if r.share >= bound]
            cells += [f"{len(taken)} of {len(places)}", str(sum(not r.right for r in taken))]
        print(f"| {bound} | " + " | ".join(cells) + " |")


def leave_one_out(made_reads: Sequence[Read], reads: Sequence[Read]) -> tuple[int, int]:
    """How many places of the corpus are taken, and wrongly, each document judged by what is fitted without it."""
    taken = [r for r in reads if r.share >= max(fitted([*made_reads, *(o for o in reads if o.document != r.document)], r.field), 0.0)]
    return len(taken), sum(not r.right for r in taken)


def main() -> int:
    """Make, read, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--heads", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--corpus", action="store_true")
    options = parser.parse_args()
    sources = Sources(*read_mnist(options.mnist, "t10k"), tuple(sorted(options.fonts.iterdir())), (0.4, 0.45, 0.15))
    reads = made(sources, options.heads, options.seed)
    report("Made heads", reads)
    corpus = from_corpus(annotated(CORPORA)) if options.corpus else []
    if corpus:
        report("Annotated documents", corpus)
        taken, wrong = leave_one_out(reads, corpus)
        print(f"\nLeave one document out: {taken} of {len(corpus)} taken, {wrong} wrong.")
    for field in FIELDS:
        print(f"{field}: fitted {fitted([*reads, *corpus], field):.0f}, in use {ACCEPTED[field]:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
