"""The metrics of the tables of a notice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.domain.finding import Doubt, Metric
from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Span
from tasks.domain.table import CellPlace
from tasks.findings.captions import Caption
from tasks.findings.figure_tables.cell_figures import CellFigure, read_figure
from tasks.findings.figure_tables.columns import ColumnKind, ColumnReader, FigureColumns
from tasks.findings.figure_tables.heads import TableHead, read_head
from tasks.findings.figure_tables.labels import RowLabel, is_title, row_labels
from tasks.findings.figure_tables.times import ColumnTimes
from tasks.findings.figure_tables.totals import Totals
from tasks.findings.figure_tables.units import UnitReader
from tasks.findings.quantities import QuantityReader
from tasks.findings.report_time import ReportTime
from tasks.findings.section_at import section_at
from tasks.findings.tables import Table, TableCell
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import of_spans

RULE = "table"
RULE_TOTAL = "table-total"
_PLANS = ("KH", "CTr", "NQ", "QĐ", "ĐA", "PA", "TTr")
"""Types of documents whose figures are still to be reached where no head says more."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    unit: str
    period: str | None
    earlier: bool
    role: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a table before its rows are read: ``titled`` is the period of its title, ``year`` that of months without one."""

    table: Table
    number: int
    section: str
    columns: FigureColumns
    caption: Caption
    titled: str | None
    year: int | None


class FigureTableReader:
    """Reads the figure tables of one notice."""

    def __init__(self, reading: NoticeReading, vocabulary: Vocabulary, report: ReportTime) -> None:
        """Take the notice, the vocabularies and the time that the document says for all its figures."""
        self._reading = reading
        self._report = report
        self._columns = ColumnReader(vocabulary.cues)
        self._times = ColumnTimes(report, vocabulary.cues)
        self._totals = Totals(vocabulary.cues)
        self._quantities = QuantityReader(vocabulary)
        self._units = UnitReader(self._quantities)
        self._assumed = "target" if reading.structure.head.type in _PLANS else "result"

    def read(self, table: Table, number: int, caption: Caption) -> tuple[Metric, ...]:
        """The metrics of one table in reading order; none where it has no column of figures.

        Args:
            table: any.
            number: its place among the tables of the notice.
            caption: what stands above it.
        """
        head = read_head(table)
        rows = [row for row in range(head.rows, table.row_count) if row not in head.skipped]
        columns = self._columns.read(table, head, rows)
        if not columns.of(ColumnKind.FIGURE):
            return ()
        labels = row_labels(table, [row for row in rows if not is_title(table, row, columns)], columns)
        section = section_at(self._reading.structure.sections, table.span.start)
        titled = self._times.period(caption.title, None)
        said = titled or self._report.period
        year = int(said.split("/")[-1][:4]) if said else self._report.year
        known = _Known(table, number, section, columns, caption, titled, year)
        named = self._named(head, known)
        metrics: list[Metric] = []
        for row in rows:
            metrics += self._of_row(known, labels[row], named) if row in labels else self._of_title(known, row)
        return self._checked(tuple(metrics), labels, columns)

    def _named(self, head: TableHead, known: _Known) -> dict[int, _Column]:
        """What the head says of each column of figures."""
        named = {}
        for column in known.columns.of(ColumnKind.FIGURE):
            levels = head.levels[column]
            name = " ".join(levels)
            times = self._times
            named[column] = _Column(
                name, self._units.named(levels), times.period(name, known.year), times.is_earlier(name), times.role(name)
            )
        return named

    def _of_row(self, known: _Known, label: RowLabel, named: dict[int, _Column]) -> Iterator[Metric]:
        """A metric for each figure that begins in a row."""
        table, caption = known.table, known.caption
        unit = next((_printed(cell) for c in known.columns.of(ColumnKind.UNIT) if (cell := table.cell(label.row, c)) is not None), "")
        above = self._times.period(label.text, known.year) or known.titled or self._report.period
        for column, cell in table.starts(label.row):
            about = named.get(column)
            if about is None:
                continue
            sentence = of_spans(self._reading.clean, cell.spans, self._reading.tagger)
            figure = read_figure(sentence.text, english=known.columns.english)
            if figure is None:
                continue
            span = _row_span(table, label, cell)
            printed = figure.unit or about.unit or unit or self._units.named((label.text,)) or caption.unit
            printed = printed or self._units.counted(label.text) or self._units.counted(about.name)
            period = about.period or (None if about.earlier else above)
            yield Metric(
                section=known.section,
                name=" ".join(f"{label.text} {about.name}".split()),
                value=figure.value,
                unit=printed,
                kind=self._units.kind(printed) or "other",
                text=" ".join(span.of(self._reading.clean.text).split()),
                span=span,
                value_span=sentence.span(figure.start, figure.end),
                total=figure.total,
                role=about.role or self._assumed,
                period=period,
                rule=RULE_TOTAL if self._totals.is_total(label) else RULE,
                doubts=tuple(_doubts(figure, label, about, printed, period)),
                in_table=True,
                cell=CellPlace(known.number, cell.row, column),
            )

    def _of_title(self, known: _Known, row: int) -> Iterator[Metric]:
        """How many a group has, where its title says so in brackets ("Cụm công nghiệp do xã quản lý (16 cụm)")."""
        for column, cell in known.table.starts(row):
            sentence = of_spans(self._reading.clean, cell.spans, self._reading.tagger)
            for quantity in self._quantities.read(sentence):
                before, behind = sentence.text[: quantity.start].rstrip(), sentence.text[quantity.unit_end or quantity.end :].lstrip()
                if quantity.kind == "count" and before.endswith("(") and behind.startswith(")") and any(c.isalpha() for c in before):
                    yield Metric(
                        section=known.section,
                        name=" ".join(sentence.printed.split()),
                        value=quantity.value,
                        unit=quantity.unit,
                        kind=quantity.kind,
                        text=" ".join(cell.spans[0].of(self._reading.clean.text).split()),
                        span=cell.spans[0],
                        value_span=sentence.span(quantity.figure, quantity.figure_end),
                        role=self._assumed,
                        period=self._report.period,
                        rule=RULE,
                        in_table=True,
                        cell=CellPlace(known.number, cell.row, column),
                    )

    def _checked(self, metrics: tuple[Metric, ...], labels: dict[int, RowLabel], columns: FigureColumns) -> tuple[Metric, ...]:
        """The metrics, a doubt at each total that is not the sum of its parts; shares are not summed."""
        rows = [labels[row] for row in sorted(labels)]
        wrong: set[tuple[int, int]] = set()
        for column in columns.of(ColumnKind.FIGURE):
            summed = [m for m in metrics if m.cell is not None and m.cell.column == column and m.kind != "percent" and m.total is None]
            values = {m.cell.row: m.value for m in summed if m.cell is not None}
            wrong |= {(row, column) for row in self._totals.wrong(rows, values)}
        doubt = Doubt("sum-differs", "value")
        places = [(m.cell.row, m.cell.column) if m.cell is not None else None for m in metrics]
        return tuple(replace(m, doubts=(*m.doubts, doubt)) if place in wrong else m for m, place in zip(metrics, places, strict=True))


def find_table_metrics(
    reading: NoticeReading, tables: Sequence[tuple[Table, Caption]], taken: Collection[int], report: ReportTime, vocabulary: Vocabulary
) -> tuple[Metric, ...]:
    """The metrics of all figure tables of a notice in reading order; never raises, whatever the text.

    Args:
        reading: the notice.
        tables: of it, each with what stands above it.
        taken: numbers of the tables that assign tasks; figures in them are no metrics.
        report: the time that the document says for all its figures.
        vocabulary: units and the cues whose code begins with ``figure-``.
    """
    if not tables:
        return ()
    reader = FigureTableReader(reading, vocabulary, report)
    return tuple(m for number, (table, caption) in enumerate(tables) if number not in taken for m in reader.read(table, number, caption))


def _row_span(table: Table, label: RowLabel, cell: TableCell) -> Span:
    """From the first cell of the row to the figure; the first piece of the figure's cell alone where a page break cuts it."""
    starts = [c.spans[0].start for _, c in table.starts(label.row) if len(c.spans) == 1 and c.spans[0].start <= cell.spans[0].start]
    return Span(min(starts, default=cell.spans[0].start), cell.spans[0].end) if len(cell.spans) == 1 else cell.spans[0]


def _printed(cell: TableCell) -> str:
    return cell.text.strip(" .,:;")


def _doubts(figure: CellFigure, label: RowLabel, about: _Column, unit: str, period: str | None) -> Iterator[Doubt]:
    if figure.doubt is not None:
        yield Doubt(figure.doubt, "value")
    if not any(c.isalpha() for c in label.text) or not about.name:
        yield Doubt("name-short", "name")
    if not unit:
        yield Doubt("unit-unnamed", "unit")
    if period is None:
        yield Doubt("period-unnamed", "period")
    if about.role is None:
        yield Doubt("role-assumed", "role")
