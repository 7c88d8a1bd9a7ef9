"""What is ordered of the process that makes a searchable PDF."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.notice import CleanText


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it was read.

    Attributes:
        number: 1-based.
        sheet: number of the page of the file that it lies on.
        width: pixels.
        height: pixels.
        dpi: of these pixels.
        rotation: degrees (0, 90, 180, 270) the page was turned clockwise to stand upright.
        skew: degrees it was then turned counter-clockwise.
        begin: where it begins on its sheet, as a share of the width.
        end: where it ends.
        has_its_text: the text that the file holds is good, and stays.
    """

    number: int
    sheet: int
    width: int
    height: int
    dpi: int
    rotation: int
    skew: float
    begin: float = 0.0
    end: float = 1.0
    has_its_text: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A searchable PDF to be made.

    Attributes:
        original: path of the file, which is only read.
        media_type: pdf, tiff, png or jpeg.
        target: path of the file to write.
        pages: all of the original, in its order.
        clean: the text of all of them.
        only: numbers of the pages that are wanted; None: all.
    """

    original: str
    media_type: str
    target: str
    pages: tuple[Leaf, ...]
    clean: CleanText
    only: tuple[int, ...] | None = None
