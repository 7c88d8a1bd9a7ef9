"""The report on assigned tasks as a Word document in the layout of official documents (Decree 30/2020/NĐ-CP, Appendix I).

What only the office knows stays open to be filled in: its name, number and symbol, place, who signs, who receives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from db.asking.task_report import Report
from flows.reporting import told
from flows.takeaway.cells import FONT
from tasks.domain.choices import ReportColumn
from tasks.domain.typed import write_day

# Appendix I, part I: A4; upper and lower margin 20-25 mm, left 30-35 mm, right 15-20 mm; Times New Roman, text of 13-14 points.
_MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
_TEXT, _HEAD, _SMALL, _RECIPIENTS = Pt(14), Pt(13), Pt(12), Pt(11)
_FIRST_LINE = Mm(10)  # of a paragraph: 1 cm or 1.27 cm
_CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
OPEN = "……"
"""Stands where the office fills something in."""
CLOSING = "Trên đây là báo cáo kết quả thực hiện nhiệm vụ được giao./."


def write_word(report: Report, output: Path, made_on: date) -> None:
    """Write the document.

    Args:
        report: numbers and tasks.
        output: the file.
        made_on: day of the document.
    """
    paper = Document()
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, _TEXT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in _MARGINS.items():
        setattr(section, name, width)
    _number_pages(paper)
    _head(paper, made_on)
    _title(paper, report)
    for words in _summary(report):
        _text(paper, words)
    _numbers(paper, report)
    _text(paper, CLOSING)
    _signature(paper)
    _list(paper, report)
    paper.core_properties.title = f"Báo cáo kết quả thực hiện nhiệm vụ được giao {told.span(report)}"
    paper.core_properties.author = ""
    paper.save(str(output))


def _say(paragraph: Paragraph, words: str, size: Pt, *, bold: bool = False, italic: bool = False) -> Paragraph:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = size, bold, italic
    return paragraph


def _centred(cell: _Cell, words: str, size: Pt, *, bold: bool = False, italic: bool = False, first: bool = False) -> Paragraph:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = _CENTRE
    return _say(paragraph, words, size, bold=bold, italic=italic)


def _ruled(paragraph: Paragraph, indent: Mm) -> None:
    """A line below, shorter than the words: as wide as ``indent`` on both sides leaves."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # After the indentation the order of the schema is broken; the border stands before it.
    paragraph._p.get_or_add_pPr().insert(0, borders)


def _head(paper: Paper, made_on: date) -> None:
    """Issuer and national heading, number and symbol, place and day, side by side."""
    table = paper.add_table(1, 2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(68), Mm(97)
    _centred(left, "TÊN CƠ QUAN CHỦ QUẢN", _SMALL, first=True)
    _centred(left, "TÊN CƠ QUAN BÁO CÁO", _SMALL, bold=True)
    _rule(left, Mm(23))
    _centred(left, f"Số: {OPEN}/BC-{OPEN}", _HEAD)
    _centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _SMALL, bold=True, first=True)
    _centred(right, "Độc lập - Tự do - Hạnh phúc", _HEAD, bold=True)
    _rule(right, Mm(18))
    # Days below ten and the first two months have a zero in front (Appendix I, part II, 4).
    day = f"ngày {made_on.day:02} tháng {made_on.month:02} năm {made_on.year}" if made_on.month < 3 else ""
    day = day or f"ngày {made_on.day:02} tháng {made_on.month} năm {made_on.year}"
    _centred(right, f"{OPEN}, {day}", _HEAD, italic=True)


def _rule(cell: _Cell, indent: Mm) -> None:
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(4)
    _ruled(paragraph, indent)


def _title(paper: Paper, report: Report) -> None:
    for number, words in enumerate(("BÁO CÁO", "Kết quả thực hiện nhiệm vụ được giao", told.span(report))):
        paragraph = paper.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_before = Pt(18 if number == 0 else 0)
        _say(paragraph, words, _TEXT, bold=True)
    _rule_below(paper)


def _rule_below(paper: Paper) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(4)
    paragraph.paragraph_format.space_after = Pt(12)
    _ruled(paragraph, Mm(60))


