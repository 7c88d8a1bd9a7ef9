"""The entries of the board as a query takes them: those that are kept, or made of what somebody with limited sight sees.

Of several copies of one paper the board has the one that leads. Who does not see that one sees another in its place, of which nothing is
kept: their entries follow from the rows they see, and cost what these are.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Date, FromClause, Integer, Text, bindparam, text

from db.asking.standing_sql import LASTING_DUE, LASTING_STANDING, OPEN_NAMES
from db.limited import Limited
from db.models.kept import NO_DAY, BoardEntry
from db.reading.counted import COUNTED

KEPT = "board_entry e"
_SEEN = """(SELECT t.id AS task_id, r.document_id, t.revision_id, t.position, {state} AS state, {state} NOT IN ({open}) AS closed,
    coalesce({due}, :never) AS due_on, r.issuer, coalesce({newest}, 0) AS newest,
    coalesce(r.symbol_key, '') AS symbol_key, CASE WHEN r.symbol_key IS NULL THEN 1 ELSE 0 END AS no_symbol,
    coalesce(f.owner, '') AS owner, CASE WHEN f.owner IS NULL THEN 1 ELSE 0 END AS no_owner
    FROM task t JOIN revision r ON r.id = t.revision_id LEFT JOIN follow_up f ON f.id = t.follow_up_id WHERE {counted}) e"""
_COLUMNS = "SELECT e.task_id, e.document_id, e.state, e.closed, e.due_on FROM {entries}"
_NEWEST = {"sqlite": "1721424.5 - julianday(r.issued_on)", "postgresql": "DATE '0001-01-01' - r.issued_on - 1"}  # as date.toordinal


def entries_for(url: str, dialect: str) -> str:
    """What stands behind FROM, called ``e``; statements with it need ``:never`` (``db.models.kept.NO_DAY``).

    Args:
        url: the database, as whoever asks sees it.
        dialect: sqlite or postgresql.
    """
    if not isinstance(url, Limited):
        return KEPT
    return _SEEN.format(state=LASTING_STANDING, due=LASTING_DUE, open=OPEN_NAMES, newest=_NEWEST[dialect], counted=COUNTED)


def entries_of(url: str, dialect: str) -> FromClause:
    """The same entries as a table ``e``, for statements that are put together."""
    if not isinstance(url, Limited):
        return BoardEntry.__table__.alias("e")
    query = _COLUMNS.format(entries=entries_for(url, dialect))
    kinds = {"task_id": Integer, "document_id": Integer, "state": Text, "closed": Boolean, "due_on": Date}
    return text(query).bindparams(bindparam("never", NO_DAY, Date)).columns(**kinds).subquery("e")
