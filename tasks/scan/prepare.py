"""What is done to a page picture before it is read. Pure functions; each leaves a page that does not need it as it was."""

from __future__ import annotations

import cv2
import numpy as np

from tasks.scan.components import components
from tasks.scan.measure import Colour, Grey, paper

# Paper brighter and more even than this needs no levelling (measured: clean office scans lie above 235).
_EVEN_ABOVE = 235
_EDGE_MM = 12.0
_SPECK_MM = 0.5
# Dots of a rule stand closer than this, and a row of them is at least so long. Rows of a table meet: a frame of them is at least so wide
# and high, while leaders of forms and stamps ("Giờ: ......"), which are read as letters where they stay, lie alone.
_DOTTED_MM, _LEAST_DOTTED_MM, _DOTTED_FRAME_MM = 1.2, 6.0, (40.0, 12.0)
_NEAR_MM = (1.6, 1.2)
# Greys above 232 become white and below 55 black. Measured on noisy, unevenly lit scans: without it the noise of the paper is read as
# letters, with a white below 215 thin strokes and with them tone marks are lost.
_STRETCH = np.clip((np.arange(256) - 55) * (255 / (232 - 55)), 0, 255).astype(np.uint8)

# Brightness below which half a percent of the pixels lie: 0 to 105 on 127 pages of 50 real scans, 165 on the two of a pale one; what is
# brighter than 200 is no ink but the paper of a blank page.
_INK_PERCENT = 0.5
_PALE = (130.0, 200.0)
_DEEP = 60.0


def drop_red(rgb: Colour) -> Grey:
    """The red channel, where red ink is nearly as bright as paper; black and blue ink stay dark.

    What red ink still takes away there is given back in proportion to its redness, which black ink under a seal does not have.
    """
    red = np.ascontiguousarray(rgb[:, :, 0])
    others = cv2.max(np.ascontiguousarray(rgb[:, :, 1]), np.ascontiguousarray(rgb[:, :, 2]))
    # Averaged, since a JPEG keeps colour at half the resolution and noise is not red in the mean.
    redness = cv2.blur(cv2.subtract(red, others), (5, 5))
    return np.asarray(cv2.add(red, cv2.subtract(redness, np.full_like(red, 12))), dtype=np.uint8)


def level_light(grey: Grey, dpi: int) -> Grey:
    """Divide by the brightness of the paper, so that shadows and grey paper become white; the same picture where it is white already."""
    background = paper(grey, dpi)
    inner = background[2:-2, 2:-2] if min(background.shape) > 8 else background
    if np.percentile(inner, 2) >= _EVEN_ABOVE:
        return grey
    # Below 60 there is no paper but a picture or the lid of the scanner; dividing by it would only raise noise.
    lifted = cv2.resize(np.maximum(background, 60), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, lifted, scale=245), dtype=np.uint8)


def whiten(grey: Grey) -> Grey:
    """Stretch the greys so that the paper's remaining texture is white: for pages that were levelled or smoothed.

    Without it the binarisation of a nearly empty page finds "ink" in the texture.
    """
    return np.asarray(cv2.LUT(grey, _STRETCH), dtype=np.uint8)


def deepen_ink(grey: Grey) -> Grey:
    """Stretch the greys of a pale page (a light copy, worn toner), so that its ink is as dark as usual; the same picture where it is dark.

    What finds rules, columns and letters counts on ink darker than 160.
    """
    darkest = float(np.percentile(grey[::3, ::3], _INK_PERCENT))
    if not _PALE[0] <= darkest <= _PALE[1]:
        return grey
    factor = (255.0 - _DEEP) / (255.0 - darkest)
    table = np.clip(255.0 - (255.0 - np.arange(256)) * factor, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, table), dtype=np.uint8)


def drop_specks(grey: Grey, dpi: int) -> Grey:
    """Paint out dots of up to 0.5 mm that stand alone, which are read as ":" or "_"; full stops and dots of letters have a neighbour."""
    mask = (grey < 190).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return grey
    tiny = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= max(2, round(_SPECK_MM * dpi / 25.4))
    tiny[0] = False
    if not tiny.any():
        return grey
    specks = tiny.astype(np.uint8)[labels]
    # What is near something larger than a speck, on the line or a mark's distance above and below, may belong to it.
    step = max(1, dpi // 75)
    near = cv2.resize(cv2.subtract(mask, specks), None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    across, down = (2 * max(1, round(mm * dpi / step / 25.4)) + 1 for mm in _NEAR_MM)
    near = cv2.dilate(cv2.threshold(near, 0, 1, cv2.THRESH_BINARY)[1], np.ones((down, across), np.uint8))
    near = cv2.bitwise_or(near, _dotted(specks, step, dpi))
    near = cv2.resize(near, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    alone = cv2.subtract(specks, near)
    if not cv2.countNonZero(alone):
        return grey
    around = cv2.subtract(cv2.dilate(alone, np.ones((5, 5), np.uint8)), near)
    return np.asarray(cv2.bitwise_or(grey, cv2.threshold(around, 0, 255, cv2.THRESH_BINARY)[1]), dtype=np.uint8)


def _dotted(specks: Grey, step: int, dpi: int) -> Grey:
    """Where specks follow one another as the dots of a rule or a leader do; one pixel stands for ``step``."""
    small = cv2.resize(255 * specks, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    dots = np.asarray(small > 0, dtype=np.uint8)
    apart, least, wide, high = (max(2, round(mm * dpi / step / 25.4)) for mm in (_DOTTED_MM, _LEAST_DOTTED_MM, *_DOTTED_FRAME_MM))
    both = []
    for across in (dots, np.ascontiguousarray(dots.T)):
        thick = cv2.dilate(across, np.ones((3, 1), np.uint8))
        closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, apart), np.uint8))
        both.append(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8)))
    rules = np.asarray(cv2.bitwise_or(both[0], np.ascontiguousarray(both[1].T)), dtype=np.uint8)
    labels, stats = components(np.asarray(cv2.dilate(rules, np.ones((apart, apart), np.uint8)), dtype=np.uint8))
    frames = (stats[:, cv2.CC_STAT_WIDTH] >= wide) & (stats[:, cv2.CC_STAT_HEIGHT] >= high)
    frames[0] = False
    return np.asarray(rules * frames[labels], dtype=np.uint8)


