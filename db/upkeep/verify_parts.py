"""Are the notices of each file whole: a first one, no page in two of them or in none, the same original."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.document import Document, Page, Revision
from tasks.domain.outcome import DocumentState, Severity
from tasks.domain.upkeep import Fault

_MEND = "`thongbao reprocess` reads the file again."


def check_parts(session: Session) -> Iterator[Fault]:
    """Faults of files that hold, or held, several notices."""
    several = select(Document.sha256).group_by(Document.sha256).having(func.max(Document.part) > 1)
    by_file: dict[str, list[Document]] = defaultdict(list)
    for document in session.scalars(select(Document).where(Document.sha256.in_(several)).order_by(Document.part)):
        by_file[document.sha256].append(document)
    pages = (
        select(Document.sha256, Page.number)
        .join(Revision, Revision.document_id == Document.id)
        .join(Page, Page.revision_id == Revision.id)
        .where(Revision.is_current, Document.sha256.in_(several))
    )
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for sha256, number in session.execute(pages):
        counted[sha256][number] += 1
    for sha256, documents in by_file.items():
        yield from _of_file(documents, counted[sha256])


def _of_file(documents: list[Document], pages: Counter[int]) -> Iterator[Fault]:
    first = documents[0]
    if first.part != 1:
        yield Fault("first-part-missing", Severity.ERROR, first.short_id, f"The first notice of its file is gone. {_MEND}")
        return
    for document in documents[1:]:
        if (document.store_path, document.byte_size) != (first.store_path, first.byte_size):
            yield Fault("part-elsewhere", Severity.ERROR, document.short_id, f"It names another original than {first.short_id}. {_MEND}")
        if document.first_page is None or document.state not in {DocumentState.LOADED, DocumentState.VANISHED}:
            yield Fault("part-unfinished", Severity.ERROR, document.short_id, f"It is {document.state} while its file is read. {_MEND}")
    twice = sorted(page for page, count in pages.items() if count > 1)
    lost = sorted(set(range(1, max(pages, default=0) + 1)) - pages.keys())
    for code, found, what in (("page-twice", twice, "belong to more than one notice"), ("page-in-no-part", lost, "belong to no notice")):
        if found:
            yield Fault(code, Severity.ERROR, first.short_id, f"Pages {', '.join(map(str, found))} of its file {what}. {_MEND}")
