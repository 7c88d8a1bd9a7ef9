"""Commands for whoever looks after the installation: is all still whole, what may go, who did what."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import HIGHEST, err, opened, out
from flows.as_json import AsJson, print_json
from flows.bars import bar
from flows.clock import iso, stamp
from flows.render import coloured, safe, table
from tasks.domain.errors import UnknownDocumentError

if TYPE_CHECKING:
    from flows.upkeep.purging import PurgePlan
    from flows.upkeep.verifying import Verdict


DAMAGE_EXIT = 13


def print_verdict(verdict: Verdict) -> None:
    """What was checked, and a line for each finding."""
    shown = table("", "severity", "code", "what", "finding")
    for fault in verdict.faults:
        shown.add_row(coloured(fault.severity), fault.code, safe(fault.subject), safe(fault.message))
    if verdict.faults:
        out.print(shown, "")
    out.print(
        f"{verdict.documents} originals read back ({verdict.byte_size / 1e6:.1f} MB), {verdict.quotes} quotes of {verdict.revisions} "
        f"revisions compared, constraints of {verdict.tables} tables checked: "
        + ("all is whole." if verdict.is_sound else "something is lost, damaged or contradicts itself."),
        highlight=False,
    )


def verify(as_json: AsJson = False) -> None:
    """Read every original back and check database, quotes, store and work folder. Changes nothing; exit code 13 where damage is found."""
    from flows.upkeep.verifying import verify as check_all

    settings = opened()
    with bar(err):
        verdict = check_all(settings)
    if as_json:
        print_json(asdict(verdict) | {"is_sound": verdict.is_sound})
    else:
        print_verdict(verdict)
    raise typer.Exit(0 if verdict.is_sound else DAMAGE_EXIT)


def print_plan(plan: PurgePlan) -> None:
    """What a purge removes, by kind."""
    shown = table("", "what", "number", "examples", right=("number",))
    kinds = (
        ("documents with their originals", [d.name for d in plan.documents]),
        ("superseded revisions", [f"{r.short_id} revision {r.number}" for r in plan.revisions]),
        ("runs of the history", [run[:8] for run in plan.runs]),
        ("outputs of steps that no revision needs", [str(f.path) for f in plan.artifacts]),
        ("left half done by killed runs", [str(f.path) for f in plan.leftovers]),
    )
    for what, names in kinds:
        shown.add_row(what, str(len(names)), safe(", ".join(names[:3]) + (" ..." if len(names) > 3 else "")))
    out.print(shown)


def purge(
    days: Annotated[float, typer.Option("--older-than", min=0, max=36_525, help="Least age in days.")] = 90,
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Remove documents that were set aside, too.")] = False,
    document: Annotated[
        str | None, typer.Option(help="Remove this one file, all its notices, with the original, whatever its state and age; nothing else.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Really remove; without it the plan is shown and nothing happens.")] = False,
    as_json: AsJson = False,
) -> None:
    """Retention: remove what is old and no longer needed. Shows what would go unless --yes is given; loaded originals stay."""
    from db.reading.documents import find_file
    from db.reading.parts import parts_of
    from db.upkeep.verify import expected
    from flows.upkeep.purging import PurgePlan, carry_out, plan_purge

    settings = opened()
    if document is None:
        plan, reason = plan_purge(settings, days, quarantined=quarantined), f"older than {days:g} days"
    else:
        plan, reason = PurgePlan(documents=(expected(find_file(settings.database, document)),)), "named by hand"
    skipped = carry_out(settings, plan, reason).skipped if yes else ()
    if as_json:
        print_json(asdict(plan) | {"byte_size": plan.byte_size, "removed": yes, "skipped": skipped})
        return
    print_plan(plan)
    for found in plan.documents if document else ():
        count = len(parts_of(settings.database, found.sha256)) if not yes else 1
        if count > 1:
            out.print(f"{safe(found.name)}: all {count} notices of the file.", highlight=False)
    for name in skipped:
        out.print(f"{safe(name)}: a run works on it; left for the next purge.", highlight=False)
    freed = f"{plan.byte_size / 1e6:.1f} MB"
    out.print(f"\nRemoved; {freed} freed." if yes else f"\nNothing was removed. With --yes, {freed} are freed.", highlight=False)


def audit(
    document: Annotated[str | None, typer.Argument(help="Id, symbol or file name, also of a document that was purged.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=HIGHEST, help="How many entries.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Who did what to which document when, the newest first."""
    from db.reading.documents import find_file
    from db.record.audit import list_entries

    settings = opened()
    url = settings.database
    name = document
    if document:
        try:
            name = find_file(url, document).sha256
        except UnknownDocumentError:  # the trail outlives the document
            name = document
    entries = list_entries(url, name, limit)
    if as_json:
        columns = ("at", "actor", "host", "action", "sha256", "file_name", "detail")
        print_json({"entries": [{c: getattr(e, c) for c in columns} | {"at": iso(e.at, settings.zone)} for e in entries]})
        return
    shown = table("", "when", "who", "action", "document", "file", "what")
    for e in entries:
        when = stamp(e.at, settings.zone)
        shown.add_row(when, safe(f"{e.actor}@{e.host}"), e.action, (e.sha256 or "")[:8], safe(e.file_name), safe(e.detail))
    out.print(shown if entries else "The audit trail is empty." if document is None else f"Nothing is on record of {safe(document)}.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for name, command in (("verify", verify), ("purge", purge), ("audit", audit)):
        app.command(name)(command)
