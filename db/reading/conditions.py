"""Which rows count, and which doubts a person has settled, as conditions of queries."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select

from db.models.document import Revision
from db.models.run import Issue
from db.reading.placing import TABLES, FindingTable
from tasks.domain.doubt import GRAVE
from tasks.domain.row_fields import FIELDS


def is_kept(table: FindingTable) -> ColumnElement[bool]:
    """A row that no person rejected."""
    return or_(table.review.is_(None), table.review != "rejected")


@cache  # nothing of a call is in it, and to put it together takes longer than most queries with it
def is_settled() -> ColumnElement[bool]:
    """A doubt that a person looked at: itself, or the row it is about, or the field of the head."""
    looked_at = [
        and_(Issue.subject_kind == kind, _any(table.id == Issue.subject_id, table.review.is_not(None))) for kind, table in TABLES.items()
    ]
    correctable = {name.removesuffix("_printed"): _seen(name) for name in FIELDS["head"]}
    # Without a null in it, since neither a condition nor its opposite holds for one.
    kind, field = func.coalesce(Issue.subject_kind, ""), func.coalesce(Issue.field, "")
    of_field = [and_(field == name, _any(Revision.id == Issue.revision_id, seen)) for name, seen in correctable.items()]
    # Recipients, addressees, legal bases, and the head as a whole cannot be corrected: looking at all of the head settles them.
    whole = and_(field.not_in(correctable), _any(Revision.id == Issue.revision_id, *correctable.values()))
    return or_(Issue.review.is_not(None), *looked_at, and_(kind == "head", or_(*of_field, whole)))


@cache
def is_left() -> ColumnElement[bool]:
    """A doubt that somebody has to look at still; every count of doubts is of these. What is only a note ("no time is set") is none."""
    return and_(Issue.severity.in_(GRAVE), ~is_settled())


def _seen(field: str) -> ColumnElement[bool]:
    """Somebody looked at a field of a revision's head."""
    said: ColumnElement[str] = Revision.head_review[field].as_string()
    return said.is_not(None)


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row answers to the conditions; the query around it may ask the same table for something else."""
    return exists(select(literal(1)).where(*conditions).correlate(Issue))
