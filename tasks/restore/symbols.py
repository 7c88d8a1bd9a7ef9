"""Symbols of documents, dates and numbers of a garbled line: repaired where grammar and vocabulary leave one reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.restore.letters import split_read, without_stray
from tasks.text.symbols import digits
from tasks.text.unicode import bare

# Party symbols end in the committee (Regulation 399-QĐ/TW of the Party's office): provincial, central, district, their offices.
PARTY = ("TU", "TW", "HU", "ĐU", "VPTU", "VPTW", "BTCTW", "BTGTW", "UBKTTW", "ĐUK")
# State bodies whose abbreviation stands behind any type.
STATE = ("UBND", "HĐND", "TTg", "CP", "VPCP")
# Types that only the bare letters "DA", "HD" and "TT" do not tell apart are kept as read.
_AMBIGUOUS = frozenset({"DA", "HD", "BD", "DC"})
_NUMBER_WORDS = frozenset({"so", "s6", "sd", "sé", "s0", "se"})
# The number of a symbol and the letters behind it.
_SYMBOL_HEAD = re.compile(r"\d{1,5}[a-zđ]?(?:/\d{4})?[/-][A-ZĐ]")
# Most that a repair may cost in misread letters, and how far the next best must be behind.
_MOST, _AHEAD = 1.7, 0.3
_CERTAIN = 0.0
# Confidence of a word whose slash or gap was mended.
_MENDED = 80.0
# Mark of a symbol whose last letter was read with the next word, between one step and the next.
_BORROWED = "borrowed"
# Cost of letters with one shape, read by an English model for each other; of the same letter without its marks; of a letter lost.
_PAIRS = "O0 Q0 QO ĐB ĐP Đ0 D0 I1 Il G6 gq gạ S5 Z2 B8 T7 CG Wv /I /l /1 /| /i lT 1T IT VU"
_SHAPES = {frozenset(p) for p in _PAIRS.split()}
_SHAPE, _MARK, _CASE, _LOST, _OTHER = 0.6, 0.1, 0.5, 1.2, 2.5

_STATE_FORM = re.compile(r"([\dOolI|]{1,5}[a-z]?)/((?:(?:19|20)[\dOolI|]{2}/)?)([^\d\W_0O][^\s/]{0,1}[^\s/]*|[0O][^\s/]{1,3}[-–][^\s/]+)")
_PARTY_FORM = re.compile(r"([\dOolI|]{1,4})[-–]([^\W_]{1,4})/([^\W_]{1,6})")
# The Party's symbols whose slash was read as a stroke, or whose hyphen was at the end of a line.
_LOOSE_PARTY_FORM = re.compile(r"([\dOolIS|]{1,4})([-–]?)((?=\S*[^\W\d_])[^\s-]{4,9})")
# Two letters of a symbol as they are read in pieces.
_PIECES = re.compile(r"[\[(ILT]J")
# The National Assembly's symbols, and offices' own letters of which none can have lost a mark ("SNV-CCHC&PC").
_OFFICE = re.compile(r"QH\d{1,2}|(?=.*[-–])[ABCEGHIKLMNOPQRSTUVXY]{2,6}(?:[-–&][ABCEGHIKLMNOPQRSTUVXY]{2,8}){0,2}|(?:UBND|HĐND)-[A-Z]{2,6}")
_DATE = re.compile(r"([\dOolI|]{1,2})([/.-])([\dOolI|]{1,2})\2([12][\dOolI|]{3})")
_MONTH = re.compile(r"[\dOolI|]{1,2}/[12][\dOolI|]{3}")
_NUMBER = re.compile(r"\d{3,}|\d{1,3}(?:[.,]\d{1,3})+|\d{1,4}(?:[-–/]\d{1,4})+|\d+(?:[.,]\d+)?%(?:[-–]\d+(?:[.,]\d+)?%)?")
_LETTER_IN_NUMBER = re.compile(r"(?=[^\d]*\d[^\d]*\d)[\dOolI|]{3,6}|[\dOolI|]{1,3}(?:[.,][\dOolI|]{1,3})*%")
# "Quý I" to "Quý III": upright strokes behind the word for a quarter.
_STROKES = re.compile(r"(?=.*[|l])[|lI]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE_END = re.compile(r"[-–](?:19|20)\d\d[.,;:)]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a line: as read, and as settled by grammar.

    Attributes:
        original: as read.
        front: signs before the word.
        core: the word.
        behind: signs behind it.
        settled: it is not to be judged by the channel.
        reason: rule that changed it, "" for none.
        confidence: 0 to 100, of a settled word.
        doubt: code of the doubt about it, "" for none.
        at: number of its token in the line as read.
        tokens: of how many tokens it was made.
    """

    original: str
    front: str
    core: str
    behind: str
    settled: bool = False
    reason: str = ""
    confidence: float = 0.0
    doubt: str = ""
    at: int = 0
    tokens: int = 1

    @property
    def text(self) -> str:
        """The word with the signs around it."""
        return self.front + self.core + self.behind


