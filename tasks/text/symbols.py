"""Symbols of documents, abbreviations and numbers whose grammar says what a misread character was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.text.tokens import Token
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

# Abbreviations of Decree 30/2020/NĐ-CP, Appendix III, of Party types (Instruction 36-HD/VPTW) and of older forms, by their bare letters.
_TYPE_TABLE = """
    NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB
    NĐ TT TTLT KL QH PL LCT L QT TL VB SL ĐC BCTr
"""
TYPES = {bare(t): t for t in _TYPE_TABLE.split()}
_DIGIT_SHAPES = str.maketrans("OoQDlI|iSsBZz", "0000111155822")
_LOOKS_NUMERIC = "OolI|"

_UBND = re.compile(r"(?<![^\W_])[UƯŨÙÚỦỤÜỬỮ][B8ß][NÑ][DĐ](?![^\W_])")
_HDND = re.compile(r"(?<![^\W_])H[DĐ][NÑ][DĐ](?![^\W_])")
# number/TYPE-ORG or number/year/TYPE-ORG; number-TYPE/ORG for the Party.
_STATE = re.compile(r"(\(?)([\dOolI|]{1,5}[a-z]?)/((?:[12][\dOolI]{3}/)?)([^\W\d_]{1,5}\d{0,2})([-–].{1,24})")
_PARTY = re.compile(r"(\(?)([\dOolI|]{1,4})[-–]([^\W\d_]{1,4})/(.{1,16})")
_DATE = re.compile(r"(\(?)([\dOolI|]{1,2})([/.-])([\dOolI|]{1,2})(?:\3([12][\dOolI|]{3}))?([);,.]{0,3})")
_NUMBER = re.compile(r"(\(?)([12][\dOolI|]{3}|[\dOolI|]{1,3}(?:[.,][\dOolI|]{1,3})*)(%?[);,.:]{0,3})")
_LETTER_INSIDE = re.compile(r"\d[OolI|]|[OolI|]\d")
# "TP." (thành phố) before a name; no other abbreviation looks like its misreadings.
_CITY = re.compile(r"(\(?)(?:T[EÉFR]|[I1l]P)\.([^\W\d_]{0,7})")
_TAIL = re.compile(r"[);,.:”\"]*$")
# Only "/TU" (tỉnh ủy, thành ủy) and "/TW" (trung ương) are this short behind a Party type.
_TU = frozenset({"u", "t", "tu", "iu", "1u", "tú", "tụ", "tủ", "lu"})
_TW = frozenset({"w", "tvv", "tvw", "twv", "tw", "iw", "vw"})


def repair_symbols(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of one line with symbols, abbreviations and numbers repaired where only one reading is possible.

    A number and the rest of its symbol that a gap separates on the same line are joined (``glued``); a symbol broken over two lines
    stays broken, as printed.
    """
    out: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        now = _city(_repair(token), following)
        if out and _belongs(out[-1].text, now.text):
            now = replace(now, glued=True)
        out.append(now)
    return tuple(out)


def _city(token: Token, following: str) -> Token:
    """The word as "TP." where it stands before a name: "TE. Tân Giang", "TE.Tân"."""
    found = _CITY.fullmatch(token.text)
    name = (found[2] or following.rstrip(",.;:)")) if found else ""
    if found is None or not name[1:].islower() or not name[0].isupper() or not is_syllable(name):
        return token
    return token.mended(f"{found[1]}TP.{found[2]}", "abbreviation", 0.9)


def _belongs(left: str, right: str) -> bool:
    """Whether ``left right`` is one symbol: "11 /CT-UBND", "184/ KH-UBND", "06-NQ/ TU"."""
    if not left[-1:].isdigit() and not re.fullmatch(r"\(?\d{1,5}(?:/\d{4})?/", left) and not re.fullmatch(r"\d{1,4}-[^\W\d_]{1,4}/", left):
        return False
    if left[-1].isdigit():
        match = re.match(r"(?:/\d{4})?/([^\W\d_]{1,5}\d{0,2})[-–]\w|[-–]([^\W\d_]{1,4})/\w", right)
        if match is None or not left.lstrip("(").replace("/", "").isdigit():
            return False
        # A letter's symbol names the office right away: "2310 /UBND-NN".
        office = match[1] is not None and len(match[1]) > 1 and match[1].isupper()
        return office or bare(match[1] or match[2]) in TYPES
    match = re.match(r"([^\W\d_]{1,5})(?:[-–]\w|$)", right)
    return bool(match and (bare(match[1]) in TYPES or left[-2:-1].isalpha()) and match[1][0].isupper())


def _repair(token: Token) -> Token:
    text = token.text
    if len(text) > 48:
        return token
    if any(c.isdigit() for c in text):
        for pattern, repair in ((_STATE, _state), (_PARTY, _party)):
            match = pattern.fullmatch(text)
            if match:
                return token.mended(repair(match), "symbol-repair", 0.9)
        if _LETTER_INSIDE.search(text) and (_DATE.fullmatch(text) or _NUMBER.fullmatch(text)):
            body = text.rstrip(");,.:")
            return token.mended(digits(body) + text[len(body) :], "number-repair", 0.85)
    return token.mended(_abbreviations(text), "abbreviation", 0.9)


def digits(text: str) -> str:
    """``text`` with letters that look like digits as the digits."""
    return text.translate(_DIGIT_SHAPES)


def _abbreviations(text: str) -> str:
    """UBND and HĐND, whose misreadings are no other abbreviation."""
    return _HDND.sub("HĐND", _UBND.sub("UBND", text))


def _type(text: str) -> str:
    """The known abbreviation with these bare letters, else ``text``; a Q that lost its tail is an O."""
    known = TYPES.get(bare(text))
    if known is None and text[:1] == "O" and text[1:]:
        known = TYPES.get(bare("Q" + text[1:]))
    if known is None or (not text.isupper() and text != known and text.lower() != known.lower() and not text[:2].isupper()):
        return text
    return text if bare(text) == bare(known) and text in {known, "ND", "HD", "DA"} else known


def _state(match: re.Match[str]) -> str:
    bracket, number, year, kind, org = match.groups()
    tail = _TAIL.search(org)
    end = tail[0] if tail else ""
    body = _abbreviations(org[: len(org) - len(end)])
    body = "-" + body[1:]
    kind = _type(kind)
    if bare(kind) == "nd" and bare(body) in {"-cp", "-gp", "-cf"}:
        kind, body = "NĐ", "-CP"
    if kind in {"QĐ", "CT", "CĐ"} and re.fullmatch(r"-[TI1][TI1][gGeEọ9qạ]", body):
        body = "-TTg"
    last = digits(number[-1]) if number[-1] in _LOOKS_NUMERIC else number[-1]
    return f"{bracket}{digits(number[:-1])}{last}/{digits(year)}{kind}{body}{end}"


def _party(match: re.Match[str]) -> str:
    bracket, number, kind, org = match.groups()
    tail = _TAIL.search(org)
    end = tail[0] if tail else ""
    body = org[: len(org) - len(end)]
    known = _type(kind)
    if bare(known) in TYPES and bare(body) in _TU and body != "TƯ":
        body = "TU"
    elif bare(known) in TYPES and bare(body) in _TW:
        body = "TW"
    return f"{bracket}{digits(number)}-{known}/{body}{end}"
