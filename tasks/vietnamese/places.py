"""The provinces, districts and communes of Viet Nam before and since 1 July 2025: which is meant, where it lies, what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from tasks.domain.letters import without_accents
from tasks.domain.spelling import loose_key, spelling_key

TABLE = Path(__file__).parent / "places.tsv"
PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
# Printed short forms of the kinds (Decree 30/2020/NĐ-CP has no list; these are read in documents). One capital alone needs its full stop
# or a number behind it.
_SHORT_KINDS = (
    (r"(?:tp|t\.p)\b ?\.?", "thành phố"),
    (r"(?:tx|t\.x)\b ?\.?", "thị xã"),
    (r"tt\b ?\.?", "thị trấn"),
    (r"h\.", "huyện"),
    (r"q(?:\.|(?= ?\d))", "quận"),
    (r"p(?:\.|(?= ?\d))", "phường"),
    (r"x\.", "xã"),
)
_KIND = re.compile(
    r"\s*(?:(?P<full>" + "|".join(KINDS) + r")(?!\w)|" + "|".join(f"({p})" for p, _ in _SHORT_KINDS) + r")\s*", re.IGNORECASE
)
_BARE_KINDS = {without_accents(kind): kind for kind in KINDS}
_BARE_KIND = re.compile(r"\s*(" + "|".join(_BARE_KINDS) + r")\s+(?=\w)", re.IGNORECASE)
_SHORT_NAMES = {
    "hcm": "Hồ Chí Minh",
    "tphcm": "Hồ Chí Minh",
    "brvt": "Bà Rịa Vũng Tàu",
    "br vt": "Bà Rịa Vũng Tàu",
    "tt huế": "Thừa Thiên Huế",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of administration.

    A unit that goes on under its name, level and kind is one place, also where its borders changed.

    Attributes:
        code: of the General Statistics Office; with the year behind it where the unit ended ("593-2025"), since codes are given again.
        level: province, district or commune.
        kind: "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn" or "đặc khu".
        name: without its kind, "Hồ Chí Minh".
        parents: codes of the units it lies in, the present one first; a place that goes on had another before July 2025.
        since: first day; None where it is older than the table.
        until: last day; None where it stands.
        heirs: codes of the units that it became, the one that took most of it first where that is known; empty while it stands.
    """

    code: str
    level: str
    kind: str
    name: str
    parents: tuple[str, ...]
    since: date | None
    until: date | None
    heirs: tuple[str, ...]

    @property
    def title(self) -> str:
        """Kind and name, "huyện Tân An"."""
        return f"{self.kind} {self.name}"

    def stands_on(self, day: date) -> bool:
        """Whether there was such a unit on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def split_kind(printed: str) -> tuple[str | None, str]:
    """A printed name as kind and bare name: "TP. Hồ Chí Minh", "Q1", "huyen Tan An"; the kind is None where none is printed."""
    text = " ".join(printed.split())
    match = _KIND.match(text)
    if match and text[match.end() :]:
        kind = match["full"] or _SHORT_KINDS[next(i for i, group in enumerate(match.groups()[1:]) if group)][1]
        return kind.lower(), text[match.end() :]
    bare = _BARE_KIND.match(text) if text.isascii() else None
    return (_BARE_KINDS[bare[1].lower()], text[bare.end() :]) if bare else (None, text)


class Places:
    """Finds places by name and follows what became of them.

    Args:
        places: all of them; codes are unique.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_code = {place.code: place for place in places}

    def find(self, printed: str) -> tuple[Place, ...]:
        """Every place that a printed name may mean, provinces first; none where the name is not known.

        The kind decides where it is printed ("thành phố" may be a province or a district). Either place of a tone mark is right; the
        accents decide where there are any, and a name without any means every place that is written so without them.
        """
        kind, name = split_kind(printed)
        key = spelling_key(name)
        key = spelling_key(_SHORT_NAMES[key]) if key in _SHORT_NAMES else key
        found = self._exact.get(key, ())
        if not found and without_accents(name) == name:
            found = self._loose.get(loose_key(name), ())
        return tuple(place for place in found if kind is None or place.kind == kind)

    def get(self, code: str) -> Place:
        """The place of a code.

        Raises:
            KeyError: there is none.
        """
        return self.by_code[code]

    def provinces(self, place: Place) -> tuple[Place, ...]:
        """The provinces a place lies in, the present one first, then those it lay in; a province lies in itself."""
        if place.level == PROVINCE:
            return (place,)
        found = [p for code in place.parents for p in self.provinces(self.by_code[code])]
        return tuple(dict.fromkeys(found))

    def became(self, place: Place, day: date) -> tuple[Place, ...]:
        """What a place is on a day: itself while it stands, else its heirs that stand then; none on a day before it began."""
        if place.stands_on(day):
            return (place,)
        if place.until is None or day < place.until:
            return ()
        found = [heir for code in place.heirs for heir in self.became(self.by_code[code], day)]
        return tuple(dict.fromkeys(found))

    def forerunners(self, place: Place) -> tuple[Place, ...]:
        """The places that became this one, or a part of it, directly."""
        return tuple(self.by_code[code] for code in self._forerunners.get(place.code, ()))

    def among(self, found: Iterable[Place], province: Place) -> tuple[Place, ...]:
        """Those that lie or lay in a province; where none does, those that lie in what the province became, or became it."""
        candidates = tuple(found)
        inside = tuple(place for place in candidates if province in self.provinces(place))
        if inside:
            return inside
        near = {*province.heirs, *self._forerunners.get(province.code, ())}
        return tuple(place for place in candidates if any(p.code in near for p in self.provinces(place)))

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name with its level, without its kind and once each; numbered wards are left out.

        Many names of communes are also common words ("Thống Nhất", "Đoàn Kết"): a name alone shows no place.
        """
        pairs = ((place.name, place.level) for place in self.by_code.values() if not place.name.isdecimal())
        yield from dict.fromkeys(pairs)

    @cached_property
    def _exact(self) -> dict[str, list[Place]]:
        return self._indexed(spelling_key)

    @cached_property
    def _loose(self) -> dict[str, list[Place]]:
        return self._indexed(loose_key)

    def _indexed(self, key: Callable[[str], str]) -> dict[str, list[Place]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.by_code.values():
            found[key(place.name)].append(place)
        return dict(found)

    @cached_property
    def _forerunners(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place in self.by_code.values():
            for heir in place.heirs:
                found[heir].append(place.code)
        return dict(found)


def read_places(path: Path = TABLE) -> Iterator[Place]:
    """The places of a table as ``benchmarks/build_places.py`` writes it."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        code, level, kind, name, parents, since, until, heirs = line.split("\t")
        yield Place(code, level, kind, name, tuple(parents.split()), _day(since), _day(until), tuple(heirs.split()))


@cache
def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@cache
def load_places() -> Places:
    """The places of the table that is shipped; read at the first call only (about 15,000 lines)."""
    return Places(read_places())
