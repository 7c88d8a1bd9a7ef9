"""Whether the parts of a head agree with each other, and look like what stands there: what does not is a doubt, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from tasks.domain.finding import Doubt
from tasks.domain.letters import without_accents
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Head
from tasks.domain.spelling import loose_key
from tasks.reading.tokens import fold_spelling
from tasks.structure.reference import kind_of_symbol
from tasks.vietnamese.dates import find_dates
from tasks.vietnamese.places import load_places
from tasks.vietnamese.syllable import is_syllable

_ORGANS = (
    ("ủy ban nhân dân", ("UB",)),
    ("uỷ ban nhân dân", ("UB",)),
    ("ubnd", ("UB",)),
    ("hội đồng nhân dân", ("HĐ", "HD")),
    ("thủ tướng", ("TTg",)),
    ("chính phủ", ("CP",)),
    ("tỉnh ủy", ("TU",)),
    ("thành ủy", ("TU",)),
)
"""What the letters behind the type hold, by the first words of the issuer (Decree 30/2020/NĐ-CP, Article 8, clause 3)."""
_OF_OTHERS = frozenset(("UBND", "HĐND", "TTg", "CP"))
_DEPARTMENTS = ("sở ", "bộ ", "cục ", "chi cục ", "phòng ", "trung tâm ", "trường ")
"""Bodies below a committee: the committee's letters in their symbol say that its name was taken from the wrong line."""
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_SYMBOL = re.compile(r"^\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?[/-](?P<letters>.+)$")
_ALIKE = ({"QyĐ", "QĐ"}, {"TTri", "TT"}, {"TTLT", "TT"}, {"NQLT", "NQ"})
"""Types that share letters or a title."""
_WORD = re.compile(r"[^\W\d_]+")
LIKE_ABBREVIATION = 50.0
"""An abbreviation of as many letters with one of two wrong ("KI" for "KH")."""


def doubts_of(head: Head, vocabulary: Vocabulary) -> Iterator[Doubt]:
    """A doubt for every field that another contradicts, or that holds words which are no syllables."""
    spans = dict(head.spans)

    def doubt(code: str, *names: str) -> Iterator[Doubt]:
        return (Doubt(code, name, spans.get(name)) for name in names)

    for name in ("issuer", "place", "subject"):
        if any(map(_is_misread, _WORD.findall(getattr(head, name) or ""))):
            yield from doubt("head-field-odd", name)
    if head.place is not None and not _is_place(head.place, head.issuer):
        yield from doubt("head-field-odd", "place")
    if head.symbol is not None:
        if not _fits_type(head, vocabulary):
            yield from doubt("head-fields-differ", "symbol")
        if not _fits_issuer(head, vocabulary):
            yield from doubt("head-fields-differ", "symbol", "issuer")
        year = _YEAR.search(head.symbol)
        if year is not None and head.issued_on is not None and int(year[1]) != head.issued_on.year:
            yield from doubt("head-fields-differ", "symbol", "issued_on")
    if head.issued_on is not None and any(day > head.issued_on for day in _days_before(head)):
        # A document rests on what stood before it.
        yield from doubt("head-fields-differ", "issued_on")


def _is_misread(word: str) -> bool:
    """Whether a word has a marked vowel, as only syllables have, and is none; names of places have other ones too ("Đắk Lắk")."""
    if len(word) < 2 or is_syllable(word) or word.casefold() in _words_of_places():
        return False
    marked = without_accents(word) != word.replace("Đ", "D").replace("đ", "d")
    return marked and not _has_two_syllables(word)


@cache
def _words_of_places() -> frozenset[str]:
    return frozenset(word.casefold() for name, _ in load_places().names() for word in _WORD.findall(name))


def _has_two_syllables(word: str) -> bool:
    """Words that lost the blank between them are read, if not well."""
    return any(is_syllable(word[:at]) and is_syllable(word[at:]) for at in range(2, len(word) - 1))


def _is_place(place: str, issuer: str | None) -> bool:
    name = re.sub(r"^(?:tp\.?|thành phố|tỉnh|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s?", "", place, flags=re.IGNORECASE)
    if loose_key(name) in loose_key(issuer or ""):
        return _accents_agree(name, issuer or "")
    places = load_places()
    return bool(places.find(place) or places.find(name)) or any(c.isdigit() for c in place) or "'" in place


def _accents_agree(name: str, issuer: str) -> bool:
    """A place that stands in the issuer's name stands there with the same accents; where a tone mark stands is left to either ("Hoà")."""
    return _joined(name) in _joined(issuer) or bool(load_places().find(name))


def _joined(name: str) -> str:
    return fold_spelling(name).casefold().replace(" ", "")


def _days_before(head: Head) -> Iterator[date]:
    """The days of what the document rests on."""
    return (found.day for basis in head.legal_bases for found in find_dates(basis) if found.day is not None)


def _letters(symbol: str) -> list[str]:
    """The parts of a symbol behind number and year: "15/2010/QĐ-UBND" gives "QĐ" and "UBND"."""
    match = _SYMBOL.match(symbol)
    return re.split(r"[-/]", match["letters"]) if match is not None else []


def _fits_type(head: Head, vocabulary: Vocabulary) -> bool:
    """Whether the symbol's type is the document's, and its letters are not the type's own with a wrong one ("KI" for "KH")."""
    entry = next((e for e in vocabulary.document_types.entries if e.code == head.type), None)
    parts = _letters(head.symbol or "")
    if entry is None or not parts or head.type == "CV":
        return True
    kind = kind_of_symbol(parts[0], vocabulary.document_types)[0]
    if kind is not None:
        return kind == head.type or {kind, head.type or ""} in _ALIKE or kind == "VBHN"
    abbreviations = entry.values.get("abbr", "").split()
    return not any(len(a) == len(parts[0]) and fuzz.ratio(a, parts[0]) >= LIKE_ABBREVIATION for a in abbreviations)


def _fits_issuer(head: Head, vocabulary: Vocabulary) -> bool:
    """Whether the letters of the body are those of the issuer, where its kind has letters of its own."""
    issuer = (head.issuer or "").lower()
    parts = _letters(head.symbol or "")
    if not issuer or " - " in issuer or not parts:
        return True
    kind = kind_of_symbol(parts[0], vocabulary.document_types)[0]
    organ = parts[1:] if kind is not None and len(parts) > 1 else parts
    wanted = next((letters for words, letters in _ORGANS if issuer.startswith(words)), None)
    if wanted is not None:
        return any(letters in part for part in organ for letters in wanted)
    return not (issuer.startswith(_DEPARTMENTS) and organ[0] in _OF_OTHERS)
