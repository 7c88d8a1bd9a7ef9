"""What the columns of a table of figures hold: labels of rows, units, figures, or what measures nothing (numbers of rows, codes, dates)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tasks.domain.lexicon import Lexicon
from tasks.findings.figure_tables.cell_figures import CellFigure, is_english, read_figure
from tasks.findings.figure_tables.heads import TableHead
from tasks.findings.tables import Table, TableCell
from tasks.reading.tokens import fold_spelling

_FIGURES_SHARE = 0.6
"""Of the filled cells of a column of figures; remarks ("đang thực hiện") and texts stand among them."""
_NUMBERED_SHARE, _MOST_LOST = 0.75, 3
_LONGEST_UNIT = 30
_FEW_UNITS = 3
_YEARS = re.compile(r"(?:19|20)\d{2}")
_ORDER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}|[A-Za-zĐđ])[.)]?")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class ColumnKind(StrEnum):
    """What stands in a column."""

    ORDER = "order"
    LABEL = "label"
    UNIT = "unit"
    FIGURE = "figure"
    CODE = "code"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of one table.

    Attributes:
        kinds: of each column.
        english: whether commas part the thousands in it.
    """

    kinds: tuple[ColumnKind, ...]
    english: bool

    def of(self, kind: ColumnKind) -> tuple[int, ...]:
        """The columns of a kind from left to right."""
        return tuple(column for column, own in enumerate(self.kinds) if own is kind)


class ColumnReader:
    """Knows columns by their names, and by what stands below them."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the reviewed names of columns."""
        self._order = re.compile(cues.alternation("figure-order"))
        self._code = re.compile(cues.alternation("figure-code"))
        self._unit = re.compile(cues.alternation("figure-unit"))
        self._person = re.compile(cues.alternation("figure-person"))

    def read(self, table: Table, head: TableHead, rows: Sequence[int]) -> FigureColumns:
        """The columns of a table whose rows of figures are ``rows``."""
        english = any(is_english(cell.text) for cells in table.columns.values() for cell in cells)
        cells = {column: _own(table, column, rows) for column in range(table.width)}
        kinds = [self._kind(head.levels[column], cells[column], column, english=english) for column in range(table.width)]
        first = next((at for at, kind in enumerate(kinds) if kind is ColumnKind.FIGURE), table.width)
        labels = [at for at, kind in enumerate(kinds) if kind is ColumnKind.OTHER and at < first and cells[at]]
        labels = labels or [at for at, kind in enumerate(kinds) if kind is ColumnKind.OTHER and cells[at]][:1]
        kinds = [ColumnKind.LABEL if at in labels else kind for at, kind in enumerate(kinds)]
        if ColumnKind.LABEL not in kinds:
            # Months, codes or numbers name the rows where nothing else does.
            named = next((at for at, kind in enumerate(kinds) if kind in {ColumnKind.CODE, ColumnKind.ORDER} and cells[at]), None)
            kinds = [ColumnKind.LABEL if at == named else kind for at, kind in enumerate(kinds)]
        if any(self._person.match(" ".join(levels)) for levels in head.levels):
            # A list of people counts nobody; what they are paid has its unit in the head.
            kinds = [
                ColumnKind.CODE if kind is ColumnKind.FIGURE and not _BRACKET.search(" ".join(head.levels[at])) else kind
                for at, kind in enumerate(kinds)
            ]
        return FigureColumns(tuple(kinds), english)

    def _kind(self, levels: tuple[str, ...], cells: Sequence[TableCell], column: int, *, english: bool) -> ColumnKind:
        name = column_name(levels[-1]) if levels else ""
        if any(self._order.fullmatch(column_name(level)) for level in levels) or (not column and _counts_rows(cells)):
            return ColumnKind.ORDER
        if any(self._code.search(column_name(level)) for level in levels):
            return ColumnKind.CODE
        if self._unit.fullmatch(name) and _are_units(cells, sure=name.lower() not in {"đơn vị"}):
            return ColumnKind.UNIT
        filled = [cell for cell in cells if any(c.isalnum() for c in cell.text)]
        figures = [figure for cell in filled if (figure := read_figure(fold_spelling(cell.text), english=english)) is not None]
        if figures and len(figures) >= _FIGURES_SHARE * len(filled):
            return ColumnKind.CODE if _are_years(filled, figures) else ColumnKind.FIGURE
        return ColumnKind.OTHER


def column_name(text: str) -> str:
    """The name of a column without brackets and marks, single spaces."""
    return " ".join(re.sub(r"[^\w%‰/,-]+", " ", _BRACKET.sub(" ", fold_spelling(text))).split())


def _own(table: Table, column: int, rows: Sequence[int]) -> tuple[TableCell, ...]:
    """The cells that begin in a column in one of the rows, those of titles over several columns left out."""
    wanted = set(rows)
    return tuple(cell for cell in table.columns.get(column, ()) if cell.row in wanted and cell.width < max(2, table.width // 2))


def _counts_rows(cells: Sequence[TableCell]) -> bool:
    """Whether the cells number the rows: 1, 2, 3; I, 1, 2, II; 1.1, 1.2; a few that were lost or misread change nothing."""
    filled = [text for cell in cells if (text := cell.text.strip(" .)(")) and any(c.isalnum() for c in text)]
    numbered = [text for text in filled if _ORDER.fullmatch(text)]
    if not filled or len(numbered) < _NUMBERED_SHARE * len(filled):
        return False
    numbers = [int(text) for text in numbered if text.isdigit()]
    steps = [b == a + 1 or b == 1 for a, b in pairwise(numbers)]
    if all(steps) and len(numbers) > 1 and len(numbers) == len(filled):
        return True  # it goes on from an earlier page
    return not numbers or (numbers[0] <= _MOST_LOST and sum(steps) >= _NUMBERED_SHARE * len(steps))


def _are_units(cells: Sequence[TableCell], *, sure: bool) -> bool:
    """Whether the cells are units: short, and where "Đơn vị" may also be a body, few different ones or signs and known short words."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    if not texts or any(len(text) > _LONGEST_UNIT for text in texts):
        return False
    return sure or (
        len({t.casefold() for t in texts}) <= max(_FEW_UNITS, len(texts) // 2) and all(len(t.split()) <= _FEW_UNITS for t in texts)
    )


def _are_years(cells: Sequence[TableCell], figures: Sequence[CellFigure]) -> bool:
    return len(figures) == len(cells) and all(_YEARS.fullmatch(cell.text.strip()) for cell in cells)
