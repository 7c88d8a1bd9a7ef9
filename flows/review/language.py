"""The words of the interface in Vietnamese and English: from ``wording/*.toml``, those of fields from where these are defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from flows.worded import Wording, written
from tasks.domain.choices import (
    LANGUAGES,
    Comparator,
    Direction,
    MetricKind,
    MetricRole,
    Recurrence,
    ReportColumn,
    Role,
    Standing,
    TaskState,
    words_of,
)
from tasks.domain.row_fields import EXTENSION_FIELDS, FIELDS, TASK_FIELDS

__all__ = ("Wording", "choose", "field_key", "wording_of")
FOLDER = Path(__file__).parent / "wording"
DEFAULT = "vi"
CHOICES: Mapping[str, type[StrEnum]] = {
    "recurs": Recurrence,
    "metric_kind": MetricKind,
    "metric_role": MetricRole,
    "comparator": Comparator,
    "direction": Direction,
    "task_state": TaskState,
    "standing": Standing,
    "role": Role,
    "report_column": ReportColumn,
}
"""Closed lists of values by the group that their words stand in."""
_NAMESAKES = {("metric", "kind"), ("cell", "text")}  # fields whose name means something else in another row


def _defined(language: str) -> Iterator[tuple[str, str]]:
    """Labels of fields and words of their choices, which are worded where they are defined."""
    for kind, fields in FIELDS.items():
        for field in fields.values():
            yield field_key(kind, field.name), field.label(language)
    for field in TASK_FIELDS.values():
        yield f"board.{field.name}", field.label(language)
    for field in EXTENSION_FIELDS.values():
        yield f"extension.{field.name}", field.label(language)
    for group, choices in CHOICES.items():
        for code, words in words_of(choices, language).items():
            yield f"{group}.{code}", words


def field_key(kind: str, name: str) -> str:
    """Key of the label of a field."""
    return f"field.{kind}_{name}" if (kind, name) in _NAMESAKES else f"field.{name}"


@cache
def wording_of(language: str) -> Wording:
    """The words of a language of ``LANGUAGES``."""
    return Wording(language, dict(_defined(language)) | written(FOLDER, language))


def choose(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language to answer in: asked for in the address, kept in the cookie, else what the browser likes best.

    Args:
        asked: of the address.
        kept: of the cookie.
        accepted: the header Accept-Language (RFC 9110, 12.5.4).
    """
    for wish in (asked, kept):
        if wish in LANGUAGES:
            return wish
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        name, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest.strip() else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, place, name.split("-")[0].lower()))
    return next((name for weight, _, name in sorted(wishes) if name in LANGUAGES and weight < 0), DEFAULT)
