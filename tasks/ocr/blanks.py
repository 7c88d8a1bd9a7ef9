"""Where the head has places for figures that are often filled in by hand: "Số: ___/TB-UBND", "ngày ___ tháng ___ năm".

Tesseract reads print beside writing as one word ("ngày¿&9", "W†tháng", "ð!/UBND-KTTH"), so that a place may begin or end inside a word;
where, follows from how wide the printed letters are. It reads the print itself amiss, too ("Sở", "nsày"), so look-alikes of it serve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.geometry import BBox
from tasks.domain.page import Line
from tasks.ocr.letters import ROOM, em_of, em_of_page, letters_width

_LINES = 16
# The label stands first, behind at most two bits of dirt.
_FIRST_WORDS = 3
# Look-alikes counted in the number's line of scans; a tail must stand behind it, so that "Sở Y tế" is none.
_LABEL = re.compile(r"[SsŠ5§$8][ôốồổỗộơớờởỡợòóỏõọoöeéèẻ0dđ][:;.,]?")
_TAIL = re.compile(r"(?:(?:/(?:19|20)\d\d)?[/⁄](?:[A-ZĐ]|[a-zđ]{2,6}-)|[-–][A-Za-zĐđ]{2,6}/)[\wĐ&.,]*(?:[-–/][\wĐ&.,]*)*")
# A tail that says of itself that the line is the number's.
_SURE_TAIL = re.compile(r"/(?:(?:19|20)\d\d/)?[A-ZĐ]{2,6}[-–][A-ZĐ][A-ZĐ&-]+")
_DAY = re.compile(r"[nm][gsq][àảaáãạâăäå][yvýÿ]", re.IGNORECASE)
_MONTH = re.compile(r"[tf]h[áảaàãạâăä]n[gq]", re.IGNORECASE)
_YEAR = re.compile(r"n[ăãâaắằẳàá]m", re.IGNORECASE)
_CLOSING = ".,;:"
_MOST_SIGNS = 5
# Behind the year of the head's own date stands nothing, at most dirt; in a sentence stands more.
_MOST_BEHIND = 2
# A word of letters read as surely as this is print, and what it stands in is a sentence.
_PRINT = 80.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for figures.

    Attributes:
        name: "number", "day" or "month".
        line: index of its line.
        first: index of the first word it touches.
        last: index behind the last word it touches; equal to ``first`` for an empty place between two words.
        before: print at the start of word ``first`` that is not of the place ("ngày" of "ngày¿&9").
        text: what was read in the place, white space left out.
        behind: print at the end of the last word that is not of the place ("/UBND-KTTH" of "ð!/UBND-KTTH").
        confidence: lowest of the words it touches, 0 for an empty one.
        box: the place, a little higher and lower than its neighbours, as hands write larger than types.
        reach: how far the words on both sides go; the place lies within.
        em: pixels of an em of the print beside it.
        letters: width in em of the print on either side, where its letters alone say where the place begins or ends; else 0.
    """

    name: str
    line: int
    first: int
    last: int
    before: str
    text: str
    behind: str
    confidence: float
    box: BBox
    reach: tuple[int, int]
    em: float
    letters: tuple[float, float]


def find_blanks(lines: tuple[Line, ...], dpi: int) -> tuple[Blank, ...]:
    """The places of the head in the first lines of a page, in reading order: at most one of each name."""
    found: dict[str, Blank] = {}
    usual = em_of_page(lines, dpi)
    for index, line in enumerate(lines[:_LINES]):
        for blank in filter(None, (_number(index, line, usual), *_date(index, line, usual))):
            found.setdefault(blank.name, blank)
    return tuple(sorted(found.values(), key=lambda b: (b.line, b.first)))


def is_label_alone(line: Line) -> bool:
    """Whether the line is the number's label and nothing more, at most a sign of dirt."""
    label = _label(line)
    return label is not None and sum(c.isalnum() for c in line.text) <= label.end + 1 and symbol_ends(line) is False


def symbol_ends(line: Line) -> bool:
    """Whether the last word, or the last but a sign of dirt, ends in a symbol ("/TB-UBND")."""
    words = [w.text for w in line.words if sum(c.isalnum() for c in w.text) > 1]
    return bool(words) and any(m.end() >= len(words[-1].rstrip(_CLOSING)) for m in _TAIL.finditer(words[-1]))


@dataclass(frozen=True, slots=True)
class _Mark:
    """Print beside a place: the word it stands in, and where in that word."""

    word: int
    start: int
    end: int


def _number(index: int, line: Line, usual: float) -> Blank | None:
    label = _label(line)
    if label is None:
        return _unlabelled(index, line, usual)
    for place in range(label.word, len(line.words)):
        text = line.words[place].text
        start = label.end if place == label.word else 0
        tail = _TAIL.search(text, start)
        if tail is not None and tail.end() >= len(text.rstrip(_CLOSING)):
            return _between("number", index, line, (label, _Mark(place, tail.start(), len(text))), usual)
    return None


