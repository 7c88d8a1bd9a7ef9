"""A workbook in the form in which offices follow up tasks, with a second sheet for figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from db.asking.details import RevisionDetail
from db.asking.figures import figures_of
from db.asking.tasks import TaskRow
from db.models.finding import Metric
from db.models.printed import PrintedTable
from flows.row_links import row_path
from flows.takeaway import contradicted, figured, laid_tables, signed, wording
from flows.takeaway.cells import DATE_FORMAT, DOUBTFUL, FONT, HEAD, LINK, Value, height_of, lines_needed, put
from flows.takeaway.columns import ANSWERS, FIGURE, PAGE, SECTION, STEPS, TASK, URGENCY
from flows.takeaway.doubted import CHECK, figure_doubts, head_doubts, task_doubts
from flows.takeaway.exported import exported_mark
from tasks.domain.choices import CLOSED, path_words
from tasks.domain.figure import Figure
from tasks.domain.typed import write_day

HEAD_ROW = 3
LEGEND = "Ô nền vàng: cần kiểm tra với văn bản gốc; lý do ở ghi chú của ô."
_THIN = Side(style="thin", color="A6A6A6")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_CENTRED = frozenset((
    *("STT", TASK["deadline"], URGENCY, SECTION, PAGE, "Ngày ban hành", ANSWERS["completed_on"], ANSWERS["state"]),
    *("Đơn vị quy đổi", CHECK, *(FIGURE[name] for name in ("period", "unit", "comparator", "kind", "role", "direction"))),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet.

    Attributes:
        values: by the name of the column.
        doubts: what to check, by the name of the column.
        links: where a click on a cell leads, by the name of the column.
    """

    values: Mapping[str, Value]
    doubts: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def also(self, doubts: Mapping[str, str]) -> Row:
        """The same with something more to check."""
        return replace(self, doubts={**self.doubts, **doubts})


_Placed: TypeAlias = tuple[tuple[Any, ...], Row]
"""A row with what it is sorted by."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of a sheet.

    Attributes:
        name: on its tab.
        title: over the table.
        columns: names and widths in characters; the last holds the key of the row.
        hidden: so many of the last columns are not shown.
    """

    name: str
    title: str
    columns: tuple[tuple[str, float], ...]
    hidden: int = 1


TASKS = Sheet(
    "Nhiệm vụ",
    "BẢNG THEO DÕI THỰC HIỆN NHIỆM VỤ",
    (
        ("STT", 5),
        (STEPS, 46),
        (TASK["lead"], 17),
        (TASK["coordinating"], 17),
        (TASK["deadline"], 13),
        (URGENCY, 10),
        (TASK["product"], 11),
        ("Căn cứ", 13),
        ("Văn bản giao", 17),
        ("Ngày ban hành", 12),
        (SECTION, 7),
        (PAGE, 6),
        (ANSWERS["state"], 13),
        (ANSWERS["owner"], 14),
        (ANSWERS["completion_symbol"], 13),
        (ANSWERS["completed_on"], 12),
        (ANSWERS["note"], 14),
        (CHECK, 9),
        ("gốc", 10),
        ("id", 24),
    ),
    hidden=2,
)
FIGURES = Sheet(figured.NAME, figured.TITLE, figured.COLUMNS)
CONTRADICTIONS = Sheet(contradicted.NAME, contradicted.TITLE, contradicted.COLUMNS)
SIGNATURES = Sheet(signed.NAME, signed.TITLE, signed.COLUMNS)


