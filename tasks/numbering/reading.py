"""All readings of the label that a line begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks.numbering.label import DOTTED, LETTERS, NUMERALS, Label, Level, spelled
from tasks.numbering.shapes import SEEN, USUAL, arabic_values, letter_values, roman_values

ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_LEVELS = {"phần": Level.PART, "chương": Level.CHAPTER, "mục": Level.DIVISION}
# "Điều" with any of its marks lost ("Điểu", "Diều", "Đieu").
_WORDY = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|[ĐDÐ]i[eêểềệễ]u|[ĐDÐ]I[EÊỂỀỆ]U)\s+(?P<thứ>(?:thứ|THỨ)\s+)?"
    r"(?P<value>[IVXLHTJW1l|]{1,6}|\d{1,3}[a-zđ]?|[^\W\d_]{1,5})(?P<mark>\s?[.:,](?!\d)|\s?-\s|\s?$|(?=\s))\s*"
)
_DOTTED = re.compile(r"(\d{1,2}(?:\s?[.,]\s?\d{1,2}){1,3})(?P<mark>\s?[.):/,-]|(?=\s)|(?=[A-ZĐÀ-Ỵ]))\s*(?=\S)")
_PARENS = re.compile(r"[({]\s?(?P<token>\d{1,2}|[a-zđ]|[ivx]{1,4})\s?[)}]\s{0,3}(?=\S)")
_SUBLETTER = re.compile(r"([a-zđ])\s?[.]?\s?(\d{1,2})\s?(?P<mark>[.)/]|-(?=\s))\s{0,3}(?=\S)")
_MARKED = re.compile(
    r"(?P<token>[^\W_]{1,5}|[|!€¡&?$\[\]]{1,2}|[a-z][|!]|[(]?[^\W_][|!]?)\s?(?P<mark>\.\)|\.[-–]|[.):/,}]|[-–](?=\s|[A-ZĐÀ-Ỵ]))\s{0,3}(?=\S)"
)
_UNMARKED = re.compile(r"(?P<token>\d{1,2}|[.]?[IVX]{1,5}|[IVXHLl1]{2,4}|[a-zđ])\s(?=[A-ZĐÀ-Ỵ])")
# Specks read as marks directly in front of a label: "–.3. Tiếp tục", "„1, Kiểm tra", "_.2. Về".
_SPECKS = re.compile(r"[^\w\s]{0,2}[^\w\s(\"“”'‘’«\-–—+•*…](?=\w{1,4}\s?[.),:])|[“”„‘’\"'](?=\d{1,2}[.,)]\s)")
_BULLET = re.compile(r"[-–—•*·]\s?(?=(?:[IVXHl1]{1,4}\s?[.),]|(?:\d{1,2}|[a-zđ])\s?(?:[.)]|-\s)))")
_TEXT_START = re.compile(r"[^\W\d_]|[“”\"'‘’(\[«]|\d")
# What counts or measures ("5 triệu") is no item; a number behind a label ("1. 120 hộ") is rarer than one that is broken ("2. 000"). A share
# or a decimal ("1. 100% các xã", "2. 0,5 lần") is no part of a broken number.
_FIGURE = re.compile(r"(?:triệu|tỷ|tỉ|đồng|ha|km|tháng|năm|ngày|người|giờ|phút|m2|m3|kg|tấn|%)(?!\w)|%")
_NUMBER = re.compile(r"\d{1,2}[/.]\d|\d{3}(?!\d|\s?%)")
# A misread numeral in front of a title that is not in capitals is rarer.
_PLAIN_ROMAN = 0.4
# What stands for a full stop or a bracket.
_MARKS = {",": ".", ":": ".", "}": ")", ".)": ")", "–": "-", ".–": ".-"}
_SPECK_COST = 0.6
_NUMBER_COST = 1.8
# "3 - Các phòng" is a page's number in front of a bullet.
_PAGE_NUMBER_COST = 2.4
# "4." is a number; "4)" may be a letter.
_DIGIT_FOR_LETTER = 1.5
_BULLET_COST = 2.4
_LOST_MARK = 2.4
_LOST_MARK_OF_TITLE = 1.2
_MOST_CHARACTERS = 48


def read_labels(text: str) -> tuple[Label, ...]:
    """All readings of the label that a line begins with, the cheapest first; empty where it begins with none. Never raises."""
    return _read(text[:_MOST_CHARACTERS])


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[Label, ...]:
    best: dict[tuple[Level, tuple[int, ...]], Label] = {}
    for label in _all(text):
        known = best.get((label.level, label.numbers))
        if known is None or label.cost < known.cost:
            best[label.level, label.numbers] = label
    return tuple(sorted(best.values(), key=lambda label: (label.cost, label.level)))


def _all(text: str) -> Iterator[Label]:
    for pattern, cost in ((_SPECKS, _SPECK_COST), (_BULLET, _BULLET_COST)):
        before = pattern.match(text)
        if before:
            for label in _plain(text[before.end() :]):
                title = text[before.end() + label.end :].partition(" ")[0].isupper()
                far = label.cost + (_SPECK_COST if title else cost)
                yield Label(label.level, label.numbers, label.text, label.end + before.end(), far, label.mark)
            return
    yield from _plain(text)


def _plain(text: str) -> Iterator[Label]:
    wordy = _WORDY.match(text)
    if wordy:
        yield from _wordy(wordy)
        return
    dotted = _DOTTED.match(text)
    if dotted and _TEXT_START.match(text, dotted.end()) and _is_text(text[dotted.end() :]):
        numbers = tuple(int(n) for n in re.split(r"\s?[.,]\s?", dotted[1]))
        slips = USUAL * (" " in dotted[1] or "," in dotted[1])
        if all(n > 0 for n in numbers):
            mark = dotted["mark"].strip()
            yield Label(DOTTED[len(numbers)], numbers, ".".join(map(str, numbers)), dotted.end(), slips, mark)
        if "," not in dotted[1]:
            return
    sub = _SUBLETTER.match(text)
    if sub and sub[1] in LETTERS:
        numbers = (LETTERS.index(sub[1]) + 1, int(sub[2]))
        yield Label(Level.SUBLETTER, numbers, f"{sub[1]}.{sub[2]}", sub.end(), 0.0, sub["mark"])
    parens = _PARENS.match(text)
    if parens:
        yield from _parenthesised(parens)
        return
    marked = _MARKED.match(text)
    if marked and _TEXT_START.match(text, marked.end()):
        glued, apart = marked.end() == marked.end("mark"), marked.end("token") < marked.start("mark")
        yield from _marked(
            marked["token"].lstrip("("), marked["mark"], marked.end(), text[marked.end() :], cost=0.0, glued=glued, apart=apart
        )
    unmarked = _UNMARKED.match(text)
    if unmarked:
        following = text[unmarked.end() :]
        # A single small letter in front of a capital is no word of a text.
        alone = unmarked["token"].islower() or following.partition(" ")[0].isupper()
        lost = _LOST_MARK_OF_TITLE if alone else _LOST_MARK
        yield from _marked(unmarked["token"], "", unmarked.end(), following, cost=lost)


def _is_text(text: str) -> bool:
    return _FIGURE.match(text) is None


def _wordy(match: re.Match[str]) -> Iterator[Label]:
    word, value, mark = match["word"].lower(), match["value"], match["mark"].strip()
    level = _LEVELS.get(word, Level.ARTICLE)
    alone = match.end() >= len(match.string.rstrip())
    if level is Level.ARTICLE:
        figures = re.match(r"(\d{1,3})([a-zđ]?)$", value)
        if figures and (mark or alone):
            yield Label(level, (int(figures[1]),), f"Điều {value}", match.end(), 0.0, mark)
        elif mark or alone:
            for number, cost in arabic_values(value):
                yield Label(level, (number,), f"Điều {number}", match.end(), cost, mark)
        return
    if not (mark or alone or match["word"].isupper()):
        return
    if match["thứ"]:
        if value.lower() in ORDINALS:
            yield Label(level, (ORDINALS[value.lower()],), f"{word.capitalize()} thứ {value.lower()}", match.end(), 0.0, mark)
        return
    if value.isdigit():
        yield Label(level, (int(value),), f"{word.capitalize()} {value}", match.end(), 0.0, mark)
    for number, cost in roman_values(value):
        yield Label(level, (number,), f"{word.capitalize()} {NUMERALS[number]}", match.end(), cost + USUAL * value.isdigit(), mark)


def _parenthesised(match: re.Match[str]) -> Iterator[Label]:
    token = match["token"]
    if token.isdigit():
        if int(token):
            yield Label(Level.PAREN, (int(token),), token, match.end(), 0.0, "()")
    elif token in LETTERS:
        yield Label(Level.LETTER, (LETTERS.index(token) + 1,), token, match.end(), 0.0, "()")


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands behind a token that may be a label, and what every reading of the token costs for it.

    Attributes:
        printed: the mark that was meant.
        end: of the mark and the blanks behind it.
        slip: cost of a mark that is seldom one, and of what follows it.
        small: cost of a small letter behind the mark.
        is_bracket: it closes a bracket.
        is_dash: it is a dash.
        before_title: the first word behind it is in capitals.
    """

    printed: str
    end: int
    slip: float
    small: float
    is_bracket: bool
    is_dash: bool
    before_title: bool


