"""What becomes of files whose pages lie in reverse: put right, named, or not noticed; and whether any is taken for disordered that is not.

Usage: python -m benchmarks.page_order [CORPUS_DIR ...]

Every annotated scan is read anew, which takes some seconds a page: printed page numbers are no part of the texts that are kept.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.corpora import CORPORA, annotated
from benchmarks.reading import CORES, read_scan
from tasks.domain.page import RecognizedPage
from tasks.structure.page_order import reading_order, sight_of


def outcome(pages: Sequence[RecognizedPage], printed: Sequence[int]) -> str:
    """What is said of pages that lie in this order, where the right one is ``printed`` (numbers in the file, 1-based)."""
    order, code = reading_order([sight_of(page) for page in pages])
    if code == "pages-put-in-order":
        return "put right" if list(order) == list(printed) else "put into a wrong order"
    return "named" if code else "not noticed"


def main() -> int:
    """Tell of every document, then how many there were of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    as_they_lie: Counter[str] = Counter()
    reversed_ones: Counter[str] = Counter()
    with ThreadPoolExecutor(CORES) as pool:
        for document in annotated(parser.parse_args().corpora):
            if not document.scan.is_file():
                continue
            pages = read_scan(document.scan, pool)
            if len(pages) < 2:
                continue
            numbers = range(1, len(pages) + 1)
            forward = outcome(pages, numbers)
            back = outcome([replace(page, number=number) for number, page in zip(numbers, reversed(pages), strict=True)], numbers[::-1])
            as_they_lie[forward] += 1
            reversed_ones[back] += 1
            print(f"{document.name}, {len(pages)} pages: {forward}; reversed: {back}", flush=True)
    print(f"as they lie: {dict(as_they_lie)}")
    print(f"reversed: {dict(reversed_ones)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
