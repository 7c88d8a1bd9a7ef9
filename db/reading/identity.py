"""A name for a directive that a document read again gives it again, so that what left the database can be matched when it comes back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from db.models.finding import Directive
from tasks.domain.letters import fold

_DIGITS = 10


def task_keys(
    short_id: str, directives: Sequence[Directive], leads: Mapping[int, Sequence[str]], given: Mapping[int, str]
) -> dict[int, str]:
    """The key of every directive of a revision, by the directive's id.

    A key is the document's short id with a hash of who must do what, as it was read. It stays the same while the words that are read do:
    case, accents, punctuation, corrections and the order of the directives do not matter. Directives that are alike to the letter are told
    apart by a number, those that a person added by the number of that correction.

    Args:
        short_id: of the document.
        directives: all of a revision, in order; also those that were rejected.
        leads: who must act, by directive.
        given: keys that stay what they are, by directive, since the directive is followed up under them.
    """
    keys: dict[int, str] = {}
    seen: Counter[str] = Counter()
    taken = set(given.values())
    for directive in directives:
        key = f"{short_id}-{_name(directive, leads.get(directive.id, ()))}"
        seen[key] += 1
        while _numbered(key, seen[key]) in taken and directive.id not in given:
            seen[key] += 1
        keys[directive.id] = given.get(directive.id) or _numbered(key, seen[key])
    return keys


def _numbered(key: str, number: int) -> str:
    return key if number == 1 else f"{key}-{number}"


def _name(directive: Directive, leads: Sequence[str]) -> str:
    if directive.added_by is not None:
        return f"c{directive.added_by}"
    read = directive.machine or {}
    words = re.sub(r"\W+", " ", fold(f"{'; '.join(read.get('lead', leads))} {read.get('text', directive.text)}")).strip()
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