def part_of(token: str, at: int = 0) -> Part:
    """The word of a line before anything is known of it."""
    return Part(token, *split_read(token), at=at)


def settle_line(parts: Sequence[Part], known: Sequence[str], types: tuple[str, ...] = ()) -> list[Part]:
    """The parts with symbols, dates and numbers settled and repaired.

    Args:
        parts: of one line.
        known: what stands behind the number in symbols, frequent first.
        types: abbreviations of the kinds of documents, of the reviewed vocabulary.
    """
    out: list[Part] = []
    for at, read in enumerate(parts):
        part = read
        if out and _YEAR.search(out[-1].core[-4:]) and not out[-1].behind and _RANGE_END.fullmatch(part.original):
            joined = replace(part_of(out[-1].core + part.original), front=out[-1].front, original=f"{out[-1].original} {part.original}")
            tokens = part.at + 1 - out[-1].at
            out[-1] = replace(joined, settled=True, reason="number", confidence=90.0, at=out[-1].at, tokens=tokens)
            continue
        following = parts[at + 1].original if at + 1 < len(parts) else ""
        before = out[-1] if out else None
        if before is not None and before.reason == "symbol" and before.doubt == _BORROWED:
            out[-1] = replace(before, doubt="")
            part = replace(part_of(part.original[1:]), original=part.original, at=part.at)
        if before is not None and bare(before.core) == "quy" and _STROKES.fullmatch(part.original):
            out.append(Part(part.original, "", "I" * len(part.original), "", settled=True, reason="number", confidence=85.0, at=part.at))
            continue
        out.append(_settle(part, following, tuple(known), types))
        if len(out) > 1 and _SYMBOL_HEAD.match(out[-1].core):
            out[-2] = _number_word(out[-2])
    return [_recorded(replace(p, doubt="") if p.doubt == _BORROWED else p) for p in out]


def _recorded(part: Part) -> Part:
    """A settled part says so where it is not what stood there."""
    changed = part.settled and not part.reason and part.core not in part.original
    return replace(part, reason="number", confidence=min(part.confidence, _MENDED)) if changed else part


def _number_word(part: Part) -> Part:
    """What stands before a symbol and has the letters of "số" is that word."""
    if part.settled or bare(part.core) not in _NUMBER_WORDS:
        return part
    core = "SỐ" if part.core.isupper() and part.core.isalpha() else "Số" if part.core[:1] in "S5" else "số"
    return replace(part, core=core, settled=True, reason="" if core == part.core else "symbol", confidence=95.0)


def is_whole(core: str, known: Sequence[str], types: tuple[str, ...] = ()) -> bool:
    """Whether a word is a date that exists or a symbol that the vocabulary has."""
    settled = _settle(part_of(core), "", tuple(known), types)
    return settled.settled and not settled.doubt and bool(_DATE.fullmatch(settled.core) or any(c.isalpha() for c in settled.core))


def _settle(part: Part, following: str, known: tuple[str, ...], types: tuple[str, ...]) -> Part:
    core = part.core
    if core.lower() == "v/v":
        return replace(part, settled=True, confidence=95.0)
    if not any(c.isdigit() for c in core) and core[:1] not in "OolI|":
        return part
    if _DATE.fullmatch(core) or _MONTH.fullmatch(core):
        return _date(part)
    party = _PARTY_FORM.fullmatch(core)
    if party:
        return _symbol(part, digits(party[1]) + "-", f"{party[2]}/{party[3]}", following, _party_tails(types), types=types)
    state = _STATE_FORM.fullmatch(core)
    if state and any(c.isalpha() for c in state[3]):
        return _symbol(part, f"{digits(state[1])}/{digits(state[2])}", state[3], following, known + _state_tails(types), types=types)
    loose = _LOOSE_PARTY_FORM.fullmatch(core)
    if loose and nearest(loose[3], _party_tails(types)) and (loose[2] or "/" in loose[3]):
        return _symbol(part, digits(loose[1]) + "-", loose[3], following, _party_tails(types), types=types)
    if _NUMBER.fullmatch(core):
        return replace(part, settled=True, confidence=95.0)
    count = sum(c.isdigit() for c in core)
    if count and _LETTER_IN_NUMBER.fullmatch(core) and (core.endswith("%") or 2 * count > len(core)):
        return replace(part, core=digits(core), settled=True, reason="number", confidence=75.0)
    return part


