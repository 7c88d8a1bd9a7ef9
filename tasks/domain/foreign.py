"""Kinds of files that are no scans, told by how they begin, so that a message can name what came."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PICTURE = "Save it as PNG or PDF."
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
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ForeignKind("a document of an older office program or a mail of Outlook", "Save it as PDF; of a mail, save what is attached."),
    ),
    (b"{\\rtf", ForeignKind("a document of an office program (RTF)", "Save it as PDF.")),
    (b"MZ\x90\x00", ForeignKind("a program", "Leave it out.")),
    (b"\x7fELF", ForeignKind("a program", "Leave it out.")),
    (b"GIF8", ForeignKind("a GIF picture", _PICTURE)),
    (b"AT&TFORM", ForeignKind("a DjVu document", "Print it to a PDF.")),
    (b"!<arch>", ForeignKind("an archive (ar)", _UNPACK)),
    (b"MSCF", ForeignKind("a Cabinet archive", f"{_UNPACK} Or pack them as ZIP.")),
    (b"%!PS", ForeignKind("a PostScript document", "Convert it to PDF.")),
    (b"8BPS", ForeignKind("a Photoshop picture", _PICTURE)),
    (b"\xff\x0a", ForeignKind("a JPEG XL picture", _PICTURE)),
    (b"\x00\x00\x00\x0cJXL ", ForeignKind("a JPEG XL picture", _PICTURE)),
    (b"\xff\x4f\xff\x51", ForeignKind("a JPEG 2000 picture", _PICTURE)),
    (b"II\xbc\x01", ForeignKind("a JPEG XR picture", _PICTURE)),
    (b"\x97JB2\r\n\x1a\n", ForeignKind("a JBIG2 picture", _PICTURE)),
    (b"\x00\x00\x01\x00\x01\x00", ForeignKind("an icon", "Leave it out.")),
    (b"AC10", ForeignKind("an AutoCAD drawing", "Print it to a PDF.")),
    (b"SQLite format 3\x00", ForeignKind("a database", "Leave it out.")),
    (b"\x00\x01\x00\x00Standard ", ForeignKind("an Access database", "Leave it out.")),
    (b"ITSF", ForeignKind("a help file", "Leave it out.")),
    (b"L\x00\x00\x00\x01\x14\x02\x00", ForeignKind("a link to another file", "Ingest the file that it leads to.")),
    (b"ID3", ForeignKind("a sound", "Leave it out.")),
    (b"\x1aE\xdf\xa3", ForeignKind("a film", "Leave it out.")),
    (b"-----BEGIN ", ForeignKind("a certificate or a key", "Leave it out.")),
    (b"<?xml", ForeignKind("data in XML", "Ingest the notice itself.")),
    (b"<svg", ForeignKind("a drawing (SVG)", "Print it to a PDF.")),
)
# Of "signed data" (RFC 5652): the object identifier that stands within the first bytes of a .p7m or .p7s.
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
# Headers that a mail begins with (RFC 5322, 3.6), and how many of its first lines are headers at least.
_MAIL = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+|Reply-To):", re.IGNORECASE
)
_HEADER, _HEADERS = re.compile(rb"[A-Za-z][\w-]{1,60}:|[ \t]"), 2
_TAR = 512
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
        return ForeignKind("a WebP picture", _PICTURE)
    if start.startswith(b"RIFF"):
        return ForeignKind("a sound or a film", "Leave it out.")
    return _by_form(start)


def _by_form(start: bytes) -> ForeignKind | None:
    """Kinds that no few first bytes tell."""
    if start and not start.strip(b"\0"):
        return ForeignKind("filled with zeros from its beginning on, as lost files and images of disks are", "Copy or scan it again.")
    if _is_tar(start):
        return ForeignKind("a TAR archive", f"{_UNPACK} Or pack them as ZIP.")
    if start[:1] == b"0" and _SIGNED_DATA in start[:32]:
        return ForeignKind("a signature, or a file packed into one (CMS)", "Take the signed file out and ingest it.")
    lines = start.splitlines()[: _HEADERS + 1]
    # A gateway's header in front of a PDF is none.
    if _MAIL.match(start) and b"%PDF-" not in start and sum(_HEADER.match(line) is not None for line in lines) >= _HEADERS:
        return ForeignKind("a mail", "Save the files attached to it and ingest these.")
    if start.startswith(b"\x00\x00\x00\x0cjP  "):
        return ForeignKind("a JPEG 2000 picture", _PICTURE)
    return None


def _is_tar(start: bytes) -> bool:
    """Whether the first block is the head of a file in a TAR archive, by its check sum (POSIX.1-2017, pax, ustar)."""
    block = start[:_TAR]
    digits = block[148:156].strip(b" \0")
    if len(block) < _TAR or not digits.isdigit() or not block[0]:
        return False
    total = sum(block[:148]) + 8 * ord(" ") + sum(block[156:])
    return digits.translate(None, b"01234567") == b"" and int(digits, 8) == total
