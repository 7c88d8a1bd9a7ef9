"""Commands that take rows and pages out of the database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import DocumentName, err, opened
from flows.bars import bar
from flows.takeaway.choosing import AgencyName, Documents, Issuer, Kind, Named, Since, Until, check_filters, chosen
from flows.whose import Roles
from tasks.progress import along_of

if TYPE_CHECKING:
    from config.settings import Settings
    from db.asking.details import RevisionDetail


FORMATS = ("json", "csv", "xlsx", "ical", "parquet", "gold")


def export(
    documents: Documents = None,
    format_: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.", autocompletion=lambda: list(FORMATS))] = "json",
    output: Annotated[
        Path | None,
        typer.Option(help="File (json, xlsx, ical) or folder (csv, parquet, gold); left out: standard output (json), this folder."),
    ] = None,
    since: Since = None,
    until: Until = None,
    issuer: Issuer = None,
    type_: Kind = None,
    agency: AgencyName = None,
    role: Roles = None,
    document: Named = None,
    alarm_days: Annotated[int, typer.Option(min=0, max=366, help="The alarm of a deadline rings so many days before (ical).")] = 3,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    append: Annotated[
        bool, typer.Option("--append", help="Add to files that are there; documents in them already are replaced (parquet).")
    ] = False,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Also documents with rows that nobody looked at (gold).")] = False,
) -> None:
    """Take rows away: JSON with evidence, one CSV or Parquet file a table, a workbook for task tracking, a calendar, gold files."""
    from db.asking.selection import select_documents, selected
    from flows.forerunners import tell_forerunners
    from flows.takeaway.export import write_json
    from flows.takeaway.outputs import refuse_present

    if format_ not in FORMATS:
        raise typer.BadParameter(f"{format_!r} is none of {', '.join(FORMATS)}.", param_hint="--format")
    if append and format_ != "parquet":
        raise typer.BadParameter(f"Nothing can be added to {format_}, only to parquet.", param_hint="--append")
    if output is None and format_ in {"xlsx", "ical"}:
        raise typer.BadParameter(f"A file is needed for {format_}.", param_hint="--output")
    selection = chosen(documents, document, since=since, until=until, issuer=issuer, type_=type_, agency=agency, roles=role)
    settings = opened()
    check_filters(settings.database, selection)
    if output is not None and format_ in {"json", "xlsx", "ical"}:
        if format_ == "xlsx":
            tell_unbrought(settings, output, force=force)
        refuse_present([output], force=force)
    with bar(err, wanted=output is not None):
        ids = select_documents(settings.database, selection)
        details = along_of(selected(settings.database, selection, rejected=format_ == "gold"), "documents", len(ids))
        if format_ == "json":
            write_json(details, output, settings.zone)
        elif format_ == "csv":
            from flows.takeaway.csv_files import write_csv

            tell(write_csv(details, output or Path(), settings.zone, force=force))
        elif format_ == "parquet":
            export_parquet(details, output or Path(), force=force, append=append)
        elif format_ == "gold":
            export_gold(details, output or Path(), unreviewed=unreviewed, force=force)
        elif format_ == "xlsx":
            export_workbook(settings, details, output or Path())
        else:
            export_agenda(settings, details, output or Path(), alarm_days)
    tell_forerunners(err, settings.database, agency)


def tell_unbrought(settings: Settings, output: Path, *, force: bool) -> None:
    """Let no answers be lost that nobody brought back, and say where they are."""
    from flows.takeaway.unbrought import keep_unbrought

    if told := keep_unbrought(settings, output, force=force):
        err.print(told, highlight=False, markup=False)


def tell(written: list[tuple[Path, int]]) -> None:
    """Name the files of tables on the error output."""
    for path, rows in written:
        err.print(f"{path}: {rows} rows", highlight=False)


def export_parquet(details: Iterable[RevisionDetail], folder: Path, *, force: bool, append: bool) -> None:
    """Write the tables, and say what was kept and what does not fit."""
    from flows.takeaway.parquet import BEHIND, DIGITS, write_parquet

    made = write_parquet(details, folder, force=force, append=append)
    tell(made.files)
    if made.kept:
        err.print(f"{made.kept} rows of other documents were kept.", highlight=False)
    if made.unfit:
        err.print(f"{made.unfit} figures have more digits than decimal({DIGITS}, {BEHIND}); they are empty there, and whole in CSV.")


def export_workbook(settings: Settings, details: Iterable[RevisionDetail], output: Path) -> None:
    """Write the workbook and say what is in it."""
    from flows.takeaway.outputs import whole_file
    from flows.takeaway.workbook import write_workbook

    with whole_file(output) as writing:
        tasks, figures = write_workbook(details, writing, settings.today(), settings.zone, settings.review_url)
    err.print(f"{output}: {tasks} tasks, {figures} figures", highlight=False)


def export_agenda(settings: Settings, details: Iterable[RevisionDetail], output: Path, alarm_days: int) -> None:
    """Write the calendar, and say what is not in it."""
    from db.asking.selection import list_parties
    from flows.takeaway.agenda import by_task, write_agenda
    from flows.takeaway.outputs import whole_file

    parties = by_task(list_parties(settings.database))
    with whole_file(output) as writing:
        made = write_agenda(details, parties, writing, alarm_days)
    err.print(f"{output}: {made.events} deadlines; {made.without_day} without a day were left out", highlight=False)


def export_gold(details: Iterable[RevisionDetail], folder: Path, *, unreviewed: bool, force: bool) -> None:
    """Write gold files, and name the documents that are not reviewed."""
    from flows.takeaway.gold import write_gold

    made = write_gold(details, folder, unreviewed=unreviewed, force=force)
    for path in made.folders:
        err.print(f"{path}", highlight=False)
    for short_id, missing in made.left_out:
        err.print(f"{short_id}: left out, nobody looked at {missing} of its rows (--unreviewed takes it all the same)", highlight=False)


def pdf(
    document: DocumentName,
    output: Annotated[Path, typer.Option(help="Where to write it; never the original.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """A searchable PDF: the original's pages with the clean words as invisible text. The original stays as it is.

    The id or name of a file gives all its pages, the symbol or id of one of its notices only those of that notice.
    """
    from db.asking.details import revision_detail
    from flows.apart import takeaway_bounds
    from flows.takeaway.outputs import check_free, whole_file
    from tasks.archive.places import original_place

    settings = opened()
    from db.reading.documents import find_document, find_file, means_a_file
    from db.reading.pages import pages_of_file
    from flows.takeaway.searchable import clean_text_of, make_searchable

    whole = means_a_file(settings.database, document)
    meant = (find_file if whole else find_document)(settings.database, document)
    detail: RevisionDetail = revision_detail(settings.database, meant.id)
    found = detail.document
    check_free(output, found.sha256, settings.store_folder, force=force)
    clean = clean_text_of(settings.database, detail, settings.work_folder)
    pages, only = pages_of_file(settings.database, detail.document.sha256), None if whole else {page.number for page in detail.pages}
    original = original_place(settings.store_folder, found.store_path, found.sha256)
    with whole_file(output) as writing:
        made = make_searchable(original, found.media_type or "", pages, clean, writing, bounds=takeaway_bounds(settings), only=only)
    kept = made.pages - made.given_text
    err.print(
        f"{output}: {made.pages} pages, {made.given_text} with text added" + (f", {kept} as they were" if kept else ""), highlight=False
    )
    if made.was_signed:
        err.print("The original carries a digital signature; it holds for the original alone.", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(export)
    app.command()(pdf)
