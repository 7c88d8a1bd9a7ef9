"""Workbooks built to fill memory, time or disk of whoever brings them in: small files, measured by the limit that ends the process."""

from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook

from benchmarks.corpora import Annotated
from flows.takeaway.returned import read_rows
from tasks.domain.correction_errors import SheetError
from tasks.scan.process import Bounds

pytestmark = pytest.mark.attack

# No more than Python and openpyxl themselves need, with some room.
BOUNDS = Bounds(120.0, 400 * 1024**2)
HEAD = ("Nhiệm vụ", "Trạng thái", "id")
SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(path, *rows, edit=lambda sheet: None):
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    edit(book.active)
    book.save(path)
    return path


def replaced(path, name, content, **further):
    """The workbook with one part replaced or added."""
    with ZipFile(path) as parts:
        held = {part.filename: parts.read(part) for part in parts.infolist()} | {name: content} | further
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        for part, data in held.items():
            parts.writestr(part, data)
    return path


def far_cell(name):
    return lambda sheet: setattr(sheet[name], "value", "x")


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD3"])
def test_a_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path, place):
    path = workbook(tmp_path / "x.xlsx", ("Rà soát", "Hoàn thành", "1"), edit=far_cell(place))
    assert path.stat().st_size < 10_000
    [row] = [row for row in read_rows(path, BOUNDS) if row.key]
    assert row.values["Nhiệm vụ"] == "Rà soát"


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = workbook(tmp_path / "x.xlsx", ("Rà soát", "Hoàn thành", "1"))
    with ZipFile(path) as parts:
        sheet = parts.read(SHEET)
    assert b'<dimension ref="A1:C2"' in sheet
    replaced(path, SHEET, sheet.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))
    assert len(read_rows(path, BOUNDS)) == 1


def rows_of(count):
    cell = '<c r="A{n}" t="inlineStr"><is><t>x</t></is></c>'
    rows = "".join(f'<row r="{n}">{cell.format(n=n)}</row>' for n in range(1, count))
    return f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"


