"""Doubts about no row: a person looked and there is nothing to correct. Found again in another reading by kind, quote and place."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from db.models.document import Page, Revision
from db.models.finding import Evidence
from db.models.review import Correction
from db.models.run import Issue
from db.reading.placing import TABLES, boxes_of, pages_of, places_of, stored
from tasks.domain.anchor import Anchor, PageBox, find
from tasks.domain.correction_errors import CorrectionError, ReadAnewError, SettledAlreadyError
from tasks.domain.doubt import ABOUT_COPIES


def is_of_a_row(issue: Issue) -> bool:
    """Whether a doubt is settled by looking at its row, or at the head."""
    return issue.subject_kind == "head" or (issue.subject_kind in TABLES and issue.subject_id is not None)


def describe(issue: Issue) -> str:
    """A doubt in words, for people; nothing is found by it but doubts about copies."""
    return f"{issue.code}: {issue.message}"


def describe_doubt(session: Session, current: Revision, issue_id: int | None, entry: Correction) -> None:
    """What a doubt says and where it stands.

    Raises:
        CorrectionError: the document has no such doubt, it is about a row or the head, or it was settled before.
    """
    issue = session.get(Issue, issue_id or 0)
    if issue is None or issue.revision_id != current.id:
        raise ReadAnewError(f"The document has no doubt {issue_id}.", "Load the page again; it was read anew meanwhile.")
    if is_of_a_row(issue):
        of = issue.subject_kind if issue.subject_id is None else f"{issue.subject_kind} {issue.subject_id}"
        raise CorrectionError(f"Doubt {issue.id} is about {of}.", f"Confirm, change or reject the {issue.subject_kind}; that settles it.")
    if issue.review is not None:
        raise SettledAlreadyError(f"Doubt {issue.id} is settled already.", "`thongbao corrections DOCUMENT` tells by whom.")
    anchor = _anchor(issue, pages_of(session, current.id))
    entry.row_id, entry.quote, entry.places = issue.id, anchor.quote, stored(anchor.boxes)
    entry.words = describe(issue)
    entry.machine = {"code": issue.code, "page": issue.page}


class Doubts:
    """The doubts of one revision while the log is laid over it.

    Args:
        session: an open transaction that holds the document's row.
        revision: whose doubts.
        pages: of the revision by number.
    """

    def __init__(self, session: Session, revision: Revision, pages: dict[int, Page]) -> None:
        self.session, self.revision, self.pages = session, revision, pages

    def reset(self) -> None:
        """Open all of them again."""
        mine = update(Issue).where(Issue.revision_id == self.revision.id, Issue.review.is_not(None))
        self.session.execute(mine.values(review=None))

    def settle(self, c: Correction) -> int | None:
        """Settle the doubt that an entry of the log is about; gives its number, None where this reading has none like it."""
        found = self._found(c)
        if found is None:
            return None
        self._standing[found].review = "confirmed"
        return found

    @cached_property
    def _standing(self) -> dict[int, Issue]:
        query = select(Issue).where(Issue.revision_id == self.revision.id).order_by(Issue.id)
        query = query.options(selectinload(Issue.evidence).selectinload(Evidence.regions))
        return {i.id: i for i in self.session.scalars(query) if not is_of_a_row(i)}

    def _found(self, c: Correction) -> int | None:
        code = c.machine["code"]
        if code in ABOUT_COPIES:  # they come and go while the reading stays, and each names another document
            return next((i.id for i in self._standing.values() if describe(i) == c.words and i.review is None), None)
        if c.revision_number == self.revision.number:
            return c.row_id if c.row_id in self._standing else None
        place = code, c.machine["page"]
        # A doubt of another page may be of the same kind and words, and has no other place than its page.
        alike = [i for i in self._standing.values() if (i.code, i.page) == place and i.review is None]
        wanted = _anchor_at(code, c.quote, boxes_of(c.places))
        found = find(wanted, [_anchor(issue, self.pages) for issue in alike])
        return None if found is None else alike[found].id


def _anchor(issue: Issue, pages: dict[int, Page]) -> Anchor:
    boxes = places_of(issue.evidence.regions, pages) if issue.evidence else ()
    return _anchor_at(issue.code, issue.evidence.quote if issue.evidence else "", boxes)


def _anchor_at(code: str, quote: str, boxes: tuple[PageBox, ...]) -> Anchor:
    """A doubt is told from others of its kind by the words it is about; one about no words by its place alone."""
    return Anchor(quote, quote or code, "", boxes)
