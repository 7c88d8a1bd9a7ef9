"""One canonical agency for all its printed names, with what became of it; groups stay groups."""

from __future__ import annotations

import re
from datetime import date

from tasks.domain.finding import Agency, Heir
from tasks.domain.lexicon import Entry, Lexicon
from tasks.domain.notice import Head
from tasks.findings.agency_names import AgencyNames, spelled_out
from tasks.findings.agency_places import Issued, NamedPlace, find_named_place, place_slug
from tasks.vietnamese.places import COMMUNE, PROVINCE, Place, Places

# What ended the units of the table, by level; in force on the day behind their last.
_MERGED_ON = date(2025, 6, 30)
_MERGERS = {PROVINCE: "Nghị quyết 202/2025/QH15", COMMUNE: "Nghị quyết 1654 đến 1687/NQ-UBTVQH15"}
# Bodies whose place is their own; behind other words it belongs to another body ("Đảng ủy Công an tỉnh").
_BODY = re.compile(
    r"(?:(?i:chánh án|viện trưởng|trưởng|phó trưởng) )?(?P<body>Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy|Công an|Tòa án nhân dân|"
    r"Viện kiểm sát nhân dân|(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy)"
)
_PARTY_BODIES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy", "quận": "Quận ủy"}


def issued_by(head: Head, places: Places) -> Issued:
    """The province and day of a document: of the place in its issuer's name, else of the place of issue.

    Where it was issued says something only of the bodies of a province: ministries, too, are in Hà Nội.
    """
    day, issuer = head.issued_on, spelled_out(head.issuer or "")
    named = find_named_place(issuer, places, Issued(None, day))
    if named is not None and (named.name or named.province is not None):
        return Issued(named.province, day)
    is_local = named is not None or re.search(r"(?<!\w)[Ss]ở ", issuer) is not None
    found = places.find(head.place or "") if is_local else ()
    provinces = {p for p in found if p.level == PROVINCE} or {province for p in found for province in places.provinces(p)[:1]}
    standing = {p for p in provinces if day is None or p.stands_on(day)}
    return Issued(standing.pop() if len(standing) == 1 else None, day)


class Agencies:
    """Tells the agency behind a printed party.

    Args:
        lexicon: the vocabulary of agencies.
        places: the table of places.
    """

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self.lexicon = lexicon
        self.places = places
        self.names = AgencyNames(lexicon)

    def resolve(self, printed: str, head: Head | None = None) -> Agency | None:
        """The agency behind a printed party, None where the vocabulary knows none; the printed form itself is kept elsewhere.

        Bodies of which every province, district or commune has one are told apart by their place: by its code where it is known for
        certain, else by its name and, where the document says it, its province.

        Args:
            printed: the party as the document names it.
            head: of the document.
        """
        name = self.names.normal(printed)
        entry = self.lexicon.find(name)
        if entry is None:
            return None
        if "level" not in entry.values:
            return self._plain(entry)
        named = find_named_place(name, self.places, issued_by(head, self.places) if head is not None else Issued())
        body = _BODY.fullmatch(name[: named.body].strip()) if named is not None else None
        if named is None or body is None:
            return self._plain(entry)
        entry = self._of_level(entry, named.level)
        if not entry.values.get("placed") or not (named.name or named.place):
            return self._plain(entry)
        return self._of_place(entry, body["body"], named)

    def _plain(self, entry: Entry) -> Agency:
        """An agency that is one for all places, or whose place is not named."""
        heirs = tuple(Heir(code, self.lexicon.get(code).label) for code in entry.values.get("successors", "").split())
        return Agency(entry.code, entry.label, _kind(entry), _until(entry), heirs, entry.values.get("decree", ""))

    def _of_level(self, entry: Entry, level: str | None) -> Entry:
        """The entry for the same sort of body at another level, itself where there is none."""
        values = entry.values
        if level in (None, values["level"]):
            return entry
        same = (e for e in self.lexicon.entries if e.values.get("family") == values["family"] and e.values["level"] == level)
        return next(same, entry)

    def _of_place(self, entry: Entry, body: str, named: NamedPlace) -> Agency:
        place = named.place
        if place is None:
            label = _label(body, named.kind, named.name)
            namesakes = len(self.places.find(f"{named.kind} {named.name}"))
            label += f", {named.province.title}" if namesakes and named.province is not None else ""
            return Agency(f"{entry.code}/{named.slug}", label, _kind(entry), _until(entry), (), entry.values.get("decree", ""))
        until = min((day for day in (_until(entry), place.until) if day is not None), default=None)
        code, label = f"{entry.code}/{place_slug(place)}", self._label_of(entry, body, place)
        if until is None:
            return Agency(code, label, _kind(entry))
        decree = entry.values.get("decree") or (_MERGERS.get(place.level, "") if until == _MERGED_ON else "")
        return Agency(code, label, _kind(entry), until, self._heirs(entry, body, place), decree)

    def _heirs(self, entry: Entry, body: str, place: Place) -> tuple[Heir, ...]:
        """The bodies that took over: those of the place's heirs where each has one, else the one that the vocabulary names."""
        found: list[Heir] = []
        for code in entry.values.get("successors", entry.code).split():
            heir = self.lexicon.get(code)
            if not heir.values.get("placed"):
                found.append(Heir(code, heir.label))
                continue
            for unit in (self.places.get(c) for c in place.heirs):
                fitting = self._of_level(heir, unit.level)
                found.append(Heir(f"{fitting.code}/{place_slug(unit)}", self._label_of(fitting, body, unit)))
        return tuple(found)

    def _label_of(self, entry: Entry, body: str, place: Place) -> str:
        """The name of the body of a place that is known; its province behind it where there are namesakes."""
        if entry.values.get("family") == "party":
            body = _PARTY_BODIES.get(place.kind, "Đảng ủy")
        label = _label(body, place.kind, place.name)
        shared = len([p for p in self.places.find(place.title) if p.level == place.level]) > 1
        return label + (f", {self.places.provinces(place)[0].title}" if shared else "")


def _label(body: str, kind: str, name: str) -> str:
    return f"{body} {name}" if body in _PARTY_BODIES.values() else f"{body} {kind} {name}"


def _kind(entry: Entry) -> str:
    return entry.values.get("kind", "agency")


def _until(entry: Entry) -> date | None:
    written = entry.values.get("until")
    return date.fromisoformat(written) if written else None
