"""Labels of items that the recogniser misread, restored from the order in which labels follow one another.

A Roman, Arabic or lettered label that is no label, or not the next one, becomes the next one of its kind where its shape allows:
"¡." before the first title is "I.", "S." after "4." is "5.", "ø)" after "e)" is "g)", "đ)" after "c)" is "d)" where no "e)" follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.domain.page import Column
from tasks.text.tokens import TokenLine, TokenPage

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
# Order of lettered items in Vietnamese legal writing (Decree 78/2025/NĐ-CP); f, j, w and z are not used.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_LABEL = re.compile(r"([^\s.),]{1,6})([.),])")
# Two or three upright strokes are often read as one wider letter; only before a title in capitals, and only as the numeral that comes next.
_STROKES = re.compile(r"[IHUNMTLJl1|!]{1,4}")
# Shapes the recogniser gives to a label that stands alone, in lower case; what is not listed only stands for itself.
_SHAPES = {
    "1": "lI|!iìíỉ¡tÌ", "2": "zZ2", "3": "3э", "4": "4Aa", "5": "sSŠ5$oO", "6": "6óôbG", "7": "7?", "8": "8B&", "9": "9gq", "0": "oO0ÒÔ",
    "I": "I1l|!¡iìíỉ[]TÌÍỊJ", "V": "VvYNW", "X": "XxK×",
    "b": "b6h", "c": "ce€", "d": "dđ", "đ": "đdf", "e": "eêéc", "g": "gø9øqøg8", "h": "hbn", "i": "iíìỉị1l¡!ï", "k": "k", "l": "l1I|i",
}  # fmt: skip


@dataclass(slots=True)
class LabelOrder:
    """What was counted last: position in ROMAN, number, position in LETTERS; -1 or 0 before the first."""

    roman: int = -1
    number: int = 0
    letter: int = -1


def restore_labels(pages: Sequence[TokenPage]) -> tuple[TokenPage, ...]:
    """The pages of one document with misread labels of their paragraphs restored."""
    labelled = [match for page in pages for line in page.lines if (match := _label_of(line))]
    order, position = LabelOrder(), 0
    result = []
    for page in pages:
        lines = []
        for line in page.lines:
            match = _label_of(line)
            if match is None:
                lines.append(line)
                continue
            position += 1
            if match[2] == "," and match[1].isdecimal() and int(match[1]) != order.number + 1:
                lines.append(line)  # a figure of a sentence
                continue
            after = labelled[position][1] if position < len(labelled) and labelled[position][2] == ")" else ""
            label = _letter(match[1], after, order) if match[2] == ")" else _next(match[1], _is_title(line), order)
            token = line.tokens[0].mended(label + match[2].replace(",", "."), "label-order", 0.9)
            lines.append(replace(line, tokens=(token, *line.tokens[1:])))
        result.append(replace(page, lines=tuple(lines)))
    return tuple(result)


def _label_of(line: TokenLine) -> re.Match[str] | None:
    """The label that begins the line, None where it has none or begins no paragraph."""
    if not line.starts_paragraph or line.column is not Column.FULL or len(line.tokens) < 2:
        return None
    match = _LABEL.fullmatch(line.tokens[0].text)
    if match is None or match[2] != ",":
        return match
    # A comma ends a word far more often than a label: it may stand for the point only behind strokes before a title, or behind the
    # number that comes next before a word with a capital.
    counted = match[1].isdecimal() and len(match[1]) < 3 and line.tokens[1].text[:1].isupper()
    return match if counted or (_STROKES.fullmatch(match[1]) and _is_title(line)) else None


def _is_title(line: TokenLine) -> bool:
    letters = [c for t in line.tokens[1:] for c in t.text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _next(label: str, title: bool, order: LabelOrder) -> str:
    """The Roman or Arabic label this one stands for; counts it. A Roman one needs a title in capitals where it is misread."""
    following = ROMAN[order.roman + 1] if order.roman + 1 < len(ROMAN) else ""
    if (label in ROMAN and label != "I") or (title and label == following):
        order.roman, order.number, order.letter = ROMAN.index(label), 0, -1
        return label
    strokes = following in {"II", "III"} and _STROKES.fullmatch(label) is not None
    if title and following and (strokes or _looks_like(label, following)):
        order.roman, order.number, order.letter = order.roman + 1, 0, -1
        return following
    if label.isdecimal():
        order.number, order.letter = int(label), -1
        return label
    for number in (order.number + 1, 1):
        if _looks_like(label, str(number)) or (label[:1] == str(number) and label[1:] in {"S", "s", "l", "Ï"}):
            order.number, order.letter = number, -1
            return str(number)
    return label


def _letter(label: str, after: str, order: LabelOrder) -> str:
    """The lettered label this one stands for; counts it.

    After c) an đ) is kept where e) comes next: then d) was missed rather than misread.
    """
    following = LETTERS[order.letter + 1] if 0 <= order.letter + 1 < len(LETTERS) else ""
    misread = order.letter >= 0 and following and label != following and _looks_like(label, following)
    if misread and not (label in LETTERS and after == LETTERS[LETTERS.index(label) + 1 : LETTERS.index(label) + 2]):
        order.letter += 1
        return following
    if len(label) == 1 and label in LETTERS:
        order.letter = LETTERS.index(label)
    elif label.isdecimal():
        order.letter = -1
    return label


def _looks_like(label: str, wanted: str) -> bool:
    """Whether each character of ``label`` may be a picture of that of ``wanted``."""
    return len(label) == len(wanted) and all(a == b or a in _SHAPES.get(b, "") for a, b in zip(label, wanted, strict=True))
