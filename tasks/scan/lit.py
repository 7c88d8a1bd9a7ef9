"""A sheet as people see it, in grey with even light: positive, without red ink, noise, shadows and dark edges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tasks.scan.covered import without_covered
from tasks.scan.layer_sense import fault_of_places, without_large
from tasks.scan.measure import Colour, Grey, is_colourful, noise_level
from tasks.scan.negative import is_dark, is_negative, positive, positive_parts
from tasks.scan.pale_words import without_watermark
from tasks.scan.prepare import deepen_ink, drop_red, level_light, smooth_noise, white_edges, white_holes, whiten
from tasks.scan.printed_by import painted_over, without_marks
from tasks.scan.sheet import Sheet
from tasks.scan.visible import is_patchy, seen_lines
from tasks.scan.word_ink import WordInk

# Clean scans lie below 2, those that a median helps above 5 (measured at the scanner's own pixels).
_NOISY_ABOVE = 4.0
RED_CHANNEL = "red channel"
"""The operation that takes red ink out."""


@dataclass(frozen=True, slots=True)
class LitPage:
    """A page in grey with even light, and the operations that made it so.

    Attributes:
        grey: the page.
        steps: operations in order, with their main figure.
        is_colourful: whether red ink was taken out.
    """

    grey: Grey
    steps: tuple[str, ...]
    is_colourful: bool


def seen(offer: Sheet) -> tuple[Sheet, LitPage]:
    """The sheet as people see it, dark on bright and without words that nobody sees, and its light levelled."""
    turned = is_negative(offer.rgb)
    rgb = positive(offer.rgb) if turned else offer.rgb
    ink = WordInk(rgb)
    lines, unseen = seen_lines(offer.lines, rgb, ink)
    hidden = tuple(word.text for word in unseen if any(c.isalnum() for c in word.text))
    # What a good text layer says of dark parts is known.
    bright = rgb if turned or not offer.fault else positive_parts(rgb, offer.dpi)
    lit = _light(bright, offer.dpi)
    steps = ("negative", *lit.steps) if turned or bright is not rgb else lit.steps
    complaint = offer.complaint
    if not offer.is_picture and is_patchy(offer.lines, lines):
        complaint = complaint or "letters are not drawn, as a font is damaged"
    # A layer that is none is not asked for.
    lines, covered = (lines, ()) if offer.is_picture or offer.fault else without_covered(lines, rgb, ink)
    lines, mixed = without_watermark(lines if offer.is_picture else without_large(lines), rgb)
    # The layer under a scan is somebody's OCR, whose boxes are rough.
    fault = offer.fault or mixed or ("" if offer.is_picture else fault_of_places(lines))
    if lines and not fault and not offer.is_picture:
        lines, marks = without_marks(lines)
        if marks:
            offer = replace(offer, stamped=offer.stamped or _as_it_is(offer))
            rgb = painted_over(rgb, marks)
            lit = replace(_light(rgb, offer.dpi), steps=steps)
    sheet = replace(
        offer,
        rgb=rgb,
        lines=lines,
        fault=fault,
        hidden=hidden,
        covered=tuple(word.text for word in covered),
        complaint=complaint,
        is_dark=is_dark(bright),
    )
    return sheet, replace(lit, steps=steps)


def _as_it_is(offer: Sheet) -> Callable[[int], Colour]:
    """The page for people, where marks are painted over for the reader."""

    def at(dpi: int) -> Colour:
        size = (round(offer.rgb.shape[1] * dpi / offer.dpi), round(offer.rgb.shape[0] * dpi / offer.dpi))
        return offer.rgb if dpi == offer.dpi else np.asarray(cv2.resize(offer.rgb, size, interpolation=cv2.INTER_AREA), np.uint8)

    return at


def _light(rgb: Colour, dpi: int) -> LitPage:
    colourful = is_colourful(rgb)
    steps = [RED_CHANNEL] if colourful else []
    grey = drop_red(rgb) if colourful else np.ascontiguousarray(rgb[:, :, 0])
    level = noise_level(grey)
    if level > _NOISY_ABOVE:
        grey = smooth_noise(grey)
        steps.append(f"median {level:.1f}")
    for name, operation in (("edges", white_edges), ("light", level_light), ("holes", white_holes)):
        changed = operation(grey, dpi)
        if changed is not grey:
            steps.append(name)
            grey = changed
    if any(step.startswith(("median", "light")) for step in steps):
        grey = whiten(grey)
        steps.append("white paper")
    return LitPage(grey, tuple(steps), colourful)


def dark(grey: Grey, steps: list[str]) -> Grey:
    """The page with pale ink deepened; the operation is added to ``steps`` where it was needed."""
    deep = deepen_ink(grey)
    if deep is not grey:
        steps.append("pale ink")
    return deep
