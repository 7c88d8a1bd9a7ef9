"""Entries made of what somebody sees are those that are kept, where all is seen."""

from datetime import date

import pytest
from sqlalchemy import text

from benchmarks.grown import grow
from benchmarks.grown_rows import Spread
from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.entries import KEPT, entries_for
from db.asking.whose_tasks import bound
from db.engine import transaction
from db.limited import Limited, Sight
from db.models.kept import NO_DAY, BoardEntry
from db.review.followup import extend_task, set_task

SOME = Sight(issuers=("UBND tỉnh Tân Giang",))
SAME = [column.name for column in BoardEntry.__table__.columns if column.name != "newest"]


@pytest.fixture
def office(url):
    """Some documents, with tasks in every state that the filler knows, one extended and one replaced."""
    grow(url, 60, Spread(date(2026, 11, 30), years=0.5, names=5), lambda _: None)
    first, second, *_ = (task.directive_id for task in board(url, BoardWanted(state="open", limit=5), date(2026, 11, 30)).tasks)
    extend_task(url, first, "Lan", source="page", symbol="5/CV-UBND", issued_on=date(2026, 11, 1), deadline_on=date(2027, 1, 31))
    set_task(url, second, "Lan", source="page", state="replaced", ending_symbol="9/QĐ-UBND", owner="Hoa")
    return url


def rows(url, entries, what, order):
    with transaction(url, read_only=True) as session:
        query = f"SELECT {what} FROM {entries} ORDER BY {order}"
        found = session.execute(bound(query, {"never": NO_DAY}), {"never": NO_DAY}).all()
    return [tuple(str(int(v)) if isinstance(v, bool) else str(v) for v in row) for row in found]


def test_they_are_the_same(office):
    with transaction(office, read_only=True) as session:
        dialect = session.get_bind().dialect.name
        assert session.scalar(text("SELECT count(DISTINCT state) FROM board_entry")) >= 5
    seen = entries_for(Limited(office, SOME), dialect)
    assert entries_for(office, dialect) == KEPT != seen
    columns = ", ".join(f"e.{name}" for name in SAME)
    assert rows(office, seen, columns, "e.task_id") == rows(office, KEPT, columns, "e.task_id")
    by_day = "e.newest, e.revision_id, e.position, e.task_id"
    assert rows(office, seen, "e.task_id", by_day) == rows(office, KEPT, "e.task_id", by_day)
