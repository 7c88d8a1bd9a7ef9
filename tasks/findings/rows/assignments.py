"""Assignment tables: a row says what is to be done, by whom, with whom, by when and what comes out of it (corpus guidelines)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.domain.finding import Directive, Doubt, Part
from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import Structure
from tasks.domain.span import Span
from tasks.domain.table import CellPlace
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.scope import REPORTS, parts_of
from tasks.findings.acting.together import together_lists
from tasks.findings.rows.cells import RULE, CellReader, CellTime, doubts_of_parties, is_ditto, label_end
from tasks.findings.rows.columns import HeadReader
from tasks.findings.rows.grouping import TaskRow, rows_under
from tasks.findings.rows.guessing import Looks
from tasks.findings.rows.making import DirectiveMaker
from tasks.findings.rows.table_heads import read_heads
from tasks.findings.rows.times import TableTimes, plan_year
from tasks.findings.rows.titles import GroupTitle, read_title
from tasks.findings.section_at import section_at
from tasks.findings.tables import Table
from tasks.nouns.deadline import read_deadline
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import Sentence

_NUMBER = re.compile(r"[\dIVXivx.()\s]{1,8}")
_STEP = re.compile(r"(?:[Bb]ước|BƯỚC|[Bb]\d)\s?\d{0,2}")
_HOUR = re.compile(r"\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?!\w)", re.IGNORECASE)
_DONE = re.compile(
    r"(?:đã (?:hoàn thành|thực hiện|báo cáo|ban hành|trình|xong|triển khai|tổ chức)|hoàn thành (?:đúng|trước|quá|đúng tiến độ))"
    r"[^.;]{0,40}\W*",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\d\s?(?:\(\w+\)\s)?(?:giờ|phút|ngày|buổi)(?: làm việc)?\W*$|không tính thời gian|giờ hành chính", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}|tháng|quý|năm|tuần|ngày", re.IGNORECASE)


def find_assignments(
    reading: NoticeReading, tables: Sequence[Table], maker: DirectiveMaker, cues: Lexicon, first_item: int = 0
) -> tuple[Directive, ...]:
    """The directives of all assignment tables of a notice in reading order; other tables give none.

    A table counts as one where its head names the task and a party or a time, or where the head cannot be read and the columns hold
    tasks and parties. Tables of a draft that is only submitted and what a report did in the past give none, nor do procedures, agendas of
    hours and lists.

    Args:
        reading: of the notice.
        tables: of it, their heads spread over the columns they name.
        maker: of its directives.
        cues: names of columns.
        first_item: number of the item before the first row; each row is an item of its own.
    """
    if not tables:
        return ()
    reader = _TableReader(reading, maker, cues)
    found = [directive for number, table in enumerate(tables) for directive in reader.read(table, number)]
    return tuple(replace(directive, item=first_item + number) for number, directive in enumerate(found, 1))


@dataclass(slots=True)
class _Above:
    """What the rows above say, for cells that refer to it; nothing of it is left behind the title of a further group."""

    lead: tuple[Part, ...] = ()
    parties: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    time: CellTime = CellTime(None)  # noqa: RUF009 -- frozen
    product: tuple[Part, ...] = ()
    title: GroupTitle = GroupTitle()  # noqa: RUF009 -- frozen


class _TableReader:
    def __init__(self, reading: NoticeReading, maker: DirectiveMaker, cues: Lexicon) -> None:
        self._structure: Structure = reading.structure
        self._maker = maker
        times = TableTimes(maker.issued_on, maker.year, plan_year(reading.structure.head))
        self._cells = CellReader(reading.clean, reading.tagger, times)
        self._clauses = ClauseCues(cues)
        self._heads = HeadReader(cues)
        self._looks: Looks = {
            "lead": self._cells.looks_like_parties,
            "time": self._cells.looks_like_time,
            "task": self._cells.looks_like_task,
        }

    def read(self, table: Table, number: int) -> list[Directive]:
        rows = list(rows_under(table, tuple(read_heads(table, self._heads, self._looks))))
        if not rows or self._is_timetable(rows):
            return []
        section = section_at(self._structure.sections, table.span.start)
        found: list[Directive] = []
        above = _Above()
        for row in rows:
            if row.is_title:
                above = _Above(title=read_title(row, self._cells))
            elif (directive := self._directive(section, row, above)) is not None and not _is_done(row):
                task, column = row.task(), row.task_column
                cell = CellPlace(number, task.row, column) if task is not None and column is not None else None
                found.append(replace(directive, cell=cell))
        # A table in which nobody is named and no time can be read is a list of something.
        assigns = any(directive.lead or directive.deadline for directive in found)
        return found if assigns and self._is_ahead(table, found) else []

    def _is_timetable(self, rows: list[TaskRow]) -> bool:
        """Whether the rows are the steps of a procedure, which take so many days each, or the hours of one day."""
        steps = sum(any(_STEP.fullmatch(cell.text) for cell in row.cells.values()) for row in rows)
        times = [" ".join(cell.text for _, cell in cells) for row in rows if (cells := row.all_of("time"))]
        hours = sum(_HOUR.search(text) is not None and _DATE.search(text) is None for text in times)
        taking = sum(_TAKES.search(text) is not None and not any(m in text for m in ("/20", "từ", "kể", "sau")) for text in times)
        return 2 * steps > len(rows) or (bool(times) and 2 * max(hours, taking) > len(times))

    def _is_ahead(self, table: Table, found: list[Directive]) -> bool:
        """Whether a table orders: in a report, what lies ahead does, and a draft behind its foot does not."""
        head = self._structure.head
        if head.type not in REPORTS:
            return True
        if head.type == "TTr" and table.span.start >= self._structure.body.end:
            return False
        issued = head.issued_on
        return issued is not None and any(d.deadline is not None and d.deadline.on is not None and d.deadline.on >= issued for d in found)

    def _directive(self, section: str, row: TaskRow, above: _Above) -> Directive | None:
        task = row.task()
        if task is None or _NUMBER.fullmatch(task.text):
            return None
        sentence = self._cells.sentence(task)
        start = label_end(sentence.text)
        end = len(sentence.text.rstrip(" ;"))
        if start >= end:
            return None
        clause = ClauseReader(sentence, self._clauses)
        doubts: list[Doubt] = []
        who = self._who(row, clause, above, doubts)
        time = self._when(row, sentence, above)
        product = self._product(row, above)
        # Between the halves of a cell that a page break cuts stand other cells.
        first = task.spans[0]
        span = Span(sentence.places[start], min(sentence.places[end - 1] + 1, max(first.end, sentence.places[start] + 1)))
        doubts += [Doubt(code, "deadline") for code in time.due.doubts] if time.due is not None else []
        doubts += [Doubt("columns-assumed")] if row.columns.guessed else []
        doubts += [Doubt("time-unread", "deadline")] if row.columns.periods and time.due is None else []
        made = self._maker.made(
            section, span, (*who, *time.parts, *product), time.due, rule=RULE, item=0, doubts=(*doubts, *doubts_of_parties(who))
        )
        cited = tuple(dict.fromkeys(symbol for piece in task.spans for symbol in self._maker.cited(piece)))
        named = product[0].value if product else made.product if not row.columns.product else None
        return replace(made, text=sentence.printed[start:end], citations=cited, product=named, in_table=True)

    def _who(self, row: TaskRow, clause: ClauseReader, above: _Above, doubts: list[Doubt]) -> tuple[Part, ...]:
        """The parties of a row: of its cells, of the row above where they say so or are empty, of the task's own words."""
        parts = [part for field in ("lead", "coordinating") for part in self._named(row, field, above)]
        lead = [p for p in parts if p.field == "lead"]
        if not lead and above.title.lead:
            lead = list(above.title.lead)
        if not lead and row.columns.lead and above.lead:
            lead = list(above.lead)
            doubts.append(Doubt("taken-from-above", "lead"))
        count = len(clause.sentence.tokens)
        if not lead:
            actors = clause.actors(0, count, assigned=False)
            if actors is not None and actors.kind in {"subject", "order"}:
                lead = list(parts_of(clause.sentence, "lead", actors.parties, "subject"))
        above.lead = tuple(lead)
        names = {p.value for p in lead}
        own = [p for found in together_lists(clause, 0, count) for p in parts_of(clause.sentence, "coordinating", found, "together")]
        together = {p.value: p for p in reversed([*(p for p in parts if p.field == "coordinating"), *own]) if p.value not in names}
        return (*lead, *reversed(together.values()))

    def _named(self, row: TaskRow, field: str, above: _Above) -> tuple[Part, ...]:
        found: list[Part] = []
        for column in row.columns.of(field):
            cell = row.cells.get(column)
            if cell is None:
                continue
            if not is_ditto(cell):
                above.parties[column] = self._cells.parties(cell, field)
            found += above.parties.get(column, ())
        return tuple({(p.field, p.value): p for p in reversed(found)}.values())[::-1]

    def _when(self, row: TaskRow, sentence: Sentence, above: _Above) -> CellTime:
        """By when a row is due: its cell says it, or, where that is empty or missing, the task's own words."""
        cells = row.all_of("time")
        if cells:
            # "8h00" beside "Thứ Hai 13/4" says less: the first that names a day counts.
            times = [above.time if is_ditto(cell) else self._cells.time(cell, row.columns.units.get(c, "")) for c, cell in cells]
            above.time = next((time for time in times if time.due is not None), times[0])
            return above.time
        if row.ticked:
            return self._cells.period(row.columns.periods[row.ticked[-1]])
        if row.joined and row.columns.time:
            return above.time
        due = read_deadline(sentence.text, self._maker.issued_on, self._maker.year)
        if due is None:
            return above.title.time
        return CellTime(due, (Part("deadline", due.deadline.raw, sentence.span(due.start, due.end), due.rule),))

    def _product(self, row: TaskRow, above: _Above) -> tuple[Part, ...]:
        cell = row.cell("product")
        if cell is None:
            return ()
        above.product = above.product if is_ditto(cell) else self._cells.product(cell)
        return above.product


def _is_done(row: TaskRow) -> bool:
    """Whether a row says that its task is done: then it tells and orders nothing."""
    return any(_DONE.fullmatch(cell.text) for column, cell in row.cells.items() if column in row.own and column not in row.columns.task)
