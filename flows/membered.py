"""Files inside files on the terminal: what an archive or a PDF holds, and where a file lay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from flows.clock import stamp
from flows.render import coloured, safe, table

if TYPE_CHECKING:
    from datetime import tzinfo

    from db.models.document import Document
    from db.reading.letters import Cover
    from db.reading.members import MemberRow


def print_parcel(console: Console, document: Document, members: Sequence[MemberRow]) -> None:
    """A file that was only taken apart: what became of it, and of each file in it."""
    console.print(f"[bold]{safe(document.file_name)}[/]  {document.short_id}, {coloured(document.state)}", highlight=False)
    console.print(safe(document.reason), highlight=False)
    print_members(console, members)


def print_members(console: Console, members: Sequence[MemberRow]) -> None:
    """The files inside another; nothing where there are none."""
    if not members:
        return
    shown = table("Files inside", "id", "state", "file", "reason")
    for member in members:
        shown.add_row(member.short_id, coloured(member.state or "set aside"), safe(member.path), safe(member.reason))
    console.print("", shown, "")


def print_containers(console: Console, containers: Sequence[Document]) -> None:
    """In which files a file lay; nothing where it came by itself."""
    if containers:
        named = ", ".join(f"{safe(one.file_name)} ({one.short_id})" for one in containers)
        console.print(f"It lay in {named}.", highlight=False)


def print_covers(console: Console, covers: Sequence[Cover], zone: tzinfo) -> None:
    """Which letters brought a file; nothing where it came otherwise."""
    for cover in covers:
        when = f", {stamp(cover.sent_at, zone)}" if cover.sent_at else ""
        console.print(f"It came by mail from {safe(cover.sender)}{when}: {safe(cover.subject)}", highlight=False)
