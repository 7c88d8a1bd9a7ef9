"""Whether a file is a text of a notice without its scan, and what it says."""

from __future__ import annotations

import codecs
from pathlib import Path

from tasks.domain.foreign import foreign_kind
from tasks.domain.pdf_start import start_of
from tasks.restore.encodings import from_cp1258, from_tcvn3, from_vni
from tasks.vietnamese.syllable import syllable_share

# Fewer words than this are no notice.
_LEAST_WORDS = 20
# A page of a notice has some 3,000 characters; ten times that leaves room for any layout.
_CHARACTERS_PER_PAGE = 30_000
_START = 4096
# High bytes: Latin, Latin with marks, horns and breves, combining marks, Vietnamese, punctuation, currency and letter-like signs.
_BLOCKS = frozenset({0x00, 0x01, 0x03, 0x1E, 0x20, 0x21})
_CONTROLS = frozenset("\n\r\t\f")


def may_be_text(path: Path) -> bool:
    """Whether a file begins like a text: no zero bytes but those of UTF-16, no control characters, and not as files of other kinds do.

    A mail and a web page are of another kind. A file that cannot be read is none; whoever opens it says why.
    """
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in start_of(file)
            file.seek(0)
            start = file.read(_START)
    except OSError:
        return False
    if not start.strip() or is_pdf or b"%PDF-" in start or foreign_kind(start) is not None:
        return False
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16(start):
        return True
    controls = sum(byte < 0x20 and chr(byte) not in _CONTROLS for byte in start)
    return controls == 0 and len(start.split()) >= 3


def read_plain(data: bytes, max_pages: int) -> str | None:
    """The characters of a text file, line ends as line feeds; None where the bytes are no text of a notice.

    UTF-8 and UTF-16 (with and without its mark) are told by their form. Other bytes are taken for one of the eight-bit Vietnamese encodings
    TCVN3, VNI or Windows-1258, and only where that gives Vietnamese words.

    Args:
        data: the file.
        max_pages: longer texts than so many pages can hold are none.
    """
    text = _decoded(data)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    words = text.split()
    if len(words) < _LEAST_WORDS or len(text) > max_pages * _CHARACTERS_PER_PAGE:
        return None
    printable = sum(c.isprintable() or c in _CONTROLS for c in text)
    return text if printable >= 0.98 * len(text) else None


def _utf16(start: bytes) -> str | None:
    """The byte order of UTF-16 without its mark, told by the blocks of Vietnamese letters and print that all characters are from."""
    even, odd = start[: len(start) // 2 * 2 : 2], start[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(high) > 2 * _LEAST_WORDS and all(b in _BLOCKS for b in high) and high.count(0) > len(high) // 2 and low.count(0) == 0:
            return encoding
    return None


def _decoded(data: bytes) -> str | None:
    form = _utf16(data[:_START])
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"", form or "utf-8-sig")):
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    # The old encodings put their letters where Windows-1252 has others; bytes that it leaves open stand for themselves.
    old = data.decode("latin-1") if any(byte in data for byte in _OPEN) else data.decode("cp1252", errors="replace")
    best = max((from_tcvn3(old), from_vni(old), from_cp1258(old)), key=lambda t: syllable_share(t.split()))
    return old if syllable_share(best.split()) >= _OLD_SHARE else None


# Bytes that Windows-1252 leaves open, and the share of syllables from which on an old encoding is believed.
_OPEN = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_OLD_SHARE = 0.75
