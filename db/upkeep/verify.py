"""Does the database keep its own promises: constraints, references, quotes, states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, exists, func, select, text
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models import run, signature
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, DirectivePart, Evidence, Metric, Section
from db.models.member import FileMember
from db.reading.conditions import is_kept
from db.reading.kept import kept_wrong
from db.tables import TABLES
from db.upkeep.verify_copies import check_copies
from db.upkeep.verify_parts import check_parts
from db.upkeep.verify_review import check_review
from db.upkeep.verify_tables import check_tables
from db.upkeep.verify_text import check_text
from tasks.domain.outcome import DocumentState, Severity
from tasks.domain.upkeep import Expected, Fault

# A statement that makes a table, as SQLite keeps it.
_CONSTRAINT = re.compile(r'\bCONSTRAINT\s+"?(\w+)', re.IGNORECASE)
_NAMES_ON_POSTGRESQL = """
SELECT t.relname, coalesce(c.conname, '') FROM pg_class t LEFT JOIN pg_constraint c ON c.conrelid = t.oid
WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT t.relname, i.relname FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relnamespace = current_schema()::regnamespace
"""
_INDEXED: dict[str, type[Revision | Directive | Metric]] = {"document": Revision, "directive": Directive, "metric": Metric}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what was found.

    Attributes:
        documents: number of documents.
        revisions: number of revisions.
        quotes: pieces of evidence compared with the text they are from.
        tables: tables whose constraints were checked.
        faults: what is not as it should be.
    """

    documents: int
    revisions: int
    quotes: int
    tables: int
    faults: tuple[Fault, ...]


def check_database(url: str) -> Checked:
    """Check everything that the database alone can tell; nothing is changed.

    Raises:
        LoadError: the database refused.
    """
    with transaction(url, read_only=True) as session:
        faults = list(_missing_constraints(session.connection()))
    if any(fault.code == "table-missing" for fault in faults):  # nothing else can be asked then
        return Checked(0, 0, 0, len(TABLES.tables), tuple(faults))
    said = [*check_review(url), *check_copies(url)]
    with transaction(url, read_only=True) as session:
        connection = session.connection()
        faults += [*_engine_faults(connection), *_states(session), *_signatures(session), *check_parts(session), *check_tables(session)]
        faults += [*check_text(session), *_search_index(session), *_kept_numbers(session)]
        quotes, wrong = _quotes(session)
        return Checked(
            documents=session.scalar(select(func.count()).select_from(Document)) or 0,
            revisions=session.scalar(select(func.count()).select_from(Revision)) or 0,
            quotes=quotes,
            tables=len(TABLES.tables),
            faults=(*faults, *wrong, *said),
        )


def originals(url: str) -> list[Expected]:
    """Every file with its hash, size and place; the document is its first notice."""
    with transaction(url, read_only=True) as session:
        return [expected(d) for d in session.scalars(select(Document).where(Document.part == 1).order_by(Document.id))]


def expected(document: Document) -> Expected:
    """What a row says of its original."""
    name = f"{document.short_id} ({document.file_name})"
    return Expected(document.id, name, document.sha256, document.byte_size, document.store_path)


def pictures(url: str) -> dict[str, str]:
    """Picture of each page of each current revision, named from the work folder on, with the document it belongs to."""
    query = (
        select(Page.picture, Document.short_id).join(Revision, Revision.id == Page.revision_id).join(Document).where(Revision.is_current)
    )
    with transaction(url, read_only=True) as session:
        return {picture: short_id for picture, short_id in session.execute(query) if picture}


def _error(code: str, subject: str, message: str) -> Fault:
    return Fault(code, Severity.ERROR, subject, message)


def _missing_constraints(connection: Connection) -> Iterator[Fault]:
    """Constraints that the models have and the database has not."""
    there = _names_there(connection)
    for table in TABLES.sorted_tables:
        if table.name not in there:
            yield _error("table-missing", table.name, "The table is gone. Restore the database from a backup.")
            continue
        wanted = {str(c.name) for c in table.constraints if c.name} | {str(i.name) for i in table.indexes}
        for name in sorted(wanted - there[table.name]):
            yield _error("constraint-missing", table.name, f"The database lacks {name}. Restore it from a backup, or report this.")


def _names_there(connection: Connection) -> dict[str, set[str]]:
    """The tables of a database, with the names of the constraints and indexes of each.

    Asked of the catalogue by name alone: to have SQLAlchemy take all tables apart takes a fifth of a second.
    """
    there: dict[str, set[str]] = {}
    if connection.dialect.name == "sqlite":
        for kind, table, name, made_by in connection.exec_driver_sql("SELECT type, tbl_name, name, sql FROM sqlite_master"):
            if kind in {"table", "index"}:
                there.setdefault(table, set()).update({name} if kind == "index" else _CONSTRAINT.findall(made_by))
        return there
    for table, name in connection.exec_driver_sql(_NAMES_ON_POSTGRESQL):
        there.setdefault(table, set()).add(name)
    return there


