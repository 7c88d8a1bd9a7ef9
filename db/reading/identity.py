"""Names of rows that a document read again gives them again, so that links and what left the database can be matched later."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from db.models.finding import Directive
from db.reading.placing import words_of
from tasks.domain.letters import fold

_DIGITS = 10
# Of directives none: their names stood in spreadsheets first. None is a digit of a hash, and "c" is for corrections.
_SIGNS = {"directive": "", "metric": "m", "citation": "q", "section": "s"}


def task_keys(directives: Sequence[Directive], given: Mapping[int, str]) -> dict[int, str]:
    """The key of every directive of a revision, by the directive's id: its lasting name (``db.reading.lasting``).

    Args:
        directives: all of a revision, in order; also those that were rejected.
        given: keys that stay what they are, by directive, since the directive is followed up under them.
    """
    taken = set(given.values())
    keys: dict[int, str] = {}
    for directive in directives:
        own = directive.key or f"row-{directive.id}"
        keys[directive.id] = given.get(directive.id) or free_name(own, taken)
        taken.add(keys[directive.id])
    return keys


def free_name(wanted: str, taken: set[str]) -> str:
    """A name, or with the first number behind it that is not taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def name_of_words(kind: str, values: Mapping[str, Any]) -> str:
    """What a row is called by what was read: the same while case, accents and punctuation are all that differs.

    Args:
        kind: directive, metric, citation or section.
        values: of its fields, as read.
    """
    words = re.sub(r"\W+", " ", fold(words_of(kind, values))).strip()
    return f"{_SIGNS[kind]}{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"


def name_of_added(correction_id: int) -> str:
    """What a row is called that a person added."""
    return f"c{correction_id}"
