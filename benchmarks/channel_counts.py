"""Align lines as printed with lines as read and count; the arithmetic behind ``benchmarks/learn_channel.py``."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tasks.restore.adapt import Seen, count_seen
from tasks.restore.channel import FORMAT, Channel, Counts, Source
from tasks.restore.cut_letters import cut_letters
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style, split_read, style_of
from tasks.restore.restored import Restored
from tasks.text.model import model_form, split_edges
from tasks.text.symbols import TYPES
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

MADE = (
    "What Tesseract 5.3 with models of other languages (eng, deu, fra, ita, spa, Latin) read for pages set from Vietnamese decrees and "
    "circulars, Tatoeba sentences (CC BY 2.0 FR) and syllables drawn from a list, in Liberation Serif and DejaVu fonts at 12-14 pt, "
    "150-300 dpi, clean, blurred, noised, compressed or worn; what text layers of other makers have for proofread notices; symbols, "
    "abbreviations and capitals counted from decrees and official texts. Made by benchmarks/learn_channel.py; counts only, no text."
)
_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d\d/)?((?:[^\W\d_]{1,5}\d{0,2})(?:-[^\W\d_][^\W_]{0,9}){1,2})(?![\w-])")
_LEAST_SYMBOL = 3
_LEAST_CASES = 2
_ROUNDS = 3
_BAND = 3
# Words are strange from this many nats; pairs of a layer are believed when they are this much alike (of 100) or stand there this often.
_STRANGE_FROM = 6.0
_ALIKE, _OFTEN = 45, 4
_CODE = re.compile(r"(?<![\w-])[A-ZĐ]{2,10}(?!\w)")
_ROMAN = re.compile(r"[IVXLC]+")
_LEAST_CODE = 3


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


def syllable_pair(printed: str, read: str) -> Seen | None:
    """Form and case of a printed syllable and the letters read for it; None where it is no syllable or nothing of it was read."""
    _, core, _ = split_edges(printed)
    style = style_of(core) if core.isalpha() else None
    form = model_form(core)
    _, seen, _ = split_read(read)
    if style is None or not is_syllable(form) or not seen or len(seen) > 2 * len(form) + 1:
        return None
    return form, style, seen


def count_pairs(pairs: Sequence[Seen]) -> Source:
    """Counts of letters, onsets, rimes and words, cut by what the counts themselves say."""
    costs = LetterCosts({})
    for _ in range(_ROUNDS):
        counted = count_seen(pairs, costs)
        costs = LetterCosts(counted.letters)
    return replace(counted, words=_strange(counted.words, costs))


def _strange(words: Counts, costs: LetterCosts) -> Counts:
    """The words that were read so more than once and by no likeness of their letters."""
    found: dict[str, dict[str, float]] = {}
    for word, seen in words.items():
        for read, times in seen.items():
            price = sum(costs.cost(letter, part) for letter, part in cut_letters(word, read, costs))
            if times > 1 and price >= _STRANGE_FROM:
                found.setdefault(word, {})[read] = times
    return found


def pairs_of_pages(pages: Iterable[Sequence[tuple[str, str]]]) -> list[Seen]:
    """Syllables and what was read for them, from lines as printed and as read."""
    pairs = []
    for printed, read in (line for page in pages for line in page):
        for a, b in align_words(printed.split(), read.split()):
            pair = syllable_pair(a[0], b[0]) if len(a) == len(b) == 1 else None
            pairs += [pair] if pair else []
    return pairs


def pairs_of_layer(restored: Restored, truth: str) -> list[Seen]:
    """Syllables of a proofread text and what a layer of the same scan has for them.

    The restored layer says which word stands where; lines that the layer has in another place are left out, and so are words that have
    nothing in common with what stands there, unless they stand there again and again.
    """
    words = [word for page in restored.pages for line in page.lines for word in line.words]
    printed = truth.split()
    pairs = []
    for op in Levenshtein.opcodes([_key(w.text) for w in words], [_key(t) for t in printed]):
        if op.tag in ("equal", "replace") and op.src_end - op.src_start == op.dest_end - op.dest_start:
            for word, there in zip(words[op.src_start : op.src_end], printed[op.dest_start : op.dest_end], strict=True):
                pair = syllable_pair(there, word.original) if word.tokens == 1 else None
                pairs += [pair] if pair else []
    often = Counter(pairs)
    return [p for p in pairs if often[p] >= _OFTEN or fuzz.ratio(bare(p[0]), bare(p[2])) >= _ALIKE]


def _key(word: str) -> str:
    return bare(word.strip('.,;:()"“”'))


def _kept(tally: Counts, least: int) -> dict[str, dict[str, float]]:
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


def codes_of(texts: Iterable[str]) -> dict[str, int]:
    """Abbreviations in capitals that are no syllables, and how often they stand in these texts."""
    found = Counter(code for text in texts for code in _CODE.findall(text))
    return {c: n for c, n in found.most_common() if n >= _LEAST_CODE and not is_syllable(c.lower()) and not _ROMAN.fullmatch(c)}


def table_of(channel: Channel) -> bytes:
    """The table as bytes."""
    table = {
        "format": FORMAT,
        "made": MADE,
        "sources": {name: _counts_of(source) for name, source in sorted(channel.sources.items())},
        "broken": channel.broken,
        "joined": channel.joined,
        "symbols": list(channel.symbols),
        "codes": dict(channel.codes),
        "cases": {form: list(counts) for form, counts in channel.cases.items()},
        "calibration": [list(point) for point in channel.calibration],
    }
    return gzip.compress(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def _counts_of(source: Source) -> dict[str, dict[str, dict[str, float]]]:
    """The counts without letters read so once only, which most often were cut wrongly."""
    return {"letters": _kept(source.letters, 2)} | {part: _kept(getattr(source, part), 1) for part in ("onsets", "rimes", "words")}
