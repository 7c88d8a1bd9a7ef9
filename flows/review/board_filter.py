"""What the board's address asks for: whose tasks, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.review.list_pages import one_of
from tasks.domain.choices import TaskState

_LONGEST_AGENCY = 200


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which tasks to show; None leaves nothing out.

    Attributes:
        agency: code of the agency that leads, or words of its name.
        state: not_started, in_progress, done or cancelled.
    """

    agency: str | None
    state: str | None


def board_filter_of(query: Mapping[str, str]) -> BoardFilter:
    """The filter that an address asks for."""
    return BoardFilter(query.get("agency", "").strip()[:_LONGEST_AGENCY] or None, one_of(query.get("state"), tuple(TaskState)))
