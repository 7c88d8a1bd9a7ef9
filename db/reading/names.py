"""The names that filters can find: what is printed in readings that count, and what it stands for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import transaction
from db.limited import Limited
from db.models.document import Revision
from db.models.finding import Agency, AgencyHeir, DirectiveParty
from db.models.kept import ListCount
from db.models.run import Issue


def party_names(url: str) -> list[str]:
    """Agencies with their heirs, by label and by code, then everybody who is printed as a party, each once."""
    queries = (
        select(Agency.label).order_by(Agency.label),
        select(AgencyHeir.label).order_by(AgencyHeir.label),
        select(DirectiveParty.printed).distinct().order_by(DirectiveParty.printed),
        select(Agency.code).order_by(Agency.code),
        select(AgencyHeir.code).order_by(AgencyHeir.code),
    )
    with transaction(url, read_only=True) as session:
        return list(dict.fromkeys(name for query in queries for name in session.scalars(query)))


def issuer_names(url: str) -> list[str]:
    """Everybody who issued a document whose current revision says so."""
    with transaction(url, read_only=True) as session:
        return values_of(session, url, Revision.issuer)


def type_names(url: str) -> list[str]:
    """The kinds of the documents there are."""
    with transaction(url, read_only=True) as session:
        return values_of(session, url, Revision.type)


def doubt_codes(url: str) -> list[str]:
    """The codes of the doubts there are."""
    with transaction(url, read_only=True) as session:
        return list(session.scalars(select(Issue.code).distinct().order_by(Issue.code)))


def values_of(session: Session, url: str, column: InstrumentedAttribute[str | None]) -> list[str]:
    """What stands in the issuer or type of current revisions: as it is kept for the list, else of those that limited sight sees.

    Args:
        session: an open transaction.
        url: the database, as whoever asks sees it.
        column: of the revision.
    """
    if isinstance(url, Limited):
        query = select(column).where(Revision.is_current).distinct().order_by(column)
    else:
        query = select(ListCount.value).where(ListCount.field == column.key, ListCount.number > 0).order_by(ListCount.value)
    return [value for value in session.scalars(query) if value]
