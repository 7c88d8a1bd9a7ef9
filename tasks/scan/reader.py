"""The sheets of one file as a confined process offers them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.scan.blocks import PageBlocks
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage, RasterOptions, rasterize_sheet
from tasks.scan.source import open_source


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a file that opened.

    Attributes:
        kind: pdf, tiff, png or jpeg.
        page_count: at least 1.
        attached: names of files inside it.
    """

    kind: str
    page_count: int
    attached: tuple[str, ...] = ()


CARRIED = (Path, str, int, Limits, RasterOptions)


class SheetReader:
    """One file whose sheets become pictures in a folder.

    Args:
        path: of the file.
        name: of it, for people.
        limits: that it must keep.
        folder: for the pictures.
        options: choices of the user.

    Raises:
        InputError: the file is empty, damaged, locked, too large, or of no known kind.
    """

    def __init__(self, path: Path, name: str, limits: Limits, folder: Path, options: RasterOptions) -> None:
        self._source = open_source(path, limits, name)
        self._folder, self._options = folder, options
        self._blocks = PageBlocks(self._source)

    def opened(self) -> Opened:
        """What the file is."""
        return Opened(self._source.kind, self._source.page_count, self._source.attached)

    def sheet(self, number: int) -> tuple[PageImage, ...]:
        """As :func:`rasterize_sheet`."""
        return rasterize_sheet(self._source, number, self._folder, self._options, self._blocks)
