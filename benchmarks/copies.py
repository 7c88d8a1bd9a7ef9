"""Which texts with one thing changed are still taken for copies of one paper.

Usage: python -m benchmarks.copies [--show]

Pairs of readings of one paper: each annotated scan beside its transcript, and each transcript beside one that is spoiled in memory as
recognition spoils it. One thing is then changed in one of the two: a figure by one digit or more, the day or month of a date, the name of a
department, a paragraph left out, three left out, one added. Counted is what becomes of the pairs that are joined unchanged. Nothing is
written; with --show the changes that were not noticed are printed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.corpora import CORPORA, annotated
from benchmarks.scan_texts import ScanTexts
from tasks.domain.sameness import Verdict, compare

SEED = 16
# Changes of each kind that are made to a pair.
_TIMES = 5
# Strengths at which a transcript is spoiled: share of words with a letter misread; a fifth as many are lost or cut in two.
_STRENGTHS = (0.02, 0.06)
_HEAD = 60  # words that the comparison leaves to the fields of the head
_LEAST_PARAGRAPH = 12  # words
_LETTERS = {"n": "u", "u": "n", "o": "e", "c": "e", "l": "i", "h": "b", "t": "l", "m": "n", "a": "o", "i": "l"}
_DIGITS = {"1": "4", "6": "8", "8": "6", "3": "8", "0": "6", "5": "6", "7": "1"}
_FIELDS = (
    "Tài chính",
    "Nội vụ",
    "Xây dựng",
    "Y tế",
    "Tư pháp",
    "Công Thương",
    "Ngoại vụ",
    "Giáo dục và Đào tạo",
    "Nông nghiệp và Môi trường",
)
_DEPARTMENT = re.compile(rf"(?<=\bSở )(?:{'|'.join(_FIELDS)})\b")
_FIGURE = re.compile(r"(?<![\d.,/-])\d{2,}(?:[.,]\d+)*(?![\d/])")
_DATE = re.compile(r"ngày (\d{1,2})(?:/| tháng )(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readings of one paper.

    Attributes:
        name: of the document.
        way: scan, or how much it was spoiled.
        read: as recognition gave it.
        printed: the text that is changed.
        own: the document's number.
    """

    name: str
    way: str
    read: str
    printed: str
    own: str


Change = Callable[[str, random.Random], str | None]


def pairs() -> Iterator[Pair]:
    """All pairs, in a fixed order."""
    scans = ScanTexts()
    for document in annotated(CORPORA):
        own = str(document.gold()["document"].get("number") or "")
        text = document.text()
        if document.scan.is_file() and scans.file(document):
            yield Pair(document.name, "scan", scans.get(document).clean.text, text, own)
        for strength in _STRENGTHS:
            draw = random.Random(f"{SEED} {document.name} {strength}")
            yield Pair(document.name, f"spoiled {strength}", spoiled(text, draw, strength), text, own)


def spoiled(text: str, draw: random.Random, strength: float) -> str:
    """A text with letters and digits misread, words lost and words cut in two."""

    def one(match: re.Match[str]) -> str:
        word, chance = match[0], draw.random()
        if chance < strength / 10:
            return ""
        if chance < strength / 5 and len(word) > 3:
            return f"{word[:2]} {word[2:]}"
        places = [i for i, letter in enumerate(word) if letter in _LETTERS or letter in _DIGITS]
        # A digit is misread once where a letter is misread ten times.
        if places and chance < (strength / 10 if word.isdigit() else strength):
            at = draw.choice(places)
            return word[:at] + (_LETTERS | _DIGITS)[word[at]] + word[at + 1 :]
        return word

    return re.sub(r"\w+", one, text)


def _body(text: str) -> tuple[int, int]:
    """From where to where a text is changed: behind its head, before its foot."""
    words = [match.end() for match in re.finditer(r"\w+", text)]
    foot = re.search(r"^Nơi nhận", text, re.MULTILINE)
    return words[min(2 * _HEAD, len(words)) - 1] if words else 0, foot.start() if foot else len(text)


def _replaced(pattern: re.Pattern[str], other: Callable[[re.Match[str], random.Random], str | None]) -> Change:
    def change(text: str, draw: random.Random) -> str | None:
        start, end = _body(text)
        found = [match for match in pattern.finditer(text) if start <= match.start() and match.end() <= end]
        if not found:
            return None
        match = draw.choice(found)
        new = other(match, draw)
        return None if new is None or new == match[0] else text[: match.start()] + new + text[match.end() :]

    return change