def task_row(detail: RevisionDetail, task: TaskRow, made_on: date, review_url: str | None = None) -> Row:
    """One task and how far it is, several steps numbered below each other; a day is a date, other deadlines stay as printed.

    Args:
        detail: its document.
        task: itself.
        made_on: day by which it is overdue or not.
        review_url: address of the review pages, to which its page leads.
    """
    revision = detail.revision
    lead, helping = (wording.joined(task.parties(role)) for role in ("lead", "coordinating"))
    values: dict[str, Value] = {
        STEPS: wording.steps(task),
        TASK["lead"]: lead,
        TASK["coordinating"]: helping,
        TASK["deadline"]: task.in_force or task.deadline_raw or wording.recurs(task.deadline_recurs),
        URGENCY: wording.urgency(task, made_on),
        TASK["product"]: task.product,
        "Căn cứ": wording.joined(dict.fromkeys(symbol for step in task.steps for symbol in detail.cited.get(step.id, ()))),
        "Văn bản giao": wording.cited(detail),
        "Ngày ban hành": revision.issued_on,
        SECTION: path_words(task.first.section_path, "vi") or None,
        PAGE: next((region.page for region in task.first.evidence.regions), None),
        ANSWERS["state"]: wording.STATE_NAMES[task.state],
        CHECK: None if task.is_sure else wording.CHECK,
        "id": task.key,
    }
    if (said := task.follow_up) is not None:
        values |= {
            ANSWERS["owner"]: said.owner,
            ANSWERS["completion_symbol"]: said.completion_symbol,
            ANSWERS["completed_on"]: said.completed_on,
            ANSWERS["note"]: said.note,
        }
    values["gốc"] = exported_mark(values)
    links = {}
    if review_url:
        values[PAGE] = values[PAGE] or "xem"
        links[PAGE] = review_url.rstrip("/") + row_path(task.first.key, detail.document.short_id, f"directive-{task.first.id}")
    return Row(values, task_doubts(detail, task), links)


def figure_row(detail: RevisionDetail, metric: Metric) -> Row:
    """One figure, as a number that a spreadsheet calculates with."""
    return Row(figured.figure_values(detail, metric), figure_doubts(detail, metric))


def write_workbook(
    details: Iterable[RevisionDetail], output: Path, made_on: date, zone: tzinfo = UTC, review_url: str | None = None
) -> tuple[int, int]:
    """Write the workbook, tasks by deadline, all else by the documents' date of issue; no cell is a formula, whatever the documents say.

    Days come first, then what recurs, then deadlines that are no day, then none. Figures of these documents that contradict each other,
    signatures and tables have sheets of their own where there are any.

    Returns:
        The numbers of tasks and of figures.
    """
    tasks: list[_Placed] = []
    figures: list[_Placed] = []
    signatures: list[_Placed] = []
    compared: list[Figure] = []
    tables: list[tuple[tuple[date, int], RevisionDetail, PrintedTable]] = []
    for detail in details:
        place = detail.revision.issued_on or date.max, detail.document.id
        own_tasks, own_figures = _rows_of(detail, place, made_on, review_url)
        tasks += own_tasks
        figures += own_figures
        compared += figures_of([detail])
        signatures += ((place, Row(signed.signature_values(detail, row, zone))) for row in detail.signatures)
        tables += ((place, detail, table) for table in detail.tables)
    opposed: list[_Placed] = [((date.min, number), Row(values)) for number, values in enumerate(contradicted.rows(compared))]
    book = Workbook()
    book.remove(book.worksheets[0])
    for form, found in ((TASKS, tasks), (FIGURES, figures), (CONTRADICTIONS, opposed), (SIGNATURES, signatures)):
        if found or form not in (CONTRADICTIONS, SIGNATURES):
            in_order = [row for _, row in sorted(found, key=_placed)]
            _fill(book.create_sheet(form.name), form, in_order, made_on, _offer_states if form is TASKS else None)
    if tables:
        by_day = [(detail, table) for _, detail, table in sorted(tables, key=lambda placed: placed[0])]
        laid_tables.fill_tables(book.create_sheet(laid_tables.NAME), by_day, made_on)
    output.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    book.save(content)  # openpyxl would leave a broken archive on a full disk, and a message of Python's own with it
    output.write_bytes(content.getvalue())
    return len(tasks), len(figures)


def _rows_of(detail: RevisionDetail, place: tuple[date, int], made_on: date, review_url: str | None) -> tuple[list[_Placed], list[_Placed]]:
    """The tasks of a document by deadline, and its figures; one doubt marks one cell: that of the document's head its first row."""
    tasks: list[_Placed] = [((*_due(task), *place), task_row(detail, task, made_on, review_url)) for task in detail.tasks]
    tasks.sort(key=_placed)
    figures: list[_Placed] = [(place, figure_row(detail, metric)) for metric in detail.metrics]
    of_head = head_doubts(detail, "Văn bản giao" if tasks else "Văn bản")
    first = tasks or figures
    if of_head and first:
        first[0] = first[0][0], first[0][1].also(of_head)
    return tasks, figures


