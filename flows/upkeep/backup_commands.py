"""The commands `backup` and `restore`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import HIGHEST, err, out
from flows.as_json import AsJson, print_json
from flows.bars import bar
from flows.clock import stamp
from flows.render import coloured, safe, table
from flows.upkeep.commands import DAMAGE_EXIT, print_verdict
from tasks.domain.legible import legible
from tasks.domain.upkeep import Fault

if TYPE_CHECKING:
    from flows.upkeep.backup import Made
    from flows.upkeep.restoring import Restored
    from tasks.archive.backup import Manifest


Key = Annotated[Path | None, typer.Option(help="File of the key that backups are signed with; left out: backup_key of the settings.")]


def backup(
    *,
    output: Annotated[Path | None, typer.Option(help="Folder of the backups; each gets a folder of its own in it.")] = None,
    check: Annotated[Path | None, typer.Option(help="Make none, but read this one back and say whether it is whole.")] = None,
    keep: Annotated[int, typer.Option(min=0, max=HIGHEST, help="Remove all but so many backups afterwards; 0: remove none.")] = 0,
    pictures: Annotated[bool, typer.Option("--pictures", help="With the pictures of pages; a reprocess makes them again.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not read again what an earlier backup holds already.")] = False,
    key: Key = None,
    new_key: Annotated[Path | None, typer.Option(help="Make no backup, but a key to sign them with, in this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Copy database, originals and settings while the program runs; exit code 13 where an original could not be had."""
    from config.settings import load_settings
    from flows.home import refuse_without_database
    from flows.upkeep.backup import make_backup
    from flows.upkeep.checking import check_backup
    from tasks.archive.seal import is_sealed, make_key, read_key

    if sum(given is not None for given in (output, check, new_key)) != 1:
        raise typer.BadParameter("Give --output to make a backup, --check to look at one, or --new-key to make a key.")
    if new_key is not None:
        make_key(new_key)
        out.print(f"{new_key}: keep it elsewhere than the backups, and name it in backup_key.", highlight=False, markup=False)
        return
    settings = load_settings(backup_key=key)
    if check is not None:
        secret = read_key(settings.backup_key) if settings.backup_key else None
        with bar(err):
            manifest, faults = check_backup(check, secret)
        print_check(check, manifest, faults, settings.zone, as_json=as_json)
        if secret is None:
            warn_unsigned(has_seal=is_sealed(check))
        raise typer.Exit(DAMAGE_EXIT if faults else 0)
    refuse_without_database(settings)
    with bar(err):
        made = make_backup(settings, output or Path(), pictures=pictures, quick=quick, keep=keep)
    print_made(made, settings.zone, as_json=as_json)
    raise typer.Exit(DAMAGE_EXIT if made.manifest.lacking else 0)


def print_made(made: Made, zone: tzinfo, *, as_json: bool) -> None:
    """What a backup holds and what it cost."""
    manifest = made.manifest
    if as_json:
        print_json(
            {"folder": made.folder, "copied": made.copied, "linked": made.linked, "removed": made.removed, "manifest": asdict(manifest)}
        )
        return
    out.print(f"{made.folder}", highlight=False, markup=False, soft_wrap=True)
    out.print(
        f"{described(manifest, zone)}; {made.copied} originals copied, {made.linked} held by an earlier backup.",
        highlight=False,
        soft_wrap=True,
    )
    if made.removed:
        out.print(f"Removed: {', '.join(made.removed)}.", highlight=False)
    if manifest.from_environment:
        out.print(f"Set in the environment, so not in it: {', '.join(manifest.from_environment)}.", highlight=False)
    for one in manifest.lacking:
        out.print(f"Lacking: {safe(one.name)}: {safe(one.reason)}", highlight=False)


def print_check(folder: Path, manifest: Manifest, faults: tuple[Fault, ...], zone: tzinfo, *, as_json: bool) -> None:
    """Whether a backup is whole, and a line for each fault."""
    if as_json:
        print_json({"is_whole": not faults, "faults": [asdict(f) for f in faults], "manifest": asdict(manifest)})
        return
    shown = table("", "severity", "code", "what", "finding")
    for fault in faults:
        shown.add_row(coloured(fault.severity), fault.code, safe(fault.subject), safe(fault.message))
    if faults:
        out.print(shown, "")
    out.print(
        f"{folder}: {described(manifest, zone)}: {'not whole.' if faults else 'all is whole.'}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def described(manifest: Manifest, zone: tzinfo) -> str:
    """A backup in one line."""
    rows = f"{manifest.counts.get('document', 0)} documents, {manifest.counts.get('revision', 0)} revisions"
    size = f"{manifest.original_bytes / 1e6:.1f} MB"
    return legible(
        f"{_made(manifest.made_at, zone)}, {manifest.database} at schema {manifest.schema}, {rows}, {manifest.originals} originals ({size})"
    ).replace("\n", " ")


def _made(at: str, zone: tzinfo) -> str:
    try:
        return stamp(datetime.fromisoformat(at), zone)
    except ValueError:  # whoever made the backup wrote what he liked
        return at


def warn_unsigned(*, has_seal: bool) -> None:
    """Say that nobody vouches for a backup."""
    why = (
        "It is signed, but no key is set to check it with (backup_key)."
        if has_seal
        else "It is not signed: whoever could write it made it."
    )
    err.print(f"Warning: {why}", highlight=False)


def restore(
    folder: Annotated[Path, typer.Argument(help="One backup, as `thongbao backup` named it.")],
    force: Annotated[bool, typer.Option("--force", help="Although documents are there; their database is renamed.")] = False,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Although originals in it are missing or damaged.")] = False,
    keep_tokens: Annotated[bool, typer.Option("--keep-tokens", help="Let tokens of programs hold, also those withdrawn since.")] = False,
    key: Key = None,
) -> None:
    """Put a backup back, migrate it and verify everything; exit code 13 where something is lost or damaged. Stop `serve` first."""
    from config.settings import load_settings
    from flows.upkeep.restoring import restore as put_back

    with bar(err):
        done = put_back(folder, force=force, incomplete=incomplete, key=key, keep_tokens=keep_tokens)
    if not done.is_signed:
        warn_unsigned(has_seal=done.has_seal)
    out.print(
        f"Restored: {described(done.manifest, load_settings().zone)}; {done.originals} files put back.",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    print_returned(done)
    if done.manifest.from_environment:
        names = ", ".join(done.manifest.from_environment)
        out.print(f"Were set in the environment, set them again: {safe(names)}.", highlight=False)
    if done.tokens:
        out.print(f"Tokens of programs were withdrawn, make them anew (`thongbao token`): {safe(', '.join(done.tokens))}.", highlight=False)
    if done.aside:
        out.print(f"The database that was there is kept as {done.aside}.", highlight=False)
    print_verdict(done.verdict)
    raise typer.Exit(0 if done.verdict.is_sound and not done.faults else DAMAGE_EXIT)


def print_returned(done: Restored) -> None:
    """What became of settings and accounts."""
    returned = done.returned
    if returned.settings:
        out.print(f"Settings: {returned.settings}", highlight=False, markup=False)
    if returned.left:
        out.print(f"Settings that did not come back, set them here: {safe(', '.join(returned.left))}.", highlight=False, soft_wrap=True)
    if returned.accounts == "locked":
        out.print("The accounts of the review pages did not come back: make them anew (`thongbao review-user`).", highlight=False)
    for path in returned.beside:
        out.print(f"Look through it, then remove it: {path}", highlight=False, markup=False, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("backup")(backup)
    app.command("restore")(restore)
