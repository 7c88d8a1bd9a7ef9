"""Register documents, change their state, and find them by the names people use."""

from __future__ import annotations

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.engine import transaction
from db.models.copy import DocumentCopy
from db.models.document import Delivery, Document, Revision
from db.models.member import FileMember
from db.models.run import Run
from db.reading.kept import touch
from db.reading.members import deliver_members
from db.record.audit import record
from db.record.history import CANCELLED, now
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.legible import storable
from tasks.domain.outcome import DocumentState, Outcome

SHORTEST_ID = 8
_ID = re.compile(r"[0-9a-f]{4,64}")
_ID_OF_PART = re.compile(r"(?P<sha256>[0-9a-f]{4,64})(?:\.(?P<part>\d{1,3}))?")


def register_document(
    url: str, *, sha256: str, byte_size: int, store_path: str, delivery: tuple[str, str] | None, person: str | None = None
) -> tuple[Document, bool]:
    """Record a file that arrived; the same file from the same place counts once.

    Args:
        url: the database.
        sha256: of the content.
        byte_size: of the content.
        store_path: below the store folder.
        delivery: path and name of the file; None for an original taken from the store itself.
        person: who brought it; None: the account the program runs under.

    Returns:
        The document, and whether its content was known before from another place.
    """
    with transaction(url) as session:
        name = storable(delivery[1]) if delivery else sha256
        document, known = known_or_new(session, sha256=sha256, byte_size=byte_size, store_path=store_path, file_name=name)
        duplicate = False
        if delivery is not None:
            source, name = (storable(part) for part in delivery)
            row = session.scalar(select(Delivery).where(Delivery.document_id == document.id, Delivery.source == source))
            if row is None:
                row = Delivery(document_id=document.id, source=source, file_name=name, is_duplicate=known, received_at=now())
                session.add(row)
                deliver_members(session, document, source)
                record(session, "ingest", document, f"{source}, {'known' if known else 'new'} content", person)
            duplicate = row.is_duplicate
    return document, duplicate


def known_or_new(session: Session, *, sha256: str, byte_size: int, store_path: str, file_name: str) -> tuple[Document, bool]:
    """The document of a content, which waits from now on where it was not known; and whether it was."""
    document = session.scalar(select(Document).where(Document.sha256 == sha256, Document.part == 1).with_for_update())
    if document is not None:
        return document, True
    document = Document(
        sha256=sha256,
        part=1,
        short_id=_short_id(session, sha256),
        file_name=storable(file_name),
        byte_size=byte_size,
        store_path=store_path,
        state=DocumentState.WAITING,
        registered_at=now(),
    )
    session.add(document)
    session.flush()
    touch(session, document.id)
    return document, False


def is_known(url: str, sha256: str) -> bool:
    """Whether any document has this content."""
    with transaction(url, read_only=True) as session:
        return session.scalar(select(Document.id).where(Document.sha256 == sha256).limit(1)) is not None


def is_settled(url: str, sha256: str, source: str) -> bool:
    """Whether a file with this content, coming from ``source``, would be a duplicate: nothing of it is to be read.

    It is where its content is loaded or taken apart and no file inside waits, or was set aside when it came from another place; a file
    that was set aside is read again when it is given again.
    """
    with transaction(url, read_only=True) as session:
        document = session.scalar(select(Document).where(Document.sha256 == sha256, Document.part == 1))
        if document is None or document.state == DocumentState.WAITING:
            return False
        if document.state != DocumentState.QUARANTINED:
            inside = select(Document.id).join(FileMember, FileMember.document_id == Document.id)
            waiting = inside.where(FileMember.container_id == document.id, Document.state == DocumentState.WAITING).limit(1)
            return session.scalar(waiting) is None
        first = select(Delivery.is_duplicate).where(Delivery.document_id == document.id, Delivery.source == storable(source))
        return session.scalar(first) is not False


def _short_id(session: Session, sha256: str) -> str:
    for length in range(SHORTEST_ID, len(sha256)):
        if session.scalar(select(Document.id).where(Document.short_id == sha256[:length])) is None:
            return sha256[:length]
    return sha256


def set_media_type(url: str, document_id: int, media_type: str) -> None:
    """Record what the content was recognised as."""
    with transaction(url) as session:
        session.get_one(Document, document_id).media_type = media_type


def quarantine(url: str, document_id: int, code: str, reason: str) -> None:
    """Set a document aside with the reason; one that was loaded or taken apart before stays so."""
    with transaction(url) as session:
        document = session.get_one(Document, document_id)
        if document.state not in {DocumentState.LOADED, DocumentState.UNPACKED}:
            document.state, document.reason_code, document.reason = DocumentState.QUARANTINED, code, reason
            record(session, "quarantine", document, reason)


def reopen(url: str, document_id: int) -> None:
    """Let a quarantined document wait again."""
    with transaction(url) as session:
        document = session.get_one(Document, document_id)
        if document.state == DocumentState.QUARANTINED:
            document.state, document.reason_code, document.reason = DocumentState.WAITING, None, None
            record(session, "reopen", document)


