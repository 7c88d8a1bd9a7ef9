"""What people say of the text of printed lines: write it down, take it back, list it; the next reading follows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document, Revision
from db.models.text_correction import TextCorrection, TextCorrectionResult
from db.reading.page_lines import PageLine, lines_of_page
from db.reading.placing import stored
from db.reading.text_corrections import CHANGE, UNDO, said_of_lines
from db.record.audit import record
from db.record.history import now
from db.review.corrections import hold
from db.review.statement import named
from tasks.domain.anchor import PageBox
from tasks.domain.correction_errors import CorrectionError, LongLineError, ReadAnewError
from tasks.domain.legible import storable
from tasks.domain.text_corrections import settled

LONGEST_LINE = 2_000  # characters; a line of the widest table has a few hundred


@dataclass(frozen=True, slots=True)
class PageSaid:
    """What a person says of the lines of one page.

    Attributes:
        document_id: row of the notice that has the page.
        revision: number of the reading that was seen.
        page: of the file, 1-based.
        lines: text of lines by their number on the page; those that stay as they are may be among them. A line with line feeds in it is
            split there, or has others added to it.
        confirmed: numbers of lines that are right as they stand.
        joined: numbers of lines that are one with the line behind them.
        added: lines that were missed behind the last line of the page.
    """

    document_id: int
    revision: int
    page: int
    lines: Mapping[int, str]
    confirmed: Collection[int] = ()
    joined: Collection[int] = ()
    added: str = ""


@dataclass(frozen=True, slots=True)
class LineEntry:
    """One entry of the log, and what became of it.

    Attributes:
        id: of the entry.
        at: when.
        actor: who.
        action: change or undo.
        page: of the file.
        before: the line as the machine read it.
        after: the line as it is right.
        state: applied, conflict, unplaced, replaced; waiting: no reading followed it yet; undone; undo for an undo.
        read: what the machine reads there now, "" where no reading followed it yet.
    """

    id: int
    at: datetime
    actor: str
    action: str
    page: int
    before: str
    after: str
    state: str
    read: str

    @property
    def is_live(self) -> bool:
        """Whether it still says something of a line."""
        return self.state not in {"undone", "undo"}


def page_lines(url: str, document_id: int, page: int) -> tuple[int, list[PageLine]] | None:
    """The number of a notice's current reading and the lines of one of its pages; None where it has no such page."""
    with transaction(url, read_only=True) as session:
        revision = session.scalar(select(Revision).where(Revision.document_id == document_id, Revision.is_current))
        lines = lines_of_page(session, revision, page) if revision is not None else None
        return (revision.number, lines) if revision is not None and lines is not None else None


