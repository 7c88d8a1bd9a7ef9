"""The data dictionary, made from the models: ``python -m db.dictionary > docs/data-dictionary.md``."""

from __future__ import annotations

import inspect
import sys

from sqlalchemy import CheckConstraint, Table, UniqueConstraint
from sqlalchemy.orm import Mapper

from db.base import Base, ExactDecimal
from db.models import audit, document, finding, printed, review, run, signature, task

MODULES = (document, signature, finding, printed, task, review, run, audit)
HEADER = """# Data dictionary

Made from `db/models` by `make docs`; do not edit. One Alembic chain (`db/migrations`) makes these tables on SQLite and on PostgreSQL.
Times are UTC. A revision is one complete reading of a document; queries look at rows whose revision `is_current`.
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


def data_dictionary() -> str:
    """All tables, in the order of the modules."""
    mappers = {mapper.class_.__name__: mapper for mapper in Base.registry.mappers}
    names = [name for module in MODULES for name in vars(module) if name in mappers and mappers[name].class_.__module__ == module.__name__]
    return HEADER + "\n".join(describe(mappers[name]) for name in names) + "\n"


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