def smooth_noise(grey: Grey) -> Grey:
    """A 3 x 3 median: takes out single pixels, and thin strokes with them, so only for pages whose noise was measured."""
    return np.asarray(cv2.medianBlur(grey, 3), dtype=np.uint8)


def turn(grey: Grey, angle: float) -> Grey:
    """Turn by ``angle`` degrees counter-clockwise about the middle, same size, white in the corners."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(turned, dtype=np.uint8)


def lay_straight(rgb: Colour, shape: tuple[int, int], angle: float) -> Colour:
    """The page for people at the size (height, width) of the prepared one, turned by ``angle`` about the middle as that was."""
    height, width = shape
    if not angle:
        return rgb if rgb.shape[:2] == shape else np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    scale = np.diag((width / rgb.shape[1], height / rgb.shape[0], 1.0))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0) @ scale
    # In one step and without the cubic's care for edges: nobody reads this picture but people.
    laid = cv2.warpAffine(rgb, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3)
    return np.asarray(laid, dtype=np.uint8)


def quarter_turns(picture: Grey | Colour, degrees: int) -> Grey | Colour:
    """Turn clockwise by a multiple of 90 degrees without loss."""
    return np.ascontiguousarray(np.rot90(picture, k=-degrees // 90 % 4)) if degrees % 360 else picture


def white_edges(grey: Grey, dpi: int) -> Grey:
    """Paint out the dark frame of a scanner lid: dark regions that touch the rim and are thicker or longer than letters."""
    return _paint(grey, _edge_regions(grey, dpi))


def white_holes(grey: Grey, dpi: int) -> Grey:
    """Paint out punch holes: filled round dark blobs of 4 to 9 mm in the outer 25 mm of the page."""
    step = max(1, dpi // 50)
    small = (grey[::step, ::step] < 110).astype(np.uint8)
    per_mm = dpi / step / 25.4
    _, labels, stats, _ = cv2.connectedComponentsWithStats(small, connectivity=4)
    left, top, width, height, area = stats.T
    round_enough = (width >= 0.8 * height) & (width <= 1.25 * height) & (area >= 0.7 * width * height) & (area <= 0.9 * width * height)
    rim = np.minimum.reduce([left, small.shape[1] - left - width, top, small.shape[0] - top - height])
    fits = round_enough & (rim < 25 * per_mm) & (width >= 4 * per_mm) & (width <= 9 * per_mm)
    fits[0] = False
    found = np.flatnonzero(fits)
    if not found.size:
        return grey
    mask = cv2.dilate(np.isin(labels, found).astype(np.uint8), np.ones((5, 5), np.uint8))
    return _paint(grey, np.asarray(mask, dtype=np.uint8))


def _edge_regions(grey: Grey, dpi: int) -> Grey | None:
    step = max(1, dpi // 50)
    small = (grey[::step, ::step] < 110).astype(np.uint8)
    # Opening by 1.5 mm drops every stroke of a letter, so that text running off the page is never taken for a frame.
    size = max(2, round(1.5 * dpi / step / 25.4))
    solid = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((size, size), np.uint8), borderType=cv2.BORDER_REPLICATE)
    if not solid.any():
        return None
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    height, width = small.shape
    reach = _EDGE_MM * dpi / step / 25.4
    found = []
    for label in range(1, count):
        left, top, wide, high, _area = (int(v) for v in stats[label])
        touches = left == 0 or top == 0 or left + wide == width or top + high == height
        long = max(wide, high) > reach
        if touches and long:
            found.append(label)
    if not found:
        return None
    return np.asarray(cv2.dilate(np.isin(labels, found).astype(np.uint8), np.ones((5, 5), np.uint8)))


def _paint(grey: Grey, small_mask: Grey | None) -> Grey:
    if small_mask is None:
        return grey
    mask = cv2.resize(small_mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    out = grey.copy()
    out[mask > 0] = 255
    return out


def resize_to(picture: Grey | Colour, dpi: int, target: int) -> Grey | Colour:
    """The picture at another resolution; shrinking averages (which turns fax pixels into grey), growing interpolates smoothly."""
    if dpi == target:
        return picture
    factor = target / dpi
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)
