"""What somebody may have meant by a name that nothing goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from tasks.domain.letters import fold

# Share of equal letters from which a name is offered: difflib's own default, 0.6, offers "store" for "score" and nothing for "colour".
LIKE = 0.6


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that are most like one, the likest first; accents and case do not matter.

    Args:
        name: what was typed.
        known: what there is.
        most: how many at most.
    """
    by_key: dict[str, str] = {}
    for one in known:
        by_key.setdefault(fold(one), one)
    wanted = fold(name)
    inside = sorted((key for key in by_key if wanted and wanted in key), key=len)
    close = get_close_matches(wanted, by_key, n=most, cutoff=LIKE)
    return [by_key[key] for key in dict.fromkeys((*close, *inside))][:most]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "", written: Callable[[str], str] = str) -> str:
    """A question with the likest of the known names.

    Args:
        name: what was typed.
        known: what there is.
        otherwise: said where nothing is like it.
        written: how a known name is written in the question.
    """
    found = nearest(name, known)
    return f"Did you mean {' or '.join(map(written, found))}?" if found else otherwise
