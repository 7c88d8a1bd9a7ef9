"""Doubts, which are data, and how a step or a document ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.geometry import Region
from tasks.domain.span import Span


class Severity(StrEnum):
    """How much an issue matters to the person who reviews it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class DocumentState(StrEnum):
    """Where a document stands; it is in exactly one of these.

    ``UNPACKED`` is a file that holds others and is none itself: an archive; what it held are documents of their own.
    ``VANISHED`` is a notice that was read in a file with several and that a later reading, or a person, made part of another one.
    """

    WAITING = "waiting"
    LOADED = "loaded"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    VANISHED = "vanished"
    UNPACKED = "unpacked"


class Outcome(StrEnum):
    """How a run or an attempt ended."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REUSED = "reused"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt for review.

    Attributes:
        code: kebab-case ("directive-without-lead", "metric-conflict", "low-confidence").
        severity: how much it matters.
        message: one sentence for the reviewer, in English, naming the value in doubt.
        page: 1-based, None for the whole document.
        span: in the clean text, None where it is about no text.
        regions: where to look.
        kind: "directive", "metric", "citation", "section", "head" or "page": what it is about.
        index: position of that finding in its list, None where it is about none.
        field: of that finding or of the head ("lead", "deadline", "issued_on"), None where it is about the whole.
    """

    code: str
    severity: Severity
    message: str
    page: int | None = None
    span: Span | None = None
    regions: tuple[Region, ...] = ()
    kind: str | None = None
    index: int | None = None
    field: str | None = None