def _digit(match: re.Match[str], draw: random.Random) -> str:
    at = draw.choice([i for i, c in enumerate(match[0]) if c.isdigit() and i > 0])
    return match[0][:at] + draw.choice([d for d in "0123456789" if d != match[0][at]]) + match[0][at + 1 :]


def _figure(match: re.Match[str], draw: random.Random) -> str:
    first = draw.choice("123456789")
    return "".join(
        first if i == 0 else draw.choice([d for d in "0123456789" if d != c]) if c.isdigit() else c for i, c in enumerate(match[0])
    )


def _day(match: re.Match[str], draw: random.Random) -> str:
    return match[0].replace(match[1], f"{draw.choice([d for d in range(1, 29) if d != int(match[1])]):02}", 1)


def _month(match: re.Match[str], draw: random.Random) -> str:
    return f"{match[0][: match.start(2) - match.start()]}{draw.choice([m for m in range(1, 13) if m != int(match[2])]):02}"


def _department(match: re.Match[str], draw: random.Random) -> str:
    return draw.choice([field for field in _FIELDS if field != match[0]])


def _paragraphs(text: str) -> list[tuple[int, int]]:
    start, end = _body(text)
    found = [(match.start(), match.end()) for match in re.finditer(r"[^\n\f]+(?:\n[^\n\f]+)*", text)]
    return [(a, b) for a, b in found if a >= start and b <= end and len(text[a:b].split()) >= _LEAST_PARAGRAPH]


def _without(count: int) -> Change:
    def change(text: str, draw: random.Random) -> str | None:
        there = _paragraphs(text)
        if len(there) <= count:
            return None
        for a, b in sorted(draw.sample(there, count), reverse=True):
            text = text[:a] + text[b:]
        return text

    return change


def _added(text: str, draw: random.Random) -> str | None:
    """With a sentence of words that the text has, in another order."""
    there = _paragraphs(text)
    if not there:
        return None
    a, b = draw.choice(there)
    words = text[a:b].split()
    draw.shuffle(words)
    return f"{text[:b]}\n\n{' '.join(words)}{text[b:]}"


CHANGES: dict[str, Change] = {
    "one digit of a figure": _replaced(_FIGURE, _digit),
    "a figure": _replaced(_FIGURE, _figure),
    "a day": _replaced(_DATE, _day),
    "a month": _replaced(_DATE, _month),
    "a department": _replaced(_DEPARTMENT, _department),
    "a paragraph left out": _without(1),
    "three paragraphs left out": _without(3),
    "a paragraph added": _added,
}


def main() -> int:
    """Tell of the pairs as they are, then of each kind of change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    unchanged: Counter[str] = Counter()
    changed: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs():
        verdict = compare(pair.read, pair.printed, pair.own).verdict
        unchanged[f"{pair.way}: {verdict}"] += 1
        if verdict is not Verdict.SAME:
            continue
        for kind, change in CHANGES.items():
            draw = random.Random(f"{SEED} {pair.name} {pair.way} {kind}")
            for other in dict.fromkeys(text for _ in range(_TIMES) if (text := change(pair.printed, draw)) is not None):
                found = compare(pair.read, other, pair.own)
                changed[kind][found.verdict] += 1
                if show and found.verdict is Verdict.SAME:
                    print(f"{pair.name}, {pair.way}: {kind}; {_difference(pair.printed, other)}; share {found.share:.3f}")
    print("unchanged:", ", ".join(f"{what} {count}" for what, count in sorted(unchanged.items())))
    for kind, verdicts in changed.items():
        joined, asked, apart = (verdicts[verdict] for verdict in (Verdict.SAME, Verdict.UNSURE, Verdict.OTHER))
        print(f"{kind}: {verdicts.total()} pairs, {joined} joined, {asked} asked, {apart} apart")
    total = sum(verdicts.total() for verdicts in changed.values())
    print(f"all: {total} pairs, {sum(verdicts[Verdict.SAME] for verdicts in changed.values())} joined")
    return 0


def _difference(before: str, after: str) -> str:
    """What was changed, cut short."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    return f"{before[start - 20 : start + 40]!r} -> {after[start - 20 : start + 40]!r}"


if __name__ == "__main__":
    raise SystemExit(main())
