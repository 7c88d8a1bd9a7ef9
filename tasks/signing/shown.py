"""What a signature shows on the page: the words in the box of its own, most of which is taken off before the page is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from tasks.domain.errors import RasterError
from tasks.domain.letters import fold
from tasks.domain.signature import Signature
from tasks.scan.bent import BENT_PDF
from tasks.scan.embedded import EmbeddedText, embedded_text
from tasks.scan.process import Bounds

# A seal on every page of a long file says the same each time.
MOST_PAGES = 10
_LONGEST = 300
_DEEPEST = 8  # of fields below fields
# Decree 30/2020/NĐ-CP, Article 25: copies "sao y", "sao lục" and "trích sao" bear the form of copy, the copying body and the time.
_COPY = re.compile(r"\b(?:sao y|sao luc|trich sao)\b")


@dataclass(frozen=True, slots=True)
class Box:
    """Where a signature stands: page (1-based), left, top, right and bottom in points from the upper left, width and height of the page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle as shares of the page's width and height."""
        return (self.left + self.right) / 2 / max(1.0, self.width), (self.top + self.bottom) / 2 / max(1.0, self.height)


def with_words(path: Path, found: Sequence[Signature], bounds: Bounds) -> tuple[Signature, ...]:
    """The signatures with page, place and words of what they show; as they are where they show nothing or the page cannot be read.

    Args:
        path: of the PDF.
        found: signatures of it.
        bounds: of one run of pdftotext.
    """
    if not found:
        return ()
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            boxes = dict(_boxes(pdf))
    except (OSError, LookupError, *BENT_PDF):
        return tuple(found)
    pages: dict[int, EmbeddedText] = {}
    for page in dict.fromkeys(boxes[s.field].page for s in found if s.field in boxes):
        if len(pages) < MOST_PAGES:
            try:
                pages[page] = embedded_text(path, page, bounds)
            except RasterError:
                continue
    return tuple(_shown(signature, boxes.get(signature.field), pages) for signature in found)


def _shown(signature: Signature, box: Box | None, pages: dict[int, EmbeddedText]) -> Signature:
    if box is None or box.page not in pages:
        return signature
    return replace(signature, page=box.page, place=box.middle, quote=words_in(pages[box.page], box)[:_LONGEST])


def _boxes(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Box]]:
    """The boxes of all signature fields by their whole names."""
    for number, page in enumerate(pdf.pages, 1):
        crop = [float(v) for v in page.cropbox]
        for annotation in page.obj.get("/Annots", []):
            rect = [float(v) for v in annotation.get("/Rect", [])]
            if len(rect) != 4 or rect[0] == rect[2] or rect[1] == rect[3]:
                continue
            left, right = sorted((rect[0], rect[2]))
            low, high = sorted((rect[1], rect[3]))
            place = Box(number, left - crop[0], crop[3] - high, right - crop[0], crop[3] - low, crop[2] - crop[0], crop[3] - crop[1])
            yield _name_of(annotation), place


def _name_of(field: pikepdf.Object) -> str:
    """The names of a field and those above it, joined by dots."""
    names: list[str] = []
    node: pikepdf.Object | None = field
    for _ in range(_DEEPEST):
        if node is None:
            break
        if "/T" in node:
            names.append(str(node["/T"]))
        node = node.get("/Parent")
    return ".".join(reversed(names))


def words_in(text: EmbeddedText, box: Box) -> str:
    """The words whose middle lies in the box, line by line, in one line."""
    return " ".join(
        word.text
        for row in text.rows
        for word in row
        if box.left <= (word.left + word.right) / 2 <= box.right and box.top <= (word.top + word.bottom) / 2 <= box.bottom
    )


def certifies_a_copy(signature: Signature) -> bool:
    """Whether it says that it only certifies a copy: then its body did not issue the notice, and its day is that of the copy."""
    return bool(_COPY.search(fold(signature.quote)[:40]))
