"""What the place of a line tells: numbers and letters of items ("/8 Tiếp" before "2." is "1."), urgency stamps, the lines of the state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from tasks.restore.symbols import Part
from tasks.text.unicode import bare

_LABEL = re.compile(r"(\d{1,2})\.")
# What is left of a number and its point: up to three signs, one of them no letter, and neither a label of another kind nor punctuation.
_REMAINS = re.compile(r"(?![^\W\d_]{1,3}[.)]?$)(?![.,;:'\"_-]+$)(?=.*[\W\d_])\S{1,3}")
_SIGNS_OF_PRINT = frozenset({"-", "–", "+", "•", "*", "./.", "...", "…"})
_CONFIDENCE = 80.0
_LETTER = re.compile(r"([a-zđ])\)")
# Roman numerals of upright strokes as they are read, and such as have a letter that no stroke looks like.
_STROKES = re.compile(r"([I|!l]|(?=.*[Iil|!])[Iil1|!]{2,3})[.:,]")
_ROMAN = re.compile(r"((?=.*[VX])[IVX]{1,4})[.:]")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})([.)])")
# The end of a symbol that stands alone, and what may be "Số:" before it.
_TAIL = re.compile(r"/[A-ZĐ]{2,6}(?:-[A-ZĐ]{2,}\w*)+")
_NUMBER_WORD = re.compile(r"[Ss5]\S{0,2}:?")
_MOST_BEFORE_TAIL = 4
_SURE = 95.0
# Decree 30/2020/NĐ-CP, Article 8: the degrees of urgency; they stand in the head.
_STAMPS = (("HỎA", "TỐC"), ("THƯỢNG", "KHẨN"), ("KHẨN",))
_HEAD_LINES = 20
_LIKE_A_STAMP = 0.8
# Decree 30/2020/NĐ-CP, Appendix I: the two lines of every head; a line of about as many letters that is this like one of them is it.
_OF_THE_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_LIKE_OF_THE_STATE, _LONGER = 0.7, 0.25


def restore_numbers(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with the number of an item put back where the items before and behind leave one, and a capital follows.

    An item begins behind an empty line or one that ends a clause.
    """
    out = [list(line) for line in lines]
    starts = [n for n, line in enumerate(lines) if len(line) > 1 and (n == 0 or not lines[n - 1] or _closed(lines[n - 1]))]
    labels = {n: int(match[1]) for n in starts if (match := _LABEL.fullmatch(lines[n][0].original))}
    for n in starts:
        first, second = lines[n][0], lines[n][1]
        following = next((labels[m] for m in sorted(labels) if m > n), None)
        before = next((labels[m] for m in sorted(labels, reverse=True) if m < n), 0)
        remains = n not in labels and first.original not in _SIGNS_OF_PRINT and _REMAINS.fullmatch(first.original)
        if remains and following == before + 2 and second.core[:1].isupper():
            out[n][0] = Part(first.original, "", str(before + 1), ".", settled=True, reason="label", confidence=_CONFIDENCE, at=first.at)
    return out


def settle_labels(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with labels of items settled by their place.

    "a)" is left alone, and so is "1." before a capital; "đ)" stands behind "d)"; Roman numerals of strokes ("Il:" behind "I." is "II.")
    are put right before a capital.
    """
    out = [list(line) for line in lines]
    letter, roman = "", 0
    for number, line in enumerate(lines):
        if len(line) < 2:
            continue
        first, upper = line[0], line[1].core[:1].isupper()
        strokes = _STROKES.fullmatch(first.original)
        if match := _LETTER.fullmatch(first.original):
            letter = "đ" if match[1] == letter == "d" else match[1]
            out[number][0] = _label(first, letter, ")")
        elif upper and (match := _NUMBERED.fullmatch(first.original)):
            out[number][0] = _label(first, match[1], match[2])
        elif upper and strokes and len(strokes[1]) in (1, roman + 1):
            roman = len(strokes[1])
            out[number][0] = _label(first, "I" * roman, ".")
        elif upper and (match := _ROMAN.fullmatch(first.original)):
            out[number][0] = _label(first, match[1], ".")
    return out


def _label(part: Part, core: str, behind: str) -> Part:
    same = core + behind == part.original
    confidence = _SURE if same else _CONFIDENCE
    return replace(part, front="", core=core, behind=behind, settled=True, reason="" if same else "label", confidence=confidence)


def settle_written_numbers(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines of the head with what stands between "Số" and "/UBND-SNV" left as it was read, and doubted: a number written by hand."""
    out = [list(line) for line in lines]
    for number, line in enumerate(lines[:_HEAD_LINES]):
        at = next((n for n, part in enumerate(line) if _TAIL.fullmatch(part.original)), 0)
        if 0 < at <= _MOST_BEFORE_TAIL:
            for n, part in enumerate(line[:at]):
                if n == 0 and _NUMBER_WORD.fullmatch(part.original):
                    out[number][n] = _label(part, "Số", ":")
                elif not part.settled and not part.original.isalpha():
                    out[number][n] = replace(
                        part, front="", core=part.original, behind="", settled=True, confidence=40.0, doubt="unreadable-number"
                    )
    return out


def _closed(line: Sequence[Part]) -> bool:
    return line[-1].original.endswith((".", ";", ":"))


def restore_stamps(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with an urgency stamp that stands alone in capitals in the head as it was printed."""
    out = [list(line) for line in lines]
    for number, line in enumerate(lines[:_HEAD_LINES]):
        for stamp in _STAMPS:
            if len(line) == len(stamp) and all(p.core == p.core.upper() for p in line) and _like(line, stamp):
                out[number] = [
                    replace(p, core=word, settled=True, reason="" if p.core == word else "label", confidence=_CONFIDENCE)
                    for p, word in zip(line, stamp, strict=True)
                ]
    return out


def restore_state_lines(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with the name of the nation and the motto as they are printed, where a line of the head is like one."""
    out = [list(line) for line in lines]
    for number, line in enumerate(lines[:_HEAD_LINES]):
        read = "".join(bare(part.original) for part in line)
        for printed in _OF_THE_STATE if len(line) > 1 else ():
            wanted = bare(printed).replace(" ", "")
            near = abs(len(read) - len(wanted)) <= _LONGER * len(wanted)
            if near and SequenceMatcher(None, read, wanted, autojunk=False).ratio() >= _LIKE_OF_THE_STATE:
                out[number] = _as_printed(line, printed)
    return out


def _as_printed(line: Sequence[Part], printed: str) -> list[Part]:
    """A line as these words; where as many were read, each is one of them, else all are of the whole line."""
    words, original = printed.split(), " ".join(part.original for part in line)
    if [part.original for part in line] == words:
        return list(line)
    if len(words) == len(line):
        return [
            replace(part, front="", core=word, behind="", settled=True, reason="label", confidence=_SURE)
            for part, word in zip(line, words, strict=True)
        ]
    tokens = line[-1].at + line[-1].tokens - line[0].at
    whole = Part(original, "", "", "", settled=True, reason="label", confidence=_SURE, at=line[0].at, tokens=tokens)
    return [replace(whole, core=word) for word in words]


def _like(line: Sequence[Part], stamp: Sequence[str]) -> bool:
    read, printed = ("".join(bare(word) for word in words) for words in ([p.core for p in line], stamp))
    return SequenceMatcher(None, read, printed).ratio() >= _LIKE_A_STAMP
