"""Pages of known text as a scanner might give them, for measuring and learning.

Usage: python -m benchmarks.rendered TEXT OUT [--pages N] [--seed N] [--every N]

Paragraphs drawn at random are set in Liberation Serif at 13 and 14 pt, blurred, turned by up to 0.25 degrees, unevenly inked, noised, a
third of them made black and white, compressed as JPEG, at 150 to 300 dpi. Written are OUT/NNN/scan.pdf and text.txt. With --every N only
each N-th paragraph is used, which is just what ``benchmarks.build_model --leave-out N`` does not count.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
FACES = ("Regular",) * 8 + ("Bold", "Italic")


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


def paragraphs_of(text: str, every: int = 1) -> list[str]:
    """Paragraphs of a usual length, NFC; each ``every``-th line only."""
    lines = (line for number, line in enumerate(text.splitlines()) if number % every == 0)
    return [line for line in (unicodedata.normalize("NFC", line.strip()) for line in lines) if 40 < len(line) < 900]


def main() -> int:
    """Write the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    paragraphs = paragraphs_of(options.text.read_text("utf-8"), options.every)
    for number in range(options.pages):
        dpi = draw.choice((300, 300, 200, 150))
        page, lines = typeset(paragraphs, dpi, draw)
        folder = options.out / f"{number:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        degrade(page, dpi, draw).convert("L").save(folder / "scan.pdf", resolution=dpi, quality=90)
        (folder / "text.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
