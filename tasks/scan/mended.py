"""Pages of a PDF of which parts are bent so that a renderer shows none of it, put right as far as the file says how."""

from __future__ import annotations

import os
import tempfile
from decimal import Decimal
from pathlib import Path

import pikepdf

A4 = (595.0, 842.0)
"""Points; for a page that has no area, and one that is left out."""
_LETTER = [0.0, 0.0, 612.0, 792.0]


def needs_mending(page: pikepdf.Page) -> bool:
    """Whether a renderer would show nothing of a page, or nothing of it where its parts are."""
    return has_no_content(page) or lacks_content(page) or is_outside(page) or has_no_area(page)


def has_no_content(page: pikepdf.Page) -> bool:
    """Whether what is to be the content of a page is none."""
    return not isinstance(page.obj.get("/Contents", pikepdf.Array()), pikepdf.Stream | pikepdf.Array)


def lacks_content(page: pikepdf.Page) -> bool:
    """Whether one of several parts of a page's content is gone."""
    contents = page.obj.get("/Contents")
    return isinstance(contents, pikepdf.Array) and not all(isinstance(part, pikepdf.Stream) for part in contents)


def is_outside(page: pikepdf.Page) -> bool:
    """Whether what is to be shown of a page lies beside it; viewers then show the whole page."""
    shown, whole = ([float(v) for v in box] for box in (page.cropbox, page.mediabox))
    (left, right), (bottom, top) = (
        (max(min(s[i], s[i + 2]), min(w[i], w[i + 2])), min(max(s[i], s[i + 2]), max(w[i], w[i + 2])))
        for s, w, i in ((shown, whole, 0), (shown, whole, 1))
    )
    return left >= right or bottom >= top


def has_no_area(page: pikepdf.Page) -> bool:
    """Whether a page is less than a point high or wide."""
    left, low, right, high = (float(v) for v in page.mediabox)
    return abs(right - left) < 1 or abs(high - low) < 1


def give_size(pdf: pikepdf.Pdf) -> bool:
    """Give pages whose size the file does not tell that of A4, and say whether there are any.

    The parser took letter for them, which is lower, so that the head would be cut.
    """
    unsized = [page for page in pdf.pages if [float(v) for v in page.mediabox] == _LETTER]
    for page in unsized:
        page.mediabox = pikepdf.Array((0, 0, *A4))
        if "/CropBox" not in page.obj or [float(v) for v in page.cropbox] == _LETTER:
            page.cropbox = page.mediabox
    return bool(unsized)


def drop_bent_crops(pdf: pikepdf.Pdf) -> bool:
    """Leave out what is to say which part of a page is shown and are no four numbers, and say whether there was any; all is shown then."""
    bent = [page for page in pdf.pages if "/CropBox" in page.obj and not _is_box(page.obj["/CropBox"])]
    for page in bent:
        del page.obj["/CropBox"]
    return bool(bent)


def _is_box(box: pikepdf.Object) -> bool:
    return isinstance(box, pikepdf.Array) and len(box) == len("xyXY") and all(isinstance(v, int | Decimal | float) for v in box)


def mended_copy(pdf: pikepdf.Pdf) -> Path:
    """A copy of the pages with an index that holds, for a renderer that does not find them otherwise; what is bent of them is left out."""
    handle, name = tempfile.mkstemp(prefix="mended-", suffix=".pdf")
    os.close(handle)
    out = pikepdf.new()
    out.pages.extend(pdf.pages)
    for page in out.pages:
        if has_no_area(page):
            page.mediabox = page.cropbox = pikepdf.Array((0, 0, *A4))
        if is_outside(page):
            page.cropbox = page.mediabox
        if has_no_content(page):
            del page.obj["/Contents"]
        if lacks_content(page):
            page.obj["/Contents"] = pikepdf.Array([part for part in page.obj["/Contents"] if isinstance(part, pikepdf.Stream)])
    out.save(name)
    return Path(name)
