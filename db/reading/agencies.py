"""Rows of agencies: kept up to date with what is known of them, and found with the bodies whose tasks they took over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.finding import Agency, AgencyHeir, DirectiveParty
from tasks.domain.finding import Agency as FoundAgency
from tasks.domain.finding import Heir
from tasks.domain.letters import name_key

# The names in a database are few and come with every question: to make them comparable took a fifth of a board's time in Python (measured).
_key = lru_cache(20_000)(name_key)
_UNKNOWN = text("""
    WITH RECURSIVE name (printed) AS (
        SELECT min(printed) FROM directive_party WHERE agency_id IS NULL
        UNION ALL
        SELECT (SELECT min(p.printed) FROM directive_party p WHERE p.agency_id IS NULL AND p.printed > name.printed) FROM name
        WHERE name.printed IS NOT NULL)
    SELECT printed FROM name WHERE printed IS NOT NULL""")


@dataclass(frozen=True, slots=True)
class Forerunner:
    """A body whose tasks another took over.

    Attributes:
        label: in Vietnamese, for people.
        until: its last day, None where nobody says it.
    """

    label: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Meant:
    """The agencies that somebody means by a name, and what they were before.

    Attributes:
        words: of the name, as they are compared.
        ids: of the agencies, by their code; the forerunners too.
        forerunners: those of them that only became what is meant, the last to end first.
    """

    words: str
    ids: Mapping[str, int]
    forerunners: tuple[Forerunner, ...]

    def covers(self, code: str | None, printed: str) -> bool:
        """Whether a party is one of them: by its agency's code, or by words of its printed name."""
        return code in self.ids or self.words in _key(printed)


def agency_row(session: Session, agency: FoundAgency) -> int:
    """The row of an agency, made where it is missing; label, end and heirs become what is known now."""
    row = session.scalar(select(Agency).where(Agency.code == agency.code))
    if row is None:
        row = Agency(code=agency.code)
        _tell(row, agency)
        session.add(row)
        session.flush()
    elif _told(row) != (agency.label, agency.until, agency.heirs):
        # Another process may just be telling the same row the same.
        row = session.scalars(select(Agency).where(Agency.id == row.id).with_for_update().execution_options(populate_existing=True)).one()
        _become(session, row, agency)
    return row.id


def tell_ends(url: str, resolve: Callable[[str], FoundAgency | None]) -> int:
    """Tell agencies that were written before the program knew of ends and heirs; gives how many it told.

    Args:
        url: the database.
        resolve: gives the agency behind a name.
    """
    told = 0
    with transaction(url) as session:
        for row in session.scalars(select(Agency).where(Agency.ends_on.is_(None)).order_by(Agency.id)):
            known = resolve(row.label)
            # An older row of a place goes without its code; whose it was is known all the same.
            if known is not None and known.until is not None and (known.code == row.code or known.code.startswith(f"{row.code}/")):
                _become(session, row, known)
                told += 1
    return told


def _told(row: Agency) -> tuple[str, date | None, tuple[Heir, ...]]:
    return row.label, row.ends_on, tuple(Heir(heir.code, heir.label) for heir in row.heirs)


def _become(session: Session, row: Agency, agency: FoundAgency) -> None:
    row.heirs = []
    session.flush()  # the old ones go before the new ones take their places
    _tell(row, agency)
    session.flush()


def _tell(row: Agency, agency: FoundAgency) -> None:
    row.label, row.kind, row.ends_on, row.decree = agency.label, agency.kind, agency.until, agency.decree or None
    heirs = {heir.code: heir for heir in agency.heirs}
    row.heirs = [AgencyHeir(position=place, code=heir.code, label=heir.label) for place, heir in enumerate(heirs.values(), 1)]


def agencies_meant(url: str, name: str) -> Meant:
    """The agencies that somebody means, with their forerunners.

    Args:
        url: the database.
        name: code of an agency, words of its label, or a whole name that a document prints for it; accents and case do not matter.
    """
    with transaction(url, read_only=True) as session:
        return meant_in(session, name)


def unknown_names(session: Session, meant: Meant) -> list[str]:
    """Names as printed that are meant, of parties whose agency is not known; one of nothing where there is none, as a list needs one.

    It goes from each name to the next by an index, however many tasks bear it.
    """
    return [words for words in session.scalars(_UNKNOWN) if meant.covers(None, words)] or ["\x1f"]


def meant_in(session: Session, name: str) -> Meant:
    """The same within a transaction."""
    wanted = _key(name)
    # Plain rows: as objects the hundreds of agencies took a fifth of a board's time (measured).
    known = session.execute(select(Agency.id, Agency.code, Agency.label, Agency.ends_on)).all()
    heirs = session.execute(select(AgencyHeir.agency_id, AgencyHeir.code, AgencyHeir.label)).all()

    def by_name(code: str, label: str) -> bool:
        return code == name or wanted in _key(label)

    direct = {row.code: row.id for row in known if by_name(row.code, row.label)}
    if not direct:
        printed = session.execute(
            select(Agency.code, Agency.id, DirectiveParty.printed).join(DirectiveParty, DirectiveParty.agency_id == Agency.id).distinct()
        )
        direct = {code: number for code, number, words in printed if _key(words) == wanted}
    before: dict[str, list[int]] = {}
    for heir in heirs:
        before.setdefault(heir.code, []).append(heir.agency_id)
    waiting = set(direct) | {heir.code for heir in heirs if by_name(heir.code, heir.label)}
    by_id = {row.id: row for row in known}
    forerunners: dict[str, Row[tuple[int, str, str, date | None]]] = {}
    while waiting:
        reached = (by_id[number] for code in waiting for number in before.get(code, ()))
        new = {row.code: row for row in reached if row.code not in direct and row.code not in forerunners}
        forerunners |= new
        waiting = set(new)
    ended = sorted(forerunners.values(), key=lambda row: (-(row.ends_on or date.min).toordinal(), row.label))
    ids = direct | {row.code: row.id for row in ended}
    return Meant(wanted, ids, tuple(Forerunner(row.label, row.ends_on) for row in ended))
