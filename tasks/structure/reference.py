"""The head's number and symbol ("Số: 07/CT-UBND", "Số: 15/2010/QĐ-UBND", "Số 31-CT/TU"), in one piece or more, blank or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.letters import without_accents
from tasks.domain.lexicon import Lexicon
from tasks.domain.span import Span
from tasks.nouns.document_kinds import kinds_of
from tasks.structure.dateline import LOOK_ALIKE_DIGITS
from tasks.structure.pieces import MOST_JOINED, Piece, joined

# One part of a symbol: letters, and figures behind them ("NV.IV", "QH15", "SVH,TT,DL", "CCHC&PC").
_PART = r"[^\W\d_][^\W_]{0,14}(?:(?:[.&]|,\s?(?=[^\W\d_a-z]{1,6}(?:[,&-]|$)))[^\W_]{1,14}){0,4}"
_NUMBER = r"(?P<number>\d(?:\s?\d){0,4}\s?[a-zđ]?(?![^\W_]))"
_YEAR = r"(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?"
# Behind "/": "UBND", "CT-UBND", "TTr-NV.IV", "CTPH-LĐLĐ-SVH,TT,DL"; blanks around the hyphens are recognition's or the typist's.
_STATE = rf"{_YEAR}/\s?(?P<state>{_PART}(?:\s?[-–]\s?{_PART}){{0,4}})"
# The Party's: "-CT/TU", "-TTr/ĐU"; the hyphen may be lost.
_PARTY = rf"(?:\s?[-–]\s?|\s)(?P<party>[^\W\d_]{{2,5}}\s?/\s?{_PART}(?:\s?[-–]\s?{_PART}){{0,2}})"
# "Số" as recognition gives it: "Sô:", "Só", "Sở", "sổ:", "$ố", "S6"; a law says of what it is the number.
_WORD = r"(?:(?:Luật|Lệnh|Pháp lệnh)\s+)?[SŠ§$5]\s?[ôốồổỗộơớờởỡợoóòỏõọöêế0ó6]{1,2}"
PREFIX = re.compile(rf"^(?:\s*|\W{{0,4}})(?P<word>{_WORD})(?P<mark>\s?[:;.,]|\s(?=\s*[\d/–-])|(?=\d))", re.IGNORECASE)
# The word alone, its number and symbol on the next line: "SỞ" above "/QĐ-UBND" is "Số".
WORD_ALONE = re.compile(rf"^\W{{0,4}}{_WORD}\W{{0,3}}$", re.IGNORECASE)
# Consonants with marks that the language has not.
_NO_LETTERS = str.maketrans("ÑÇŠŽŃŚ", "NCSZNS")
_BITS = re.compile(r"^\W{0,3}\w{1,2}\W{1,4}(?=S[ốỐ]\s?:\s?\d)")
_BLANK = r"[\s._…‥·*^|\\-]{0,60}?"
_LINE = re.compile(rf"(?:^|(?<=[\s:;.,]))(?:{_NUMBER}\s{{0,6}}|{_BLANK})(?:{_STATE}|{_PARTY})")
_STATE_ALONE = re.compile(rf"(?P<number>(?!))?(?:{_STATE}|(?P<party>(?!)))")
# An item of a list of documents ("- Số 12/UBND-NC ngày 05/3/2024;"), not the document's own number.
_LISTED = re.compile(r"[-–—+•*]\s?S[ốo]\W.*(?:ngày\s?\d|[;.]$)")
_BARE_LINE = re.compile(rf"^\W{{0,3}}{_NUMBER}\s?(?:{_STATE}|{_PARTY})\W*$")
_NUMBER_ALONE = re.compile(rf"^\s?{_NUMBER}\W*$")
_MISREAD_NUMBER = re.compile(r"(?<=[\s:;.,])([\dlIO|o]{1,5})(?=\s?(?:/\s?(?:20\d\d\s?/)?\s?[A-ZĐ]|[-–][A-ZĐ][A-ZĐa-z]{1,4}/))")
_BLANKS_IN_STATE = re.compile(r"\s|(?<=[-/])[.:]+|[.:]+(?=[-/])")
MOST_GARBLED = 12
"""Characters of a number that recognition made something else of, in front of a symbol that is still one."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the number's line says.

    Attributes:
        number: None where it is missing or unreadable.
        symbol: None where the number or what stands behind it is.
        kind: code of the document's type that the symbol names, None where it names none.
        organ: letters behind the type ("UBND", "SYT-NVY"), "" where unknown.
        blank: whether the number's place is empty rather than unreadable.
        mended: whether letters of the symbol were set right.
        span: of number and symbol in the clean text.
        rows: index of the first row and of the row behind the last.
    """

    number: str | None
    symbol: str | None
    kind: str | None
    organ: str
    blank: bool
    mended: bool
    span: Span
    rows: tuple[int, int] = (0, 0)


def _without_bits(text: str) -> str:
    """The line with blanks for the bit of a stamp in front of "Số:" ("R - Số: 25/KH-UBND"); places stay what they were."""
    return _BITS.sub(lambda bits: " " * len(bits[0]), text)


def is_reference_line(text: str) -> bool:
    """Whether a line is the number's, readable or not: no body is made from it."""
    text = _without_bits(text)
    match = PREFIX.match(text)
    if match is not None:
        behind = text[match.end() :]
        return match["mark"].strip() != "" or "/" in behind or any(c.isdigit() for c in behind)
    return re.match(r"^\W{0,3}(?:[\dlIO|]{1,5}\s?)?[/–-]\s?(?:20\d\d\s?/)?\s?[^\W\d_]{1,6}\s?[-–/]\s?\S+$", text) is not None


