"""What changed between two readings, as a unified difference: what stayed the same is left out, also within long lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console

from flows.render import safe

if TYPE_CHECKING:
    from db.asking.questions import Difference

CONTEXT = 4  # words kept around a change, enough to find its place
_WORD = re.compile(r"\s*\S+")
_LEAST_LIKE = 0.3  # below this share of equal words two lines are two texts, and both are shown whole


def print_differences(console: Console, name: str, revisions: tuple[int, int], found: Sequence[Difference]) -> None:
    """All differences, by kind of row; on a terminal what went is red and what came is green, the words themselves bold.

    Args:
        console: where to.
        name: of the document, as markup.
        revisions: numbers of the earlier and the later reading.
        found: what differs, in order.
    """
    console.print(f"[red]--- {name} revision {revisions[0]}[/]", f"[green]+++ {name} revision {revisions[1]}[/]", sep="\n", highlight=False)
    for kind, of_kind in groupby(found, key=lambda one: one.kind):
        console.print(f"[cyan]@@ {kind} @@[/]", highlight=False)
        for one in of_kind:
            went, came = marked(one.before, one.after)
            for mark, colour, words in (("-", "red", went), ("+", "green", came)):
                if words is not None:
                    console.print(f"[{colour}]{mark} {words}[/]", highlight=False, soft_wrap=True)
    console.print(f"{len(found) or 'no'} differences", highlight=False)


def marked(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Two lines as markup, the words that differ in bold, long stretches that they share as "…"; a line alone is whole."""
    if before is None or after is None:
        return None if before is None else safe(before), None if after is None else safe(after)
    first, second = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _LEAST_LIKE:
        return safe(before), safe(after)
    codes = matcher.get_opcodes()
    last = len(codes) - 1
    return (
        _joined((first[a:b], tag == "equal", n == 0, n == last) for n, (tag, a, b, _, _) in enumerate(codes)),
        _joined((second[c:d], tag == "equal", n == 0, n == last) for n, (tag, _, _, c, d) in enumerate(codes)),
    )


def _joined(stretches: Iterable[tuple[list[str], bool, bool, bool]]) -> str:
    """Stretches of words, each with whether both lines have it, and whether it is the first or the last."""
    return " ".join(_shortened(words, is_first, is_last) if same else _bold(words) for words, same, is_first, is_last in stretches if words)


def _bold(words: Sequence[str]) -> str:
    return f"[bold]{safe(''.join(words))}[/]"


def _shortened(words: Sequence[str], is_first: bool, is_last: bool) -> str:
    """What both lines have, around the changes."""
    head = [] if is_first else list(words[:CONTEXT])
    tail = [] if is_last else list(words[-CONTEXT:])
    if len(words) <= len(head) + len(tail) + 1:
        return safe("".join(words))
    return " ".join(filter(None, (safe("".join(head)), "…", safe("".join(tail)))))
