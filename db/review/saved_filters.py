"""Filters that accounts keep under names of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from db.engine import transaction
from db.models.filter import SavedFilter
from db.record.history import now
from tasks.domain.correction_errors import CorrectionError, TooManyFiltersError
from tasks.domain.legible import storable

MOST = 30
"""Filters that an account keeps of a page; more would be no help to find one."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter that somebody kept.

    Attributes:
        id: its row.
        name: as the person called it.
        query: what stands behind the question mark of the address.
    """

    id: int
    name: str
    query: str


def filters_of(url: str, account: str, page: str) -> list[Kept]:
    """The filters that an account keeps of a page, by name."""
    query = select(SavedFilter).where(SavedFilter.account == account, SavedFilter.page == page).order_by(SavedFilter.name)
    with transaction(url, read_only=True) as session:
        return [Kept(row.id, row.name, row.query) for row in session.scalars(query)]


def keep_filter(url: str, account: str, page: str, name: str, query: str) -> str:
    """Keep a filter; one of the same name is written over. Gives its name as it is kept.

    Raises:
        CorrectionError: it has no name, or the account keeps as many as it may; nothing is written.
    """
    called = " ".join(storable(name).split())[:LONGEST_NAME]
    if not called:
        raise CorrectionError("The filter has no name.", "Give it one.")
    with transaction(url) as session:
        theirs = (SavedFilter.account == account, SavedFilter.page == page)
        row = session.scalar(select(SavedFilter).where(*theirs, SavedFilter.name == called))
        if row is None:
            if (session.scalar(select(func.count()).where(*theirs)) or 0) >= MOST:
                raise TooManyFiltersError(f"There are {MOST} filters already.", "Delete one.")
            row = SavedFilter(account=account, page=page, name=called)
            session.add(row)
        row.query, row.saved_at = query, now()
    return called


def forget_filters_of(url: str, account: str) -> int:
    """Delete all filters of an account that is gone, so that nobody who gets its name finds them; gives how many there were."""
    theirs = SavedFilter.account == account
    with transaction(url) as session:
        number = session.scalar(select(func.count()).where(theirs)) or 0
        session.execute(delete(SavedFilter).where(theirs))
    return number


def forget_filter(url: str, account: str, page: str, number: int) -> None:
    """Delete a filter of an account; one that is not there, or is somebody else's, is passed over."""
    theirs = (SavedFilter.id == number, SavedFilter.account == account, SavedFilter.page == page)
    with transaction(url) as session:
        session.execute(delete(SavedFilter).where(*theirs))
