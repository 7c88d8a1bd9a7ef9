"""How far a task is, told by the database, is what Python tells of it: on a day, lastingly, and by an entry of the board."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.asking.standing_sql import (
    DUE_ON,
    ENTRY_PLACE,
    ENTRY_STANDING,
    LASTING_DUE,
    LASTING_STANDING,
    OPEN_NAMES,
    PLACE_ON,
    STANDING_ON,
    entry_is,
    standing_as_of,
)
from db.asking.whose_tasks import bound
from db.engine import transaction
from db.models.kept import NO_DAY
from tasks.domain.choices import Standing, TaskState
from tasks.domain.standing import OPEN, Extension, Progress, extended_to, lasting_standing, standing_on

FIRST, LAST = date(2026, 6, 25), date(2026, 7, 5)
days = st.dates(FIRST, LAST)
maybe = st.none() | days
extensions = st.lists(st.builds(Extension, st.just("1/QĐ"), days, days), max_size=3).map(tuple)
said = st.builds(Progress, st.sampled_from(list(TaskState)).map(str), maybe, maybe, extensions)
drawn = st.lists(st.tuples(maybe, st.none() | said), min_size=20, max_size=20)
"""Deadline and what was said, None where nobody said anything."""

SAID = "x_task t LEFT JOIN x_said f ON f.id = t.id"
ENTRY = f"""(SELECT t.id, {LASTING_STANDING} AS state, {LASTING_STANDING} NOT IN ({OPEN_NAMES}) AS closed,
    coalesce({LASTING_DUE}, :never) AS due_on FROM {SAID}) e"""
TABLES = {
    "x_task": "id INTEGER, deadline_on {day}",
    "x_said": "id INTEGER, state TEXT, completed_on {day}, ended_on {day}, extended_to {day}",
    "x_extension": "follow_up_id INTEGER, position INTEGER, issued_on {day}, deadline_on {day}",
}


def insert(session, table, **values):
    names = ", ".join(values)
    session.execute(bound(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(values)})", values), values)


def answers(url, tasks, query, **values):
    """The rows of a query over tasks, numbered in their order."""
    with transaction(url) as session:
        for table, columns in TABLES.items():
            session.execute(text(f"CREATE TEMPORARY TABLE {table} ({columns.format(day='TEXT' if url.startswith('sqlite') else 'DATE')})"))
        for number, (deadline, told) in enumerate(tasks):
            insert(session, "x_task", id=number, deadline_on=deadline)
            if told is None:
                continue
            to = extended_to(told.extensions)
            insert(session, "x_said", id=number, state=told.state, completed_on=told.completed_on, ended_on=told.ended_on, extended_to=to)
            for position, one in enumerate(told.extensions, 1):
                insert(session, "x_extension", follow_up_id=number, position=position, issued_on=one.issued_on, deadline_on=one.deadline_on)
        rows = session.execute(bound(query.replace("follow_up_extension", "x_extension"), values), values).all()
        for table in TABLES:
            session.execute(text(f"DROP TABLE {table}"))
    return [tuple(str(value) if isinstance(value, date) else value for value in row) for row in rows]


def shown(day):
    return str(day) if day else None


every = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@every
@given(drawn, days)
def test_on_a_day(url, tasks, day):
    query = f"SELECT {STANDING_ON}, {DUE_ON}, {standing_as_of(':other')} FROM {SAID} ORDER BY t.id"
    told = [(deadline, words or Progress()) for deadline, words in tasks]
    assert answers(url, tasks, query, day=day, other=LAST) == [
        (standing_on(day, deadline, words), shown(extended_to(words.extensions, day) or deadline), standing_on(LAST, deadline, words))
        for deadline, words in told
    ]


@every
@given(drawn)
def test_as_long_as_nobody_says_more(url, tasks):
    query = f"SELECT {LASTING_STANDING}, {LASTING_DUE} FROM {SAID} ORDER BY t.id"
    told = [(deadline, words or Progress()) for deadline, words in tasks]
    assert answers(url, tasks, query) == [
        (lasting_standing(deadline, words), shown(extended_to(words.extensions) or deadline)) for deadline, words in told
    ]


@every
@given(drawn, st.integers(0, 6))
def test_an_entry_tells_the_same_from_the_last_day_on_which_something_was_said(url, tasks, later):
    day = date.fromordinal(LAST.toordinal() + later)
    values = {"day": day, "soon": date.fromordinal(day.toordinal() + 3)}
    by_rows = answers(url, tasks, f"SELECT {STANDING_ON}, {PLACE_ON} FROM {SAID} ORDER BY t.id", **values)
    by_entries = answers(url, tasks, f"SELECT {ENTRY_STANDING}, {ENTRY_PLACE} FROM {ENTRY} ORDER BY e.id", **values, never=NO_DAY)
    assert by_entries == by_rows


@pytest.mark.parametrize("wanted", [OPEN, *((one,) for one in Standing), (Standing.OVERDUE, Standing.EXTENDED, Standing.REPLACED)])
def test_states_are_found_by_entries_that_are_in_them(url, wanted):
    tasks = [
        (deadline, None if state is None else Progress(str(state), completed, None, put_off))
        for deadline in (None, FIRST, LAST)
        for state in (None, *TaskState)
        for completed in (None, FIRST, LAST)
        for put_off in ((), (Extension("1/QĐ", FIRST, LAST),))
    ]
    query = f"SELECT e.id, {ENTRY_STANDING} FROM {ENTRY} ORDER BY e.id"
    all_of_them = answers(url, tasks, query, day=LAST, never=NO_DAY)
    found = answers(url, tasks, query.replace("ORDER", f"WHERE {entry_is(*wanted)} ORDER"), day=LAST, never=NO_DAY)
    assert found == [row for row in all_of_them if row[1] in wanted] != []