def _mark(mark: str, end: int, following: str, *, cost: float, apart: bool) -> _Mark:
    is_bracket, is_dash = ")" in mark or mark == "}", mark in ("-", "–", ".-", ".–")
    title = following.split(" ", 1)[0].isupper()
    slip = cost + (0.3 if title and mark in (",", ":") else {",": USUAL, "}": USUAL, ":": SEEN}.get(mark, 0.0))
    if _NUMBER.match(following):
        slip += _NUMBER_COST
    if apart and is_dash:
        slip += _PAGE_NUMBER_COST
    small = 0.0 if following[:1].isupper() or not following[:1].isalpha() else 0.4
    return _Mark(_MARKS.get(mark.strip(), mark.strip()), end, slip, small, is_bracket, is_dash, title)


def _marked(token: str, mark: str, end: int, following: str, *, cost: float, glued: bool = False, apart: bool = False) -> Iterator[Label]:
    """Readings of a token in front of a mark.

    Args:
        token: letters and figures.
        mark: as printed, "" for none.
        end: of the mark and the blanks behind it.
        following: what stands behind these.
        cost: of any reading.
        glued: no blank stands behind the mark.
        apart: a blank stands in front of it.
    """
    behind = _mark(mark, end, following, cost=cost, apart=apart)
    if not (glued and mark == "/" and following[:1] in "vV"):  # "V/v" is "về việc"
        yield from _romans(token, behind)
    if _is_text(following) and not (glued and following[:1].isdigit()):
        yield from _numbers(token, behind)
    yield from _letters(token, behind, is_comma=mark == ",")
    if len(token) == 1 and "A" <= token <= "H" and not (glued and mark == "/") and mark in (".", "-", "–", "/", ".-", ""):
        yield Label(Level.UPPER, (ord(token) - ord("A") + 1,), token, end, behind.slip + 0.2, behind.printed)


