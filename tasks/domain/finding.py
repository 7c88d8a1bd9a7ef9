"""What is found in a notice: directives, metrics and citations, each with the place it was found at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.domain.geometry import Region
from tasks.domain.span import Span
from tasks.domain.table import CellPlace, PrintedTable


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a row exists.

    Attributes:
        span: in the clean text; ``clean[span] == quote`` always holds.
        quote: the exact characters, line breaks included.
        regions: one box per page and printed line the span touches; empty for text without geometry.
        confidence: lowest word confidence in the span, 0 to 100; None for text without geometry.
    """

    span: Span
    quote: str
    regions: tuple[Region, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when; exactly one of ``on`` and ``recurs`` is set, or neither where the text cannot be resolved.

    Attributes:
        raw: as printed, lines joined.
        on: last permitted day.
        recurs: "weekly", "monthly", "quarterly" or "yearly".
    """

    raw: str
    on: date | None = None
    recurs: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a directive with the place it was read from; a field of several parties has a part for each.

    Attributes:
        field: "lead", "coordinating", "deadline" or "product".
        value: as it stands in the row (the party, the deadline's raw text, the product).
        span: in the clean text; it may lie outside the directive's own text (a heading, a lead-in above).
        rule: name of the rule that read it.
    """

    field: str
    value: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row is not sure, typed: nothing is recognised by an English sentence.

    Attributes:
        code: kebab-case ("party-runs-on", "no-such-date").
        field: of the row the doubt is about ("lead", "deadline" ...), None for the row as a whole.
        span: in the clean text, None where there is no narrower place than the row's.
    """

    code: str
    field: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that took over the tasks of one that ended.

    Attributes:
        code: of the agency.
        label: in Vietnamese, for people.
    """

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A body or group of bodies behind the names it is printed under.

    Attributes:
        code: entry of the agency vocabulary; a body of a place has kind and name of the place behind a slash, and behind another the code
            of the place, or of its province where only that is known ("committee-commune/xa-hoa-binh/24841").
        label: in Vietnamese, for people.
        kind: "agency" or "group".
        until: its last day, None while it stands or where nobody says that it ended.
        heirs: the bodies that took over its tasks; empty while it stands.
        decree: what says so, as people cite it; empty where nothing is known.
    """

    code: str
    label: str
    kind: str
    until: date | None = None
    heirs: tuple[Heir, ...] = ()
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Directive:
    """An order or assigned obligation with one accountable party and one deadline.

    Attributes:
        section: path of the section it stands in.
        text: the sentence or clause, lines joined by spaces.
        span: of ``text`` in the clean text; of its first half, where a page break cuts a row of a table.
        lead: who must act, as printed.
        coordinating: named after "phối hợp với", as printed.
        deadline: None where there is none.
        citations: symbols cited inside.
        product: expected document ("báo cáo", "kế hoạch"), None where none is named.
        rule: name of the rule that found it.
        confidence: chance that every field is right, 0 to 1.
        item: number of the paragraph or bullet it stands in, counted through the notice; sentences of one item share it.
        parts: its fields, each with its own place and rule.
        doubts: what a person should look at.
        sure: whether it may be presented as certain.
        in_table: whether it is a row of an assignment table.
        cell: the task's cell, where it is such a row.
    """

    section: str
    text: str
    span: Span
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    deadline: Deadline | None = None
    citations: tuple[str, ...] = ()
    product: str | None = None
    rule: str = ""
    confidence: float = 1.0
    item: int = 0
    parts: tuple[Part, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sure: bool = False
    in_table: bool = False
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that measures something; the fields are those of the corpus guidelines.

    Attributes:
        section: path of the section it stands in.
        name: shortest phrase that names what is measured.
        value: exact.
        unit: "rank", "%", the counted noun or the printed unit.
        kind: rank, percent, count, money, area or other.
        text: the clause it stands in, lines joined.
        span: of ``text`` in the clean text.
        value_span: of the printed figure.
        total: 63 in "12/63".
        change: "+10", "-2" as signed decimal.
        role: result or target.
        comparator: "=", ">=" or "<=".
        direction: increase, decrease or None.
        period: ISO-like as-of time, None where the text gives none.
        code: code of a known indicator, None for any other.
        rule: name of the rule that found it.
        confidence: chance that every field is right, 0 to 1.
        doubts: what a person should look at.
        sure: whether it may be presented as certain.
        in_table: whether it is a cell of a table, named after its row and its column.
        cell: that cell.
    """

    section: str
    name: str
    value: Decimal
    unit: str
    kind: str
    text: str
    span: Span
    value_span: Span
    total: Decimal | None = None
    change: Decimal | None = None
    role: str = "result"
    comparator: str = "="
    direction: str | None = None
    period: str | None = None
    code: str | None = None
    rule: str = ""
    confidence: float = 1.0
    doubts: tuple[Doubt, ...] = ()
    sure: bool = False
    in_table: bool = False
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document that has a number; one per distinct symbol, the fullest mention.

    Attributes:
        symbol: as printed, a line break inside it removed.
        type: QĐ, NQ, CT, KH, NĐ, TT, Luật ...
        span: of the fullest mention.
        issued_on: None where the text gives none.
        issuer: as printed after "của".
        mentions: spans of all mentions of the symbol, ascending.
        confidence: of the rule, 0 to 1.
        doubts: what a person should look at.
    """

    symbol: str
    type: str | None
    span: Span
    issued_on: date | None = None
    issuer: str | None = None
    mentions: tuple[Span, ...] = ()
    confidence: float = 1.0
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one notice, in reading order; rows of tables name their table by its place in ``tables``."""

    directives: tuple[Directive, ...] = ()
    metrics: tuple[Metric, ...] = ()
    citations: tuple[Citation, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
