"""What is put on a page by hand: the round red seal, the signature, the red urgency stamp. Inks darken what they lie on."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.typeset import FONTS, Mark, Page

Pixels = NDArray[np.uint8]
RED = (205, 30, 45)
BLUE = (25, 40, 130)
SEAL_RADIUS = 51.0  # points: seals of state bodies are 36 mm wide


def _ring(draw: ImageDraw.ImageDraw, middle: float, radius: float, width: float) -> None:
    draw.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=max(1, round(width)))


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for i in range(10):
        reach, angle = radius * (1 if i % 2 == 0 else 0.382), math.pi * (i / 5 - 0.5)
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    return points


def seal_mask(text: str, dpi: int) -> Pixels:
    """How much ink the seal leaves (0 to 255): two rings, a star, the text around it; square, centred."""
    scale = dpi / 72
    radius = SEAL_RADIUS * scale
    side = round(2 * radius) + 4
    mask, middle = Image.new("L", (side, side), 0), side / 2
    draw = ImageDraw.Draw(mask)
    _ring(draw, middle, radius, 2.6 * scale)
    _ring(draw, middle, radius * 0.90, 1.0 * scale)
    _ring(draw, middle, radius * 0.58, 1.0 * scale)
    draw.polygon(_star(middle, radius * 0.36), fill=255)
    font = ImageFont.truetype(str(FONTS / "LiberationSans-Bold.ttf"), radius * 0.22, layout_engine=ImageFont.Layout.BASIC)
    shown = f"{text} ★ ".replace("★", "*")
    for i, letter in enumerate(shown):
        angle = 2 * math.pi * i / len(shown) - math.pi * 0.75
        box = round(radius * 0.5)
        glyph = Image.new("L", (box, box), 0)
        ImageDraw.Draw(glyph).text((box / 2, box / 2), letter, font=font, fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        x, y = middle + radius * 0.745 * math.cos(angle) - box / 2, middle + radius * 0.745 * math.sin(angle) - box / 2
        mask.paste(255, (round(x), round(y)), glyph)
    return np.asarray(mask, dtype=np.uint8)


def signature_mask(dpi: int, rng: np.random.Generator) -> Pixels:
    """A pen stroke that runs to and fro, about 4.5 cm wide."""
    scale = dpi / 72
    height, width = round(62 * scale), round(140 * scale)
    xs = np.linspace(0.08, 0.86, 11) + rng.normal(0, 0.035, 11)
    ys = 0.5 + np.where(np.arange(11) % 2 == 0, 1, -1) * rng.uniform(0.08, 0.38, 11)
    fine = np.linspace(0, 10, 260)
    # Catmull-Rom: the curve passes through every point, as a hand does
    xs, ys = (_curve(values, fine) for values in (xs, ys))
    points = np.stack([xs * width, ys * height], axis=1).astype(np.int32)
    mask = np.zeros((height, width), np.uint8)
    cv2.polylines(mask, [points.reshape(-1, 1, 2)], False, 255, max(2, round(1.5 * scale)), cv2.LINE_AA)
    return mask


def _curve(values: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.concatenate([values[:1], values, values[-1:]])
    i = np.minimum(at.astype(int), len(values) - 2)
    t = at - i
    a, b, c, d = (padded[i + k] for k in range(4))
    return np.asarray(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))


def urgency_mask(word: str, dpi: int) -> Pixels:
    """The word in a single frame, bold capitals (Decree 30/2020, Appendix I, II.10)."""
    scale = dpi / 72
    font = ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), 14 * scale, layout_engine=ImageFont.Layout.BASIC)
    width, height = round(font.getlength(word) + 16 * scale), round(24 * scale)
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((1, 1, width - 2, height - 2), outline=255, width=max(1, round(1.3 * scale)))
    draw.text((width / 2, height / 2), word, font=font, fill=255, anchor="mm")
    return np.asarray(mask, dtype=np.uint8)


def ink(page: Pixels, mask: Pixels, centre: tuple[float, float], colour: tuple[int, int, int], rng: np.random.Generator) -> Pixels:
    """Multiply a mask of ink into an RGB page, unevenly as from a pad; parts outside the page are cut off."""
    height, width = mask.shape
    x, y = round(centre[0] - width / 2), round(centre[1] - height / 2)
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + width, page.shape[1]), min(y + height, page.shape[0])
    if x0 >= x1 or y0 >= y1:
        return page
    cloud = cv2.resize(rng.uniform(0.62, 1.0, (5, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    share = (mask / 255 * np.clip(cloud, 0, 1))[y0 - y : y1 - y, x0 - x : x1 - x, None]
    out = page.copy()
    under = out[y0:y1, x0:x1].astype(np.float64)
    out[y0:y1, x0:x1] = np.rint(under * (1 - share + share * np.array(colour) / 255)).astype(np.uint8)
    return out


def _turned(mask: Pixels, degrees: float) -> Pixels:
    return np.asarray(Image.fromarray(mask).rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True), dtype=np.uint8)


def put(pixels: Pixels, mark: Mark, dpi: int, rng: np.random.Generator) -> Pixels:
    """One mark on an RGB page."""
    centre = (mark.x * dpi / 72, mark.y * dpi / 72)
    if mark.kind == "urgency":
        return ink(pixels, _turned(urgency_mask(mark.text, dpi), rng.uniform(-1.5, 1.5)), centre, RED, rng)
    if mark.kind == "signature":
        return ink(pixels, signature_mask(dpi, rng), centre, BLUE, rng)
    return ink(pixels, _turned(seal_mask(mark.text, dpi), rng.uniform(-9, 9)), centre, RED, rng)


def stamp(pixels: Pixels, page: Page, dpi: int, rng: np.random.Generator) -> Pixels:
    """Put a page's own marks on it."""
    for mark in page.marks:
        pixels = put(pixels, mark, dpi, rng)
    return pixels


def seals_over_text(text: str, count: int, rng: np.random.Generator) -> list[Mark]:
    """Marks of seals anywhere on the text area of a page."""
    return [Mark("seal", rng.uniform(140, 480), rng.uniform(180, 700), text) for _ in range(count)]
