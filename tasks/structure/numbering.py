"""Item labels at the start of a line, and which of their readings goes on with the numbering so far.

A label that is misread ("l." for "1.", "d)" for "đ)") has several readings; the numbering before it decides. A number that begins a
wrapped line is no label: it does not follow the numbering, or the line before it did not end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

LETTERS = "abcdđeghiklmnopqrstuvxy"
# Roman numerals in use for parts of a notice.
_ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
ROMAN = {numeral: value for value, numeral in enumerate(_ROMAN_NUMERALS.split(), 1)}
# Numeral: what Tesseract makes of it.
_MISREAD_ROMAN = {
    "I": "l 1 |",
    "II": "IL Il lI ll 1I I1 H",
    "III": "Ill IIl HI IH IIL ILI 1II",
    "IV": "1V lV TV IY",
    "V": "v Y",
    "VI": "Vl V1 VL",
    "VII": "VIL VH",
    "VIII": "VIIL VHI",
    "IX": "1X lX",
}
MISREAD_ROMAN = {misread: numeral for numeral, forms in _MISREAD_ROMAN.items() for misread in forms.split()}
MISREAD_DIGITS = str.maketrans(
    {"l": "1", "I": "1", "|": "1", "!": "1", "O": "0", "o": "0", "S": "5", "Z": "2", "z": "2", "L": "1", "i": "1"}
)
# Letter: what Tesseract makes of it.
_MISREAD_LETTERS = {
    "a": "à á ả ã â ä 8",
    "b": "6",
    "c": "€ ç e",
    "đ": "ð d Đ",
    "e": "é è ê c ẻ",
    "g": "ø q 9",
    "i": "ï ì í l",
    "l": "1",
    "o": "0 ó",
    "u": "ù ú",
    "v": "y",
    "y": "ý",
}
MISREAD_LETTERS = {misread: letter for letter, forms in _MISREAD_LETTERS.items() for misread in forms.split()}
ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


class Level(IntEnum):
    """Kinds of labels, outermost first (Decree 30/2020/NĐ-CP, Appendix I, and the Law on Promulgation of Legal Documents)."""

    PART = 1
    CHAPTER = 2
    DIVISION = 3
    UPPER = 4
    ROMAN = 5
    ARTICLE = 6
    ARABIC = 7
    DOTTED = 8
    ARABIC_PAREN = 9
    LETTER = 10
    SUBLETTER = 11


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a label.

    Attributes:
        level: its kind.
        numbers: its value; several for "1.2".
        text: canonical spelling ("I", "1", "1.2", "a", "Điều 1").
        end: where the item's text begins in the line.
        exact: whether it was read without correcting a letter.
    """

    level: Level
    numbers: tuple[int, ...]
    text: str
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Numbering:
    """The labels that are open: outermost first."""

    open: tuple[Label, ...] = field(default=())

    @property
    def path(self) -> str:
        """The open labels joined by "/"."""
        return "/".join(label.text for label in self.open)

    def at(self, level: Level) -> Label | None:
        """The open label of a level."""
        return next((label for label in self.open if label.level == level), None)

    def with_label(self, label: Label) -> Numbering:
        """The numbering behind a label: it closes its own and all inner levels."""
        return Numbering((*(o for o in self.open if o.level < label.level and _holds(o, label)), label))


def _holds(outer: Label, inner: Label) -> bool:
    if outer.level is Level.ARABIC and inner.level is Level.DOTTED:
        return outer.numbers[0] == inner.numbers[0]
    return True


