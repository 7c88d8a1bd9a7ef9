"""Orders of the list, each kept by an index of its own, and the places in them from which a page goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, tuple_
from sqlalchemy.sql.elements import KeyedColumnElement

from db.models.kept import ListEntry

E = ListEntry.__table__.c
Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An order in which all columns run the same way, so that a place in it is one comparison.

    Attributes:
        columns: of ``list_entry``, the last of them the document.
        falls: the highest comes first.
    """

    columns: tuple[KeyedColumnElement[Any], ...]
    falls: bool

    def by(self) -> list[ColumnElement[Any]]:
        """What a query is ordered by."""
        return [column.desc() if self.falls else column.asc() for column in self.columns]

    def by_sorting(self) -> list[ColumnElement[Any]]:
        """The same for few entries, found otherwise: in a form that no index has, so that none is walked along to find them."""
        sorted_by = (func.coalesce(column, column) for column in self.columns)
        return [value.desc() if self.falls else value.asc() for value in sorted_by]

    def before(self, key: Key) -> ColumnElement[bool]:
        """Entries before a place."""
        here, there = tuple_(*self.columns), tuple_(*key)
        return here > there if self.falls else here < there

    def backwards(self) -> list[ColumnElement[Any]]:
        """What a query is ordered by that goes up the list."""
        return [column.asc() if self.falls else column.desc() for column in self.columns]

    def behind(self, key: Key) -> ColumnElement[bool]:
        """Entries behind a place."""
        here, there = tuple_(*self.columns), tuple_(*key)
        return here < there if self.falls else here > there


ORDERS = {
    "newest": Order((E.newest, E.document_id), falls=True),
    "oldest": Order((E.oldest, E.document_id), falls=False),
    "doubts": Order((E.doubts, E.newest, E.document_id), falls=True),
    "arrived": Order((E.document_id,), falls=True),
    "waiting": Order((E.document_id,), falls=False),
    "symbol": Order((E.no_symbol, E.symbol_key, E.document_id), falls=False),
}
SORTS = tuple(ORDERS)
_BETWEEN = "~"  # stands in no number, and in no symbol that anybody gave a document


def written(key: Key) -> str:
    """A place in an order as an address has it."""
    return _BETWEEN.join(str(value) for value in key)


def read_place(sort: str, typed: str) -> Key | None:
    """A place in an order from an address; None for anything that is none."""
    columns, parts = ORDERS[sort].columns, typed.split(_BETWEEN)
    if len(parts) != len(columns):
        return None
    try:
        return tuple(part if column is E.symbol_key else _small(part) for column, part in zip(columns, parts, strict=True))
    except ValueError:
        return None


def _small(digits: str) -> int:
    number = int(digits)
    if not 0 <= number < 2**31:
        raise ValueError(digits)
    return number
