"""The names that filters can find: what is printed in readings that count, and what it stands for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

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
    return _values(url, "issuer", Revision.issuer)


def type_names(url: str) -> list[str]:
    """The kinds of the documents there are."""
    return _values(url, "type", Revision.type)


def doubt_codes(url: str) -> list[str]:
    """The codes of the doubts there are."""
    with transaction(url, read_only=True) as session:
        return list(session.scalars(select(Issue.code).distinct().order_by(Issue.code)))


def _values(url: str, field: str, column: InstrumentedAttribute[str | None]) -> list[str]:
    """What stands in a column of current revisions: as it is kept for the list, else of those that somebody with limited sight sees."""
    query = select(column).where(Revision.is_current, column.is_not(None)).distinct().order_by(column)
    if not isinstance(url, Limited):
        query = (
            select(ListCount.value).where(ListCount.field == field, ListCount.value != "", ListCount.number > 0).order_by(ListCount.value)
        )
    with transaction(url, read_only=True) as session:
        return [str(value) for value in session.scalars(query)]
