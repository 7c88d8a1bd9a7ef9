"""Deadlines for callers that need no place, rule or doubt: :mod:`tasks.findings.nouns.deadline` reads them."""

from __future__ import annotations

from datetime import date

from tasks.domain.finding import Deadline
from tasks.findings.nouns import deadline


def find_deadline(text: str, issued_on: date | None, default_year: int | None = None) -> Deadline | None:
    """The deadline of one clause, None where it has none; arguments as in :func:`tasks.findings.nouns.deadline.read_deadline`."""
    found = deadline.read_deadline(text, issued_on, default_year)
    return found.deadline if found else None


def read_time(text: str, issued_on: date | None, default_year: int | None = None) -> Deadline | None:
    """The deadline in a line that names nothing but a time; arguments as in :func:`tasks.findings.nouns.deadline.read_time`."""
    found = deadline.read_time(text, issued_on, default_year)
    return found.deadline if found else None