ENTITIES = "<!DOCTYPE w [<!ENTITY a0 'x'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)) + "]>"
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOMBS = {
    "80 MB of one sheet": lambda path: replaced(path, SHEET, f"<worksheet {SPACE}>" + " " * 80_000_000 + "</worksheet>"),
    "as many cells": lambda path: replaced(path, SHEET, rows_of(700_000)),
    "shared strings": lambda path: replaced(path, "xl/sharedStrings.xml", f"<sst {SPACE}>" + "<si><t>x</t></si>" * 1_500_000 + "</sst>"),
    "one long string": lambda path: replaced(path, "xl/sharedStrings.xml", f"<sst {SPACE}><si><t>" + "x" * 3_000_000 + "</t></si></sst>"),
    "styles": lambda path: replaced(
        path, "xl/styles.xml", f"<styleSheet {SPACE}><cellXfs>" + "<xf/>" * 3_000_000 + "</cellXfs></styleSheet>"
    ),
    "entities": lambda path: replaced(path, SHEET, f"{ENTITIES}<worksheet {SPACE}><sheetData>&a8;</sheetData></worksheet>"),
    "entities in relations": lambda path: replaced(path, "xl/_rels/workbook.xml.rels", f"{ENTITIES}<Relationships>&a8;</Relationships>"),
    "a file of the machine": lambda path: replaced(path, SHEET, f"{OUTSIDE}<worksheet {SPACE}><sheetData>&a;</sheetData></worksheet>"),
    "depth": lambda path: replaced(path, SHEET, "<a>" * 500_000 + "</a>" * 500_000),
    "many parts": lambda path: replaced(path, "x", b"", **{f"xl/media/{n}": b"" for n in range(2000)}),
    "many sheets": lambda path: replaced(path, "x", b"", **{f"xl/worksheets/sheet{n}.xml": b"<w/>" for n in range(2, 200)}),
    "a way out": lambda path: replaced(path, "../../../../tmp/thongbao-slipped.xml", b"<a/>"),
    "an absolute way": lambda path: replaced(path, "/tmp/thongbao-slipped.xml", b"<a/>"),
    "a way out of another system": lambda path: replaced(path, "..\\..\\thongbao-slipped.xml", b"<a/>"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_before_anything_is_built_of_it(tmp_path, kind):
    path = BOMBS[kind](workbook(tmp_path / "x.xlsx", ("Rà soát", "Hoàn thành", "1")))
    assert path.stat().st_size < 4_000_000
    with pytest.raises(SheetError) as caught:
        read_rows(path, BOUNDS)
    assert "memory" not in str(caught.value)  # it was measured, the limit was not needed
    assert "root:" not in str(caught.value)


def test_parts_that_lie_over_each_other_are_refused(tmp_path):
    """The same packed bytes under many names: each is small, all together are not (Fifield, "A better zip bomb", 2019)."""
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w", ZIP_STORED) as parts:
        parts.writestr("xl/a.xml", b" " * 1_000_000)
        [held] = parts.infolist()
        for number in range(50):
            copy = type(held)(f"xl/worksheets/{number}.xml")
            copy.file_size, copy.compress_size, copy.CRC, copy.header_offset = held.file_size, held.compress_size, held.CRC, 0
            parts.filelist.append(copy)
            parts.NameToInfo[copy.filename] = copy
        parts._didModify = True
    with pytest.raises(SheetError, match="over each other"):
        read_rows(path, BOUNDS)


def test_a_size_that_is_declared_smaller_than_it_is_ends_there(tmp_path):
    path = replaced(workbook(tmp_path / "x.xlsx"), SHEET, f"<worksheet {SPACE}>" + " " * 3_000_000 + "</worksheet>")
    content = bytearray(path.read_bytes())
    size = (3_000_000 + len(f"<worksheet {SPACE}></worksheet>")).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(bytes(content).replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(SheetError):
        read_rows(path, BOUNDS)


def test_a_workbook_within_a_workbook_is_not_opened(tmp_path):
    inner = BOMBS["80 MB of one sheet"](workbook(tmp_path / "inner.xlsx")).read_bytes()
    path = replaced(workbook(tmp_path / "x.xlsx", ("Rà soát", "", "1")), "xl/embeddings/book.xlsx", inner)
    assert len(read_rows(path, BOUNDS)) == 1


def test_what_needs_more_memory_or_time_all_the_same_ends_its_process_alone(tmp_path):
    path = workbook(tmp_path / "x.xlsx", ("Rà soát", "", "1"))
    strings = "".join(f"<si><t>{n}</t></si>" for n in range(900_000))
    with pytest.raises(SheetError, match="takes"):
        read_rows(replaced(path, "xl/sharedStrings.xml", f"<sst {SPACE}>{strings}</sst>"), Bounds(120.0, 100 * 1024**2))
    with pytest.raises(SheetError, match="takes more time"):
        read_rows(path, Bounds(0.01))


def test_a_stream_that_is_broken_is_told_to_be_no_workbook(tmp_path):
    path = workbook(tmp_path / "x.xlsx", *[(f"Rà soát {n}", "Hoàn thành", str(n)) for n in range(300)])
    with ZipFile(path) as parts:
        part = parts.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    middle = part.header_offset + 30 + len(SHEET) + part.compress_size // 2
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(SheetError, match="is no workbook"):
        read_rows(path, BOUNDS)


def test_what_is_no_file_is_not_waited_for(tmp_path):
    for place in ("/dev/zero", str(tmp_path)):
        with pytest.raises(SheetError):
            read_rows(type(tmp_path)(place), BOUNDS)


def test_large_files_are_not_even_opened(tmp_path):
    with (tmp_path / "x.xlsx").open("wb") as out:
        out.truncate(10**12)  # without content
    with pytest.raises(SheetError, match="at most"):
        read_rows(tmp_path / "x.xlsx", BOUNDS)


def test_a_gold_file_is_measured_before_it_is_read(tmp_path):
    for content, match in ((b"[" * 100_000, "deeper"), (b'{"a": ' * 20, "deeper"), (b" " * 17 * 1024 * 1024, "larger")):
        (tmp_path / "gold.json").write_bytes(content)
        with pytest.raises(ValueError, match=match):
            Annotated(tmp_path).gold()