def _romans(token: str, mark: _Mark) -> Iterator[Label]:
    for value, far in roman_values(token):
        plain = _PLAIN_ROMAN if far and not mark.before_title else 0.0
        cost = far + mark.slip + mark.small + plain + (SEEN if mark.is_bracket else 0.0)
        yield Label(Level.ROMAN, (value,), NUMERALS[value], mark.end, cost, mark.printed)


def _numbers(token: str, mark: _Mark) -> Iterator[Label]:
    if mark.is_dash and mark.small:
        return
    for value, far in arabic_values(token):
        spelling = token if not far else str(value)
        if mark.is_bracket:
            yield Label(Level.PAREN, (value,), spelling, mark.end, far + mark.slip + mark.small / 2, mark.printed)
        cost = far + mark.slip + mark.small + (SEEN + USUAL if mark.is_bracket else 0.0)
        yield Label(Level.ARABIC, (value,), spelling, mark.end, cost, mark.printed)


def _letters(token: str, mark: _Mark, *, is_comma: bool) -> Iterator[Label]:
    if mark.is_dash and mark.small:
        return
    for value, far in letter_values(token):
        bracket = 0.0 if mark.is_bracket else USUAL if is_comma else 0.1
        if token.isdigit() and not mark.is_bracket:
            bracket += _DIGIT_FOR_LETTER
        cost = far + mark.slip + bracket + (0.0 if mark.is_bracket else mark.small)
        yield Label(Level.LETTER, (value,), LETTERS[value - 1], mark.end, cost, mark.printed)


def lost_label(level: Level, numbers: tuple[int, ...], end: int, cost: float) -> Label | None:
    """A label that was not read at all, None where none has this value."""
    text = spelled(level, numbers)
    return Label(level, numbers, text, end, cost) if text else None
