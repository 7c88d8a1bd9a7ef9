"""What was said of a task of a copy is shown at the same task of the copy that counts: one entry, whoever's document it began with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copies.scene import CopyScene
from db.models.document import Revision
from db.models.finding import Directive
from db.models.task import FollowUp
from db.overlay.rowset import RowSet
from db.reading.grouping import regroup
from db.reading.placing import anchor_of, logged_anchor, words_of
from tasks.domain.anchor import Anchor, find
from tasks.domain.legible import legible


def carry(session: Session, scene: CopyScene) -> dict[int, list[str]]:
    """Tie what was said of copies to the tasks of those that count, and untie it where they are copies no more.

    The entries stay with the documents they were made for, so that nothing is lost when copies are parted or another of them leads.

    Returns:
        By document that counts, what was said of a copy's task and could not be tied: no task is the same, or it was followed by itself.
    """
    for copies in scene.leads:
        for document_id in copies:
            _untie(session, scene.current[document_id], copies)
    apart: dict[int, list[str]] = {}
    for copies, lead in scene.leads.items():
        if len(copies) > 1:
            said = list(session.scalars(select(FollowUp).where(FollowUp.document_id.in_(copies - {lead})).order_by(FollowUp.id)))
            left = _tie(session, scene.current[lead], said) if said else []
            apart |= {lead: [_told(scene, entry) for entry in left]} if left else {}
    return apart


def _untie(session: Session, revision: Revision, copies: frozenset[int]) -> None:
    query = select(Directive).join(FollowUp, FollowUp.id == Directive.follow_up_id)
    foreign = session.scalars(query.where(Directive.revision_id == revision.id, FollowUp.document_id.not_in(copies))).all()
    for directive in foreign:
        directive.follow_up_id = None
    if foreign:
        regroup(session, revision)


def _tie(session: Session, revision: Revision, said: Sequence[FollowUp]) -> list[FollowUp]:
    """Tie entries to the tasks of a reading; gives those that are told apart."""
    rows = RowSet(session, revision)
    directives = {d.id: d for d in rows.directives() if d.review != "rejected"}
    followed = {d.follow_up_id for d in directives.values()}
    missing = [entry for entry in said if entry.id not in followed and _says(entry)]
    if not missing:
        return []
    anchors = {number: _without_place(_anchor(rows, d)) for number, d in directives.items()}
    by_task = {d.task_id: d.follow_up_id for d in directives.values() if d.follow_up_id is not None}
    tied = False
    apart = []
    for entry in missing:
        found = find(_without_place(logged_anchor(entry)), list(anchors.values()))
        directive = None if found is None else directives[list(anchors)[found]]
        if directive is not None and directive.task_id not in by_task:
            directive.follow_up_id = by_task[directive.task_id] = entry.id
            tied = True
        elif directive is None or not _is_said(session, by_task, directive, entry):
            apart.append(entry)
    if tied:
        regroup(session, revision)
    return apart


def _says(entry: FollowUp) -> bool:
    told = (entry.owner, entry.note, entry.completion_symbol, entry.completed_on, entry.extended_to, entry.dismissed)
    return entry.state != "not_started" or any(told)


def _is_said(session: Session, by_task: Mapping[int | None, int | None], directive: Directive, entry: FollowUp) -> bool:
    """Whether what the leading copy's own entry says of a task is the same."""
    own = session.get(FollowUp, by_task[directive.task_id])
    return own is not None and own.state == entry.state


def _anchor(rows: RowSet, directive: Directive) -> Anchor:
    read = {name: rows.machine_value(directive, name) for name in ("lead", "text")}
    return anchor_of(directive, words_of("directive", read), rows.pages)


def _without_place(anchor: Anchor) -> Anchor:
    """Two scans of one paper lie in other places of their pages; words and section have to do."""
    return replace(anchor, boxes=())


def _told(scene: CopyScene, entry: FollowUp) -> str:
    words = " ".join(entry.quote.split())
    return f"{scene.documents[entry.document_id].short_id} says {entry.state.replace('_', ' ')} of “{legible(words[:80])}”"


def hand_on(session: Session, document_id: int) -> None:
    """Let copies keep what they show of the tasks of a document that is about to go."""
    shown = (
        select(FollowUp, Revision.document_id)
        .join(Directive, Directive.follow_up_id == FollowUp.id)
        .join(Revision, Revision.id == Directive.revision_id)
        .where(FollowUp.document_id == document_id, Revision.document_id != document_id)
        .order_by(Revision.is_current)
    )
    for entry, other in session.execute(shown):  # of several the one that shows it now, if any
        entry.document_id = other
    session.flush()
