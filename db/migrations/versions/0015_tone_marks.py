"""The search index knows words by one place of the tone mark: "hoà" and "hòa" are found by either."""

import sqlalchemy as sa
from alembic import op

from tasks.domain.spelling import tone_in_front

revision = "0015"
down_revision = "0014"

# How a row is found by an index, on each database.
KEYS = {"sqlite": ("rowid",), "postgresql": ("kind", "row_id")}


def upgrade() -> None:
    """Apply; rows are gone through one by one, since each may hold a whole document."""
    connection = op.get_bind()
    names = KEYS[connection.dialect.name]
    where = " AND ".join(f"{name} = :{name}" for name in names)
    for key in connection.execute(sa.text(f"SELECT {', '.join(names)} FROM search_index")).all():
        place = dict(zip(names, key, strict=True))
        words = connection.execute(sa.text(f"SELECT words FROM search_index WHERE {where}"), place).scalar_one()
        if (one := tone_in_front(words)) != words:
            connection.execute(sa.text(f"UPDATE search_index SET words = :words WHERE {where}"), {"words": one, **place})


def downgrade() -> None:
    """Undo: nothing; the older program finds most words still."""
