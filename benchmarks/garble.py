"""Texts as a model of another language reads them: Vietnamese lines are set in type, made a scan and read with Tesseract.

The looks are kept apart, so that what was learned on one is measured on another: fonts, sizes and noise of ``LEARN`` and ``HELD_OUT``
have nothing in common but the recogniser.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz import fuzz

from benchmarks.rendered import degrade, wrap
from tasks.text.unicode import bare

FONTS = "/usr/share/fonts/truetype/{}.ttf"
# Official writing is set in Times (Decree 30/2020/NĐ-CP, Appendix I), which Liberation Serif has the metrics of.
SERIF = tuple(
    f"liberation2/LiberationSerif-{face}" for face in ("Regular", "Regular", "Regular", "Regular", "Bold", "Italic", "BoldItalic")
)
OTHER = ("dejavu/DejaVuSerif", "dejavu/DejaVuSerif-Bold", "dejavu/DejaVuSerifCondensed", "dejavu/DejaVuSansCondensed")
# Least likeness of a line that was read to the printed one, both without marks.
LIKE = 55.0


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are set and spoiled: fonts, sizes in points, resolutions, and whether by the noise that nothing was learned from."""

    fonts: tuple[str, ...]
    sizes: tuple[float, ...]
    resolutions: tuple[int, ...]
    other_noise: bool = False


LEARN = Look(SERIF * 2 + OTHER, (12, 13, 13, 14), (300, 300, 200, 200, 150))
HELD_OUT = Look(("liberation2/LiberationSans-Regular", "liberation2/LiberationSans-Italic", "dejavu/DejaVuSans"), (11, 12), (240,), True)


def set_page(paragraphs: Sequence[str], look: Look, draw: random.Random) -> tuple[Image.Image, int, list[str]]:
    """A page of paragraphs, one behind the other until it is full, its resolution and its printed lines."""
    dpi = draw.choice(look.resolutions)
    width, height = int(8.27 * dpi), int(11.69 * dpi)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    size = round(draw.choice(look.sizes) * dpi / 72)
    left, top = int(1.18 * dpi), int(0.8 * dpi)
    lines: list[str] = []
    for paragraph in paragraphs:
        font = ImageFont.truetype(FONTS.format(draw.choice(look.fonts)), size)
        for row, text in enumerate(wrap(paragraph, font, 0.4 * dpi, width - left - 0.6 * dpi)):
            if top > height - 0.8 * dpi:
                return page, dpi, lines
            pen.text((left + (0 if row else int(0.4 * dpi)), top), text, font=font, fill=draw.randint(0, 50))
            lines.append(text)
            top += int(size * 1.38)
    return page, dpi, lines


def spoil(page: Image.Image, dpi: int, look: Look, draw: random.Random) -> Image.Image:
    """The page as a scanner might give it: clean, as ``benchmarks.rendered`` does or worn; the held-out look speckled and shaded."""
    if not look.other_noise:
        kind = draw.random()
        return page if kind < 0.15 else degrade(page, dpi, draw) if kind < 0.5 else wear(page, dpi, draw)
    small = page.resize((int(page.width * 0.8), int(page.height * 0.8)), Image.Resampling.BOX)
    scaled = small.resize(page.size, Image.Resampling.BILINEAR).filter(ImageFilter.UnsharpMask(2, 120))
    pixels = np.asarray(scaled, dtype=np.float32)
    shade = np.linspace(1, draw.uniform(0.75, 0.95), pixels.shape[1], dtype=np.float32)[None, :]
    noise = np.random.default_rng(draw.randrange(2**32)).random(pixels.shape)
    pixels = np.where(noise < 0.002, 0, np.where(noise > 0.998, 255, pixels * shade))
    stored = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(stored, "JPEG", quality=draw.choice((30, 60)))
    return Image.open(stored)


def wear(page: Image.Image, dpi: int, draw: random.Random) -> Image.Image:
    """The page as a poor copy: coarse, its strokes thinned or thickened, and often in black and white."""
    share = min(1.0, draw.uniform(110, 170) / dpi)
    coarse = page.resize((int(page.width * share), int(page.height * share)), Image.Resampling.BILINEAR)
    scaled = coarse.resize(page.size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(draw.uniform(0.2, 0.8) * dpi / 200))
    pixels = np.asarray(scaled, dtype=np.float32)
    pixels = pixels + np.random.default_rng(draw.randrange(2**32)).normal(0, draw.uniform(0, 22), pixels.shape).astype(np.float32)
    if draw.random() < 0.6:
        pixels = np.where(pixels < draw.uniform(110, 215), 0, 255)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def read_foreign(page: Image.Image, dpi: int, language: str) -> list[str]:
    """The lines that Tesseract reads with the model of another language."""
    stored = io.BytesIO()
    page.convert("L").save(stored, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", language, "--psm", "6", "--dpi", str(dpi)]
    done = subprocess.run(command, input=stored.getvalue(), capture_output=True, check=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    return [line.strip() for line in done.stdout.decode("utf-8").splitlines() if line.strip()]


def pair_lines(printed: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Printed lines with what was read for them, in order; lines without a like one are left out."""
    start = 0
    for line in printed:
        near = range(start, min(start + 4, len(read)))
        likeness = {at: fuzz.ratio(bare(line), bare(read[at])) for at in near}
        best = max(likeness, key=lambda at: likeness[at], default=-1)
        if best >= 0 and likeness[best] >= LIKE:
            yield line, read[best]
            start = best + 1


def garble(paragraphs: Sequence[str], look: Look, draw: random.Random, language: str = "eng") -> list[tuple[str, str]]:
    """Lines of one page of ``paragraphs`` as printed and as read with the model of ``language``."""
    page, dpi, lines = set_page(paragraphs, look, draw)
    return list(pair_lines(lines, read_foreign(spoil(page, dpi, look, draw), dpi, language)))
