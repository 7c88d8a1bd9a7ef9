"""Names of files inside an archive: in which letters they were written, and what of them is fit to be shown."""

from __future__ import annotations

import binascii
import re
import struct
import unicodedata
import zipfile
from pathlib import PurePosixPath

from tasks.restore.encodings import from_cp1258, from_tcvn3
from tasks.vietnamese.syllable import syllable_share

_UTF8_FLAG = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_UNICODE_PATH = 0x7075  # extra field "Info-ZIP Unicode Path" (APPNOTE 4.6.9)
_WORDS = re.compile(r"[^\W\d_]+")
# As many syllables of a name as tell that letters were meant for Vietnamese; names have numbers and abbreviations between them.
_LEAST_SYLLABLES = 0.5
_NAMELESS = "file"


def name_of(info: zipfile.ZipInfo) -> str:
    """The path of a file of an archive as whoever packed it wrote it.

    Programs that follow the rules say that a name is UTF-8; others write the bytes of their system: UTF-8 (macOS), Windows-1258
    (Vietnamese Windows), the fonts of TCVN3, or the code page 437 that the format names. Which of these, the syllables tell.
    """
    if info.flag_bits & _UTF8_FLAG:
        return shown(info.orig_filename)
    data = info.orig_filename.encode("cp437", errors="replace")
    said = _unicode_path(info.extra, data)
    return shown(said if said is not None else decoded(data))


def decoded(data: bytes) -> str:
    """Bytes of a name whose letters nobody named."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    windows = data.decode("cp1252", errors="replace")
    for text in (unicodedata.normalize("NFC", from_cp1258(windows)), from_tcvn3(windows)):
        if syllable_share(_WORDS.findall(text.lower())) >= _LEAST_SYLLABLES:
            return text
    return data.decode("cp437")


def shown(name: str) -> str:
    """A path inside a file as it may be shown: parts that lead elsewhere and characters nobody sees are gone."""
    text = unicodedata.normalize("NFC", name.split("\0", maxsplit=1)[0]).replace("\\", "/")
    text = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else c for c in text)
    parts = [" ".join(part.split()) for part in text.split("/")]
    kept = [part for part in parts if part.strip(". ") and not re.fullmatch(r"[A-Za-z]:", part)]
    return str(PurePosixPath(*kept)) if kept else _NAMELESS


def _unicode_path(extra: bytes, name: bytes) -> str | None:
    """The name in UTF-8 that stands beside the one of a system, if it was made for that one."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1 and struct.unpack("<I", field[1:5])[0] == binascii.crc32(name):
            return field[5:].decode("utf-8", errors="replace")
    return None
