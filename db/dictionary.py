"""The data dictionary, made from the models: ``python -m db.dictionary > docs/data-dictionary.md``."""

from __future__ import annotations

import inspect
import sys

from sqlalchemy import CheckConstraint, Table, UniqueConstraint
from sqlalchemy.orm import Mapper

from db.base import Base, ExactDecimal
from db.tables import MODELS
from db.views import VIEWS, View

HEADER = """# Data dictionary

Made from `db/models` by `make docs`; do not edit. One Alembic chain (`db/migrations`) makes these tables on SQLite and on PostgreSQL.
Times are UTC. A revision is one complete reading of a document; queries look at rows whose revision `is_current`.
"""
VIEWS_HEADER = """
## Views

For analysts: each shows the readings that are current and count (of copies of one paper one), as people left them, without rows that were
rejected. They are the same on SQLite and on PostgreSQL; their columns keep names and meaning, later versions add some behind.
"""


def type_name(table: Table, column: str) -> str:
    """The type of a column as an analyst meets it."""
    kind = table.c[column].type
    return "decimal (text on SQLite)" if isinstance(kind, ExactDecimal) else str(kind).lower()


def describe(mapper: Mapper[object]) -> str:
    """One table as Markdown."""
    table = mapper.local_table
    if not isinstance(table, Table):
        raise TypeError(f"{mapper} is not mapped to a table")
    lines = [
        f"\n## {table.name}\n",
        inspect.getdoc(mapper.class_) or "",
        "",
        "| column | type | null | key | meaning |",
        "|---|---|---|---|---|",
    ]
    for column in table.columns:
        targets = [f"→ {key.target_fullname}" for key in column.foreign_keys]
        keys = " ".join((["primary"] if column.primary_key else []) + targets)
        null = "yes" if column.nullable else "no"
        lines.append(f"| {column.name} | {type_name(table, column.name)} | {null} | {keys} | {column.doc or ''} |")
    for constraint in sorted(table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, UniqueConstraint):
            lines.append(f"\nUnique: {', '.join(c.name for c in constraint.columns)}.")
        elif isinstance(constraint, CheckConstraint):
            lines.append(f"\nAlways: `{constraint.sqltext}`.")
    return "\n".join(lines)


def describe_view(name: str, view: View) -> str:
    """One view as Markdown; a column that a table has is explained as there."""
    lines = [f"\n### {name}\n", view.shows, "", "| column | type | is | meaning |", "|---|---|---|---|"]
    for column, told in view.columns.items():
        if isinstance(told, tuple):
            lines.append(f"| {column} | {told[0]} |  | {told[1]} |")
        else:
            table = Base.metadata.tables[told.partition(".")[0]]
            source = told.partition(".")[2]
            lines.append(f"| {column} | {type_name(table, source)} | {told} | {table.c[source].doc or ''} |")
    return "\n".join(lines)


def data_dictionary() -> str:
    """All tables, in the order of the modules, then the views."""
    mappers = {mapper.class_.__name__: mapper for mapper in Base.registry.mappers}
    names = [name for module in MODELS for name in vars(module) if name in mappers and mappers[name].class_.__module__ == module.__name__]
    tables = "\n".join(describe(mappers[name]) for name in names)
    return f"{HEADER}{tables}\n{VIEWS_HEADER}" + "\n".join(describe_view(name, view) for name, view in VIEWS.items()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
