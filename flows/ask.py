"""Commands for the questions people ask of what is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.app import HIGHEST, DocumentName, opened, out
from flows.as_json import AsJson, difference_json, doubts_json, print_json, tasks_json
from flows.correcting import print_corrections
from flows.differing import print_differences
from flows.figures.commands import values_of
from flows.render import coloured, safe, steps, sure, table
from flows.takeaway.choosing import day_of
from flows.whose import Agency, Roles, whose_of
from tasks.domain.choices import Standing

if TYPE_CHECKING:
    from db.review.corrections import CorrectionRow


def print_tasks(url: str, rows: Sequence[Any], empty: str) -> None:
    """Tasks with who, what and by when, one a row with its steps below each other; the id is that of the first directive."""
    from db.asking.questions import steps_of

    shown = table("", "by", "lead", "with", "task", "document", "sure", "id", right=("id",))
    sentences = steps_of(url, [r.id for r in rows])
    for r in rows:
        by = r.extended_to or r.deadline_on or r.deadline_recurs or r.deadline_raw
        who, what = (safe(r.lead), safe(r.coordinating)), steps(sentences.get(r.id, [r.text]), r.deadline_step)
        shown.add_row(safe(by), *who, what, safe(r.symbol or r.document), sure(is_sure=bool(r.sure)), str(r.directive_id))
    out.print(shown if rows else empty)


def due(
    days: Annotated[int, typer.Option(min=0, max=36_525, help="How many days ahead; a century at most.")] = 30,
    agency: Agency = None,
    role: Roles = None,
    on: Annotated[str | None, typer.Option("--today", help="Count from this day (30/06/2026 or 2026-06-30) instead of today.")] = None,
    *,
    limit: Annotated[int | None, typer.Option(min=1, max=HIGHEST, help="Most tasks shown, the earliest; left out: all.")] = None,
    as_json: AsJson = False,
) -> None:
    """What is overdue and what is due in the next days, the earliest first."""
    from db.asking.questions import due as due_tasks
    from db.asking.questions import steps_of
    from flows.filters import check_agency
    from flows.forerunners import tell_forerunners

    settings = opened()
    today = day_of(on, "--today") or settings.today()
    url = settings.database
    check_agency(url, agency)
    rows = due_tasks(url, today, days, whose_of(agency, role), limit=limit)
    if as_json:
        print_json(tasks_json(rows, steps_of(url, [r.id for r in rows])))
        return
    print_tasks(url, rows, f"Nothing is due until {days} days from {today.isoformat()}.")
    late = sum(r.standing == Standing.OVERDUE for r in rows)
    if rows:
        directives = sum(r.steps for r in rows)
        out.print(f"\n{len(rows)} tasks of {directives} directives, {late} of them overdue on {today.isoformat()}.", highlight=False)
    tell_forerunners(out, url, agency)


def tasks_under(
    symbol: Annotated[str, typer.Argument(help="Symbol of the cited document (288/QĐ-TTg).")],
    agency: Agency = None,
    role: Roles = None,
    as_json: AsJson = False,
) -> None:
    """All tasks that stand on a legal document."""
    from db.asking.questions import steps_of, under
    from flows.filters import check_agency
    from flows.forerunners import tell_forerunners

    url = opened().database
    check_agency(url, agency)
    rows = under(url, symbol, whose_of(agency, role))
    if as_json:
        print_json(tasks_json(rows, steps_of(url, [r.id for r in rows])))
        return
    print_tasks(url, rows, f"No directive{' of that agency' if agency else ''} cites {safe(symbol)}.")
    tell_forerunners(out, url, agency)


def issues(
    document: Annotated[str | None, typer.Argument(help="Only of this document: id, symbol or file name.")] = None,
    code: Annotated[str | None, typer.Option(help="Only doubts of this kind, e.g. directive-without-lead.")] = None,
    settled: Annotated[bool, typer.Option("--settled", help="Also doubts about rows that a person looked at.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Also what is worth knowing and no doubt: tasks without a deadline ...")] = False,
    as_json: AsJson = False,
) -> None:
    """What is in doubt: tasks and figures that are not sure, parts of the head, unresolved citations, places that were not read."""
    from db.asking.questions import doubts
    from db.reading.documents import find_document
    from flows.figures.asked import Wanted, asked, conflicts_in, named
    from flows.filters import check_doubt

    url = opened().database
    check_doubt(url, code)
    found = doubts(url, find_document(url, document).id if document else None, code, settled=settled, notes=notes)
    contradicted = conflicts_in(asked(url, Wanted())) if document is None and code is None else []
    if as_json:
        from flows.figures.as_json import conflict_json

        print_json({"doubts": doubts_json(found), "conflicts": [conflict_json(line, conflict) for line, conflict in contradicted]})
        return
    shown = table("", "id", "severity", "code", "document", "page", "row", "field", "message", right=("id", "page"))
    for d in found:
        row = f"{d.subject_kind} {d.subject_id}" if d.subject_id else d.subject_kind if d.subject_kind == "head" else ""
        about = safe(d.symbol or d.short_id), safe(d.page), row, d.field
        shown.add_row(str(d.id), coloured(d.severity), d.code, *about, safe(d.message))
    out.print(shown if found else "No doubts.")
    for line, conflict in contradicted:
        what = f"{safe(named(line))} {safe(conflict.period)} {line.role}"
        out.print(f"{coloured('warning')} conflict: {what}: {safe(values_of(conflict))}", highlight=False)


def diff(
    document: DocumentName,
    before: Annotated[
        int | None, typer.Option("--from", min=1, max=HIGHEST, help="Revision to compare with; left out: the one before.")
    ] = None,
    after: Annotated[int | None, typer.Option("--to", min=1, max=HIGHEST, help="Revision compared; left out: the current one.")] = None,
    as_json: AsJson = False,
) -> None:
    """What changed between two revisions of a document, and what people corrected in it."""
    from db.asking.details import revision_detail
    from db.asking.questions import compare
    from db.reading.documents import find_document
    from db.review.corrections import list_corrections

    settings = opened()
    url = settings.database
    found = find_document(url, document)
    second = revision_detail(url, found.id, after)
    said = [c for c in list_corrections(url, found.id) if c.is_live]
    if before is None and second.revision.number == 1:
        if as_json:
            print_json(difference_json(second, second, (), said, settings.zone))
            return
        out.print("There is only one revision; `thongbao reprocess` makes another.")
        _print_said(said, settings.zone)
        return
    first = revision_detail(url, found.id, before or second.revision.number - 1)
    differences = compare(first, second)
    if as_json:
        print_json(difference_json(first, second, differences, said, settings.zone))
        return
    name = safe(second.revision.symbol or second.document.file_name)
    print_differences(out, name, (first.revision.number, second.revision.number), differences)
    _print_said(said, settings.zone)


def _print_said(said: Sequence[CorrectionRow], zone: tzinfo) -> None:
    """Corrections in force, those that are not applied first; the rows compared have them in already."""
    if said:
        left = sum(c.state != "applied" for c in said)
        out.print(f"\n{len(said)} corrections by people, {left or 'none'} of them not applied as they stand:", highlight=False)
        print_corrections(out, sorted(said, key=lambda c: (c.state == "applied", -c.id)), zone)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (
        ("due", due),
        ("under", tasks_under),
        ("issues", issues),
        ("diff", diff),
    ):
        app.command(name)(command)
