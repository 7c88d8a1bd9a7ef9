"""What was said of sentences in the schema before there were tasks."""

from datetime import UTC, datetime

from sqlalchemy import MetaData, insert, select, update
from tasked import ORDERS, WORDS

from db.base import Json
from db.engine import engine_for


def follow(url, states):
    """Say of directives of the only document, by their index, how far they are."""
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
