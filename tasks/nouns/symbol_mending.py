"""Letters of a symbol that recognition lost or misread, put right where the word in front or the letters themselves leave one reading."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.domain.letters import without_accents
from tasks.nouns.document_kinds import Kinds
from tasks.nouns.symbol import Symbol
from tasks.nouns.symbol_signs import is_party_body

_THIN = frozenset("IlJTi1tr|")
"""Letters of one stroke: recognition adds, loses and exchanges them ("TTILT" for TTLT, "CIPH" for CTPH, "TT" for TTr)."""
_PARTY_BODIES = {"TW": re.compile(r".[WVv]"), "TU": re.compile(r"[TIJlEF1][UƯ]")}
"""Bodies of two letters by what recognition made of them."""
_OLD_BODIES = frozenset(("HĐBT", "HĐCP", "CP", "TTg", "CTN", "UB", "HĐNN"))
"""What stood behind the number before kinds were printed in symbols."""
_STATE_BODIES = frozenset(("UBND", "TTg", "CP", "HĐND", "VPCP", "CTN"))


def mended(symbol: Symbol, named: str | None, kinds: Kinds) -> Symbol:
    """The symbol with its letters put right; the very same object where nothing is wrong or nothing is certain.

    Args:
        symbol: as read by recognition.
        named: code of the kind that the word in front names.
        kinds: of documents.
    """
    if not symbol.letters or symbol.of_parliament:
        return symbol
    parted = _parted(symbol, named, kinds) if symbol.rule == "symbol-old" else symbol
    first, *rest = parted.letters
    right = _by_name(first, named, kinds, damaged=symbol.specks) if named is not None else None
    if right is None and symbol.kind is None and rest and (rest[0] in _STATE_BODIES or is_party_body(rest[0])):
        right = kinds.by_bare.get(without_accents(first).upper())
    if symbol.rule == "symbol-party" and rest and len(rest[0]) == 2 and not is_party_body(rest[0]):
        rest[0] = next((body for body, pattern in _PARTY_BODIES.items() if pattern.fullmatch(rest[0])), rest[0])
    letters = (right or first, *rest)
    if letters == symbol.letters:
        return symbol
    head = symbol.text[: len(symbol.text) - len(_tail(symbol))]
    text = head + (f"{letters[0]}/{letters[1]}" if parted is not symbol else _replaced(_tail(symbol), symbol.letters, letters))
    return replace(symbol, text=text, letters=letters, kind=kinds.of_letters(letters[0]), rule=parted.rule, sure=True)


def letters_by_title(first: str, named: str, kinds: Kinds) -> str | None:
    """The letters of the kind that a document's own title names, if ``first`` may be what was read of them; None where nothing is certain.

    The title stands in large print above, so that one letter lost, added or misread is enough: "C" or "BG" for "BC" below "BÁO CÁO". What
    is a kind's letters itself is printed so, and letters with one of three wrong at most are no office's.

    Args:
        first: letters in front of the body's, as read.
        named: code of the kind that the title names.
        kinds: of documents.
    """
    if not first or kinds.of_letters(first) is not None:
        return None
    near = [letters for letters in kinds.letters_of.get(named, ()) if len(letters) > 1 and _one_letter_off(letters, first)]
    return near[0] if len(near) == 1 else None


def _one_letter_off(printed: str, read: str) -> bool:
    if len(printed) == len(read):
        return sum(a != b for a, b in zip(printed, read, strict=True)) <= 1
    longer, shorter = (printed, read) if len(printed) > len(read) else (read, printed)
    return len(longer) - len(shorter) == 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def is_odd(symbol: Symbol, named: str | None, kinds: Kinds) -> bool:
    """Whether recognised letters are not those of the kind that is named, nor of a body of the Party: likely misread, and not known how."""
    if not symbol.letters or symbol.of_parliament:
        return False
    if symbol.rule == "symbol-old":
        return symbol.letters[0] not in _OLD_BODIES
    if symbol.rule == "symbol-party" and len(symbol.letters[1]) <= 2 and not is_party_body(symbol.letters[1]):
        return True
    usual = kinds.letters_of.get(named or "", ())
    return symbol.kind is None and bool(usual) and named != "CV" and not symbol.letters[0].startswith(usual)


def _tail(symbol: Symbol) -> str:
    """The text from the first letters on."""
    return symbol.text[symbol.text.index(symbol.letters[0], len(symbol.number)) :]


def _replaced(tail: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    out, at = "", 0
    for old, new in zip(before, after, strict=True):
        place = tail.index(old, at)
        out, at = out + tail[at:place] + new, place + len(old)
    return out + tail[at:]


def _parted(symbol: Symbol, named: str | None, kinds: Kinds) -> Symbol:
    """A Party symbol whose stroke was read as a letter: "180-KLZTW" behind "Kết luận"."""
    for letters in kinds.letters_of.get(named or "", ()):
        match = re.fullmatch(rf"{re.escape(letters)}[ZIl1J7|]?(TU|TW)", symbol.letters[0])
        if match:
            return replace(symbol, rule="symbol-party", letters=(letters, match[1]))
    return symbol


def _by_name(first: str, named: str | None, kinds: Kinds, *, damaged: bool) -> str | None:
    """The letters of the named kind that ``first`` may be a reading of; what some other kind has is printed so ("Tờ trình 84/TT-UBND")."""
    damaged = damaged or kinds.of_letters(first) is None
    for letters in kinds.letters_of.get(named or "", ()):
        if first == letters:
            return first
        if without_accents(first).upper() == without_accents(letters).upper() or (damaged and _one_stroke_off(letters, first)):
            return letters
    return None


def _one_stroke_off(printed: str, read: str) -> bool:
    """Whether one letter was misread, or a thin one added or lost."""
    longer, shorter = (printed, read) if len(printed) > len(read) else (read, printed)
    if len(printed) == len(read):
        return len(printed) > 1 and sum(a != b for a, b in zip(printed, read, strict=True)) == 1
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return False
    return any(longer[:n] + longer[n + 1 :] == shorter and longer[n] in _THIN for n in range(len(longer)))
