"""Page pictures for the browser: the stored ones made smaller, or rendered again from the original where they are gone."""

from __future__ import annotations

import io
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from PIL import Image

from config.settings import Settings
from db.models.document import Document, Page
from flows.limits import limits_of
from tasks.archive.places import original_place, work_place
from tasks.confined.budget import Budget
from tasks.domain.errors import ThongbaoError
from tasks.scan.rasterize import RasterOptions
from tasks.sheets import sheet_of, sheet_reader

WIDTHS = (160, 1100, 2200)  # pixels: a thumbnail, half a screen, a page zoomed into
_QUALITY = 80
_KEPT_BYTES = 48 * 1024 * 1024
_TEXT = "text"


class Pictures:
    """Makes pictures, and keeps the latest in memory; nothing is left on disk that a purge would have to find."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()
        # Rendering a page takes a second and some hundred megabytes; a browser asks for all pages at once.
        self._rendering = threading.Lock()

    def get(self, document: Document, page: Page, width: int) -> bytes | None:
        """A page as JPEG, at most so many pixels wide; None where neither its picture nor its original can be had."""
        key = (page.id, width)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        stored = work_place(self._settings.work_folder, page.picture) if page.picture else None
        made = shrunk(stored, width) if stored is not None and stored.is_file() else self._rendered(document, page, width)
        if made is not None:
            with self._lock:
                self._kept[key] = made
                while sum(map(len, self._kept.values())) > _KEPT_BYTES:
                    self._kept.popitem(last=False)
        return made

    def _rendered(self, document: Document, page: Page, width: int) -> bytes | None:
        original = original_place(self._settings.store_folder, document.store_path, document.sha256)
        if document.media_type in (None, _TEXT) or page.source == "restored" or not original.is_file():
            return None
        options = RasterOptions(dpi=page.dpi, force_ocr=page.source == "ocr", tesseract=self._settings.tesseract)
        limits = limits_of(self._settings)
        with self._rendering, tempfile.TemporaryDirectory(prefix="thongbao-page-") as name:
            try:
                budget = Budget(limits.document_seconds)
                with sheet_reader(original, document.file_name, Path(name), options=options, limits=limits, budget=budget) as reader:
                    pages = sheet_of(reader, page.sheet or page.number, Path(name), limits)
            except (ThongbaoError, OSError):
                return None
            made = next((p for p in pages if page.half and p.half and p.half.side == page.half[0]), pages[0])
            # A page whose words were no Vietnamese was turned once more when it was read.
            return shrunk(Path(name) / made.colour, width, (page.rotation - made.rotation) % 360)


def shrunk(path: Path, width: int, degrees: int = 0) -> bytes | None:
    """A stored picture as JPEG, turned clockwise and at most ``width`` pixels wide; None where it cannot be opened."""
    try:
        with Image.open(path) as opened:
            if opened.width <= width and opened.format == "JPEG" and not degrees:
                return path.read_bytes()
            if not degrees:
                opened.draft("RGB", (width, round(opened.height * width / opened.width)))
            picture = opened.convert("RGB").rotate(-degrees, expand=True)
    except (OSError, ValueError):
        return None
    picture.thumbnail((width, picture.height), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()
