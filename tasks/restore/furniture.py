"""What stands between the lines of a text layer and is not of the notice: banners of signing services, text set upright in a margin.

A banner is a block of its own that names a signing and its time. Upright text comes out letter by letter: lines of one to three signs, one
under the other ("-n", "ha", "nh"). Numbers under one another may be a column of a table, so they go only with such shreds between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tasks.text.unicode import bare

# Labels of signing services with marks and case removed, as far as models of other languages leave them.
_LABEL = re.compile(r"signed|sign(?:ing|ature)|digitally|reason\b|location\b|nguoi ky|ky boi|ky so|thoi gian ky|ngay ky|sao y|tg ky")
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b|[+-]\d{2}[:.']00\b|\b\d{4}[./-]\d{2}[./-]\d{2}\b")
_MOST_WORDS, _MOST_LINES = 40, 14
# Upright text: at most so many signs a line, so many lines in a run, of which so large a share are shreds of words.
_SIGNS, _RUN, _SHARE = 3, 3, 0.25
_SHRED = re.compile(r"(?!x$)(?=\S{1,3}$)(?:-?[^\W\d_]{0,3}-?|[^\W\d_]\d|:\d{1,2}|\d{1,2}/)")
_BROKEN = re.compile(r"[-:/]")
_NUMBER = re.compile(r"\d{1,3}")


def furniture_of(pages: Sequence[Sequence[str]]) -> tuple[frozenset[int], ...]:
    """For each page the indices of the lines that are left out; a line of the notice is at worst left in."""
    short = Counter(text for page in pages for line in page if _is_shred(text := line.strip()))
    again = frozenset(text for text, times in short.items() if times > 1)
    return tuple(frozenset(n for found in (_banners(page), _upright(page, again)) for n in found) for page in pages)


def _is_shred(text: str) -> bool:
    return (text.islower() and bool(_SHRED.fullmatch(text))) or bool(re.fullmatch(r":\d{1,2}|\d{1,2}/", text))


def _blocks(lines: Sequence[str]) -> Iterator[list[int]]:
    """Lines without an empty one between them."""
    block: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            block.append(number)
        elif block:
            yield block
            block = []


def _banners(lines: Sequence[str]) -> Iterator[int]:
    for block in _blocks(lines):
        text = bare(" ".join(lines[n].strip() for n in block))
        short = len(block) <= _MOST_LINES and len(text.split()) <= _MOST_WORDS
        if short and _LABEL.search(text) and _TIME.search(text):
            yield from block


def _upright(lines: Sequence[str], again: frozenset[str]) -> Iterator[int]:
    """Runs of shreds, with the numbers between them; shreds that stand alone only where the document has them more than once."""
    run: list[int] = []
    for number, line in enumerate([*lines, "an end"]):
        text = line.strip()
        if text and len(text) <= _SIGNS and (_is_shred(text) or _NUMBER.fullmatch(text)):
            run.append(number)
        elif text:
            texts = [lines[n].strip() for n in run]
            shreds = [t for t in texts if _is_shred(t)]
            known = any(t in again or _BROKEN.search(t) for t in shreds)
            alone = len(shreds) == len(run) and all(t in again for t in texts) and _are_apart(lines, run)
            if run and (alone or (known and len(run) >= _RUN and len(shreds) >= _SHARE * len(run))):
                yield from run
            run = []


def _are_apart(lines: Sequence[str], run: Sequence[int]) -> bool:
    """Whether nothing but empty lines and others of the run stand beside these lines."""
    beside = {n + step for n in run for step in (-1, 1)} - set(run)
    return all(not (0 <= n < len(lines)) or not lines[n].strip() for n in beside)