def _placed(placed: _Placed) -> Any:
    return placed[0]


def _due(task: TaskRow) -> tuple[int, date]:
    """Where a task stands by its deadline."""
    kinds = (task.in_force, task.deadline_recurs, task.deadline_raw)
    return next((i for i, kind in enumerate(kinds) if kind), len(kinds)), task.in_force or date.max


def _fill(sheet: Worksheet, form: Sheet, rows: Sequence[Row], made_on: date, finish: Callable[[Worksheet, int], None] | None) -> None:
    names = [name for name, _ in form.columns]
    last = get_column_letter(len(names))
    sheet["A1"], sheet["A2"] = form.title, f"{len(rows)} dòng, lập ngày {write_day(made_on)}. {LEGEND}"
    sheet["A1"].font, sheet["A2"].font = Font(FONT, 14, bold=True), Font(FONT, 11, italic=True)
    for column, (name, width) in enumerate(form.columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head = sheet.cell(HEAD_ROW, column, name)
        head.font, head.fill, head.border = Font(FONT, 11, bold=True), HEAD, _BORDER
        head.alignment = Alignment("center", "center", wrap_text=True)
    for column in range(len(names) - form.hidden + 1, len(names) + 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    for number, row in enumerate(rows, 1):
        for column, name in enumerate(names, 1):
            cell = sheet.cell(HEAD_ROW + number, column)
            put(cell, number if name == "STT" else row.values.get(name))
            cell.font, cell.border = Font(FONT, 11), _BORDER
            cell.alignment = Alignment("center" if name in _CENTRED else None, "top", wrap_text=True)
            if name in row.doubts:
                cell.fill, cell.comment = DOUBTFUL, Comment(row.doubts[name], "thongbao", height=80, width=260)
            if name in row.links:
                cell.hyperlink, cell.font = row.links[name], Font(FONT, 11, color=LINK, underline="single")
        lines = max(lines_needed(row.values.get(name), width) for name, width in form.columns[: -form.hidden])
        sheet.row_dimensions[HEAD_ROW + number].height = height_of(lines)
    end = HEAD_ROW + len(rows)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{max(end, HEAD_ROW + 1)}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(names) - form.hidden)}{end}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.oddFooter.center.text = "Trang &P/&N"
    if finish is not None and rows:
        finish(sheet, end)


def _offer_states(sheet: Worksheet, end: int) -> None:
    """States to choose from, and red dates for what is late and not done."""
    names = [name for name, _ in TASKS.columns]
    due, state = (get_column_letter(names.index(name) + 1) for name in (TASK["deadline"], ANSWERS["state"]))
    offered = DataValidation("list", formula1=f'"{",".join(wording.STATES)}"', allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = ANSWERS["state"], f"Chọn một trong: {', '.join(wording.STATES)}."
    offered.add(f"{state}{HEAD_ROW + 1}:{state}{end}")
    sheet.add_data_validation(offered)
    days = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)  # 1 January 2000
    days.errorTitle, days.error = ANSWERS["completed_on"], "Nhập ngày, ví dụ 30/06/2026."
    done = get_column_letter(names.index(ANSWERS["completed_on"]) + 1)
    days.add(f"{done}{HEAD_ROW + 1}:{done}{end}")
    sheet.add_data_validation(days)
    for row in range(HEAD_ROW + 1, end + 1):
        sheet[f"{done}{row}"].number_format = DATE_FORMAT
    first = HEAD_ROW + 1
    going_on = ",".join(f'${state}{first}<>"{wording.STATE_NAMES[closed]}"' for closed in wording.STATE_NAMES if closed in CLOSED)
    late = f"AND(ISNUMBER(${due}{first}),${due}{first}<TODAY(),{going_on})"
    sheet.conditional_formatting.add(f"{due}{first}:{due}{end}", FormulaRule([late], font=Font(color="C00000", bold=True)))
    told = get_column_letter(names.index(URGENCY) + 1)
    overdue = f'AND(${told}{first}="{wording.OVERDUE}",{late.removeprefix("AND(").removesuffix(")")})'
    red = FormulaRule([overdue], font=Font(color="C00000", bold=True), fill=PatternFill("solid", bgColor="FBE9E8"))
    sheet.conditional_formatting.add(f"{told}{first}:{told}{end}", red)
