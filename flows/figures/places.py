"""The place that a figure is of: named with it, by its section or document, else that of the body that issues the document."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from tasks.domain.figure import Figure
from tasks.domain.letters import fold
from tasks.domain.notice import Head
from tasks.findings.agencies import issued_by
from tasks.findings.agency_places import Issued, NamedPlace, find_named_place
from tasks.nouns.figure_lines import PlaceName
from tasks.vietnamese.places import KINDS, PROVINCE, Places

_KIND = re.compile(rf"(?<!\w)(?:{'|'.join(KINDS)})(?=\s+\w)", re.IGNORECASE)
_WORDS = 2  # of a name that the table of places lacks; one alone may begin a sentence, three are a person's behind "Chủ tịch tỉnh"
_CAPITAL = "Hà Nội"
"""Ministries and the government are there too: as the place of issue alone it says nothing."""


class FigurePlaces:
    """Finds the place of figures.

    Args:
        places: the table of places.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._named_in = lru_cache(maxsize=65_536)(self._first_named)
        self._home = lru_cache(maxsize=8192)(self._home_of)

    def __call__(self, figure: Figure) -> PlaceName:
        """The first place named in the figure's name, its clause, its heading or the document's subject, else the issuer's."""
        issued, home = self._home(figure.issuer, figure.issued_in, figure.issued_on)
        for text in (figure.name, figure.text, figure.heading, figure.subject):
            named = self._named_in(text, issued) if text else None
            if named is not None:
                return named
        return home

    def _home_of(self, issuer: str | None, issued_in: str | None, day: date | None) -> tuple[Issued, PlaceName]:
        head = Head(issuer=issuer, place=issued_in, issued_on=day)
        issued = issued_by(head, self.places)
        own = self._named_in(issuer, issued) if issuer else None
        if own is not None:
            return issued, own
        if issued.province is not None:
            return issued, PlaceName(issued.province.code, issued.province.title)
        # Of bodies that may be anywhere the place of issue tells which is meant; two of one name in one town are one.
        printed = issued_in or ""
        is_capital = any(p.level == PROVINCE and p.name == _CAPITAL for p in self.places.find(printed)) if printed else False
        return issued, PlaceName(f"issued {fold(printed)}", "" if is_capital else printed)

    def _first_named(self, text: str, issued: Issued) -> PlaceName | None:
        for match in _KIND.finditer(text):
            found = find_named_place(text[match.start() :], self.places, issued)
            if found is not None and found.body == 0 and found.name and self._is_name(found):
                label = f"{found.kind} {found.name}"
                return PlaceName(found.place.code if found.place is not None else fold(label), label)
        return None

    def _is_name(self, found: NamedPlace) -> bool:
        """Whether a place that the table lacks is written as one: "tỉnh Tân Giang", not "cấp tỉnh PCI"."""
        words = found.name.split()
        written = len(words) == _WORDS and all(word.istitle() for word in words)
        return found.place is not None or written or bool(self.places.find(f"{found.kind} {found.name}"))