def correct_lines(url: str, said: PageSaid, actor: str) -> int:
    """Write down what a person says of lines; the rows follow when the file is cut again (``flows.parting``).

    Args:
        url: the database.
        said: what is said.
        actor: name of the person.

    Returns:
        How many lines it is about.

    Raises:
        ReadAnewError: the notice was read anew, or its text corrected, since it was seen; nothing is written.
        CorrectionError: there is no such page or line, a text is too long, or nothing would change; nothing is written.
    """
    person = named(actor)
    with transaction(url) as session:
        document, revision = hold(session, said.document_id)
        first = _first(session, document)
        if revision.number != said.revision:
            raise ReadAnewError("The document was read anew meanwhile.", "Load the page again, then say what is right.")
        lines = lines_of_page(session, revision, said.page)
        if lines is None:
            raise CorrectionError(f"The document has no page {said.page}.", "`thongbao show` tells its pages.")
        entries = 0
        for wish in _wishes(said, lines):
            after = settled(storable(wish.text))
            if len(after) > LONGEST_LINE:
                raise LongLineError(f"Line {wish.number} is longer than {LONGEST_LINE} characters.", "Correct one printed line at a time.")
            if after == wish.stands and not wish.is_confirmed:
                continue
            session.add(_entry(first, person, said.page, wish, after))
            what = f"text of page {said.page}, line {wish.number}: {wish.read!r} -> {after!r}"
            record(session, "correct", first, what, person)
            entries += 1
        if not entries:
            raise CorrectionError("Nothing would change.", "Change a line, or say that it is right.")
    return entries


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be said of lines that follow each other: of one, or of several that are joined.

    Attributes:
        number: of the first of them; 0 on a page without a line.
        read: what the machine read there.
        stands: what stands there; None where several lines are joined.
        text: what is said.
        nth: as in ``PageLine``.
        place: by which they are found again; None for a text without geometry.
        is_confirmed: somebody says that it is right.
    """

    number: int
    read: str
    stands: str | None
    text: str
    nth: int
    place: PageBox | None
    is_confirmed: bool


def _wishes(said: PageSaid, lines: Sequence[PageLine]) -> Iterator[_Wish]:
    """What is said of each line or run of joined lines.

    Raises:
        CorrectionError: the page has no such line, or none to join it with.
    """
    known = {line.number: line for line in lines}
    typed = dict(said.lines)
    joined = set(said.joined)
    for number in sorted({*typed, *said.confirmed, *joined, *(number + 1 for number in joined)}):
        if number not in known:
            raise CorrectionError(f"Page {said.page} has no line {number}.", "Its text on the review pages has them.")
    if settled(said.added):
        if not lines:
            yield _Wish(0, "", "", said.added, 1, None, is_confirmed=False)
            return
        last = lines[-1].number
        typed[last] = f"{typed.get(last, lines[-1].text)}\n{said.added}"
    done = 0
    for number in sorted({*typed, *said.confirmed, *joined}):
        if number <= done:
            continue
        done = number
        while done in joined:
            done += 1
        run = [known[one] for one in range(number, done + 1)]
        text = " ".join(typed.get(line.number, line.text) for line in run)
        place = PageBox.union(place for line in run if (place := line.found_at or line.box) is not None)
        read = "\n".join(line.read for line in run if line.read)
        stands = run[0].text if len(run) == 1 else None
        yield _Wish(number, read, stands, text, run[0].nth, place, is_confirmed=number in said.confirmed)


def _entry(first: Document, person: str, page: int, wish: _Wish, after: str) -> TextCorrection:
    return TextCorrection(
        document_id=first.id,
        at=now(),
        actor=person,
        action=CHANGE,
        page=page,
        before=wish.read,
        after=after,
        nth=wish.nth,
        places=stored([wish.place] if wish.place else []),
    )


def _first(session: Session, document: Document) -> Document:
    """Part 1 of a file, to which what is said of its lines belongs."""
    if document.part == 1:
        return document
    return session.scalars(select(Document).where(Document.sha256 == document.sha256, Document.part == 1).with_for_update()).one()


def undo_lines(url: str, document_id: int, actor: str, correction_id: int | None = None) -> int:
    """Take back what was said of a line; the log keeps it, and what was said of the line before counts again.

    Args:
        url: the database.
        document_id: row of the document, or of another notice of its file.
        actor: name of the person.
        correction_id: which; None: the newest that was not taken back.

    Returns:
        The page it is about.

    Raises:
        CorrectionError: there is none, or it was taken back before.
    """
    person = named(actor)
    with transaction(url) as session:
        document, _ = hold(session, document_id)
        first = _first(session, document)
        live = {entry.id: entry for entry in said_of_lines(session, first.sha256)}
        wanted = correction_id if correction_id is not None else max(live, default=0)
        if wanted not in live:
            raise CorrectionError("This correction of the text is not in force.", "Its text on the review pages tells what was said.")
        undone = live[wanted]
        kept = {name: getattr(undone, name) for name in ("page", "nth", "places")}
        session.add(
            TextCorrection(
                document_id=first.id,
                at=now(),
                actor=person,
                action=UNDO,
                undoes_id=wanted,
                before=undone.after,
                after=undone.before,
                **kept,
            )
        )
        record(session, "undo", first, f"correction {wanted} of the text of page {undone.page}", person)
        return undone.page


def list_line_corrections(url: str, sha256: str) -> list[LineEntry]:
    """Everything that was ever said of the lines of a file, the newest first."""
    current = select(Revision.id).join(Document, Document.id == Revision.document_id).where(Document.sha256 == sha256, Revision.is_current)
    log = (
        select(TextCorrection, TextCorrectionResult)
        .join(Document, Document.id == TextCorrection.document_id)
        .outerjoin(
            TextCorrectionResult,
            (TextCorrectionResult.correction_id == TextCorrection.id) & TextCorrectionResult.revision_id.in_(current),
        )
        .where(Document.sha256 == sha256)
        .order_by(TextCorrection.id.desc())
    )
    with transaction(url, read_only=True) as session:
        found = session.execute(log).all()
    undone = {entry.undoes_id for entry, _ in found}
    return [_listed(entry, result, is_undone=entry.id in undone) for entry, result in found]


def _listed(entry: TextCorrection, result: TextCorrectionResult | None, *, is_undone: bool) -> LineEntry:
    state = UNDO if entry.action == UNDO else "undone" if is_undone else result.state if result else "waiting"
    read = result.read if result else ""
    return LineEntry(entry.id, entry.at, entry.actor, entry.action, entry.page, entry.before, entry.after, state, read)
