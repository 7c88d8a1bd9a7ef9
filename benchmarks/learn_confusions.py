"""Measure what the recogniser reads for what is printed, on pages whose text is known.

Usage: python -m benchmarks.learn_confusions TEXT [--pages N] [--seed N]

TEXT has one paragraph a line; the tables in ``tasks/text/confusions.py`` were measured on 84 pages of the law text that
``benchmarks/build_model.py`` names, made by ``benchmarks/rendered.py`` and read. Printed are the letters and words that were exchanged,
with how often the printed one occurred, and the share of wrong words by confidence.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.rendered import degrade, paragraphs_of, typeset
from tasks.ocr.tesseract import TesseractEngine

EDGES = ".,;:()“”\"'"


def aligned(read: Sequence[tuple[str, float]], truth: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Words that were read with the printed word and the confidence, where the alignment is word by word."""
    for op in Levenshtein.opcodes([w for w, _ in read], truth):
        if op.tag in {"equal", "replace"} and op.src_end - op.src_start == op.dest_end - op.dest_start:
            for a, b in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True):
                yield read[a][0], truth[b], read[a][1]


def main() -> int:
    """Make, read and count the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    paragraphs = paragraphs_of(options.text.read_text("utf-8"))
    engine = TesseractEngine("tesseract", "vie", 0)
    letters, exchanged, words, misread, seen, wrong = (Counter() for _ in range(6))
    with tempfile.TemporaryDirectory() as work:
        picture = Path(work) / "page.png"
        for number in range(options.pages):
            dpi = draw.choice((300, 300, 200, 150))
            page, text = typeset(paragraphs, dpi, draw)
            scan = degrade(page, dpi, draw)
            if dpi < 200:
                scan = scan.resize((scan.width * 2, scan.height * 2), Image.Resampling.BICUBIC)
            scan.save(picture)
            found = engine.recognize(picture, dpi=300 if dpi < 200 else dpi, psm=6, timeout=120)
            read = [(w.text, w.confidence) for line in found for w in line.words]
            for got, printed, confidence in aligned(read, " ".join(text).split()):
                a, b = printed.lower().strip(EDGES), got.lower().strip(EDGES)
                words[a] += 1
                misread[a, b] += a != b
                seen[int(confidence // 5) * 5] += 1
                wrong[int(confidence // 5) * 5] += got != printed
                if len(a) == len(b):
                    letters.update(a)
                    exchanged.update((x, y) for x, y in zip(a, b, strict=True) if x != y)
            print(f"page {number + 1} of {options.pages}", file=sys.stderr)
    for title, pairs, total in (("letters", exchanged, letters), ("words", misread, words)):
        print(f"{title}: printed, read, times, of")
        for (printed, got), times in pairs.most_common(60):
            if times > 1:
                print(f"  {printed}  {got}  {times}  {total[printed]}")
    print("confidence: words, share wrong")
    for step in sorted(seen):
        print(f"  {step:3}  {seen[step]}  {wrong[step] / seen[step]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
