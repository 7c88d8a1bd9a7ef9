"""The place in the head's line of day and the one in the issuer's name: two witnesses of one name, each of which may be misread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from tasks.domain.letters import without_accents
from tasks.domain.spelling import spelling_key
from tasks.structure.phrases import bare
from tasks.vietnamese.places import COMMUNE, load_places

# The name of a place at the end of a body's name, with its level: "Ủy ban nhân dân huyện An Bình", "Tỉnh ủy An Bình".
_OF_PLACE = re.compile(
    r"(?P<front>.*?(?<!\w)(?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành|thị)"
    r"(?:\s(?:ủy|đoàn))?\s)(?P<name>\S.*)$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?:tp\.?|thành phố|tỉnh|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s", re.IGNORECASE)
_HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_COMMITTEES = frozenset(("ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd"))
_LEVEL_OF = {"thành": "thành phố", "thị": "thị xã"}
MOST_WRONG = 2
"""Letters by which the two may differ when one of them is misread; half of a short name would be another place."""
LEAST_LETTERS_PER_WRONG = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """Issuer and place set right by each other.

    Attributes:
        issuer: as given, or with the name of its place set right.
        place: as given, or set right.
        mended: names of the fields that were changed.
        unknown: names of the fields whose place nothing else confirms.
    """

    issuer: str | None
    place: str | None
    mended: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def agree(issuer: str | None, place: str | None) -> Seat:
    """Set the misread one of two names right by the other, where that is the name of a place and the two are nearly one.

    A name in all its letters in the table of places is not touched. Nothing is made of two names that differ in more than a letter in
    three, nor of one alone.
    """
    if place is not None and _HYPHENED.fullmatch(place) and _is_known(place.replace("-", " ")):
        place = place.replace("-", " ")
    if issuer is not None and issuer.lower() in _COMMITTEES:
        return _with_place(issuer, place)
    found = _OF_PLACE.fullmatch(issuer or "")
    if issuer is None or found is None or place is None:
        return Seat(issuer, place)
    named, level = found["name"], found["level"].lower()
    level = _LEVEL_OF.get(level, level)
    if named[:1].islower() and not _is_known(named, level):
        return Seat(issuer, place)  # "Xã hội" is no commune
    here = _LEVEL.sub("", place, count=1)
    front = place[: len(place) - len(here)]
    if spelling_key(named) == spelling_key(here):
        cased = named.casefold() == here.casefold() and here == here.title()
        return Seat(found["front"] + here if cased else issuer, place)
    bared = without_accents(here) == here and bare(here) == bare(named)
    if bare(here) == bare(named) and not bared and without_accents(named) == named:
        return Seat(found["front"] + here, place, ("issuer",))  # capitals lost the accents that the day's line has
    known_here, known_named = _is_known(here) and not bared, _is_known(named, level)
    if known_named and not known_here and (_is_near(here, named) or _is_part(here, named)):
        return Seat(issuer, front + named, ("place",))
    if known_here and not known_named and _is_near(named, here):
        return Seat(found["front"] + here, place, ("issuer",))
    if not known_here and not known_named:
        near = sorted(set(_between(named, here, level)))
        if len(near) == 1:
            return Seat(found["front"] + near[0], front + near[0], ("issuer", "place"))
    if known_named and known_here and _is_part(here, named):
        return Seat(issuer, front + named, ("place",))
    return Seat(issuer, place, unknown=() if _is_known(named) else ("issuer",))


def _with_place(issuer: str, place: str | None) -> Seat:
    """A committee whose place was not read, with that of the day's line where only one unit has the name on its level."""
    units = load_places().find(place) if place is not None else ()
    first = [unit for unit in units if unit.level == units[0].level]
    kinds = {unit.kind for unit in first}
    if len(kinds) == 1 and first[0].level != COMMUNE:
        return Seat(f"{issuer} {first[0].title}", place, ("issuer",))
    return Seat(issuer, place, unknown=("issuer",))


def _is_known(name: str, level: str | None = None) -> bool:
    places = load_places()
    return bool(places.find(f"{level} {name}") if level is not None else places.find(name))


def _is_near(one: str, other: str) -> bool:
    """Whether two names differ in accents alone or in a letter or two."""
    letters = max(len(bare(one)), len(bare(other)))
    wrong = Levenshtein.distance(bare(one), bare(other))
    return wrong <= min(MOST_WRONG, letters // LEAST_LETTERS_PER_WRONG)


def _is_part(rest: str, name: str) -> bool:
    """Whether a name lost whole words: "An" of "An Giang", with nothing else read."""
    words, whole = rest.casefold().split(), name.casefold().split()
    return 0 < len(words) < len(whole) and (whole[: len(words)] == words or whole[-len(words) :] == words)


def _between(one: str, other: str, level: str) -> Iterator[str]:
    """Places of a level of which both names may be readings."""
    for place in load_places().by_code.values():
        if place.kind == level and _is_near(place.name, one) and _is_near(place.name, other):
            yield place.name
