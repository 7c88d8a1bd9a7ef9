"""What was said of sentences before there were tasks survives the way up and down."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData, insert, select, text, update
from tasked import NOTICE, ORDERS, WHOLE, WORDS, sound

from db.asking.details import revision_detail
from db.base import Json
from db.engine import engine_for
from db.review.followup import set_task
from db.review.told import changes_of
from db.schema import downgrade, upgrade


def test_rows_of_tables_that_were_read_before_0008_are_tasks_of_their_own(url, load, look):
    load()
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE directive SET task_id = NULL, step = NULL, in_table = NULL, item = NULL, rule = 'table'"))
        connection.execute(text("DELETE FROM task"))
    upgrade(url)
    assert [steps for steps, *_ in look()] == [[0], [1], [2], [3], [4]]


def test_parts_and_how_sure_rows_are_survive_the_way_down_and_up(url, load):
    load()
    looked = (
        "SELECT d.position, d.item, d.in_table, d.sure, p.field, p.value FROM directive d JOIN directive_part p ON p.directive_id = d.id"
    )

    def there():
        with engine_for(url).connect() as connection:
            views = [connection.execute(text(f"SELECT sure FROM {v} ORDER BY id")).all() for v in ("current_directive", "current_metric")]
            return views, connection.execute(text(f"{looked} ORDER BY p.id")).all()

    before = there()
    assert before[1]
    downgrade(url, "0008")
    assert there() == before
    upgrade(url)
    assert there() == before


def old_home(url, states):
    """Bring a database to the schema before there were tasks, with a follow-up by the index of a directive, and up again."""
    downgrade(url, "0006")
    tables = MetaData()
    with engine_for(url).begin() as connection:
        tables.reflect(connection, only=("task", "task_change", "directive"))
        task, change, directive = (tables.tables[name] for name in ("task", "task_change", "directive"))
        for column in (task.c.places, change.c.before, change.c.after):
            column.type = Json
        ids = connection.scalars(select(directive.c.id).order_by(directive.c.position)).all()
        for index, state in states.items():
            quote = WORDS[index + 3]
            words = {"section_path": "2", "quote": quote, "words": f"{ORDERS[index].lead[0]}: {quote}", "places": []}
            connection.execute(insert(task).values(document_id=1, key=f"k{index}", state=state, owner="Lan", **words))
            number = connection.scalar(select(task.c.id).where(task.c.key == f"k{index}"))
            connection.execute(update(directive).where(directive.c.id == ids[index]).values(task_id=number))
            said = {"at": datetime(2026, 6, 20, tzinfo=UTC), "actor": "Lan", "source": "page", "before": {}, "after": {"state": state}}
            connection.execute(insert(change).values(task_id=number, **said))
    upgrade(url)


UPGRADES = {
    "nothing was said": ({}, WHOLE),
    "the sentence with the deadline was done": ({2: "done"}, [([0, 1, 2], 3, "done"), *WHOLE[1:]]),
    "it was under way": ({0: "in_progress"}, [([0, 1, 2], 3, "in_progress"), *WHOLE[1:]]),
    "one of three was done": ({0: "done"}, [([0], None, "done"), ([1, 2], 2, "not_started"), *WHOLE[1:]]),
    "each was followed by itself": (
        {0: "done", 1: "cancelled", 2: "in_progress"},
        [([0], None, "done"), ([1], None, "cancelled"), ([2], 1, "in_progress"), *WHOLE[1:]],
    ),
    "another task was done": ({3: "done"}, [WHOLE[0], ([3], None, "done"), WHOLE[2]]),
}


@pytest.mark.parametrize("name", UPGRADES)
def test_what_was_said_of_single_directives_survives_the_upgrade_and_a_new_reading(url, document, load, look, name):
    states, wanted = UPGRADES[name]
    load()
    old_home(url, states)
    assert look() == wanted
    assert sound(url) <= {"not-findable"}
    detail = revision_detail(url, document.id)
    said = {t.key: t.follow_up.owner for t in detail.tasks if t.follow_up}
    assert said == {f"k{index}": "Lan" for index in states}
    told = changes_of(url, [d.id for d in detail.directives])
    assert sorted(change.after["state"] for d in detail.directives[:4] for change in told.get(d.id, ())[:1]) == sorted(
        state for steps, _, state in wanted for _ in steps if state != "not_started"
    )
    load(replace(NOTICE, dpi=300))
    assert look() == wanted


def test_the_log_stays_guarded_and_goes_on_counting(url, load):
    directives = load()
    set_task(url, directives[3].id, "Lan", source="page", state="done", completed_on="20/6/2026")
    old_home(url, {0: "done"})
    set_task(url, directives[4].id, "Lan", source="page", state="done", completed_on="20/6/2026")
    with engine_for(url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM follow_up_change")) == 3
    for change in ("DELETE FROM follow_up_change", "UPDATE follow_up_change SET actor = 'x'"):
        with pytest.raises(Exception, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(text(change))


def test_an_upgrade_that_was_killed_before_it_grouped_is_made_up_for(url, load, look):
    load()
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE directive SET task_id = NULL, step = NULL"))
        connection.execute(text("DELETE FROM task"))
    assert look() == []
    upgrade(url)
    assert look() == WHOLE
