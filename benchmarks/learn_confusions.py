"""Measure what the recogniser reads for what is printed, on pages whose text is known.

Usage: python -m benchmarks.learn_confusions TEXT [--pages N] [--seed N]

TEXT has one paragraph a line; the tables in ``tasks/text/confusions.py`` were measured on 84 pages of the law text that
``benchmarks/build_model.py`` names. Paragraphs drawn at random are set in Liberation Serif at 13 and 14 pt, blurred, turned by up to
0.25 degrees, unevenly inked, noised, a third of them made black and white, compressed as JPEG, at 150 to 300 dpi, and read. Printed are the
letters and words that were exchanged, with how often the printed one occurred, and the share of wrong words by confidence.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from tasks.ocr.tesseract import TesseractEngine

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
FACES = ("Regular",) * 8 + ("Bold", "Italic")
EDGES = ".,;:()“”\"'"


def wrap(paragraph: str, font: ImageFont.FreeTypeFont, first: float, width: float) -> Iterator[str]:
    """The lines of a paragraph whose first line is ``first`` pixels shorter."""
    line: list[str] = []
    room = width - first
    for word in paragraph.split():
        if line and font.getlength(" ".join([*line, word])) > room:
            yield " ".join(line)
            line, room = [], width
        line.append(word)
    yield " ".join(line)


def typeset(paragraphs: Sequence[str], dpi: int, draw: random.Random) -> tuple[Image.Image, list[str]]:
    """One page of paragraphs drawn at random, and its lines."""
    width, height = int(8.27 * dpi), int(11.69 * dpi)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    size = round(draw.choice((13, 14)) * dpi / 72)
    left, top, lines = int(1.18 * dpi), int(0.9 * dpi), list[str]()
    while top < height - dpi:
        font = ImageFont.truetype(FONT.format(draw.choice(FACES)), size)
        for row, text in enumerate(wrap(draw.choice(paragraphs), font, 0.4 * dpi, width - left - 0.7 * dpi)):
            if top > height - 0.9 * dpi:
                break
            pen.text((left + (0 if row else int(0.4 * dpi)), top), text, font=font, fill=draw.randint(0, 60))
            lines.append(text)
            top += int(size * 1.35)
        top += size // 2
    return page, lines


def degrade(page: Image.Image, dpi: int, draw: random.Random) -> Image.Image:
    """The page as a scanner might give it."""
    blurred = page.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 1.15) * (1.5 if dpi == 300 else dpi / 300)))
    turned = blurred.rotate(draw.uniform(-0.25, 0.25), Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned, dtype=np.float32) * draw.uniform(0.7, 1) + draw.uniform(0, 40)
    pixels += np.random.default_rng(draw.randrange(2**32)).normal(0, draw.uniform(0, 14), pixels.shape).astype(np.float32)
    if draw.random() < 0.35:
        pixels = np.where(pixels < draw.uniform(120, 190), 0, 255)
    stored = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(stored, "JPEG", quality=draw.choice((35, 50, 75, 90)))
    return Image.open(stored)


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
    lines = (unicodedata.normalize("NFC", line.strip()) for line in options.text.read_text("utf-8").splitlines())
    paragraphs = [line for line in lines if 40 < len(line) < 900]
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
