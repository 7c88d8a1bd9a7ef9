"""What a scanner does to a page, as pure functions of pixels, and named strengths that join them.

All of them take and give arrays of uint8 (grey or RGB) and, where chance plays, a seeded generator: the same seed gives the same scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a scan is.

    Attributes:
        dpi: of the scan.
        skew: largest turn in degrees; each page turns by at least 60 % of it, either way.
        blur: standard deviation of the lens in pixels at 300 dpi.
        noise: standard deviation of the sensor's noise in grey levels.
        light: how much darker the darkest part of the page is, 0 to 1.
        paper: grey level of the paper.
        ink: grey level of the print, 0 is black.
        speckle: black specks and white holes a square inch.
        quality: JPEG quality; None for a 1-bit fax-coded page.
        seals: red seals set over the text of every page, besides the one at the signature.
    """

    dpi: int = 200
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    light: float = 0.0
    paper: int = 255
    ink: int = 0
    speckle: float = 0.0
    quality: int | None = 75
    seals: int = 0


STRENGTHS = {
    "clean": Strength(dpi=300),
    "office": Strength(skew=0.5, blur=0.7, noise=1.2, light=0.05, paper=248, ink=25, quality=55),
    "skewed": Strength(skew=3.0, blur=0.7, noise=1.2, light=0.05, paper=248, ink=25, quality=55),
    "sealed": Strength(skew=0.4, blur=0.7, noise=2.0, light=0.05, paper=248, ink=25, quality=70, seals=3),
    "dim": Strength(skew=0.8, blur=0.8, noise=4.0, light=0.55, paper=235, ink=40, quality=50),
    "noisy": Strength(skew=1.0, blur=0.9, noise=16.0, light=0.25, paper=235, ink=40, speckle=4.0, quality=60),
    "coarse": Strength(dpi=150, skew=0.5, blur=1.0, noise=3.0, light=0.05, paper=245, ink=30, quality=40),
    "blurred": Strength(skew=0.5, blur=2.2, noise=3.0, light=0.1, paper=245, ink=30, quality=50),
    "fax": Strength(skew=0.6, blur=0.8, noise=6.0, speckle=6.0, paper=240, ink=20, quality=None),
    "bad": Strength(skew=2.0, blur=1.3, noise=14.0, light=0.45, paper=225, ink=50, speckle=6.0, quality=45, seals=2),
}


def rotate(pixels: Pixels, degrees: float) -> Pixels:
    """Turn a page about its middle, anticlockwise where positive; the corners take the colour of the paper (the page's brightest)."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = int(pixels.max())
    turned = cv2.warpAffine(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(paper,) * 3
    )
    return np.asarray(turned, dtype=np.uint8)


def blur(pixels: Pixels, sigma: float) -> Pixels:
    """A lens out of focus; ``sigma`` in pixels, 0 changes nothing."""
    return pixels if sigma <= 0 else np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def tone(pixels: Pixels, paper: int, ink: int) -> Pixels:
    """Squeeze black to white into the grey levels from ``ink`` to ``paper``."""
    levels = np.rint(ink + np.arange(256) * (paper - ink) / 255).astype(np.uint8)
    return np.asarray(levels[pixels], dtype=np.uint8)


def shade(pixels: Pixels, depth: float, rng: np.random.Generator) -> Pixels:
    """Uneven light: smooth, brightest somewhere, darker by ``depth`` (a share) where it is darkest."""
    if depth <= 0:
        return pixels
    height, width = pixels.shape[:2]
    # twice the page, of which the middle is kept: at its borders an enlarged grid is flat
    field = cv2.resize(rng.uniform(0, 1, (5, 5)).astype(np.float32), (2 * width, 2 * height), interpolation=cv2.INTER_CUBIC)
    field = cv2.GaussianBlur(field[height // 2 : height // 2 + height : 8, width // 2 : width // 2 + width : 8], (0, 0), width / 80)
    field = cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR)
    field = (field - field.min()) / max(float(field.max() - field.min()), 1e-6)
    dark = 1 - depth * field
    shaded: Pixels = np.rint(pixels * (dark if pixels.ndim == 2 else dark[..., None])).clip(0, 255).astype(np.uint8)
    return shaded


def add_noise(pixels: Pixels, sigma: float, rng: np.random.Generator) -> Pixels:
    """Gaussian noise of the sensor, independent for each pixel and channel."""
    if sigma <= 0:
        return pixels
    noise = rng.standard_normal(pixels.shape, dtype=np.float32) * np.float32(sigma)
    return np.rint(pixels + noise).clip(0, 255).astype(np.uint8)


def speckle(pixels: Pixels, per_square_inch: float, dpi: int, rng: np.random.Generator) -> Pixels:
    """Dust: dark specks and light holes of one or two pixels' radius."""
    out = pixels.copy()
    height, width = pixels.shape[:2]
    for _ in range(rng.poisson(per_square_inch * height * width / dpi**2)):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        level = int(rng.choice([20, 60, 250]))
        cv2.circle(out, centre, int(rng.integers(0, 2)), (level,) * 3, -1)
    return out


def to_bits(pixels: Pixels) -> Pixels:
    """A fax: every pixel black (0) or white (255), by the threshold halfway between print and paper."""
    grey = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    low, high = np.percentile(grey, (1, 90))
    return np.where(grey > (low + high) / 2, 255, 0).astype(np.uint8)


def to_grey(pixels: Pixels, chroma: int = 40) -> Pixels:
    """One channel where the page has no coloured ink (channels differ by ``chroma`` levels nowhere that matters), else as it is."""
    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    if np.count_nonzero(spread > chroma) > pixels.shape[0] * pixels.shape[1] / 5000:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def scan(sheet: Pixels, strength: Strength, rng: np.random.Generator) -> Pixels:
    """Scan a stamped sheet that was rendered at ``strength.dpi``: grey where the sheet has no colour, 0 and 255 only for a fax."""
    pixels = to_grey(sheet)
    pixels = tone(pixels, strength.paper, strength.ink)
    turn = strength.skew * rng.uniform(0.6, 1.0) * rng.choice([-1, 1])
    if strength.skew:
        pixels = rotate(pixels, float(turn))
    pixels = blur(pixels, strength.blur * strength.dpi / 300)
    pixels = shade(pixels, strength.light, rng)
    pixels = speckle(pixels, strength.speckle, strength.dpi, rng)
    pixels = add_noise(pixels, strength.noise, rng)
    return to_bits(pixels) if strength.quality is None else pixels
