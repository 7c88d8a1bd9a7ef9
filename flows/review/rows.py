"""What the document page shows of a document: doubts, rows, and the fields of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.review.cuts import Cut
from flows.review.parts import Ground
from tasks.domain.anchor import PageBox
from tasks.domain.doubt import GRAVE
from tasks.domain.row_fields import Field

_DEADLINE = frozenset({"deadline_on", "deadline_raw", "deadline_recurs"})
WANTED: Mapping[str, tuple[str, ...]] = {
    "directive": ("lead", "deadline_on", "product"),
    "metric": ("period",),
    "citation": ("issued_on", "issuer"),
    "head": ("type", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title"),
}
"""Fields of each kind of row that are shown though they are empty, so that somebody fills them."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at.

    Attributes:
        code: its kind.
        text: for the reader.
        severity: info, warning or error.
        row: anchor of the row it is about, "" where it is about none.
        page: 1-based, None for the whole document.
        quote: the words in doubt, "" where there are none.
        boxes: where they stand.
        open: nobody has looked at the row yet, and it is more than a note.
        field: of the row, whose form is to be opened; "" where it is about none.
        read: what stands in that field now, "" where it is empty.
        cut: the place on the page, None where there is none or no picture.
    """

    id: int
    code: str
    text: str
    severity: str
    row: str
    page: int | None
    quote: str
    boxes: tuple[PageBox, ...]
    open: bool
    field: str = ""
    read: str = ""
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a row as it is shown.

    Attributes:
        name: of the field.
        label: for the reader.
        value: "" where it is empty.
        machine: what had been read, None where nobody changed it.
    """

    name: str
    label: str
    value: str
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as it is asked for."""

    field: Field
    label: str
    typed: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        kind: directive, metric, citation, section or head.
        id: of the row; 0 for the head.
        title: what it says in one line.
        section: path of the section it stands in.
        facts: what is known of it, empty fields left out.
        entries: what can be corrected.
        doubts: about it.
        boxes: its lines on the pages.
        review: confirmed, corrected, rejected, added, or None.
        quote: the exact characters.
        confidence: lowest word confidence in percent, None where unknown.
        is_sure: it may be presented as certain, or its kind does not say.
        parts: where its fields were read.
        cell: of a table that it was read from, by its id; None where it was read from none.
        was_sure: the machine was sure of it, or its kind does not say.
        cut: its place on the page, None where there is none or no picture.
        key: lasting name; "" for the head.
    """

    kind: str
    id: int
    title: str
    section: str
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    boxes: tuple[PageBox, ...]
    review: str | None
    quote: str
    confidence: int | None
    is_sure: bool = True
    parts: tuple[Ground, ...] = ()
    cell: int | None = None
    was_sure: bool = True
    cut: Cut | None = None
    key: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the page's address."""
        return f"{self.kind}-{self.id}" if self.id else self.kind

    @property
    def page(self) -> int | None:
        """The page it begins on."""
        return self.boxes[0].page if self.boxes else None

    @property
    def is_open(self) -> bool:
        """Whether somebody should still look at it."""
        return not self.is_sure or any(doubt.open for doubt in self.doubts)

    @property
    def was_doubtful(self) -> bool:
        """Whether there was something to look at when it was read, looked at by now or not."""
        return not self.was_sure or any(doubt.severity in GRAVE for doubt in self.doubts)

    @property
    def empty(self) -> tuple[Entry, ...]:
        """Fields that hold nothing and often should; of several that tell the same, one."""
        filled = {entry.field.name for entry in self.entries if entry.typed.strip()}
        told = filled & _DEADLINE
        return tuple(
            e
            for e in self.entries
            if e.field.name in WANTED.get(self.kind, ()) and not e.typed.strip() and not (told and e.field.name in _DEADLINE)
        )
