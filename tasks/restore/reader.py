"""A text whose scan is gone, as a confined process reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tasks.domain.errors import UnsupportedFileError
from tasks.domain.page import PageNote, RecognizedPage
from tasks.restore.channel import load_channel
from tasks.restore.judge import Treatment
from tasks.restore.pages import recognized_pages
from tasks.restore.plain import read_plain
from tasks.restore.restore import restore_text
from tasks.text.model import load_model
from tasks.vietnamese.syllable import syllable_share

# Of the words of notices nine in ten are Vietnamese syllables, of English texts one in five (measured on such texts).
LEAST_SYLLABLES = 0.6
CARRIED = (Path, str, int, tuple[str, ...])


class TextReader:
    """One text file.

    Args:
        path: of the file.
        name: of it, for people.
        max_pages: most pages that it may fill.
        types: abbreviations of the kinds of documents.
    """

    def __init__(self, path: Path, name: str, max_pages: int, types: tuple[str, ...]) -> None:
        self._path, self._name, self._max_pages, self._types = path, name, max_pages, types

    def pages(self) -> tuple[RecognizedPage, ...]:
        """As :func:`transcribed`."""
        return transcribed(self._path.read_bytes(), self._name, self._max_pages, self._types)


def transcribed(data: bytes, name: str, max_pages: int, types: tuple[str, ...] = ()) -> tuple[RecognizedPage, ...]:
    """The pages of a text file, its words restored where they were not as they were meant.

    Raises:
        UnsupportedFileError: the bytes are no text of a Vietnamese notice.
    """
    text = read_plain(data, max_pages)
    if text is None:
        raise UnsupportedFileError(f"{name} is neither a PDF, TIFF, PNG or JPEG nor the text of a notice.", "Ingest the scan itself.")
    restored = restore_text(text, load_model(), load_channel(), types)
    pages = recognized_pages(restored)
    if syllable_share([word.text for page in pages for line in page.lines for word in line.words]) < LEAST_SYLLABLES:
        raise UnsupportedFileError(f"{name} is a text, but not one of a Vietnamese notice.", "Ingest the scan itself.")
    if restored.treatment is Treatment.GOOD:
        return pages
    message = f"The text was restored ({restored.treatment.value}); its findings are doubts until somebody has confirmed them."
    first = replace(pages[0], notes=(PageNote("restored-text", message), *pages[0].notes))
    return (first, *pages[1:])
