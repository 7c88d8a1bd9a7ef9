"""Measure the reader of handwritten figures on numbers it was not trained with.

Usage: python -m benchmarks.figures MNIST [--fonts FOLDER] [--numbers N] [--seed N]

MNIST is a folder with the two files ``t10k-images-idx3-ubyte`` and ``t10k-labels-idx1-ubyte``, FOLDER one of font files left out of the
training. Numbers of one to four figures are made as ``benchmarks/blanks.py`` says, from MNIST's test figures, from the fonts, and blanks
without a number. Printed are the share read right and, for several bounds, how many readings were at least as sure and how many of
those were right.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.blanks import blank, number
from benchmarks.handwritten import Sources, read_mnist
from tasks.ocr.figures import FigureReading, read_figures

BOUNDS = (50, 80, 90, 95, 99)
Result = tuple[str, FigureReading]


def measure(sources: Sources, count: int, seed: int, most: int = 4) -> list[Result]:
    """What stands in ``count`` crops and what is read."""
    draw = np.random.default_rng(seed)
    texts = (number(draw, most) for _ in range(count))
    return [(text, read_figures(blank(draw, sources, text))) for text in texts]


def report(name: str, results: Sequence[Result], seconds: float) -> None:
    """Print the shares and the calibration."""
    written = [(text, reading) for text, reading in results if text]
    right = [reading.text == text for text, reading in written]
    listed = [text in dict(reading.alternatives) for text, reading in written]
    print(f"{name}: {len(written)} numbers, {np.mean(right):.1%} right, {np.mean(listed):.1%} among the alternatives")
    for length in range(1, 5):
        some = [reading.text == text for text, reading in written if len(text) == length]
        if some:
            print(f"  of {length} figures: {len(some)}, {np.mean(some):.1%} right")
    empty = [reading.text for text, reading in results if not text]
    if empty:
        print(f"  blanks without a number: {len(empty)}, nothing read in {np.mean([not text for text in empty]):.1%}")
    print("  confidence  readings  said  right")
    for bound in BOUNDS:
        some = [(reading.confidence, reading.text == text) for text, reading in results if reading.text and reading.confidence >= bound]
        if some:
            said, true = np.mean(some, axis=0)
            print(f"  >= {bound:2}       {len(some):8}  {said:4.1f}  {100 * true:5.1f}")
    print(f"  {1000 * seconds / len(results):.1f} ms a crop, its making included")


def main() -> int:
    """Make, read and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--numbers", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    pictures, values = read_mnist(options.mnist, "t10k")
    kinds = {"MNIST's test figures": Sources(pictures, values, (), (1, 0, 0))}
    if options.fonts:
        kinds["fonts"] = Sources(pictures, values, tuple(sorted(options.fonts.iterdir())), (0, 1, 0))
    for name, sources in kinds.items():
        started = time.monotonic()
        results = measure(sources, options.numbers, options.seed)
        report(name, results, time.monotonic() - started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