def _text(paper: Paper, words: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = _JUSTIFIED
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_after = _FIRST_LINE, Pt(6)
    _say(paragraph, words, _TEXT)


def _summary(report: Report) -> Sequence[str]:
    numbers = report.total.numbers
    parts = "; ".join(f"{told.column(one).lower()}: {numbers[one]}" for one in report.columns if one is not ReportColumn.ASSIGNED)
    shared = (told.SHARED,) if report.wanted.by == "agency" else ()
    return (f"Tổng số nhiệm vụ được giao: {numbers[ReportColumn.ASSIGNED]}; trong đó {parts}.", told.definition(report), *shared)


def _numbers(paper: Paper, report: Report) -> None:
    names = ["STT", told.NAME[report.wanted.by], *(told.column(one) for one in report.columns)]
    narrow = 17.0
    widths = [10.0, 165 - 10 - narrow * len(report.columns), *[narrow] * len(report.columns)]
    lines = [
        [str(number), told.name_of(report, line.name), *(str(line.numbers[one]) for one in report.columns)]
        for number, line in enumerate(report.lines, 1)
    ]
    table = _table(paper, names, widths, lines)
    for cell, words, width in zip(
        _add_row(table), ["", "Tổng cộng", *(str(report.total.numbers[o]) for o in report.columns)], widths, strict=True
    ):
        cell.width = Mm(width)
        _fill(cell, words, bold=True, is_centred=words != "Tổng cộng")


def _list(paper: Paper, report: Report) -> None:
    """The tasks, on pages of their own that lie on their side, as an annex."""
    section = paper.add_section()
    section.different_first_page_header_footer = False
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    for words, is_bold in (("PHỤ LỤC", True), ("Danh sách nhiệm vụ", True)):
        paragraph = paper.add_paragraph()
        paragraph.alignment = _CENTRE
        _say(paragraph, words, _TEXT, bold=is_bold)
    paragraph = paper.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = _CENTRE, Pt(8)
    _say(paragraph, f"(Kèm theo Báo cáo số {OPEN}/BC-{OPEN} ngày {OPEN})", _TEXT, italic=True)
    room = 297 - 45
    asked = sum(width for _, width in told.TASKS)
    widths = [room * width / asked for _, width in told.TASKS]
    rows = [
        [write_day(value) if isinstance(value, date) else "" if value is None else str(value) for value in told.task_cells(number, task)]
        for number, task in enumerate(report.tasks, 1)
    ]
    _table(paper, [name for name, _ in told.TASKS], widths, rows)
    if words := told.left_out(report):
        _text(paper, words)


def _table(paper: Paper, names: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> Table:
    table: Table = paper.add_table(1, len(names))
    table.style, table.autofit = "Table Grid", False
    for cell, name, width in zip(table.rows[0].cells, names, widths, strict=True):
        cell.width = Mm(width)
        _fill(cell, name, bold=True, is_centred=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for place, (cell, words, width) in enumerate(zip(_add_row(table), row, widths, strict=True)):
            cell.width = Mm(width)
            _fill(cell, words, is_centred=place == 0 or (words.isdecimal()))
    return table


def _add_row(table: Table) -> Sequence[_Cell]:
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _fill(cell: _Cell, words: str, *, bold: bool = False, is_centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _CENTRE if is_centred else WD_ALIGN_PARAGRAPH.LEFT
    _say(paragraph, "".join(letter if letter >= " " or letter in "\n\t" else " " for letter in words), _SMALL, bold=bold)


def _signature(paper: Paper) -> None:
    """Recipients on the left, who signs on the right (Appendix I, part II, 7 and 9)."""
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    table = paper.add_table(1, 2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(80), Mm(85)
    _say(left.paragraphs[0], "Nơi nhận:", _SMALL, bold=True, italic=True)
    for words in (f"- {OPEN};", f"- Lưu: VT, {OPEN}."):
        _say(left.add_paragraph(), words, _RECIPIENTS)
    _centred(right, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", _HEAD, bold=True, first=True)
    for _ in range(4):
        right.add_paragraph()
    _centred(right, "Họ và tên", _HEAD, bold=True)


def _number_pages(paper: Paper) -> None:
    """Numbers in the middle of the upper margin, from the second page on (Appendix I, part I, 7)."""
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    run = paragraph.add_run()
    run.font.size = _HEAD
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)
