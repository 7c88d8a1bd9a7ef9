"""Kinds and values of item labels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

# Order of lettered items in Vietnamese legal writing (Decree 78/2025/NĐ-CP), with the letters that it leaves out and some offices use.
LETTERS = "abcdđefghijklmnopqrstuvwxyz"
# A list may go on without these: "đ" where the office counts like the Latin alphabet, the others because the decree leaves them out.
SKIPPED_LETTERS = frozenset("đfjwz")
_ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
ROMAN = {numeral: value for value, numeral in enumerate(_ROMAN_NUMERALS.split(), 1)}
NUMERALS = {value: numeral for numeral, value in ROMAN.items()}


class Level(IntEnum):
    """Kinds of labels, outermost first (Decree 30/2020/NĐ-CP, Appendix I, and the Law on Promulgation of Legal Documents)."""

    PART = 1
    CHAPTER = 2
    DIVISION = 3
    UPPER = 4
    ROMAN = 5
    ARTICLE = 6
    ARABIC = 7
    DOTTED_2 = 8
    DOTTED_3 = 9
    DOTTED_4 = 10
    PAREN = 11
    LETTER = 12
    SUBLETTER = 13


WORDS = {Level.PART: "Phần", Level.CHAPTER: "Chương", Level.DIVISION: "Mục", Level.ARTICLE: "Điều"}
DOTTED = {2: Level.DOTTED_2, 3: Level.DOTTED_3, 4: Level.DOTTED_4}


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a label.

    Attributes:
        level: its kind.
        numbers: its value; several for "1.2".
        text: canonical spelling ("I", "1", "1.2", "a", "Điều 1").
        end: where the item's text begins in the line.
        cost: how much the reading deviates from what is printed there, 0 for a literal one.
        mark: the mark behind it, as it should be, "" where none was read.
    """

    level: Level
    numbers: tuple[int, ...]
    text: str
    end: int
    cost: float = 0.0
    mark: str = ""

    @property
    def value(self) -> int:
        """The number that counts within its list."""
        return self.numbers[-1]

    @property
    def exact(self) -> bool:
        """Whether it was read without correcting anything."""
        return self.cost == 0


def spelled(level: Level, numbers: tuple[int, ...]) -> str:
    """The canonical text of a label, "" where there is none of this value."""
    value = numbers[-1]
    if level in (Level.CHAPTER, Level.PART, Level.DIVISION):
        return f"{WORDS[level]} {NUMERALS[value]}" if value in NUMERALS else ""
    if level is Level.ARTICLE:
        return f"Điều {value}"
    if level is Level.ROMAN:
        return NUMERALS.get(value, "")
    if level is Level.UPPER:
        return chr(ord("A") + value - 1) if value <= 26 else ""
    if level is Level.LETTER:
        return LETTERS[value - 1] if value <= len(LETTERS) else ""
    if level is Level.SUBLETTER:
        return f"{LETTERS[numbers[0] - 1]}.{value}"
    return ".".join(str(n) for n in numbers)
