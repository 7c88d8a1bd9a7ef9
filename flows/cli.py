"""The command line ``thongbao``."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows import ask, completing, copying, correcting, membered, part_commands, render, searching, tabled, text_commands, tracing
from flows.addresses import address_of
from flows.app import HIGHEST, Context, DocumentName, Dpi, ForceOcr, Language, Psm, app, opened, out, ready
from flows.as_json import AsJson, document_row_json, parcel_json, print_json, run_json
from flows.ending import end_with
from flows.figures import commands as figures
from flows.garbage import nothing_collected
from flows.legible_logs import install as make_logs_legible
from flows.outcome import DocumentOutcome, exit_code_of
from flows.render_revision import print_revision
from flows.reporting import commands as reporting
from flows.review import commands as review
from flows.review import group_commands, token_commands
from flows.serving import alone, password, serve, worker
from flows.takeaway import chart_commands, follow_commands
from flows.takeaway import commands as takeaway
from flows.upkeep import backup_commands
from flows.upkeep import commands as upkeep
from tasks.domain.legible import legible
from tasks.domain.outcome import DocumentState


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: the inbox, and what waits from earlier runs.")] = None,
    dpi: Dpi = None,
    psm: Psm = None,
    force_ocr: ForceOcr = None,
    language: Language = None,
    context: Context = None,
) -> None:
    """Read scans (PDF, TIFF, PNG, JPEG) into the database. What is loaded already costs only its hash."""
    settings = ready(dpi=dpi, psm=psm, force_ocr=force_ocr, language=language, context=context)
    with nothing_collected():
        import asyncio

        from flows.known import ingest_known
    from flows.options import ReadingOptions

    options, addresses = ReadingOptions(dpi, psm, force_ocr, language, context), [address_of(p) for p in paths or []]
    outcomes = asyncio.run(ingest_known(addresses, options)) if addresses else None
    if outcomes is None:
        from flows.watched import run_watched

        def load() -> Callable[[], Awaitable[list[DocumentOutcome]]]:
            from flows.batch import ingest_batch

            return lambda: ingest_batch(addresses, options)

        outcomes = run_watched(settings, load, addresses)
    render.outcomes(out, outcomes)
    raise typer.Exit(exit_code_of(outcomes))


@app.command()
def reprocess(
    document: DocumentName,
    dpi: Dpi = None,
    psm: Psm = None,
    force_ocr: ForceOcr = None,
    language: Language = None,
    context: Context = None,
) -> None:
    """Read a file again from its stored original, into a new revision of each of its notices; the earlier ones stay; of an archive, all."""
    settings = opened(dpi=dpi, psm=psm, force_ocr=force_ocr, language=language, context=context)
    from db.reading.documents import find_file

    found = find_file(settings.database, document)
    from flows.options import ReadingOptions
    from flows.watched import run_watched

    options = ReadingOptions(dpi, psm, force_ocr, language, context)

    def load() -> Callable[[], Awaitable[list[DocumentOutcome]]]:
        from flows.parcels import reprocess_all

        return lambda: reprocess_all(found.short_id, options)

    outcomes = run_watched(settings, load)
    render.outcomes(out, outcomes)
    raise typer.Exit(exit_code_of(outcomes))


@app.command()
def status(
    state: Annotated[
        list[str] | None,
        typer.Option(help="Only documents in this state: loaded, waiting, quarantined ...", autocompletion=lambda: list(DocumentState)),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What stands in the database, and what waits or was set aside, with the reason."""
    settings = opened()
    from db.asking.details import count_states, list_documents
    from flows.filters import check_states

    check_states(state or ())

    rows, counts = list_documents(settings.database, state or ()), count_states(settings.database)
    if as_json:
        print_json({"documents": [document_row_json(row, settings.zone) for row in rows], "counts": counts})
    else:
        render.documents(out, rows, counts)


@app.command()
def runs(
    document: Annotated[str | None, typer.Argument(help="Id, symbol or file name; none: the newest runs of all.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=HIGHEST, help="How many runs.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Every run with its steps, attempts, durations and errors."""
    settings = opened()
    from db.asking.details import list_runs
    from db.reading.documents import find_file

    document_id = find_file(settings.database, document).id if document else None
    found = list_runs(settings.database, document_id, limit)
    if as_json:
        print_json([run_json(run, settings.zone) for run in found])
    else:
        render.runs(out, found, settings.zone)


@app.command()
def show(
    document: DocumentName,
    revision: Annotated[int | None, typer.Option(min=1, max=HIGHEST, help="An earlier revision.")] = None,
    text: Annotated[bool, typer.Option("--text", help="The clean text instead of the rows.")] = False,
    as_json: AsJson = False,
) -> None:
    """Head, sections, directives, metrics, citations, doubts and tables of one document."""
    settings = opened()
    from db.asking.details import revision_detail
    from db.copies.shown import copies_of
    from db.reading.documents import find_document
    from db.reading.letters import covers_of
    from db.reading.members import containers_of, members_of

    found = find_document(settings.database, document)
    members = members_of(settings.database, found.id)
    if found.state == DocumentState.UNPACKED:
        if as_json:
            print_json(parcel_json(found, members))
        else:
            membered.print_parcel(out, found, members)
        return
    detail = revision_detail(settings.database, found.id, revision)
    if as_json:
        from flows.takeaway.export import document_json

        print_json(document_json(detail, settings.zone))
    elif text:
        sys.stdout.write(legible(detail.revision.clean_text) + "\n")
    else:
        print_revision(out, detail, settings.zone, copying.mark(copies_of(settings.database, found.id)))
        tabled.print_tables(out, detail.tables)
        membered.print_members(out, members)
        membered.print_containers(out, containers_of(settings.database, found.id))
        membered.print_covers(out, covers_of(settings.database, found.id), settings.zone)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Tools, languages and versions, every setting and where it comes from, and whether the database answers."""
    from config.settings import load_settings

    settings = load_settings()
    from flows.doctor import examine

    findings = examine(settings)
    healthy = all(finding.ok for finding in findings)
    if as_json:
        print_json({"healthy": healthy, "findings": [asdict(finding) for finding in findings]})
    else:
        render.doctor(out, findings)
    raise typer.Exit(0 if healthy else 3)


tracing.register(app)
ask.register(app)
searching.register(app)
figures.register(app)
serve.register(app)
worker.register(app)
password.register(app)
alone.register(app)
takeaway.register(app)
chart_commands.register(app)
correcting.register(app)
copying.register(app)
part_commands.register(app)
text_commands.register(app)
follow_commands.register(app)
reporting.register(app)
upkeep.register(app)
backup_commands.register(app)
review.register(app)
group_commands.register(app)
token_commands.register(app)
completing.register(app)


def main() -> None:
    """Run the command line."""
    make_logs_legible()
    completing.prepare()
    end_with(lambda: app(prog_name=completing.PROGRAM, standalone_mode=False))
