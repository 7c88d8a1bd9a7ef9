"""The views for analysts: what each shows, and what its columns mean; a test holds them against the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view over current readings.

    Attributes:
        shows: what a row is.
        columns: in order: the column of a table it is (``table.column``), else its type and its meaning.
    """

    shows: str
    columns: Mapping[str, str | tuple[str, str]]


_DOCUMENT = ("text", "Short id of the document")
_OF_DOCUMENT: Mapping[str, str | tuple[str, str]] = {
    "document": _DOCUMENT,
    **{name: f"revision.{name}" for name in ("symbol", "type", "issuer", "issued_on")},
}
_FOLLOW_UP: Mapping[str, str | tuple[str, str]] = {
    "follow_up": ("text", "How far the task is: not_started where nobody said anything, in_progress, done, cancelled, replaced"),
    **{
        name: f"follow_up.{name}"
        for name in ("owner", "note", "completion_symbol", "completed_on", "ending_symbol", "ended_on", "extended_to")
    },
}
_SURE = ("boolean", "It may be presented as certain: the machine is sure, or a person looked at it (0 or 1 on SQLite)")
_LEAD = ("text", "Everybody who leads, as printed, parted by '; '; null where nobody is named")
_WITH = ("text", "Everybody who helps, the same way")

VIEWS: Mapping[str, View] = {
    "current_task": View(
        "A task: the directives of one item for one party, with one deadline and one state.",
        {
            "id": "task.id",
            **_OF_DOCUMENT,
            "position": "task.position",
            "directive_id": ("integer", "Its first directive"),
            "section_path": ("text", "Section of that directive"),
            "steps": ("integer", "Number of its directives"),
            "text": ("text", "Their sentences in order, joined"),
            "lead": _LEAD,
            "coordinating": _WITH,
            **{f"deadline_{name}": f"task.deadline_{name}" for name in ("raw", "on", "recurs", "step")},
            **_FOLLOW_UP,
            "sure": ("boolean", "All its directives may be presented as certain (0 or 1 on SQLite)"),
        },
    ),
    "current_directive": View(
        "A sentence that obliges somebody; several may be steps of one task.",
        {
            "id": "directive.id",
            **_OF_DOCUMENT,
            **{name: f"directive.{name}" for name in ("section_path", "position", "text", "product")},
            **{f"deadline_{name}": f"directive.deadline_{name}" for name in ("raw", "on", "recurs")},
            "confidence": "directive.confidence",
            "lead": _LEAD,
            "coordinating": _WITH,
            "review": "directive.review",
            **_FOLLOW_UP,
            "sure": _SURE,
            "task_id": "directive.task_id",
            "step": "directive.step",
        },
    ),
    "current_party": View(
        "Somebody who has a part in a directive, one row a name and role; groups and joins by agency begin here.",
        {
            "directive_id": "directive_party.directive_id",
            **{name: f"directive_party.{name}" for name in ("role", "position", "printed")},
            **{"agency": "agency.code", "agency_label": "agency.label", "agency_kind": "agency.kind"},
            "deadline_on": "directive.deadline_on",
            "document": _DOCUMENT,
            "symbol": "revision.symbol",
            "review": "directive.review",
            **_FOLLOW_UP,
            "task_id": "directive.task_id",
            "step": "directive.step",
        },
    ),
    "current_metric": View(
        "A figure as it is printed. Exports and `thongbao series` give it in normal units too.",
        {
            "id": "metric.id",
            **_OF_DOCUMENT,
            **{name: f"metric.{name}" for name in ("section_path", "name", "code", "value", "unit", "kind", "total", "change", "role")},
            **{name: f"metric.{name}" for name in ("comparator", "direction", "period", "text", "confidence", "review")},
            "sure": _SURE,
        },
    ),
    "current_citation": View(
        "A document that a document cites, with the loaded one it means.",
        {
            "id": "citation.id",
            "document": ("text", "Short id of the document that cites"),
            "citing_symbol": "revision.symbol",
            **{name: f"citation.{name}" for name in ("symbol", "type", "issued_on", "issuer")},
            "cited_document": ("text", "Short id of the cited document where it is loaded, else null; a row for each where several fit"),
            "review": "citation.review",
        },
    ),
}
