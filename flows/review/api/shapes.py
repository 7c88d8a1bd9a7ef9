"""The shapes of rows, with the names that ``--json`` of the commands has; figures are decimal strings, days ISO dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tasks.domain.choices import Comparator, Direction, MetricKind, MetricRole, Recurrence, Standing, TaskState

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Figure = Annotated[str, Field(pattern=r"^[+-]?\d+(\.\d+)?$", description="Decimal, digit for digit as it is kept", examples=["1234.5"])]
Item = TypeVar("Item")


def _iso(value: Any) -> Any:
    """A day as it is written, and no number of seconds, which pydantic takes for one too."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("a day is written 2026-06-30")


Day = Annotated[date, BeforeValidator(_iso)]


class Shape(BaseModel):
    """All of them: what is not named here is not told."""

    model_config = ConfigDict(extra="forbid")


class Page(Shape, Generic[Item]):
    """Some of a list."""

    items: list[Item]
    next: str | None = Field(description="Address of what follows; null where this is the end by now")


class Region(Shape):
    """A printed line on a page."""

    page: int
    bbox: Annotated[list[int], Field(min_length=4, max_length=4, description="Left, top, right, bottom: pixels at the page's dpi")]


class Evidence(Shape):
    """Why a row is there."""

    span: Annotated[list[int], Field(min_length=2, max_length=2, description="Beginning and end in the document's text")]
    quote: str = Field(description="The exact characters")
    regions: list[Region]
    confidence: float | None = Field(description="Lowest of its words, 0 to 100; null where nothing was recognised")


class Doubt(Shape):
    """Something somebody should look at."""

    code: str
    severity: str
    message: str
    page: int | None
    row_kind: str | None
    row_id: int | None
    field: str | None
    settled: bool
    evidence: Evidence | None


class Part(Shape):
    """A field of a directive where it was read."""

    field: str
    value: str
    rule: str
    evidence: Evidence


class Deadline(Shape):
    """By when."""

    raw: str | None = Field(description="As printed")
    on: date | None = Field(description="Last permitted day")
    recurs: Recurrence | None


class Extension(Shape):
    """A deadline that a document put off."""

    symbol: str
    issued_on: date
    deadline_on: date


class FollowUp(Shape):
    """How far a task is."""

    state: TaskState
    owner: str | None
    note: str | None
    completion_symbol: str | None
    completed_on: date | None
    ending_symbol: str | None = Field(description="Document that cancels or replaces it")
    ended_on: date | None
    extended_to: date | None = Field(description="Deadline in force by its extensions")
    extensions: list[Extension]


class Told(Shape):
    """What people said of a row."""

    review: str | None = Field(description="confirmed, corrected, rejected or added; null: nobody looked")
    machine: dict[str, Any] | None = Field(description="What had been read of the fields that a person changed")


class Named(Shape):
    """A row by name and number."""

    id: int = Field(description="Number of the row in this reading; another reading has others")
    key: str = Field(description="Lasting name: stays when the document is read again")


class InDocument(Shape):
    """Where a row of a list stands."""

    document_id: str
    symbol: str | None = Field(description="Of the document it stands in")
    page: str = Field(description="Address of the row on the review pages")
    doubts: list[Doubt] = Field(description="About it that nobody settled")


class Directive(Named, Told):
    """A sentence that obliges somebody."""

    section: str
    text: str
    lead: list[str]
    coordinating: list[str]
    deadline: Deadline | None
    product: str | None
    citations: list[str]
    in_table: bool
    cell: int | None
    item: int | None
    rule: str
    confidence: float = Field(description="Of the rule, 0 to 1")
    sure: bool = Field(description="It may be presented as certain")
    parts: list[Part]
    follow_up: FollowUp
    evidence: Evidence


class Metric(Named, Told):
    """A figure."""

    section: str
    name: str
    code: str | None
    value: Figure
    unit: str
    normal_value: Figure
    normal_unit: str
    kind: MetricKind
    total: Figure | None
    change: Figure | None
    role: MetricRole
    comparator: Comparator
    direction: Direction | None
    period: str | None
    text: str
    in_table: bool
    cell: int | None
    rule: str
    confidence: float = Field(description="Of the rule, 0 to 1")
    sure: bool = Field(description="It may be presented as certain")
    evidence: Evidence


class Citation(Named, Told):
    """A cited document."""

    symbol: str
    type: str | None
    issued_on: date | None
    issuer: str | None
    confidence: float = Field(description="Of the rule, 0 to 1")
    sure: bool | None = Field(description="True where a person looked; else null: the machine does not say")
    evidence: Evidence


class Section(Named, Told):
    """A numbered item, or a run of paragraphs."""

    label: str | None
    path: str
    heading: str | None
    starts: str
    evidence: Evidence


class DirectiveRow(Directive, InDocument):
    """A directive of a list."""


class MetricRow(Metric, InDocument):
    """A figure of a list."""


class CitationRow(Citation):
    """A citation of a list."""

    document_id: str
    cited_by: str | None = Field(description="Symbol of the document it stands in")
    page: str = Field(description="Address of the row on the review pages")
    doubts: list[Doubt] = Field(description="About it that nobody settled")


class TaskRow(Shape):
    """What one party has to do in one item."""

    key: str = Field(description="Lasting name: stays when the document is read again; the same in spreadsheets and calendars")
    document_id: str
    symbol: str | None
    issued_on: date | None
    page: str = Field(description="Address of its first step on the review pages")
    section: str
    text: str
    lead: list[str]
    coordinating: list[str]
    deadline: Deadline | None
    deadline_step: int | None = Field(description="Step that the deadline is printed in, 1-based")
    product: str | None
    sure: bool = Field(description="Every step may be presented as certain")
    due_on: date | None = Field(description="Last day by the deadline in force")
    standing: Standing = Field(description="How far it is today, as reports count it")
    follow_up: FollowUp
    steps: list[DirectiveRow]


class Change(BaseModel):
    """How far a task is from now on; what is left out stays, null empties a field."""

    model_config = ConfigDict(extra="forbid")

    state: TaskState = TaskState.NOT_STARTED
    owner: Annotated[str, Field(max_length=200)] | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None
    completion_symbol: Annotated[str, Field(max_length=200)] | None = None
    completed_on: Day | None = None
    ending_symbol: Annotated[str, Field(max_length=200)] | None = None
    ended_on: Day | None = None
