"""How large a workbook is, asked part by part before any library builds something of it."""

from __future__ import annotations

import xml.parsers.expat
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZipFile, ZipInfo

from tasks.domain.correction_errors import SheetError

LARGEST_FILE = 32 * 1024 * 1024  # bytes, packed; a sheet of 1,000 tasks takes some 150 kB
MOST_PARTS = 1_000
MOST_SHEETS = 64
LARGEST = 64 * 1024 * 1024  # bytes, unpacked; a sheet of 1,000 tasks unpacks to some 2 million
# Sheets that spreadsheets write are packed to a tenth, monotonous ones to a fortieth.
MOST_RATIO, ALWAYS_RIGHT = 150, 4 * 1024 * 1024
MOST_ELEMENTS = 2_000_000  # of all parts; a cell takes two or three
DEEPEST = 64  # elements in each other; sheets have 6, drawings some 20
LONGEST_TEXT = 1024 * 1024  # characters of one attribute or run of text; a cell holds 32,767
_XML = (".xml", ".rels", ".vml")
_ALONE = "Take the sheet alone into a new workbook."


def refuse_bombs(parts: ZipFile, name: str, byte_size: int) -> None:
    """Let a workbook pass that is of a size that an office's has.

    Nothing is written to disk, parts that are packed files themselves are not opened.

    Args:
        parts: the workbook.
        name: for the message.
        byte_size: of the file.

    Raises:
        SheetError: it has too many parts, one packed or built to fill the memory, or entities.
        zipfile.BadZipFile: it is damaged.
    """
    found = parts.infolist()
    if len(found) > MOST_PARTS or len({part.filename for part in found}) < len(found):
        raise SheetError(f"{name} has {len(found)} parts, or some twice.", _ALONE)
    # Parts that overlap are counted by what each says it takes.
    if sum(part.compress_size for part in found) > byte_size:
        raise SheetError(f"{name} has parts that lie over each other.", "Save it anew.")
    if sum(_size(part, name) for part in found) > LARGEST:
        raise SheetError(f"{name} holds more than {LARGEST // 1_000_000} MB.", _ALONE)
    sheets = [part for part in found if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")]
    if len(sheets) > MOST_SHEETS:
        raise SheetError(f"{name} has {len(sheets)} sheets, more than {MOST_SHEETS}.", _ALONE)
    left = MOST_ELEMENTS
    for part in found:
        if part.filename.lower().endswith(_XML):
            with parts.open(part) as stream:
                left -= _elements(stream, f"{name}: {part.filename[:80]}", left)


def _size(part: ZipInfo, name: str) -> int:
    path = PurePosixPath(part.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or part.flag_bits & 0x1:
        raise SheetError(f"{name} has a part {part.filename[:80]!r}, which no workbook has.", "Save it as .xlsx, without a password.")
    if part.file_size > ALWAYS_RIGHT and part.file_size > MOST_RATIO * max(1, part.compress_size):
        raise SheetError(f"{name} has a part that unpacks to more than {MOST_RATIO} times its size.", _ALONE)
    return part.file_size


def _elements(stream: IO[bytes], where: str, most: int) -> int:
    """Count the elements of a part as they come; nothing of it is kept."""
    parser = xml.parsers.expat.ParserCreate()
    count = depth = text = 0

    def begin(_name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth, text
        count, depth, text = count + 1, depth + 1, 0
        if count > most or depth > DEEPEST or sum(map(len, attributes.values())) > LONGEST_TEXT:
            raise SheetError(f"{where} has more, or deeper, elements than a workbook has.", _ALONE)

    def end(_name: str) -> None:
        nonlocal depth, text
        depth, text = depth - 1, 0

    def letters(found: str) -> None:
        nonlocal text
        text += len(found)
        if text > LONGEST_TEXT:
            raise SheetError(f"{where} has a text that no cell holds.", _ALONE)

    def declares(*_: object) -> None:
        raise SheetError(f"{where} declares a document type, which may hold entities that grow.", "Save it as .xlsx.")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, letters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declares
    try:
        while block := stream.read(1 << 16):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except xml.parsers.expat.ExpatError as error:
        raise SheetError(f"{where} is no XML: {error}.", "Save it as .xlsx.") from error
    return count