def _date(part: Part) -> Part:
    """The date with its digits; a doubt where it is no day."""
    core = digits(part.core)
    numbers = [int(n) for n in re.split(r"\D", core)]
    month = numbers[-2]
    right = 1 <= month <= 12 and (len(numbers) == 2 or 1 <= numbers[0] <= 31)
    doubt = "" if right else "unreadable-number"
    if not right:
        return replace(part, settled=True, confidence=40.0, doubt=doubt)
    changed = core != part.core
    return replace(part, core=core, settled=True, reason="number" if changed else "", confidence=80.0 if changed else 95.0)


def _symbol(part: Part, number: str, tail: str, following: str, tails: tuple[str, ...], *, types: tuple[str, ...]) -> Part:
    """The symbol with its tail as the vocabulary has it, else as read and doubted."""
    best = nearest(tail, tails)
    if best is None and following[:1].isalpha() and len(following) > 3:
        longer = nearest(tail + following[0], tails)
        if longer is not None and longer.endswith(following[0]):
            whole = replace(part, core=number + longer, behind=_closing(part.behind), settled=True)
            return replace(whole, reason="symbol", confidence=75.0, doubt=_BORROWED)
    if best is None:
        best = _by_type(tail, types)
    if best is None and _OFFICE.fullmatch(tail):
        return replace(part, core=number + tail, settled=True, reason="number" if number + tail != part.core else "", confidence=75.0)
    if best is None:
        return replace(part, core=number + tail, settled=True, confidence=45.0, doubt="unrepaired-symbol")
    changed = number + best != part.core
    certain = 95.0 if not changed else 88.0 if bare(best) == bare(tail) else 78.0
    return replace(part, core=number + best, settled=True, reason="symbol" if changed else "", confidence=certain)


def _closing(behind: str) -> str:
    """Signs behind a word that lost its last letter to the next word: a colon there is a piece of that letter."""
    return without_stray(behind).replace(":", "")


@lru_cache(maxsize=4)
def _party_tails(types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}/{body}" for kind in types for body in PARTY if kind.upper() not in _AMBIGUOUS)


@lru_cache(maxsize=4)
def _state_tails(types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}-{body}" for kind in types for body in STATE if kind.upper() not in _AMBIGUOUS)


@lru_cache(maxsize=4096)
def nearest(tail: str, tails: tuple[str, ...]) -> str | None:
    """The one tail that ``tail`` may be a reading of, None where there is none or more than one."""
    tail = _PIECES.sub("U", tail).replace("'I", "T")
    found: dict[str, float] = {}
    for other in tails:
        if abs(len(other) - len(tail)) <= 1 and other not in found:
            cost = _distance(other, tail)
            if cost <= _MOST:
                found[other] = cost
    if not found:
        return None
    ranked = sorted(found.items(), key=lambda item: item[1])
    if len(ranked) == 1 or ranked[0][1] + _AHEAD <= ranked[1][1] or ranked[0][1] == _CERTAIN:
        return ranked[0][0]
    return None


def _distance(printed: str, read: str) -> float:
    """Cost of reading ``read`` for ``printed``; where it is more than ``_MOST`` only a part of it."""
    row = [n * _LOST for n in range(len(read) + 1)]
    for letter in printed:
        before, row = row, [row[0] + _LOST]
        for at, seen in enumerate(read):
            row.append(min(before[at] + _exchange(letter, seen), before[at + 1] + _LOST, row[at] + _LOST))
        if (least := min(row)) > _MOST:
            return least
    return row[-1]


@lru_cache(maxsize=4096)
def _exchange(letter: str, seen: str) -> float:
    if letter == seen:
        return 0.0
    if bare(letter) == bare(seen):
        return _MARK if letter.isupper() == seen.isupper() else _CASE
    return _SHAPE if frozenset((letter, seen)) in _SHAPES or frozenset((letter.upper(), seen.upper())) in _SHAPES else _OTHER


def _by_type(tail: str, types: tuple[str, ...]) -> str | None:
    """A tail of a known type and any body, each with the marks that were lost."""
    kind, dash, body = tail.partition("-")
    if not dash or not body or not all(c.isalnum() or c in "&-." for c in body):
        return None
    known = nearest(kind, types)
    if known is None or not body[0].isupper():
        return None
    return f"{known}-{body.replace('HDND', 'HĐND')}"
