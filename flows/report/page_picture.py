"""A page with everything found on it boxed, as a small picture that fits into an address."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from db.asking.details import RevisionDetail
from db.models.document import Page
from tasks.archive.places import work_place

Box = tuple[int, int, int, int]
WIDTH = 850  # pixels: a page of text is readable, and takes about 100 kB
QUALITY = 55
COLOURS = {"directive": (200, 30, 30), "metric": (30, 60, 200), "citation": (20, 130, 50)}
# Kinds that stand in one place stay visible beside one another.
MARGINS = {"directive": 4, "metric": 2, "citation": 0}


def places_by_page(detail: RevisionDetail) -> dict[int, list[tuple[str, Box]]]:
    """The boxes of directives, metrics and citations of a reading, by page, in order of pages."""
    found: dict[int, list[tuple[str, Box]]] = {}
    rows: Mapping[str, Iterable[object]] = {"directive": detail.directives, "metric": detail.metrics, "citation": detail.citations}
    for kind, of_kind in rows.items():
        for row in of_kind:
            evidence = getattr(row, "evidence", None)
            for r in evidence.regions if evidence else ():
                found.setdefault(r.page, []).append((kind, (r.box_left, r.box_top, r.box_right, r.box_bottom)))
    return dict(sorted(found.items()))


def picture_address(page: Page, places: Iterable[tuple[str, Box]], work: Path) -> str | None:
    """The boxed page as a ``data:`` address; None where its picture is gone from the work folder."""
    source = work_place(work, page.picture) if page.picture else None
    if source is None or not source.is_file():
        return None
    with Image.open(source) as opened:
        scale = min(1.0, WIDTH / opened.width)
        picture = opened.convert("RGB").resize((round(opened.width * scale), round(opened.height * scale)))
    draw = ImageDraw.Draw(picture)
    for kind, box in places:
        left, top, right, bottom = (round(edge * scale) for edge in box)
        margin = MARGINS[kind]
        draw.rectangle((left - margin, top - margin, right + margin, bottom + margin), outline=COLOURS[kind], width=2)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, subsampling=0, optimize=True)  # whole colours: the boxes are thin lines
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
