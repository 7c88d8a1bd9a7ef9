"""What belongs to several revisions, a query for each kind of row however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session, selectinload

from db.models.finding import Citation, Directive, DirectiveCitation, Evidence, with_parts
from db.models.printed import with_cells
from db.models.run import Issue
from db.models.task import FollowUp
from db.reading.conditions import is_kept, is_settled
from db.reading.identity import task_keys


def rows_in(session: Session, revisions: Sequence[int], table: Any, order: Any) -> dict[int, list[Any]]:
    """The rows of a table by revision, with what belongs to them; each revision has a list."""
    query = select(table).where(table.revision_id.in_(revisions)).order_by(order)
    if hasattr(table, "evidence"):
        query = query.options(selectinload(table.evidence).selectinload(Evidence.regions))
    if hasattr(table, "parties"):
        query = query.options(selectinload(table.parties))
    if hasattr(table, "parts"):
        query = query.options(with_parts())
    if hasattr(table, "cells"):
        query = query.options(*with_cells())
    by_revision: dict[int, list[Any]] = {revision_id: [] for revision_id in revisions}
    for row in session.scalars(query):
        by_revision[row.revision_id].append(row)
    return by_revision


def keys_of(session: Session, directives: Mapping[int, Sequence[Directive]]) -> dict[int, dict[int, str]]:
    """The keys of the directives of each revision; of copies of one paper one entry of what people said stands for both."""
    told = {d.follow_up_id for of in directives.values() for d in of if d.follow_up_id is not None}
    key_of = {f.id: f.key for f in session.scalars(select(FollowUp).where(FollowUp.id.in_(told)))}
    return {
        revision_id: task_keys(in_order, {d.id: key_of[d.follow_up_id] for d in in_order if d.follow_up_id is not None})
        for revision_id, in_order in directives.items()
    }


def settled_in(session: Session, revisions: Sequence[int]) -> dict[int | None, set[int]]:
    """The doubts that people settled, by revision."""
    settled: dict[int | None, set[int]] = {}
    query = select(Issue.revision_id, Issue.id).where(Issue.revision_id.in_(revisions), is_settled())
    for revision_id, issue_id in session.execute(query):
        settled.setdefault(revision_id, set()).add(issue_id)
    return settled


def cited_in(session: Session, revisions: Sequence[int], *, rejected: bool) -> dict[int, dict[int, list[str]]]:
    """The symbols that directives cite, by revision and directive, in the order in which they are printed."""
    query = (
        select(Citation.revision_id, DirectiveCitation.directive_id, Citation.symbol)
        .join(Citation, Citation.id == DirectiveCitation.citation_id)
        .where(Citation.revision_id.in_(revisions), true() if rejected else is_kept(Citation))
        .order_by(Citation.position)
    )
    cited: dict[int, dict[int, list[str]]] = {}
    for revision_id, directive_id, symbol in session.execute(query):
        cited.setdefault(revision_id, {}).setdefault(directive_id, []).append(symbol)
    return cited
