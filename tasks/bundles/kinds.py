"""What a file inside another is: one that can be read, one that holds further files, or one that is only named."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from tasks.domain.foreign import OFFICE, foreign_kind
from tasks.domain.pdf_start import start_of
from tasks.restore.encodings import from_tcvn3, from_vni
from tasks.restore.plain import may_be_text, read_plain
from tasks.scan.source import SIGNATURES
from tasks.vietnamese.syllable import syllable_share

ARCHIVE = "archive"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Of the words of English texts and of markup one in five is a Vietnamese syllable, of notices without their accents six in ten.
_LEAST_SYLLABLES = 0.45
_MOST_TEXT_BYTES = 4 * 1024**2
# ISO/IEC 29500-2 (docx, xlsx, pptx) and OpenDocument 1.3, part 2, 3.3: what tells a document from an archive of files.
_CONTENT_TYPES, _MIMETYPE = "[Content_Types].xml", "mimetype"
_SIGNED_FILES = b"application/vnd.etsi.asic"  # ETSI EN 319 162-1: files beside their signatures


def is_archive(path: Path) -> bool:
    """Whether a file begins like a ZIP archive; one that cannot be read does not, and whoever opens it says why."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _ARCHIVES
    except OSError:
        return False


def is_office_document(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is one document of an office program, or a book, and no parcel of files."""
    names = archive.namelist()
    if _CONTENT_TYPES in names:
        return True
    if names[:1] != [_MIMETYPE]:
        return False
    with archive.open(_MIMETYPE) as stream:
        return not stream.read(100).startswith(_SIGNED_FILES)


def kind_inside(path: Path) -> tuple[str, str]:
    """What a file is: its kind, and why it is only named, one of both "".

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        start = start_of(stream)
    if not start:
        return "", "it is empty"
    if start.startswith(_ARCHIVES):
        return _of_archive(path)
    picture = next((kind for signature, kind in SIGNATURES if start.startswith(signature)), "")
    if picture:
        return picture, ""
    foreign = foreign_kind(start)
    if foreign is not None:
        return "", foreign.what
    if b"%PDF-" in start:
        return "pdf", ""
    if may_be_text(path):
        return ("text", "") if _is_notice(path) else ("", "a text that is no notice")
    return "", "of no kind that is read"


def _of_archive(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return ("", OFFICE.what) if is_office_document(archive) else (ARCHIVE, "")
    except BENT_ARCHIVE:
        return "", "a damaged ZIP archive"


def _is_notice(path: Path) -> bool:
    if path.stat().st_size > _MOST_TEXT_BYTES:
        return False
    text = read_plain(path.read_bytes(), max_pages=1000)
    return text is not None and max(_shares(text)) >= _LEAST_SYLLABLES


def _shares(text: str) -> Iterable[float]:
    return (syllable_share(read.split()) for read in (text, from_tcvn3(text), from_vni(text)))


BENT_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, KeyError, IndexError, EOFError, OverflowError)
"""What ``zipfile`` raises where an archive is bent, beside errors of what unpacks it."""
