"""Texts and coarse pictures of a PDF's pages, a few neighbouring pages by one run of poppler.

Starting poppler costs more than a page of text does: four pages at once take half the time of four single ones (measured).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from tasks.domain.errors import RasterError, ThongbaoError
from tasks.scan.embedded import EmbeddedText, embedded_texts, fault_of
from tasks.scan.render import Rendered, render_pages
from tasks.scan.source import SourceFile

# Enough to see whether text covers the ink and for people to read the page; a fifth of the time of 300 dpi.
COARSE_DPI = 110
_PAGES = 4
# Pages are worked on in order, a few at once, so that two blocks are in use where one ends.
_KEPT = 3
T = TypeVar("T")


class PageBlocks:
    """What poppler says of the pages of one PDF; safe to use from several threads, and holds a few pages only."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._texts = _Blocks(source.page_count, self._read)
        self._pictures = _Blocks(source.page_count, self._render)

    def text(self, number: int) -> EmbeddedText:
        """The words of page ``number`` (1-based).

        Raises:
            RasterError: pdftotext took too long or died.
            MissingToolError: it is not installed.
        """
        return self._texts.of(number)

    def picture(self, number: int) -> Rendered:
        """Page ``number`` (1-based) as RGB pixels at :data:`COARSE_DPI`.

        Raises:
            RasterError: pdftoppm took too long or died.
            MissingToolError: it is not installed.
        """
        return self._pictures.of(number)

    def _read(self, numbers: range) -> dict[int, EmbeddedText]:
        found = embedded_texts(self._source.path, numbers[0], numbers[-1], self._source.limits.rendering, self._source.name)
        return dict(zip(numbers, found, strict=True))

    def _render(self, numbers: range) -> dict[int, Rendered]:
        # Only pages whose text is worth a look; a scan among them is rendered finely anyway.
        worthy = [n for n in numbers if not fault_of(self.text(n).words, over_picture=False)] or [numbers[0]]
        part = range(worthy[0], worthy[-1] + 1)
        pictures = render_pages(self._source.path, part[0], part[-1], COARSE_DPI, self._source.limits.rendering)
        return dict(zip(part, pictures, strict=True))


class _Blocks(Generic[T]):
    """Values of pages, made block by block when the first page of a block is asked for."""

    def __init__(self, page_count: int, make: Callable[[range], dict[int, T]]) -> None:
        self._page_count = page_count
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Future[dict[int, T]]] = OrderedDict()

    def of(self, number: int) -> T:
        first = number - (number - 1) % _PAGES
        block = self._begun(first)
        if not block.done():
            # Another thread makes it; instead of waiting, this one makes the next.
            self._begun(first + _PAGES)
        try:
            found = block.result()
        except RasterError:  # the fault may be another page's
            found = {}
        return found[number] if number in found else self._make(range(number, number + 1))[number]

    def _begun(self, first: int) -> Future[dict[int, T]]:
        """The block that begins with page ``first``, made here unless it is kept or in the making."""
        with self._lock:
            known = self._kept.get(first)
            if known is not None:
                return known
            block = self._kept[first] = Future()
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        try:
            numbers = range(first, min(first + _PAGES, self._page_count + 1))
            block.set_result(self._make(numbers) if numbers else {})
        except BaseException as error:
            block.set_exception(error)
            if not isinstance(error, ThongbaoError):
                raise
        return block
