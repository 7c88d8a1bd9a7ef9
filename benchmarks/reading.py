"""Read scans with the project's own functions, without Prefect and without a database.

Usage: python -m benchmarks.reading [--words] OUT SCAN [SCAN ...]

Pages of all scans are worked on as many at once as there are cores, as a batch does. The clean text of the n-th scan is written to
OUT/n.txt. With --words the work ends with the words of the pages and nothing is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tasks.domain.page import RecognizedPage
from tasks.ocr.other_way import read_page
from tasks.ocr.recognize import RecognizeOptions
from tasks.ocr.staying import StayingTesseract
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.blocks import PageBlocks
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage, RasterOptions, rasterize_sheet
from tasks.scan.source import open_source
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

CORES = os.cpu_count() or 1


def read_scan(scan: Path, pool: ThreadPoolExecutor, options: RasterOptions | None = None) -> list[RecognizedPage]:
    """The words of every page of a scan, in order."""
    return [page for _, page in read_pages(scan, pool, options)]


def read_pages(scan: Path, pool: ThreadPoolExecutor, options: RasterOptions | None = None) -> list[tuple[PageImage, RecognizedPage]]:
    """What is known of every page's picture, and its words; the picture itself is kept no longer than the page is worked on."""
    limits = Limits()
    source = open_source(scan, limits)
    blocks = PageBlocks(source)

    def one(number: int) -> list[tuple[PageImage, RecognizedPage]]:
        with tempfile.TemporaryDirectory() as name:
            images = rasterize_sheet(source, number, Path(name), options or RasterOptions(), blocks)
            return [(image, read_page(image, Path(name), Path(name), engine, RecognizeOptions())) for image in images]

    with closing(StayingTesseract(TesseractEngine("tesseract", "vie", limits.memory_bytes))) as engine:
        found = [pair for of_sheet in pool.map(one, range(1, source.page_count + 1)) for pair in of_sheet]
    return [(replace(image, number=number), replace(page, number=number)) for number, (image, page) in enumerate(found, 1)]


def main() -> int:
    """Read the scans and leave their texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("out", type=Path)
    parser.add_argument("scans", type=Path, nargs="+")
    options = parser.parse_args()
    model = load_model()
    with ThreadPoolExecutor(CORES) as pages, ThreadPoolExecutor(2) as documents:
        for number, words in enumerate(documents.map(lambda scan: read_scan(scan, pages), options.scans)):
            if not options.words:
                (options.out / f"{number}.txt").write_text(clean_pages(words, model).clean.text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
