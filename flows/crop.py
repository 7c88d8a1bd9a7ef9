"""Cut the place of a row out of the page pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from db.models.document import Page
from db.models.finding import Evidence
from tasks.archive.places import work_place

MARGIN = 24  # pixels around the box, about one line at 200 dpi, so that the reader sees what stands beside it
COLOUR = (200, 30, 30)
# By field of a part, as on the review page (flows/review/static/review.css).
COLOURS = {"lead": (31, 79, 180), "coordinating": (0, 121, 107), "deadline": (176, 62, 0), "product": (106, 27, 154)}


def crop_names(evidence: Evidence, target: Path) -> list[Path]:
    """The files that :func:`crop_evidence` may write for a target."""
    further = dict.fromkeys(region.page for region in evidence.regions)
    return [target, *(target.with_stem(f"{target.stem}-p{number}") for number in further)]


def crop_evidence(evidence: Evidence, pages: Sequence[Page], work: Path, target: Path, colour: tuple[int, int, int] = COLOUR) -> list[Path]:
    """Write one picture per page the evidence stands on, its lines boxed; pages whose picture is gone are left out.

    Args:
        evidence: with its regions.
        pages: of the revision.
        work: the work folder, from which pictures are named.
        target: file of the first picture; further pages get their number behind the name.
        colour: red, green and blue of the boxes.

    Returns:
        The files written.
    """
    written: list[Path] = []
    by_number = {page.number: page for page in pages}
    for number in dict.fromkeys(r.page for r in evidence.regions):
        page = by_number.get(number)
        source = work_place(work, page.picture) if page is not None and page.picture else None
        if page is None or source is None or not source.is_file():
            continue
        boxes = [(r.box_left, r.box_top, r.box_right, r.box_bottom) for r in evidence.regions if r.page == number]
        with Image.open(source) as opened:
            picture = opened.convert("RGB")
        draw = ImageDraw.Draw(picture)
        for left, top, right, bottom in boxes:
            draw.rectangle((left - 3, top - 3, right + 2, bottom + 2), outline=colour, width=2)
        edges = (
            max(0, min(b[0] for b in boxes) - MARGIN),
            max(0, min(b[1] for b in boxes) - MARGIN),
            min(picture.width, max(b[2] for b in boxes) + MARGIN),
            min(picture.height, max(b[3] for b in boxes) + MARGIN),
        )
        path = target if not written else target.with_stem(f"{target.stem}-p{number}")
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.crop(edges).save(path)
        written.append(path)
    return written
