"""Which rows count, and which doubts a person has settled, as conditions of queries."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from db.fields import FIELDS
from db.models.document import Revision
from db.models.run import Issue
from db.placing import TABLES, FindingTable


def is_kept(table: FindingTable) -> ColumnElement[bool]:
    """A row that no person rejected."""
    return or_(table.review.is_(None), table.review != "rejected")


def is_settled() -> ColumnElement[bool]:
    """A doubt that a person looked at: itself, or the row it is about, or the field of the head."""
    looked_at = [
        and_(Issue.subject_kind == kind, _any(table.id == Issue.subject_id, table.review.is_not(None))) for kind, table in TABLES.items()
    ]
    # A doubt about the head names its field in its words alone (tasks.findings.doubts).
    head = [
        _any(Revision.id == Issue.revision_id, Revision.head_review[name].as_string().is_not(None))
        & or_(Issue.message == f"The head has no {said.replace('_', ' ')}.", Issue.message.startswith(f"{said} "))
        for name in FIELDS["head"]
        for said in [name.removesuffix("_printed")]
    ]
    # Doubts about recipients, addressees and legal bases name no field that can be corrected: looking at the whole head settles them.
    of_lists = or_(*(Issue.message.startswith(f"{said} ") for said in ("recipients", "addressees", "legal_bases")))
    whole = _any(Revision.id == Issue.revision_id, *(Revision.head_review[name].as_string().is_not(None) for name in FIELDS["head"]))
    return or_(Issue.review.is_not(None), *looked_at, and_(Issue.subject_kind == "head", or_(*head, and_(of_lists, whole))))


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row answers to the conditions; the query around it may ask the same table for something else."""
    return exists(select(literal(1)).where(*conditions).correlate(Issue))
