"""Kinds of files that are no scans, told by how they begin, so that a message can name what came."""

from __future__ import annotations

from dataclasses import dataclass

_UNPACK = "Take the files out and ingest them one by one."


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """A kind of file that is not read.

    Attributes:
        what: it is, with its article.
        hint: what to do.
    """

    what: str
    hint: str


OFFICE = ForeignKind("a document of an office program", "Save it as PDF.")
_KINDS = (
    (b"PK\x03\x04", ForeignKind("a ZIP archive or a document of an office program", f"{_UNPACK} Save an office document as PDF.")),
    (b"PK\x05\x06", ForeignKind("an empty ZIP archive", "Pack it again.")),
    (b"Rar!\x1a\x07", ForeignKind("a RAR archive", f"{_UNPACK} Or pack them as ZIP.")),
    (b"7z\xbc\xaf\x27\x1c", ForeignKind("a 7-Zip archive", f"{_UNPACK} Or pack them as ZIP.")),
    (b"\x1f\x8b", ForeignKind("a packed file (gzip)", _UNPACK)),
    (b"BZh", ForeignKind("a packed file (bzip2)", _UNPACK)),
    (b"\xfd7zXZ\x00", ForeignKind("a packed file (xz)", _UNPACK)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ForeignKind("a document of an older office program", "Save it as PDF.")),
    (b"{\\rtf", ForeignKind("a document of an office program (RTF)", "Save it as PDF.")),
    (b"MZ\x90\x00", ForeignKind("a program", "Leave it out.")),
    (b"\x7fELF", ForeignKind("a program", "Leave it out.")),
    (b"GIF8", ForeignKind("a GIF picture", "Save it as PNG or PDF.")),
    (b"AT&TFORM", ForeignKind("a DjVu document", "Print it to a PDF.")),
)
# Boxes of ISO 14496-12, which begin with their length: pictures of telephones and films alike.
_BOXES = {b"heic": "a HEIC picture", b"heix": "a HEIC picture", b"mif1": "a HEIC picture", b"avif": "an AVIF picture"}


def foreign_kind(start: bytes) -> ForeignKind | None:
    """What a file is that is no scan; None where its first bytes do not tell."""
    for signature, kind in _KINDS:
        if start.startswith(signature):
            return kind
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return ForeignKind("a web page", "What was to be fetched is not in it: fetch it again, and look at the page if it stays so.")
    if start.startswith(b"BM") and start[6:10] == bytes(4):  # of a bitmap these are reserved
        return ForeignKind("a BMP picture", "Save it as PNG or PDF.")
    if start[4:8] == b"ftyp":
        return ForeignKind(_BOXES.get(start[8:12], "a film"), "Save it as JPEG or PDF.")
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return ForeignKind("a WebP picture", "Save it as PNG or PDF.")
    if start.startswith(b"\x00\x00\x00\x0cjP  "):
        return ForeignKind("a JPEG 2000 picture", "Save it as PNG or PDF.")
    return None
