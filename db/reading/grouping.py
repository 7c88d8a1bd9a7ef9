"""The tasks of a revision: made from its directives as they stand by now, with the follow-up that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive, DirectiveParty, Evidence
from db.models.task import FollowUp, Task
from db.reading.kept import touch
from tasks.domain.choices import CLOSED
from tasks.domain.counted import Told, untold
from tasks.domain.finding import Deadline
from tasks.domain.grouping import Step, group_steps
from tasks.domain.grouping import Task as Group
from tasks.domain.letters import fold
from tasks.domain.paragraphs import paragraph_numbers


def regroup(session: Session, revision: Revision) -> None:
    """Make the tasks of a revision what its directives that nobody rejected make them; doing it twice changes nothing.

    Tasks whose steps stay keep their rows. The caller holds the document's row.
    """
    session.flush()
    touch(session, revision.document_id)
    query = select(Directive, Evidence.span_start).join(Evidence).where(Directive.revision_id == revision.id)
    placed: dict[Directive, int] = dict(session.execute(query).all())
    kept = sorted((d for d in placed if d.review != "rejected"), key=lambda d: (placed[d], d.position))
    for directive in placed:
        if directive.review == "rejected":
            directive.task_id = directive.step = None
    steps = _steps(session, revision, kept, [placed[d] for d in kept])
    ids = [d.follow_up_id for d in kept if d.follow_up_id is not None]
    by_id = {f.id: f for f in session.scalars(select(FollowUp).where(FollowUp.id.in_(ids)))} if ids else {}
    followed = {i: by_id[d.follow_up_id] for i, d in enumerate(kept) if d.follow_up_id is not None}
    groups = group_steps(steps)
    if apart := kept_apart(groups, followed):
        groups = group_steps([replace(s, alone=s.alone or i in apart) for i, s in enumerate(steps)])
    _write(session, revision, kept, groups, followed)


def kept_apart(groups: Sequence[Group], followed: Mapping[int, FollowUp]) -> set[int]:
    """Directives that people followed up in a way that no one state of the whole task would tell; they stay tasks of their own.

    Several of one task were followed each by itself; or one was closed when it was a task by itself, and the deadline, or what else there
    is to do, stands in another.

    Args:
        groups: tasks as they are without follow-up.
        followed: follow-up by index of the directive that it hangs on.
    """
    apart: set[int] = set()
    for group in groups:
        mine = [i for i in group.steps if i in followed]
        if len(mine) > 1:
            apart.update(mine)
        elif mine and len(group.steps) > 1:
            [only] = mine
            if followed[only].state in CLOSED and followed[only].steps == 1 and only != group.deadline:
                apart.add(only)
    return apart


def _steps(session: Session, revision: Revision, kept: Sequence[Directive], places: Sequence[int]) -> list[Step]:
    parties: dict[int, list[str]] = {}
    query = select(DirectiveParty).join(Directive).where(Directive.revision_id == revision.id, DirectiveParty.role == "lead")
    for p in session.scalars(query):
        # The agency where it is known: one body under two spellings is one party.
        parties.setdefault(p.directive_id, []).append(f"#{p.agency_id}" if p.agency_id is not None else fold(p.printed))
    items = _items(revision, kept, places)
    return [
        Step(
            section=d.section_path,
            item=item,
            lead=frozenset(parties.get(d.id, ())),
            text=d.text,
            deadline=_deadline(d),
            product=d.product,
            # Readings from before 0008 tell rows of tables by their rule alone.
            alone=bool(d.in_table) or d.rule == "table",
        )
        for d, item in zip(kept, items, strict=True)
    ]


def _items(revision: Revision, kept: Sequence[Directive], places: Sequence[int]) -> list[int]:
    """The items as read; where none was read, the paragraphs of the text. What a person added stands in the item of its paragraph."""
    paragraphs = paragraph_numbers(revision.clean_text, places)
    known = {paragraph: d.item for d, paragraph in zip(kept, paragraphs, strict=True) if d.item}
    if not known:
        return paragraphs
    behind = max(known.values())
    return [d.item or known.get(paragraph, behind + paragraph) for d, paragraph in zip(kept, paragraphs, strict=True)]


def _deadline(d: Directive) -> Deadline | None:
    if d.deadline_raw is None and d.deadline_on is None and d.deadline_recurs is None:
        return None
    return Deadline(d.deadline_raw or "", d.deadline_on, d.deadline_recurs)


def _write(
    session: Session, revision: Revision, kept: Sequence[Directive], groups: Sequence[Group], followed: Mapping[int, FollowUp]
) -> None:
    there = {t.id: t for t in session.scalars(select(Task).where(Task.revision_id == revision.id).order_by(Task.position))}
    before: dict[int, list[int]] = {number: [] for number in there}
    for index, d in enumerate(kept):
        if d.task_id in before:
            before[d.task_id].append(index)
    if list(before.values()) != [list(group.steps) for group in groups]:
        for d in kept:
            d.task_id = d.step = None
        session.flush()
        session.execute(delete(Task).where(Task.revision_id == revision.id))
        rows = [Task(revision_id=revision.id, position=position) for position in range(1, len(groups) + 1)]
        session.add_all(rows)
        session.flush()
        there = {row.id: row for row in rows}
    for row, group in zip(there.values(), groups, strict=True):
        for step, index in enumerate(group.steps, 1):
            kept[index].task_id, kept[index].step = row.id, step
        due = kept[group.deadline] if group.deadline is not None else None
        row.deadline_raw = due.deadline_raw if due else None
        row.deadline_on = due.deadline_on if due else None
        row.deadline_recurs = due.deadline_recurs if due else None
        row.deadline_step = due.step if due else None
        row.follow_up_id = next((followed[i].id for i in group.steps if i in followed), None)
    session.flush()


def group_what_is_not(url: str, told: Told = untold) -> None:
    """Make the tasks of all revisions that have none: those of a database from before there were tasks, document by document."""
    ungrouped = select(Revision.document_id).join(Directive, Directive.revision_id == Revision.id)
    ungrouped = ungrouped.where(Directive.task_id.is_(None), Directive.review.is_distinct_from("rejected")).distinct()
    with transaction(url, read_only=True) as session:
        documents = list(session.scalars(ungrouped))
    for document_id in told(documents, "tasks of earlier readings"):
        with transaction(url) as session:
            session.scalars(select(Document.id).where(Document.id == document_id).with_for_update()).one_or_none()
            for revision in session.scalars(select(Revision).where(Revision.document_id == document_id)).all():
                regroup(session, revision)
