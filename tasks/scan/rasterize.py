"""One page of a file as an upright, prepared picture, with the decision where its words are to come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, PageSource
from tasks.scan.embedded import decide_source, embedded_lines
from tasks.scan.measure import Colour, Grey, is_colourful, is_sideways, letter_height, noise_level, skew_angle
from tasks.scan.orientation import detect_orientation
from tasks.scan.prepare import (
    drop_red,
    drop_specks,
    level_light,
    quarter_turns,
    resize_to,
    smooth_noise,
    turn,
    white_edges,
    white_holes,
    whiten,
)
from tasks.scan.render import PagePlan, plan_page, render_pdf, render_picture
from tasks.scan.source import SourceFile
from tasks.scan.stamps import find_stamps

_LEAST_SKEW = 0.1
_NOISY_ABOVE = 5.0
_FINEST, _USUAL, _COARSEST = 300, 225, 200
_JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class RasterOptions:
    """Choices of the user.

    Attributes:
        dpi: resolution to read at; None: chosen by the height of the text.
        force_ocr: read the picture even where the PDF holds good text.
        tesseract: program for orientation detection.
    """

    dpi: int | None = None
    force_ocr: bool = False
    tesseract: str = "tesseract"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page ready to be read. All boxes count the pixels of both pictures.

    Attributes:
        number: 1-based.
        grey: file name of the prepared picture for the recogniser.
        colour: file name of the upright picture for people.
        width: pixels.
        height: pixels.
        dpi: of both pictures.
        source: where the words are to come from.
        source_reason: why.
        lines: embedded text, where that is the source.
        rotation: degrees clockwise by which the page was turned.
        skew: degrees counter-clockwise by which it was straightened.
        preparation: operations applied, in order, with their main figure.
        notes: doubts met.
        stamps: boxes of red marks that may be urgency stamps.
    """

    number: int
    grey: str
    colour: str
    width: int
    height: int
    dpi: int
    source: PageSource
    source_reason: str
    lines: tuple[Line, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    preparation: tuple[str, ...] = ()
    notes: tuple[PageNote, ...] = ()
    stamps: tuple[BBox, ...] = ()


def rasterize_page(source: SourceFile, number: int, folder: Path, options: RasterOptions) -> PageImage:
    """Render page ``number`` (1-based), prepare it and write both pictures into ``folder``.

    Raises:
        RasterError: the renderer failed, or a picture could not be written.
        MissingToolError: poppler is not installed.
        DamagedFileError: a picture file cannot be decoded.
    """
    steps: list[str] = []
    notes: list[PageNote] = []
    plan, rgb, bare, dpi = _pixels(source, number, folder)
    colourful = is_colourful(bare)
    grey = drop_red(bare)
    if colourful:
        steps.append("red channel")
    grey = _lit(grey, dpi, steps)
    lines = _embedded(source, number, plan, dpi)
    decision = decide_source(lines, grey, force_ocr=options.force_ocr, over_picture=plan is not None and plan.is_picture)
    rotation, skew = 0, 0.0
    target = dpi
    if decision.source is PageSource.OCR:
        grey, rotation = _upright(grey, dpi, options, notes, steps)
        rgb = quarter_turns(rgb, rotation)
        target = options.dpi or reading_dpi(grey, dpi)
        grey = resize_to(grey, dpi, target)
        grey, skew = _straight(grey, target, steps)
        grey = drop_specks(grey, target)
        rgb = resize_to(rgb, dpi, target)
        rgb = turn(rgb, skew) if skew else rgb
        steps.append(f"dpi {dpi}" if target == dpi else f"dpi {dpi} to {target}")
    if rgb.shape[:2] != grey.shape[:2]:
        rgb = np.asarray(cv2.resize(rgb, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    stamps = find_stamps(rgb, target) if colourful else ()
    names = _write(folder, number, grey, rgb, with_grey=decision.source is PageSource.OCR)
    return PageImage(
        number,
        *names,
        width=grey.shape[1],
        height=grey.shape[0],
        dpi=target,
        source=decision.source,
        source_reason=decision.reason,
        lines=lines if decision.source is PageSource.EMBEDDED else (),
        rotation=rotation,
        skew=skew,
        preparation=tuple(steps),
        notes=tuple(notes),
        stamps=stamps,
    )


def reading_dpi(grey: Grey, dpi: int) -> int:
    """Resolution at which Tesseract reads the page best for its cost.

    Small letters of about 20 pixels are what its models were trained on and where the error levels out; finer costs time only.
    Never coarser than 200 dpi, never finer than 300; a scan of less than 200 dpi is grown to 225 at most, one of more hardly at all,
    since what the scanner did not see is not won back.
    """
    height = letter_height(grey, dpi)
    wanted = round(20.0 / height * 72.0 / 25) * 25 if height else _USUAL
    most = max(_USUAL, min(_FINEST, dpi))
    return max(_COARSEST, min(most, wanted))


def _pixels(source: SourceFile, number: int, folder: Path) -> tuple[PagePlan | None, Colour, Colour, int]:
    """The page for people, the page without signing marks, and their resolution."""
    if source.kind != "pdf":
        rgb, dpi = render_picture(source, number)
        return None, rgb, rgb, dpi
    seconds = source.limits.render_seconds
    plan = plan_page(source, number, folder)
    rgb = render_pdf(source.path, number, plan.dpi, seconds)
    bare = render_pdf(plan.bare, 1, plan.dpi, seconds) if plan.bare else rgb
    return plan, rgb, bare, plan.dpi


def _embedded(source: SourceFile, number: int, plan: PagePlan | None, dpi: int) -> tuple[Line, ...]:
    if plan is None:
        return ()
    seconds = source.limits.render_seconds
    if plan.bare:
        lines = embedded_lines(plan.bare, 1, dpi, seconds)
        plan.bare.unlink(missing_ok=True)
        return lines
    return embedded_lines(source.path, number, dpi, seconds)


def _lit(grey: Grey, dpi: int, steps: list[str]) -> Grey:
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
    return grey


def _upright(grey: Grey, dpi: int, options: RasterOptions, notes: list[PageNote], steps: list[str]) -> tuple[Grey, int]:
    if not is_sideways(grey, dpi):
        return grey, 0
    found = detect_orientation(grey, dpi, options.tesseract)
    if not found.is_sure:
        why = found.failure or f"orientation detection is unsure (confidence {found.confidence:.1f})"
        notes.append(PageNote("orientation-unsure", f"The page seems to lie sideways, but {why}; it was left as it is."))
        return grey, 0
    steps.append(f"turn {found.degrees}")
    return quarter_turns(grey, found.degrees), found.degrees


def _straight(grey: Grey, dpi: int, steps: list[str]) -> tuple[Grey, float]:
    skew = skew_angle(grey, dpi)
    if abs(skew) < _LEAST_SKEW:
        return grey, 0.0
    steps.append(f"deskew {skew:.2f}")
    return turn(grey, skew), skew


def _write(folder: Path, number: int, grey: Grey, rgb: Colour, *, with_grey: bool) -> tuple[str, str]:
    grey_name = f"page-{number:04d}.png" if with_grey else ""
    colour_name = f"page-{number:04d}.jpg"
    done = cv2.imwrite(str(folder / colour_name), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    if with_grey:
        done = done and cv2.imwrite(str(folder / grey_name), grey, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise RasterError(f"The picture of page {number} cannot be written to {folder}.", "Check the free space.")
    return grey_name, colour_name