def _label(line: Line) -> _Mark | None:
    for place, word in enumerate(line.words[:_FIRST_WORDS]):
        match = _LABEL.match(word.text)
        if match and (len(word.text) == match.end() or _looks_like_place(word.text[match.end() :])):
            return _Mark(place, 0, match.end())
        if sum(c.isalnum() for c in word.text) > 1:
            return None
    return None


def _unlabelled(index: int, line: Line, usual: float) -> Blank | None:
    """A number's line whose label was read as something else: told by its symbol, the label being the first thing on it."""
    for place, word in enumerate(line.words[:_FIRST_WORDS]):
        tail = _SURE_TAIL.search(word.text)
        if tail is not None and tail.end() == len(word.text.rstrip(_CLOSING)):
            before = "".join(w.text for w in line.words[:place]) + word.text[: tail.start()]
            words = sum(c.isalpha() and c.islower() for c in before) > 3 or place + 1 < len(line.words)
            # With nothing read before the symbol there is no telling where label and figures stand; a number alone is cited in a subject.
            if len(before) < 2 or before.isdigit() or words:
                return None
            label = _Mark(0, 0, min(2, len(line.words[0].text), tail.start() if place == 0 else 2))
            return _between("number", index, line, (label, _Mark(place, tail.start(), len(word.text))), usual)
    return None


def _looks_like_place(rest: str) -> bool:
    return any(not c.isalpha() for c in rest) or len(rest) <= 2


def _date(index: int, line: Line, usual: float) -> list[Blank | None]:
    day, month, year = (_mark(line, pattern) for pattern in (_DAY, _MONTH, _YEAR))
    found: list[Blank | None] = []
    if day and month and year and len(line.words) - year.word - 2 <= _MOST_BEHIND:
        if day.word <= month.word <= day.word + 4 and (day.word, day.end) <= (month.word, month.start):
            found.append(_between("day", index, line, (day, month), usual))
        if month.word <= year.word <= month.word + 3 and (month.word, month.end) <= (year.word, year.start):
            found.append(_between("month", index, line, (month, year), usual))
    return found


def _mark(line: Line, pattern: re.Pattern[str]) -> _Mark | None:
    for place, word in enumerate(line.words):
        match = pattern.search(word.text)
        if match and _is_print_beside(word.text, match):
            return _Mark(place, match.start(), match.end())
    return None


def _is_print_beside(text: str, match: re.Match[str]) -> bool:
    """Whether the match is print with at most a few signs of writing on one side, or on both with print behind these again."""
    signs = len(text) - (match.end() - match.start())
    others = [m for p in (_DAY, _MONTH, _YEAR) if p is not match.re and (m := p.search(text))]
    signs -= sum(m.end() - m.start() for m in others)
    return signs <= _MOST_SIGNS and (match.start() == 0 or match.end() == len(text) or bool(others))


def _between(name: str, index: int, line: Line, marks: tuple[_Mark, _Mark], usual: float) -> Blank | None:
    left, right = marks
    words = line.words
    opening, closing = words[left.word], words[right.word]
    same = left.word == right.word
    begins = left.end < len(opening.text) and not same
    ends = right.start > 0 and not same
    first, last = (left.word if begins else left.word + 1), (right.word + 1 if ends else right.word)
    if same:
        first, last = left.word, left.word + 1
    inner = words[left.word + 1 : right.word]
    if any(len(w.text) > 1 and w.text.isalpha() and w.confidence >= _PRINT for w in inner):
        return None
    split = (opening.text[left.end :], *(w.text for w in inner), closing.text[: right.start])
    text = opening.text[left.end : right.start] if same else "".join(split)
    em = em_of(line, {left.word, right.word}, usual)
    # A box of print alone may still reach over the writing beside it, so the letters' own width bounds it.
    x, y = opening.bbox.right, closing.bbox.left
    # A word that begins before the mark is cut where its letters say, too.
    head, tail = letters_width(opening.text[: left.end]) * ROOM, letters_width(closing.text[right.start :]) * ROOM
    if left.start == 0 or same:
        x = min(x, opening.bbox.left + round(head * em))
    if right.end == len(closing.text) or same:
        y = max(y, closing.bbox.right - round(tail * em))
    rise = max(opening.bbox.height, closing.bbox.height) // 3
    top, bottom = min(opening.bbox.top, closing.bbox.top) - rise, max(opening.bbox.bottom, closing.bbox.bottom) + rise
    return Blank(
        name=name,
        line=index,
        first=first,
        last=last,
        before=opening.text[: left.end] if begins or same else "",
        text="".join(text.split()),
        behind=closing.text[right.start :] if ends or same else "",
        confidence=min((w.confidence for w in words[first:last]), default=0.0),
        box=BBox(x, max(0, top), max(x + 1, y), bottom),
        reach=(min(x, opening.bbox.left), max(x + 1, y, closing.bbox.right)),
        em=em,
        letters=(head if begins or same else 0.0, tail if ends or same else 0.0),
    )
