"""Words in the languages of ``LANGUAGES``, from TOML files that hold the same keys in each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ONE = "_one"
"""Ends the key that is said of one thing where the language says it differently."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        language: vi or en.
        words: by dotted key.
    """

    language: str
    words: Mapping[str, str]
    _groups: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)  # a page asks sixty times for one

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with ``values`` in their places; the key must exist."""
        return self.words[key].format(**values) if values else self.words[key]

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self.words

    def of(self, group: str, code: str | None) -> str:
        """The words for a code of a closed list; the code itself where it is new, "" for none."""
        return self.words.get(f"{group}.{code}", code) if code else ""

    def group(self, name: str) -> Mapping[str, str]:
        """The codes of a group with their words, in the order of the file."""
        found = self._groups.get(name)
        if found is None:
            start = f"{name}."
            found = {key.removeprefix(start): words for key, words in self.words.items() if key.startswith(start)}
            self._groups[name] = found
        return found

    def counted(self, key: str, count: int, **values: object) -> str:
        """The words of a key with ``count`` in them, in the singular for one where the language has one."""
        return self(key + ONE if count == 1 and self.has(key + ONE) else key, count=count, **values)


def written(folder: Path, language: str) -> dict[str, str]:
    """The words of a language by dotted key, from ``<language>.toml`` of a folder, in the order of the file."""
    return dict(_flat(tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))))


def _flat(raw: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value)
