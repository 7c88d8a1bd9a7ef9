"""Which documents, and which of their tasks, somebody wants to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.asking.details import RevisionDetail, revision_details
from db.asking.whose_tasks import task_ids
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Agency, Directive, DirectiveParty
from db.reading.conditions import is_kept
from db.reading.counted import counts
from db.reading.documents import find_document, find_file, means_a_file
from db.reading.names import values_of
from db.reading.parts import parts_of
from tasks.domain.letters import fold
from tasks.domain.membership import Whose
from tasks.domain.outcome import DocumentState

_AT_ONCE = 500  # documents


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of loaded documents; what is None or empty chooses nothing out.

    Attributes:
        since: first day of issue.
        until: last day of issue; a document without a date is in no range.
        issuer: words of the issuing body, accents and case aside.
        type: abbreviation of the kind of document (TB, CT, CV ...).
        whose: only documents that give this agency or a forerunner of it a task, and of their tasks only these.
        documents: ids, symbols or file names; an id without a part, or a file name, means all notices of the file. What is named is taken,
            also a copy that another one leads, which else is none of them.
    """

    since: date | None = None
    until: date | None = None
    issuer: str | None = None
    type: str | None = None
    whose: Whose | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who has a part in a directive.

    Attributes:
        directive_id: of a current revision.
        task_id: task that the directive is a step of.
        role: lead or coordinating.
        printed: as the document names it.
        code: of the agency it stands for, None where that is unknown.
        label: of that agency.
    """

    directive_id: int
    task_id: int
    role: str
    printed: str
    code: str | None
    label: str | None

    @property
    def name(self) -> str:
        """The agency's own name, else what is printed."""
        return self.label or self.printed


def list_parties(url: str, documents: Sequence[int] | None = None) -> list[Party]:
    """Everybody who has a part in a directive of a current revision, of whichever copy, in the order they are named.

    Args:
        url: the database.
        documents: only of these; None: of all.
    """
    query = (
        select(Directive.id, Directive.task_id, DirectiveParty.role, DirectiveParty.printed, Agency.code, Agency.label)
        .join(DirectiveParty, DirectiveParty.directive_id == Directive.id)
        .join(Revision, Revision.id == Directive.revision_id)
        .outerjoin(Agency, Agency.id == DirectiveParty.agency_id)
        .where(Revision.is_current, is_kept(Directive))
        .order_by(Directive.task_id, Directive.step, DirectiveParty.role.desc(), DirectiveParty.position)
    )
    found: list[Any] = []
    with transaction(url, read_only=True) as session:
        if documents is None:
            found += session.execute(query).all()
        for first in range(0, len(documents or ()), _AT_ONCE):
            some = (documents or ())[first : first + _AT_ONCE]
            found += session.execute(query.where(Revision.document_id.in_(some))).all()
    return [Party(number, task_id, *rest) for number, task_id, *rest in found if task_id is not None]


def tasks_of(url: str, whose: Whose) -> dict[int, int]:
    """Tasks of current revisions that concern an agency, or one whose tasks it took over, in the roles asked for; with their documents."""
    with transaction(url, read_only=True) as session:
        return task_ids(session, whose)


def select_documents(url: str, selection: Selection) -> list[int]:
    """Ids of the loaded documents chosen: as they are named, else the oldest in the database first.

    Raises:
        UnknownDocumentError: a document that is named is not there, or its name is that of several.
    """
    reading = Revision.is_current if selection.documents else counts()
    query = select(Document.id).join(Revision, (Revision.document_id == Document.id) & reading)
    if selection.since:
        query = query.where(Revision.issued_on >= selection.since)
    if selection.until:
        query = query.where(Revision.issued_on <= selection.until)
    with transaction(url, read_only=True) as session:
        for column, words in ((Revision.issuer, selection.issuer), (Revision.type, selection.type)):
            if words is not None:
                query = query.where(_values(session, url, column, words))
        found = list(session.scalars(query.order_by(Document.id)))
    if not selection.documents:
        return found
    named = {document.id: document.state for name in selection.documents for document in _meant(url, name)}
    loaded = set(found)
    # One that is named and not loaded is kept, so that reading it says why there is nothing to take away.
    return [document_id for document_id, state in named.items() if document_id in loaded or state != DocumentState.LOADED]


def _values(session: Session, url: str, column: InstrumentedAttribute[str | None], named: str) -> ColumnElement[bool]:
    """The condition that an issuer has some words in its name, or a type is meant, accents and case aside."""
    wanted, whole = fold(named), column is Revision.type
    there = values_of(session, url, column)
    return column.in_([value for value in there if (fold(value) == wanted if whole else wanted in fold(value))])


def _meant(url: str, name: str) -> list[Document]:
    """The documents that a name means: all notices of a file by its name or its id, else the one that goes by it."""
    if not means_a_file(url, name):
        return [find_document(url, name)]
    there = [document for document in parts_of(url, find_file(url, name).sha256) if document.state != DocumentState.VANISHED]
    return there or [find_document(url, name)]


def selected(url: str, selection: Selection, *, rejected: bool = False) -> Iterator[RevisionDetail]:
    """The current revisions chosen, one at a time; with the rows that people rejected where ``rejected`` says so."""
    theirs = tasks_of(url, selection.whose) if selection.whose else None
    chosen = select_documents(url, selection)
    if theirs is not None:
        with_tasks = set(theirs.values())
        chosen = [document_id for document_id in chosen if document_id in with_tasks]
    for detail in revision_details(url, chosen, rejected=rejected):
        if theirs is not None:
            left = [task for task in detail.tasks if task.first.task_id in theirs]
            if left:
                yield detail.only(left)
        else:
            yield detail