_WORDY = re.compile(
    r"^(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU|Điểu|Điêu|Diều)\s+(?P<thứ>(?:thứ|THỨ)\s+)?(?P<value>[IVXLH1l|]{1,6}|\d{1,3}[a-zđ]?|[^\W\d_]{2,4})(?P<mark>\s?[.:]|\s?$|(?=\s))\s*"
)
_DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s?[.):]?\s+(?=\S)")
_MARKED = re.compile(r"^(?P<token>[^\W_]{1,5}|[|!€])\s?(?P<mark>[.):/]|\.\)|-(?=\s)|,(?=\s))\s{0,3}(?P<rest>(?=\S).{0,3})")
_PARENS = re.compile(r"^\(\s?(?P<token>\d{1,2}|[a-zđ])\s?\)\s{0,3}(?=\S)")
_SUBLETTER = re.compile(r"^([a-zđ])[.]?(\d{1,2})\s?[.)]\s{0,3}(?=\S)")
# Specks read as marks directly in front of a label: "–.3. Tiếp tục".
_SPECK = re.compile(r"[^\w\s(“\"]{1,3}(?=\w{1,4}[.)]\s)")
_TEXT_START = re.compile(r"[^\W\d_]|[“\"'(‘\[]|\d")


def read_labels(text: str) -> tuple[Label, ...]:
    """All readings of the label that a line begins with, the most literal first; empty where it begins with none."""
    speck = _SPECK.match(text)
    if speck:
        return tuple(replace(label, end=label.end + speck.end(), exact=False) for label in read_labels(text[speck.end() :]))
    wordy = _WORDY.match(text)
    if wordy:
        label = _wordy_label(wordy)
        return (label,) if label else ()
    dotted = _DOTTED.match(text)
    if dotted and _TEXT_START.match(text, dotted.end()):
        return (Label(Level.DOTTED, tuple(int(n) for n in dotted[1].split(".")), dotted[1], dotted.end()),)
    sub = _SUBLETTER.match(text)
    if sub and sub[1] in LETTERS:
        return (Label(Level.SUBLETTER, (LETTERS.index(sub[1]) + 1, int(sub[2])), f"{sub[1]}.{sub[2]}", sub.end()),)
    parens = _PARENS.match(text)
    if parens:
        return _parenthesised(parens)
    marked = _MARKED.match(text)
    if marked and _TEXT_START.match(marked["rest"]):
        return _marked_labels(marked["token"], marked["mark"], marked.start("rest"), marked["rest"])
    return ()


def _wordy_label(match: re.Match[str]) -> Label | None:
    word = match["word"].capitalize()
    level = {"Phần": Level.PART, "Chương": Level.CHAPTER, "Mục": Level.DIVISION}.get(word, Level.ARTICLE)
    value, mark = match["value"], match["mark"].strip()
    if level is Level.ARTICLE:
        figures = re.match(r"\d{1,3}", value.translate(MISREAD_DIGITS))
        if figures is None or not (mark or match.end() == len(match.string)):
            return None
        suffix = value[figures.end() :]
        return Label(level, (int(figures[0]),), f"Điều {figures[0]}{suffix}", match.end(), exact=value[:1].isdigit())
    number = int(value) if value.isdigit() else ROMAN.get(value) or ROMAN.get(MISREAD_ROMAN.get(value, "")) or 0
    if match["thứ"]:
        number = ORDINALS.get(value.lower(), number)
        printed = f"{word} thứ {value.lower()}" if value.lower() in ORDINALS else f"{word} thứ {value}"
    else:
        printed = f"{word} {value}"
    alone = match.end() >= len(match.string.rstrip())
    if not number or not (mark or alone or match["word"].isupper()):
        return None
    return Label(level, (number,), printed, match.end())


def _parenthesised(match: re.Match[str]) -> tuple[Label, ...]:
    token = match["token"]
    if token.isdigit():
        return (Label(Level.ARABIC_PAREN, (int(token),), token, match.end()),)
    return (Label(Level.LETTER, (LETTERS.index(token) + 1,), token, match.end()),) if token in LETTERS else ()


