"""What was said of sentences before there were tasks survives the way up and down."""

import pytest
from followed import follow
from sqlalchemy import text
from tasked import WHOLE

from db.engine import engine_for
from db.review.followup import set_task
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
    follow(url, states)
    upgrade(url)


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