def _engine_faults(connection: Connection) -> Iterator[Fault]:
    """What the database engine itself says about its files and references."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield _error("database-damaged", "database", f"{said}. Restore it from a backup.")
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _error("broken-reference", str(table), f"Row {row} points at a row of {parent} that is not there.")
        return
    unchecked = (
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated AND connamespace = 'public'::regnamespace "
        "UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    )
    for table, name in connection.execute(text(unchecked)):
        yield _error("constraint-not-enforced", table, f"{name} is there, but rows were never checked against it.")
    # Rows restored with triggers switched off may break references that the catalogue calls valid.
    for made in TABLES.sorted_tables:
        yield from _broken_references(connection, made)


def _broken_references(connection: Connection, table: Table) -> Iterator[Fault]:
    for key in table.foreign_key_constraints:
        [element] = key.elements
        parent = element.column.table.alias("parent")
        missing = ~exists().where(parent.c[element.column.name] == element.parent)
        broken = connection.scalar(select(func.count()).select_from(table).where(element.parent.is_not(None), missing)) or 0
        if broken:
            yield _error("broken-reference", table.name, f"{broken} rows point at rows of {element.column.table.name} that are not there.")


def _states(session: Session) -> Iterator[Fault]:
    """A loaded document shows a reading, another shows none; one that was set aside says why."""
    shown = exists().where(Revision.document_id == Document.id, Revision.is_current)
    loaded = Document.state == DocumentState.LOADED
    for document in session.scalars(select(Document).where(loaded & ~shown)):
        yield _error(
            "no-reading", document.short_id, "The document counts as loaded and shows no rows. `thongbao reprocess` reads it again."
        )
    for document in session.scalars(select(Document).where(~loaded & shown)):
        yield _error("half-loaded", document.short_id, f"The document counts as {document.state}, yet its rows are shown.")
    for document in session.scalars(select(Document).where(Document.state == DocumentState.QUARANTINED, Document.reason.is_(None))):
        yield _error("no-reason", document.short_id, "The document was set aside without a reason.")
    empty = ~exists().where(FileMember.container_id == Document.id)
    for document in session.scalars(select(Document).where(Document.state == DocumentState.UNPACKED, empty)):
        yield _error(
            "nothing-inside", document.short_id, "The file was taken apart and nothing is said of it. `thongbao reprocess` does it again."
        )
    without_pages = ~exists().where(Page.revision_id == Revision.id)
    for revision, document in session.execute(select(Revision, Document).join(Document).where(without_pages)):
        yield _error("no-pages", document.short_id, f"Revision {revision.number} has no page.")


def _signatures(session: Session) -> Iterator[Fault]:
    """What is wrong with a signature is also a doubt that people see."""
    of = signature.Signature
    told = exists().where(run.Issue.revision_id == of.revision_id, run.Issue.code == of.fault)
    query = select(Document.short_id, of.fault).join(Revision, Revision.document_id == Document.id).join(of, of.revision_id == Revision.id)
    for short_id, fault in session.execute(query.where(of.fault.is_not(None), ~told).distinct()):
        yield _error(
            "doubt-missing", short_id, f"A signature is marked {fault}, and no doubt says so. `thongbao reprocess` writes it anew."
        )


def _quotes(session: Session) -> tuple[int, list[Fault]]:
    """Compare each quote with its span, one revision at a time, so that memory does not grow with the database."""
    compared, wrong = 0, []
    for revision_id in session.scalars(select(Revision.id).order_by(Revision.id)).all():
        clean = session.scalars(select(Revision.clean_text).where(Revision.id == revision_id)).one()
        query = select(Evidence.id, Evidence.span_start, Evidence.span_end, Evidence.quote).where(Evidence.revision_id == revision_id)
        for row, start, end, quote in session.execute(query):
            compared += 1
            if clean[start:end] != quote:
                wrong.append(
                    _error("quote-mismatch", f"evidence {row}", f"Characters {start} to {end} of revision {revision_id} read otherwise.")
                )
    for table in (Section, Directive, Metric, Citation):
        foreign = select(table.id).join(Evidence, Evidence.id == table.evidence_id).where(Evidence.revision_id != table.revision_id)
        wrong += [
            _error("foreign-evidence", f"{table.__tablename__} {row}", "Its evidence belongs to another revision.")
            for row in session.scalars(foreign)
        ]
    of_parts = (
        select(DirectivePart.id)
        .join(Directive, Directive.id == DirectivePart.directive_id)
        .join(Evidence, Evidence.id == DirectivePart.evidence_id)
        .where(Evidence.revision_id != Directive.revision_id)
    )
    said = "Its evidence belongs to another revision."
    wrong += [_error("foreign-evidence", f"directive_part {row}", said) for row in session.scalars(of_parts)]
    return compared, wrong


def _search_index(session: Session) -> Iterator[Fault]:
    """Every revision, directive and metric that nobody rejected is findable, and nothing else is."""
    mend = "`thongbao reprocess` writes it anew."
    for kind, table in _INDEXED.items():
        entries = {row for (row,) in session.execute(text("SELECT row_id FROM search_index WHERE kind = :kind"), {"kind": kind})}
        query = select(table.id)
        rows = set(session.scalars(query if issubclass(table, Revision) else query.where(is_kept(table))))
        for code, found in (("not-findable", rows - entries), ("search-orphan", entries - rows)):
            if found:
                yield _error(code, f"search index of {kind}", f"{len(found)} rows, the first {min(found)}. {mend}")


def _kept_numbers(session: Session) -> Iterator[Fault]:
    """What list and board look into is what the rows make it."""
    names = dict(session.execute(select(Document.id, Document.short_id)).all())
    for document_id, words in kept_wrong(session):
        yield _error("numbers-wrong", names.get(document_id or 0, "numbers of list and board"), f"{words}. `thongbao reprocess` mends it.")
