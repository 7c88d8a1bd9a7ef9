"""The shapes of documents, uploads and events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from flows.review.api.shapes import Citation, Deadline, Directive, Doubt, FollowUp, Metric, Region, Section, Shape
from tasks.domain.outcome import DocumentState

Count = Annotated[int, Field(ge=0)]


class DocumentRow(Shape):
    """A document of a list; numbers are those of its current reading."""

    id: str = Field(description="Stays as long as the document does")
    state: DocumentState
    symbol: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    reason: str | None = Field(description="Why it was set aside")
    file_name: str
    part: int = Field(description="Which notice of its file")
    first_page: Count
    last_page: Count
    revision: int = Field(description="Number of the current reading; 0: not read")
    pages: Count
    tasks: Count
    directives: Count
    metrics: Count
    citations: Count
    doubts: Count
    copy_of: str | None = Field(description="The copy of the same paper that counts instead of it")
    registered_at: datetime


class PagePicture(Shape):
    """The picture of a page."""

    page: int
    width: int = Field(description="Pixels at dpi, as boxes are measured")
    height: int
    dpi: int
    picture: str = Field(description="Address of the picture as JPEG")


class Head(Shape):
    """The head of a notice."""

    type: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    place: str | None
    issued_on: date | None
    subject: str | None
    signer_name: str | None
    signer_title: str | None
    urgency: str | None


class Task(Shape):
    """A task of a document; directives are named by their place in the document's list."""

    key: str
    section: str
    text: str
    directives: list[int]
    lead: list[str]
    coordinating: list[str]
    deadline: Deadline | None
    deadline_in: int | None
    product: str | None
    sure: bool
    follow_up: FollowUp


class Cell(Shape):
    """A cell of a table."""

    id: int
    row: int
    column: int
    last_row: int
    last_column: int
    row_head: str | None
    column_head: str | None
    text: str | None
    printed: str | None
    review: str | None
    confidence: float | None
    doubted: bool
    span: list[int]
    regions: list[Region]


class Table(Shape):
    """A table as it is printed."""

    id: int
    table: int
    section: str
    kind: str
    title: str
    rows: int
    columns: int
    head_rows: int
    regions: list[Region]
    cells: list[Cell]


class Reading(Shape):
    """A reading with all its rows: what ``thongbao show --json`` gives."""

    id: str
    sha256: str
    file_name: str
    part: int
    pages: list[int]
    revision: int
    document: Head
    head_review: dict[str, Any] | None
    machine_head: dict[str, Any] | None
    addressees: list[str]
    recipients: list[str]
    legal_bases: list[str]
    sections: list[Section]
    directives: list[Directive]
    tasks: list[Task]
    metrics: list[Metric]
    citations: list[Citation]
    issues: list[Doubt]
    signatures: list[dict[str, Any]] = Field(description="As docs/signatures.md tells")
    tables: list[Table]
    text: str


class WholeDocument(DocumentRow):
    """A document with all its rows and the pictures of its pages."""

    page_pictures: list[PagePicture]
    reading: Reading | None = Field(description="null where it was not read")


class Uploaded(Shape):
    """What became of a file that was sent."""

    id: str
    state: DocumentState = Field(description="waiting: the next run reads it")
    duplicate: bool = Field(description="The same content is there already; the answer names it")
    status: str = Field(description="Address to ask how far it is")


class Run(Shape):
    """The last time somebody or something worked on the file."""

    id: str
    kind: str
    outcome: str
    started_at: datetime
    ended_at: datetime | None
    error_code: str | None
    error_text: str | None


class Asked(Shape):
    """The last request to read the file again."""

    id: int
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    exit_code: int | None = Field(description="As `thongbao reprocess` ends; null: not ended")


class Status(Shape):
    """How far a file is."""

    id: str
    state: DocumentState
    reason_code: str | None
    reason: str | None
    revision: int = Field(description="Number of the current reading; 0: not read")
    request: Asked | None
    run: Run | None


class Passage(Shape):
    """A place that was found."""

    kind: str
    row_id: int | None
    text: str
    marks: list[list[int]] = Field(description="Where the words stand in this text: first character, and the one behind the last")
    spans: list[list[int]] = Field(description="The same in the clean text of the document")
    page: int | None
    boxes: list[Region]


class Hit(Shape):
    """A document that was found."""

    document_id: str
    symbol: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    file_name: str
    copy_of: str | None
    revision: int
    passages: list[Passage]


class FoundPage(Shape):
    """A page of what a search found."""

    search: str = Field(description="As it was understood")
    total: int
    exact: bool = Field(description="False: there are more than `total`, and they come the newest first")
    page: int
    pages: int
    hits: list[Hit]


class Happened(Shape):
    """A deed."""

    cursor: str = Field(description="To go on from")
    at: datetime
    actor: str
    action: str = Field(description="ingest, load, reprocess, quarantine, reopen, purge, correct, undo, follow-up or restore")
    sha256: str | None
    file_name: str | None
    documents: list[str] = Field(description="The notices of the file that are there by now")
    detail: str


class Happenings(Shape):
    """Some deeds, in the order in which they took effect."""

    items: list[Happened]
    cursor: str = Field(description="To go on from, also where there are no items")
    next: str | None = Field(description="Address of what follows where there may be more by now")