def _marked_labels(token: str, mark: str, end: int, following: str) -> tuple[Label, ...]:
    readings: list[Label] = []
    paren = ")" in mark
    if mark == ",":
        # Only a numeral of a part is told from an enumeration ("H, NHIỆM VỤ" for "II. NHIỆM VỤ"), by the capitals behind it.
        numeral = MISREAD_ROMAN.get(token, token) if following.isupper() else ""
        return (Label(Level.ROMAN, (ROMAN[numeral],), numeral, end, exact=False),) if numeral in ROMAN else ()
    if token in ROMAN and not paren:
        readings.append(Label(Level.ROMAN, (ROMAN[token],), token, end))
    if token.isascii() and token.isdigit() and len(token) <= 2 and int(token) > 0:
        readings.append(Label(Level.ARABIC_PAREN if paren else Level.ARABIC, (int(token),), token, end))
    if len(token) == 1 and token in LETTERS and mark != "-":
        readings.append(Label(Level.LETTER, (LETTERS.index(token) + 1,), token, end))
    if len(token) == 1 and "A" <= token <= "H" and mark == ".":
        readings.append(Label(Level.UPPER, (ord(token) - ord("A") + 1,), token, end))
    if mark == "-" and readings and readings[0].level is not Level.ROMAN:
        return ()
    return tuple(readings) + _corrected_labels(token, end, paren=paren)


def _corrected_labels(token: str, end: int, *, paren: bool) -> tuple[Label, ...]:
    readings: list[Label] = []
    figures = token.translate(MISREAD_DIGITS)
    if figures != token and figures.isascii() and figures.isdigit() and len(figures) <= 2 and int(figures) > 0:
        readings.append(Label(Level.ARABIC_PAREN if paren else Level.ARABIC, (int(figures),), figures, end, exact=False))
    roman = MISREAD_ROMAN.get(token)
    if roman and roman != token and not paren:
        readings.append(Label(Level.ROMAN, (ROMAN[roman],), roman, end, exact=False))
    letter = MISREAD_LETTERS.get(token)
    if letter and paren:
        readings.append(Label(Level.LETTER, (LETTERS.index(letter) + 1,), letter, end, exact=False))
    return tuple(readings)


def choose(labels: Sequence[Label], numbering: Numbering, *, sure: bool) -> Label | None:
    """The reading that goes on with the numbering best, None where none does.

    Args:
        labels: readings of one label.
        numbering: what is open before it.
        sure: whether the line surely begins a paragraph; then a gap or a fresh start is believed.
    """
    ranked = [(rank, -index, label) for index, label in enumerate(labels) if (rank := _rank(label, numbering, sure=sure)) > 0]
    return max(ranked, key=lambda r: (r[0], r[1]))[2] if ranked else None


def _rank(label: Label, numbering: Numbering, *, sure: bool) -> int:
    """How well a reading fits: 0 not at all; a literal reading beats a corrected one of the same fit."""
    fit = _dotted_fit(label, numbering) if len(label.numbers) > 1 else _simple_fit(label, numbering, sure=sure)
    if not label.exact:
        fit = fit - 1 if fit >= 6 else 0
    return fit


def _simple_fit(label: Label, numbering: Numbering, *, sure: bool) -> int:
    value, before = label.numbers[0], numbering.at(label.level)
    if before is None:
        inner_open = any(o.level > label.level for o in numbering.open)
        if value == 1:
            return 6 if not inner_open else 5 if sure else 3
        # The first item's label may have been lost by the reader, the number of a later one is believed only where a paragraph begins.
        return 2 if sure and value <= 3 and label.exact else 0
    step = value - before.numbers[0]
    if step == 1:
        return 8
    if step == 0 and label.level is Level.ARTICLE:
        return 4
    if step in (2, 3) and sure and label.exact:
        return 4
    if value == 1 and sure and label.exact and before.numbers[0] > 1:
        return 2
    return 0


def _dotted_fit(label: Label, numbering: Numbering) -> int:
    parent = numbering.at(Level.ARABIC) or numbering.at(Level.ROMAN)
    before = numbering.at(label.level)
    if before is not None and len(before.numbers) == len(label.numbers) and before.numbers[:-1] == label.numbers[:-1]:
        return 8 if 1 <= label.numbers[-1] - before.numbers[-1] <= 3 else 0
    if before is not None and label.numbers[:-1] == before.numbers and label.numbers[-1] == 1:
        return 7
    if label.numbers[-1] != 1:
        return 3 if parent is not None and parent.numbers[0] == label.numbers[0] and label.numbers[-1] <= 3 else 0
    if parent is not None and parent.numbers[0] == label.numbers[0]:
        return 8
    return 5 if before is not None or parent is None else 2
