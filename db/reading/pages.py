"""One page of a document as it stands now, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.reading.placing import lines_between
from tasks.domain.anchor import PageBox
from tasks.domain.outcome import DocumentState


def current_page(url: str, short_id: str, number: int) -> tuple[Document, str, Page] | None:
    """A page of the current revision with its document and the revision's fingerprint; None where there is none.

    Args:
        url: the database.
        short_id: of the document.
        number: 1-based.
    """
    query = (
        select(Document, Revision.fingerprint, Page)
        .join(Revision, (Revision.document_id == Document.id) & Revision.is_current)
        .join(Page, Page.revision_id == Revision.id)
        .where(Document.short_id == short_id, Page.number == number)
    )
    with transaction(url, read_only=True) as session:
        found = session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def pages_of_file(url: str, sha256: str) -> list[Page]:
    """All pages of a file that the current readings of its notices have, in the order of the file."""
    query = (
        select(Page)
        .join(Revision, (Revision.id == Page.revision_id) & Revision.is_current)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.sha256 == sha256, Document.state == DocumentState.LOADED)
        .order_by(Page.number)
    )
    with transaction(url, read_only=True) as session:
        return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page and where they stand.

    Attributes:
        number: of the page, 1-based.
        width: of the page in pixels.
        height: of the page in pixels.
        words: text, left, top, right, bottom (pixels) of each, in reading order; None where they were not kept.
    """

    number: int
    width: int
    height: int
    words: tuple[tuple[str, int, int, int, int], ...] | None


def words_of_page(url: str, short_id: str, number: int) -> PageWords | None:
    """The words of a page of the current revision; None where there is no such page.

    Args:
        url: the database.
        short_id: of the document.
        number: 1-based.
    """
    query = (
        select(Page, Revision.clean_text)
        .options(undefer(Page.words))
        .join(Revision, (Revision.id == Page.revision_id) & Revision.is_current)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.short_id == short_id, Page.number == number)
    )
    with transaction(url, read_only=True) as session:
        found = session.execute(query).one_or_none()
    if found is None:
        return None
    page, text = found
    words = None if page.words is None else tuple((text[start:end], *box) for start, end, *box in page.words)
    return PageWords(page.number, page.width, page.height, words)


def boxes_between(url: str, revision_id: int, start: int, end: int) -> list[PageBox]:
    """The printed lines of a piece of a reading's clean text, as fractions of their pages; none where the words' places were not kept."""
    with transaction(url, read_only=True) as session:
        pages = {
            page.number: page for page in session.scalars(select(Page).options(undefer(Page.words)).where(Page.revision_id == revision_id))
        }
    found = []
    for number, left, top, right, bottom in lines_between(pages.values(), start, end):
        width, height = pages[number].width, pages[number].height
        found.append(PageBox(number, left / width, top / height, right / width, bottom / height))
    return found
