"""The words of the interface in Vietnamese and English: from ``wording/*.toml``, those of fields from where these are defined."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tasks.domain.choices import LANGUAGES, Comparator, Direction, MetricKind, MetricRole, Recurrence, TaskState, words_of
from tasks.domain.row_fields import FIELDS, TASK_FIELDS

FOLDER = Path(__file__).parent / "wording"
DEFAULT = "vi"
CHOICES: Mapping[str, type[StrEnum]] = {
    "recurs": Recurrence,
    "metric_kind": MetricKind,
    "metric_role": MetricRole,
    "comparator": Comparator,
    "direction": Direction,
    "task_state": TaskState,
}
"""Closed lists of values by the group that their words stand in."""
_NAMESAKES = {("metric", "kind"), ("cell", "text")}  # fields whose name means something else in another row


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        language: vi or en.
        words: by dotted key.
    """

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with ``values`` in their places; the key must exist."""
        return self.words[key].format(**values) if values else self.words[key]

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self.words

    def of(self, group: str, code: str | None) -> str:
        """The words for a code of a closed list; the code itself where it is new, "" for none."""
        return self.words.get(f"{group}.{code}", code) if code else ""

    def group(self, name: str) -> dict[str, str]:
        """The codes of a group with their words, in the order of the file."""
        return {key.removeprefix(f"{name}."): words for key, words in self.words.items() if key.startswith(f"{name}.")}


def _flat(raw: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value)


def _defined(language: str) -> Iterator[tuple[str, str]]:
    """Labels of fields and words of their choices, which are worded where they are defined."""
    for kind, fields in FIELDS.items():
        for field in fields.values():
            yield field_key(kind, field.name), field.label(language)
    for field in TASK_FIELDS.values():
        yield f"board.{field.name}", field.label(language)
    for group, choices in CHOICES.items():
        for code, words in words_of(choices, language).items():
            yield f"{group}.{code}", words


def field_key(kind: str, name: str) -> str:
    """Key of the label of a field."""
    return f"field.{kind}_{name}" if (kind, name) in _NAMESAKES else f"field.{name}"


@cache
def wording_of(language: str) -> Wording:
    """The words of a language of ``LANGUAGES``."""
    written = _flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")))
    return Wording(language, dict(_defined(language)) | dict(written))


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
