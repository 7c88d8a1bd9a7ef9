"""The number and the day in the head, which are often written by hand: read as writing, and noted where they stay doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, Word
from tasks.ocr.acceptance import ACCEPTED
from tasks.ocr.blanks import Blank, find_blanks
from tasks.ocr.figures import FigureReading

# Print read as surely as this is taken as read: of printed figures above it none was misread (measured, ``tasks.findings.doubts``).
_SURE = 80.0
# Writing that is not taken as read gets less than what ``tasks.structure`` leaves in the head.
_DOUBTED = 50.0
# What a text layer says is no reading.
_TEXT_LAYER = 100.0
# Print surely read as one thing is doubted where as writing it is surely another (measured on the corpus: no right reading is).
_OTHER, _NOT_PRINT = 0.6, 0.05
_PADDED = 2
_LARGEST = {"number": 99999, "day": 31, "month": 12}
_FIGURES = {"number": 5, "day": 2, "month": 2}
# A reading whose alternatives are mostly impossible is worth half.
_LEAST_POSSIBLE = 0.5

_LOOK_ALIKES = str.maketrans("lI|]!iOoQSZz", "111111000522")
_MISSED = 15.0

Reader = Callable[[Blank, int], FigureReading]
HasInk = Callable[[BBox], bool]
Printed = Callable[[Blank], Word | None]


@dataclass(frozen=True, slots=True)
class HeadReading:
    """Lines with the figures of the head read as writing, notes on them, and the attempts made."""

    lines: tuple[Line, ...]
    notes: tuple[PageNote, ...] = ()
    attempts: tuple[str, ...] = ()


def read_head_figures(lines: tuple[Line, ...], dpi: int, reader: Reader, has_ink: HasInk, printed: Printed | None = None) -> HeadReading:
    """Look once more at the number ("Số: ___/TB-UBND"), the day and the month where they were not surely read as print.

    Args:
        lines: the page's lines.
        dpi: of their boxes.
        reader: reads a place as at most so many figures.
        has_ink: whether a part of the page has something written on it.
        printed: reads a place as print, where the page was not read: its text layer holds nothing there.

    Returns:
        Every such place as a word of its own. Its confidence is that of the writing's reading where this is a possible value, at least
        that of :data:`ACCEPTED` where it may be taken as read; else it is below 60, and a note shows the place with what it may be.
    """
    notes: list[PageNote] = []
    attempts: list[str] = []
    out = list(lines)
    # From the last to the first, so that the places of words before it stay what they were.
    for blank in reversed(find_blanks(lines, dpi)):
        if blank.confidence >= _TEXT_LAYER or not has_ink(blank.box):
            continue
        found = reader(blank, _FIGURES[blank.name])
        ranked = _ranked(blank, found)
        typed = printed(blank) if printed is not None else None
        if typed is not None and typed.confidence >= _SURE and _possible(typed.text, blank.name) and not _is_other(typed.text, ranked):
            attempts.append(f"{blank.name} as print {typed.confidence:.1f}")
            out[blank.line] = _filled(out[blank.line], blank, typed.text, typed.confidence)
            notes.append(_note(blank, [(typed.text, typed.confidence / 100)], sure=True))
            continue
        if _possible(blank.text, blank.name) and blank.confidence >= _SURE:
            # Tesseract knows print only: what it makes of writing it can be sure of, too.
            if _is_other(blank.text, ranked):
                attempts.append(f"{blank.name} as print {blank.text} or writing {ranked[0][0]}")
                out[blank.line] = _filled(out[blank.line], blank, blank.text, _DOUBTED)
                notes.append(_note(blank, ranked, sure=False))
            continue
        best, share = ranked[0] if ranked else (blank.text, 0.0)
        attempts.append(f"{blank.name} as writing {100 * share:.1f}")
        sure = 100 * share >= ACCEPTED[blank.name]
        confidence = 100 * share if sure else min(100 * share, _DOUBTED)
        out[blank.line] = _filled(out[blank.line], blank, best, confidence)
        notes.append(_note(blank, ranked, sure=sure))
    return HeadReading(tuple(out), tuple(reversed(notes)), tuple(reversed(attempts)))


def _possible(text: str, name: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) <= _LARGEST[name]


def _usual(text: str) -> str:
    """Figures as offices write them: with a zero before one figure, never before two, where it is the rim of the label's "ố"."""
    return text.lstrip("0").zfill(2) if len(text) > _PADDED else text


def _is_other(printed: str, ranked: list[tuple[str, float]]) -> bool:
    """Whether what was read as writing speaks against what was read as print."""
    share = sum(share for text, share in ranked if int(text) == int(printed))
    return bool(ranked) and int(ranked[0][0]) != int(printed) and ranked[0][1] >= _OTHER and share < _NOT_PRINT


def _ranked(blank: Blank, found: FigureReading) -> list[tuple[str, float]]:
    """Possible values, most probable first; what cannot stand there lends them its share, nothing read at all does not."""
    printed = blank.text.translate(_LOOK_ALIKES)
    shares: dict[str, float] = {}
    for text, share in found.alternatives:
        if _possible(text, blank.name):
            shares[_usual(text)] = shares.get(_usual(text), 0.0) + share
    possible = list(shares.items())
    mass = sum(share for _, share in possible)
    rest = 1.0 - sum(share for _, share in found.alternatives)
    if any(text == printed for text, _ in possible):
        # Tesseract misses figures of a hand, but sees none that are not there: "I]" is neither nothing nor a single 1.
        possible = [(text, share / _MISSED if len(text) < len(printed) else share) for text, share in possible]
        rest = 0.0
    belief = mass / (mass + rest) * (1.0 if mass >= _LEAST_POSSIBLE else 0.5) if mass else 0.0
    total = sum(share for _, share in possible)
    return sorted(((text, belief * share / total) for text, share in possible), key=lambda pair: -pair[1])


def _filled(line: Line, blank: Blank, text: str, confidence: float) -> Line:
    """The line with the place as one word, print of the words it touched cut off it."""
    words = list(line.words[: blank.first])
    if blank.before:
        word = line.words[blank.first]
        words.append(Word(blank.before, replace(word.bbox, right=max(word.bbox.left + 1, blank.box.left)), word.confidence))
    if text:
        words.append(Word(text, blank.box, confidence))
    if blank.behind:
        word = line.words[blank.last - 1]
        words.append(Word(blank.behind, replace(word.bbox, left=min(word.bbox.right - 1, blank.box.right)), word.confidence))
    return replace(line, words=(*words, *line.words[blank.last :]))


def _note(blank: Blank, ranked: list[tuple[str, float]], *, sure: bool) -> PageNote:
    if sure:
        value, share = ranked[0]
        message = f"The {blank.name} in the head is written by hand or a picture and was read as {value} (confidence {100 * share:.0f})."
        return PageNote("handwriting-read", message, blank.box, blank.name, tuple(ranked))
    shown = " or ".join(f"{value} ({100 * share:.0f} %)" for value, share in ranked[:3])
    guess = f"it may be {shown}" if shown else "it was not read"
    message = f"The {blank.name} in the head may be written by hand; {guess}, and is left out."
    return PageNote("handwriting-doubtful", message, blank.box, blank.name, tuple(ranked))
