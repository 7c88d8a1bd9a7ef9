"""All tasks that a filter of the board leaves, for what is taken away of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.asking.board_wanted import BoardWanted, conditions
from db.asking.whose_tasks import bound
from db.engine import transaction
from db.models.kept import NO_DAY

_IDS = "SELECT e.task_id, e.document_id {chosen} ORDER BY e.document_id, e.position"


def matching_tasks(url: str, wanted: BoardWanted, today: date) -> tuple[frozenset[int], list[int]]:
    """Ids of the tasks that a filter leaves, on whatever page, and of their documents, the oldest first.

    Args:
        url: the database.
        wanted: the filter; limit and offset do not count.
        today: the day to count from.
    """
    with transaction(url, read_only=True) as session:
        asked = conditions(session, url, wanted, _IDS)
        values: dict[str, Any] = {**asked.values, "day": today, "never": NO_DAY}
        rows = session.execute(bound(_IDS.format(chosen=asked.all_but()), values), values).all()
    return frozenset(row.task_id for row in rows), list(dict.fromkeys(row.document_id for row in rows))