def failed_runs(url: str, document_id: int, *outcomes: Outcome) -> int:
    """How many runs of a document ended in failure, or died, since its last success and since it was last set aside.

    Runs that somebody cancelled do not count.

    Args:
        url: the database.
        document_id: row of the document.
        outcomes: only runs that ended so; none: failed and abandoned ones.
    """
    settled = (Outcome.SUCCEEDED, Outcome.QUARANTINED)
    with transaction(url, read_only=True) as session:
        last = session.scalar(select(func.max(Run.started_at)).where(Run.document_id == document_id, Run.outcome.in_(settled)))
        query = select(func.count()).where(
            Run.document_id == document_id,
            Run.outcome.in_(outcomes or (Outcome.FAILED, Outcome.ABANDONED)),
            func.coalesce(Run.error_code, "") != CANCELLED,
        )
        return session.scalar(query.where(Run.started_at > last) if last else query) or 0


def waiting_documents(url: str) -> list[Document]:
    """Documents that were registered and not yet loaded, oldest first."""
    with transaction(url, read_only=True) as session:
        return list(session.scalars(select(Document).where(Document.state == DocumentState.WAITING).order_by(Document.id)))


def name_of_original(url: str, sha256: str) -> str:
    """Name of the file with this content, "" where it is not known."""
    with transaction(url, read_only=True) as session:
        return session.scalar(select(Document.file_name).where(Document.sha256 == sha256, Document.part == 1)) or ""


def find_document(url: str, name: str) -> Document:
    """The one document that goes by ``name``: an id or the beginning of one, a symbol, or a file name; of copies, the one that counts.

    The id of a file means its first notice; ``.1`` behind it says so.

    Raises:
        UnknownDocumentError: there is none, or more than one; the candidates are listed.
    """
    with transaction(url, read_only=True) as session:
        found = _without_led(session, _candidates(session, name.strip()))
        if len(found) == 1:
            return found[0]
        raise _none_or_several(session, name.strip(), found)


def find_file(url: str, name: str) -> Document:
    """The first notice of the one file that goes by ``name``, or that holds the document that does.

    Raises:
        UnknownDocumentError: there is none, or documents of more than one file go by it; the candidates are listed.
    """
    with transaction(url, read_only=True) as session:
        found = _candidates(session, name.strip())
        if len({document.sha256 for document in found}) != 1:
            raise _none_or_several(session, name.strip(), found)
        return session.scalars(select(Document).where(Document.sha256 == found[0].sha256, Document.part == 1)).one()


def means_a_file(url: str, name: str) -> bool:
    """Whether a name is that of a whole file, which may hold several notices: its name, its id or the beginning of it, no symbol."""
    wanted = name.strip()
    with transaction(url, read_only=True) as session:
        if session.scalar(select(Document.id).where(Document.file_name == wanted).limit(1)) is not None:
            return True
        if session.scalar(select(Delivery.id).where(Delivery.file_name == wanted).limit(1)) is not None:
            return True
        return bool(_ID.fullmatch(wanted.lower())) and all(d.part == 1 for d in _candidates(session, wanted))


def _candidates(session: Session, wanted: str) -> list[Document]:
    """Documents that go by a name; those that vanished only by their id."""
    exact = wanted.lower().removesuffix(".1")
    found = list(session.scalars(select(Document).where(Document.short_id == exact)))
    if not found:
        by_symbol = select(Revision.document_id).where(Revision.is_current, Revision.symbol_key == symbol_key(wanted))
        by_file = select(Delivery.document_id).where(Delivery.file_name == wanted)
        named = Document.id.in_(by_symbol) | Document.id.in_(by_file) | (Document.file_name == wanted)
        query = select(Document).where(named, Document.state != DocumentState.VANISHED)
        found = list(session.scalars(query.order_by(Document.id)))
    beginning = _ID_OF_PART.fullmatch(wanted.lower())
    if not found and beginning:
        part = int(beginning["part"] or 1)
        query = select(Document).where(Document.sha256.startswith(beginning["sha256"], autoescape=True), Document.part == part)
        found = list(session.scalars(query))
    return found


def _without_led(session: Session, found: list[Document]) -> list[Document]:
    """Of several, those that count: a symbol that copies of one paper have means the one that leads."""
    if len(found) < 2:
        return found
    copies = select(DocumentCopy.document_id).where(DocumentCopy.leading_id.in_([document.id for document in found]))
    led = set(session.scalars(copies))
    return [document for document in found if document.id not in led]


def _none_or_several(session: Session, wanted: str, found: list[Document]) -> UnknownDocumentError:
    if not found:
        return UnknownDocumentError(f"No document goes by {wanted!r}.", "`thongbao status` lists them by id, symbol and file name.")
    listed = []
    for document in found[:10]:
        current = session.scalar(select(Revision).where(Revision.document_id == document.id, Revision.is_current))
        listed.append(f"{document.short_id} ({current.symbol if current and current.symbol else document.file_name})")
    return UnknownDocumentError(f"{len(found)} documents go by {wanted!r}: {', '.join(listed)}.", "Give the id in front.")
