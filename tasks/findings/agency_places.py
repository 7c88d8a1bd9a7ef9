"""The place in a body's name ("Ủy ban nhân dân huyện Tân An"), told from its namesakes by the document's province and day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.domain.letters import without_accents
from tasks.domain.spelling import spelling_key
from tasks.vietnamese.places import COMMUNE, DISTRICT, KINDS, PROVINCE, Place, Places

# A committee of the Party names the kind in its first word: "Huyện ủy Tân An".
_PARTY_KINDS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận"}
_KIND = re.compile(rf"(?<!\w)(?:(?P<kind>{'|'.join(KINDS)})(?! (?:ủy|hội)\b)|(?P<party>{'|'.join(_PARTY_KINDS)}) ủy)(?= |$)", re.IGNORECASE)
_WORD = re.compile(r"\s+(?P<dash>[-–]\s+)?(?P<word>[^\s,;:()]+)")
_LEVEL_OF_KIND = {"tỉnh": PROVINCE, "huyện": DISTRICT, "quận": DISTRICT, "thị xã": DISTRICT, "thành phố": None}
_LONGEST_NAME = 7  # words; "Xuân Hương - Đà Lạt" has four


@dataclass(frozen=True, slots=True)
class Issued:
    """Where and when a document was issued, as far as that is known; names in it are understood from there.

    Attributes:
        province: of the issuing body.
        day: of issue.
    """

    province: Place | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as it stands in the name of a body.

    Attributes:
        body: end of the body's own words, "Ủy ban nhân dân" or "Huyện ủy".
        end: one behind the place's name.
        kind: of the place, "huyện".
        name: as printed; empty where only the kind is ("UBND tỉnh").
        place: which it is, None where that is not known for certain.
        province: it lies in, None where that is not known.
    """

    body: int
    end: int
    kind: str
    name: str
    place: Place | None
    province: Place | None

    @property
    def level(self) -> str | None:
        """Level of the place; None for a city that may be of either."""
        if self.place is not None:
            return self.place.level
        if self.kind == "thành phố":
            return DISTRICT if self.province is not None and self.province.kind == "tỉnh" else None
        return _LEVEL_OF_KIND.get(self.kind, COMMUNE)

    @property
    def slug(self) -> str:
        """Kind and name, and behind a slash the code of the place, else of its province, where known."""
        known = self.place or self.province
        return _slug(self.kind, self.name) + (f"/{known.code}" if known else "")


def _slug(kind: str, name: str) -> str:
    return "-".join(re.findall(r"\w+", without_accents(f"{kind} {name}").lower()))


def place_slug(place: Place) -> str:
    """The slug of a place that is known."""
    return f"{_slug(place.kind, place.name)}/{place.code}"


def find_named_place(name: str, places: Places, issued: Issued) -> NamedPlace | None:
    """The first place in the normal form of a body's name; None where it names no kind of place."""
    match = _KIND.search(name)
    if match is None:
        return None
    kind, body = _kind_at(match), match.end() if match["party"] else match.start()
    ends = _ends(name, match.end())
    if not ends:
        home = issued.province if issued.province is not None and issued.province.kind == kind else None
        return NamedPlace(body, match.end(), kind, "", home, home)
    around = [f"{_kind_at(m)} {_longest(name, m.end())}" for m in _KIND.finditer(name, ends[-1])]
    outer = next((p for title in around for p in places.find(title) if p.level == PROVINCE), None)
    seen = Issued(outer or issued.province, issued.day)
    for end in reversed(ends):
        found = places.find(f"{kind} {name[match.end() : end].strip()}")
        found = _fitting(found, places, seen, {spelling_key(title) for title in around})
        if len(found) == 1:
            return NamedPlace(body, end, found[0].kind, found[0].name, found[0], places.provinces(found[0])[0])
        if found:
            return NamedPlace(body, end, kind, found[0].name, None, seen.province)
    printed = _longest(name, match.end())
    end = name.index(printed, match.end()) + len(printed)
    return NamedPlace(body, end, kind, printed, None, None if kind == "tỉnh" else seen.province)


def _kind_at(match: re.Match[str]) -> str:
    return _PARTY_KINDS[match["party"].lower()] if match["party"] else match["kind"].lower()


def _ends(name: str, position: int) -> list[int]:
    """Where the name of a place that begins at ``position`` may end: behind each of its words in capitals and its numbers."""
    ends: list[int] = []
    while len(ends) < _LONGEST_NAME and (match := _WORD.match(name, position)):
        word = match["word"]
        is_number = word.isdecimal() and len(word) <= 2
        if not (word[0].isupper() or is_number) or (match["dash"] and not ends):
            break
        ends.append(match.end())
        position = match.end()
    return ends


def _longest(name: str, position: int) -> str:
    """The name of a place that the table may not know: its number, or its words up to a dash or a number."""
    ends = _ends(name, position)
    whole = name[position : ends[-1]].strip() if ends else ""
    return re.split(r"\s[-–]\s|(?<=\d)\s|\s(?=\d)", whole)[0]


def _fitting(found: Sequence[Place], places: Places, seen: Issued, around: set[str]) -> tuple[Place, ...]:
    """Those of some namesakes that are meant; the day decides last, since a name outlives its unit in the documents."""
    kept = tuple(found)
    if seen.province is not None:
        inside = places.among(kept, seen.province)
        # Another province is named like one's own place; another district or commune without its province is not.
        kept = inside or tuple(p for p in kept if p.level == PROVINCE)
        kept = tuple(p for p in kept if p == seen.province) or kept
    narrower: list[tuple[Place, ...]] = [
        tuple(p for p in kept if around & {spelling_key(places.get(code).title) for code in p.parents}),
        tuple(p for p in kept if seen.day is None or p.stands_on(seen.day)),
    ]
    for some in narrower:
        kept = tuple(p for p in kept if p in some) or kept
    return kept
