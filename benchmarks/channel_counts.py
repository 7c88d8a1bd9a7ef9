"""Align lines as printed with lines as read and count; the arithmetic behind ``benchmarks/learn_channel.py``."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from tasks.restore.channel import FORMAT
from tasks.restore.letters import Style, split_read, style_of, styled_parts
from tasks.text.model import model_form, split_edges
from tasks.text.symbols import TYPES
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

MADE = (
    "What Tesseract 5.3 with its English model (eng) read for pages set from Vietnamese decrees and circulars, Tatoeba sentences "
    "(CC BY 2.0 FR) and syllables drawn from a list, in Liberation Serif and DejaVu fonts at 12-14 pt, 150-300 dpi, clean, blurred, "
    "noised, compressed or worn; symbols counted from the same decrees. Made by benchmarks/learn_channel.py; counts only, no text."
)
Tally = dict[str, Counter[str]]
_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d\d/)?((?:[^\W\d_]{1,5}\d{0,2})(?:-[^\W\d_][^\W_]{0,9}){1,2})(?![\w-])")
_LEAST_SYMBOL = 3
_LEAST_CASES = 2
_ROUNDS = 4
_BAND = 3


def align_words(printed: Sequence[str], read: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words and what was read for them: one for one, one as two, two as one; what has no counterpart is left out."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(printed) + 1):
        for j in range(max(0, i - _BAND), min(len(read), i + _BAND) + 1):
            options = []
            for di, dj, extra in ((1, 1, 0.0), (1, 2, 1.5), (2, 1, 1.5), (1, 0, 2.0), (0, 1, 2.0)):
                before = best.get((i - di, j - dj))
                if before is not None:
                    a, b = bare("".join(printed[i - di : i])), bare("".join(read[j - dj : j]))
                    options.append((before[0] + extra + Levenshtein.distance(a, b), di, dj))
            if options:
                best[i, j] = min(options)
    at = (len(printed), len(read))
    found = []
    while at in best and at != (0, 0):
        _, di, dj = best[at]
        if di and dj:
            found.append((tuple(printed[at[0] - di : at[0]]), tuple(read[at[1] - dj : at[1]])))
        at = (at[0] - di, at[1] - dj)
    return reversed(found)


def syllable_pair(printed: str, read: str) -> tuple[str, Style, str] | None:
    """Form and case of a printed syllable and the letters read for it; None where it is no syllable or nothing of it was read."""
    _, core, _ = split_edges(printed)
    style = style_of(core) if core.isalpha() else None
    form = model_form(core)
    _, seen, _ = split_read(read)
    if style is None or not is_syllable(form) or not seen or len(seen) > 2 * len(form) + 1:
        return None
    return form, style, seen


def _first_cost(letter: str, read: str) -> float:
    """Cost before anything was counted: the same bare letter is likely, everything else is not."""
    if len(letter) == 2:
        return 5.0
    if not read:
        return 5.0
    if len(read) == 2:
        return 6.0
    return 0.1 if bare(letter) == bare(read) and letter.isupper() == read.isupper() else 1.0 if bare(letter) == bare(read) else 4.0


def cut(printed: str, read: str, costs: Tally | None) -> tuple[tuple[str, str], ...]:
    """The cheapest cut of both into letters and what was read for each."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(1, len(printed) + 1):
        for j in range(len(read) + 1):
            options = []
            for di, dj in ((1, 1), (1, 0), (1, 2), (2, 1)):
                before = best.get((i - di, j - dj))
                if before is not None:
                    options.append((before[0] + _cost(printed[i - di : i], read[j - dj : j], costs), di, dj))
            if options:
                best[i, j] = min(options)
    at, found = (len(printed), len(read)), []
    if at not in best:
        return ()
    while at != (0, 0):
        _, di, dj = best[at]
        found.append((printed[at[0] - di : at[0]], read[at[1] - dj : at[1]]))
        at = (at[0] - di, at[1] - dj)
    return tuple(reversed(found))


def _cost(letter: str, read: str, counted: Tally | None) -> float:
    first = _first_cost(letter, read)
    if counted is None:
        return first
    seen = counted.get(letter, Counter[str]())
    # Two letters read as one are weighed against the first of them alone.
    total = sum((counted.get(letter[0], Counter[str]()) if len(letter) == 2 else seen).values())
    return -math.log((seen[read] + 5 * math.exp(-first) * 0.2) / (total + 5))


def count_pairs(pairs: Iterable[tuple[str, Style, str]]) -> tuple[Tally, Tally, Tally]:
    """Counts for letters, onsets and rimes."""
    words = Counter(pairs)
    letters: Tally | None = None
    for _ in range(_ROUNDS):
        now: Tally = defaultdict(Counter)
        onsets: Tally = defaultdict(Counter)
        rimes: Tally = defaultdict(Counter)
        for (form, style, read), times in words.items():
            onset, rime = styled_parts(form, style)
            used, border = 0, 0
            for letter, seen in cut(onset + rime, read, letters):
                now[letter][seen] += times
                # A letter of the onset that melted into the rime counts with the rime.
                border += len(seen) if used + len(letter) <= len(onset) else 0
                used += len(letter)
            if used:
                onsets[onset][read[:border]] += times
                rimes[rime][read[border:]] += times
        letters = now
    return letters or {}, onsets, rimes


def _kept(tally: Tally, least: int) -> dict[str, dict[str, int]]:
    return {k: {r: n for r, n in sorted(v.items()) if n >= least} for k, v in sorted(tally.items())}


def symbols_of(laws: str) -> list[str]:
    """What stands behind the number in the symbols of a text, frequent first; misprints of a known type ("QD-TTg") left out."""
    found = Counter(m[1] for m in _SYMBOL.finditer(laws))
    known = set(TYPES.values())
    return [s for s, n in found.most_common() if n >= _LEAST_SYMBOL and (s.split("-")[0] in known or bare(s.split("-")[0]) not in TYPES)]


def cases_of(text: str) -> dict[str, list[int]]:
    """Of each syllable inside sentences: how often it was written small and how often with a capital."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in text.splitlines():
        opens = True
        for word in line.split():
            _, core, behind = split_edges(word)
            style = style_of(core) if core.isalpha() else None
            if not opens and style in (Style.LOWER, Style.TITLE) and is_syllable(form := model_form(core)):
                counts[form][style == Style.TITLE] += 1
            opens = (opens and not core) or any(c in behind for c in ".!?:;")
    return {form: found for form, found in sorted(counts.items()) if sum(found) >= _LEAST_CASES}


def fit(pages: Sequence[Sequence[tuple[str, str]]], laws: str, cased: str, calibration: Sequence[tuple[float, float]]) -> bytes:
    """The table as bytes; ``cased`` is text to count capitals in."""
    words = broken = joined = 0
    pairs = []
    for printed, read in (line for page in pages for line in page):
        for a, b in align_words(printed.split(), read.split()):
            words += len(a)
            broken += len(b) > len(a)
            joined += len(b) < len(a)
            pair = syllable_pair(a[0], b[0]) if len(a) == len(b) == 1 else None
            if pair:
                pairs.append(pair)
    letters, onsets, rimes = count_pairs(pairs)
    table = {
        "format": FORMAT,
        "made": MADE,
        "words": words,
        "letters": _kept(letters, 2),
        "onsets": _kept(onsets, 1),
        "rimes": _kept(rimes, 1),
        "broken": broken / max(1, words),
        "joined": joined / max(1, words),
        "symbols": symbols_of(laws),
        "cases": cases_of(cased),
        "calibration": list(calibration),
    }
    return gzip.compress(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