def kind_of_symbol(parts: str, types: Lexicon) -> tuple[str | None, str]:
    """The document's type that the letters behind the number name ("CT-UBND", "NQ/TU"), and the letters with their accents put right.

    None for those of an official letter ("UBND-KTTH"). "QD" is what recognition makes of "QĐ": no type is written so.
    """
    first = re.match(r"[^-–/]*", parts)
    printed = first[0].strip() if first else ""
    if printed == "CV":
        return "CV", parts  # the Party's offices and companies give letters an abbreviation, the Decree does not
    kinds = kinds_of(types)
    code = kinds.of_letters(printed)
    if code is not None:
        return code, parts
    meant = kinds.by_bare.get(without_accents(printed)) if len(printed) > 1 else None
    if meant is not None and meant[:1] == printed[:1] and meant.upper() == meant:
        return kinds.by_letters[meant], meant + parts[len(printed) :]
    return None, parts


def read_reference(text: str, offset: int, types: Lexicon) -> Reference | None:
    """The reference in a line or in lines joined by blanks, None where it has none.

    Args:
        text: of the line.
        offset: of the line in the clean text.
        types: vocabulary of document types.
    """
    text = _without_bits(text)
    prefix = PREFIX.match(text)
    if prefix is None:
        bare = _BARE_LINE.match(_mended(text))
        return _made(bare, offset, types) if bare is not None else None
    behind = prefix.end()
    mended = _mended(text)
    match = _LINE.match(mended, behind) or _LINE.match(mended, _past_blanks(mended, behind)) or _past_rubbish(mended, behind)
    if match is None:
        alone = _NUMBER_ALONE.match(mended[behind:])
        if alone is None or not prefix["mark"].strip():
            return None
        number = re.sub(r"\s", "", alone["number"])
        return Reference(
            number, None, None, "", False, False, Span(offset + behind + alone.start("number"), offset + behind + alone.end("number"))
        )
    return _made(match, offset, types, behind)


def find_reference(pieces: Sequence[Piece], types: Lexicon) -> Reference | None:
    """The first reference in the pieces of a head, over up to ``MOST_JOINED`` lines of the left column."""
    left = [p for p in pieces if not p.right and not p.national and not _LISTED.match(p.text)]
    best: Reference | None = None
    for index, piece in enumerate(left):
        first = read_reference(piece.text, piece.span.start, types)
        behind = left[index + 1].text if index + 1 < len(left) else ""
        alone = WORD_ALONE.match(piece.text) is not None and _goes_on(behind, None)
        if first is None and not alone and not is_reference_line(piece.text):
            continue
        best = best or _unread(piece)
        for count in range(1, MOST_JOINED + 1):
            if index + count > len(left) or (count > 1 and not _goes_on(left[index + count - 1].text, first)):
                break
            text, span = joined(left, index, count)
            found = read_reference(text, span.start, types)
            if found is not None and _worth(found) > _worth(best):
                best = _in_rows(found, piece.row, left[index + count - 1].row + 1)
                first = found
        if best is not None and (best.symbol or best.organ):
            return best
    return best


def _unread(piece: Piece) -> Reference:
    return Reference(None, None, None, "", False, False, piece.span, (piece.row, piece.row + 1))


def _goes_on(text: str, read: Reference | None) -> bool:
    """Whether a line is what a reference still lacks: "/KH-UBND" behind "Số: 173", or all of it behind "Số:"."""
    if read is not None and read.organ:
        return text[:1] in "-–" and len(text) < 12
    return re.match(r"^\W{0,3}(?:\d{1,5}\s?)?(?:/|[-–])|^\d{1,5}\s?[a-zđ]?$", text) is not None


def _worth(found: Reference) -> tuple[bool, bool, bool, int]:
    return found.symbol is not None, bool(found.organ), found.number is not None, len(found.symbol or found.organ)


def _in_rows(found: Reference, first: int, end: int) -> Reference:
    return Reference(found.number, found.symbol, found.kind, found.organ, found.blank, found.mended, found.span, (first, end))


def _mended(text: str) -> str:
    return _MISREAD_NUMBER.sub(lambda m: m[1].translate(LOOK_ALIKE_DIGITS), text)


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and not (text[at].isalnum() or text[at] in "/-–"):
        at += 1
    return at


def _past_rubbish(text: str, at: int) -> re.Match[str] | None:
    """A symbol behind a number that recognition made letters and signs of ("Số: Đ 1/BCT-ATMT", "Số:5#+/CTPH-LĐLĐ")."""
    slash = text.rfind("/", at, at + MOST_GARBLED)
    return _STATE_ALONE.match(text, slash) if slash >= 0 else None


def _made(match: re.Match[str], offset: int, types: Lexicon, behind: int = 0) -> Reference | None:
    party = match["party"]
    printed = _BLANKS_IN_STATE.sub("", (party or match["state"]).replace("–", "-"))
    kind, parts = kind_of_symbol(printed.translate(_NO_LETTERS), types)
    if party and kind is None:
        return None
    number = re.sub(r"\s", "", match["number"]) if match["number"] else None
    year = match["year"] if not party else None
    symbol = None
    if number is not None:
        symbol = f"{number}-{parts}" if party else f"{number}/{year}/{parts}" if year else f"{number}/{parts}"
    start = match.start("number") if number else match.start()
    between = match.string[behind : match.start("party") if party else match.start("state")]
    blank = number is None and not any(c.isalnum() for c in between.replace(year or "", ""))
    organ = re.split(r"[-/]", parts, maxsplit=1)[1] if kind is not None and re.search(r"[-/]", parts) else "" if kind is not None else parts
    return Reference(number, symbol, kind, organ or parts, blank, parts != printed, Span(offset + start, offset + match.end()))
