"""Tables and messages on the terminal; text of documents is escaped, so that it can neither colour nor steer the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from flows.clock import stamp
from flows.outcome import DocumentOutcome, tally
from tasks.domain.legible import legible
from tasks.domain.member import BETWEEN
from tasks.domain.outcome import Outcome
from tasks.progress import Progress, Watcher

if TYPE_CHECKING:
    from db.asking.details import DocumentRow
    from db.models.run import Run
    from flows.doctor import Finding


COLOURS = {
    "succeeded": "green",
    "loaded": "green",
    "reused": "green",
    "duplicate": "cyan",
    "waiting": "yellow",
    "running": "yellow",
    "quarantined": "magenta",
    "vanished": "magenta",
    "unpacked": "green",
    "set aside": "magenta",
    "failed": "red",
    "abandoned": "red",
    "ok": "green",
    "missing": "red",
    "info": "dim",
    "warning": "yellow",
    "error": "red",
}


def safe(value: Any) -> str:
    """Any value as markup for one line that shows it and does nothing else: neither colours nor steers; "" for None."""
    return "" if value is None else escape(legible(" ".join(str(value).split())))


def coloured(word: str) -> str:
    """A state word in its colour."""
    return f"[{COLOURS.get(word, 'default')}]{word}[/]"


def sure(*, is_sure: bool) -> str:
    """Whether a row may be taken as certain."""
    return "[green]yes[/]" if is_sure else "[yellow]no[/]"


def short_names(sources: Sequence[str]) -> list[str]:
    """File names; where several are the same, with the folder in front. A file inside another is named by both."""
    names = [source if BETWEEN in source else Path(source).name for source in sources]
    counted = Counter(names)
    return [n if counted[n] == 1 or n == s else "/".join(Path(s).parts[-2:]) for n, s in zip(names, sources, strict=True)]


def table(title: str, *columns: str, right: Sequence[str] = ()) -> Table:
    """An empty table in the house style."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False, show_edge=False)
    for column in columns:
        made.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=column in {"id", "outcome", "state", "symbol", "date", "by", "period", "sure", *right},
        )
    return made


@contextmanager
def progress(console: Console) -> Iterator[Watcher]:
    """A line per document with step and pages; without a terminal, one plain line per step."""
    if not console.is_terminal:
        told: set[tuple[str, str]] = set()

        def tell(sign: Progress) -> None:
            if (sign.name, sign.step) not in told:
                told.add((sign.name, sign.step))
                pages = f" ({sign.total} pages)" if sign.total else ""
                console.print(f"{safe(sign.name)}: {sign.step}{pages}", highlight=False)

        yield tell
        return
    columns = (TextColumn("{task.fields[name]}"), TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[pages]}"))
    with Bars(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        lines: dict[str, Any] = {}

        def draw(sign: Progress) -> None:
            if sign.name not in lines:
                lines[sign.name] = bars.add_task(sign.step, total=None, name=safe(sign.name), pages="")
            pages = f"page {sign.done}/{sign.total}" if sign.total else ""
            bars.update(lines[sign.name], description=sign.step, total=sign.total or None, completed=sign.done, pages=pages)

        yield draw


def outcomes(console: Console, found: Sequence[DocumentOutcome]) -> None:
    """How each document of a run ended, what was found in it, and what to type next."""
    if not found:
        console.print("Nothing to do: no file was given and nothing waits.")
        return
    numbers = ("pages", "tasks", "figures", "cites", "doubts", "sec")
    names = short_names([o.source for o in found])
    shown = table("", "id", "outcome", "document", *numbers, right=numbers)
    for o, name in zip(found, names, strict=True):
        read = o.outcome in {Outcome.SUCCEEDED, Outcome.REUSED} and o.revision > 0
        counts = [str(n) if read else "" for n in (o.pages, o.tasks, o.metrics, o.citations, o.issues)]
        document = f"[bold]{safe(o.symbol)}[/]  {safe(name)}" if o.symbol else safe(name)
        shown.add_row(o.short_id, coloured(o.outcome), document, *counts, f"{o.seconds:.1f}")
    console.print(shown)
    for o, name in zip(found, names, strict=True):
        if o.message:
            console.print(f"{safe(name)}: {safe(o.message)}", highlight=False)
    console.print(f"\n{tally(found)}.", highlight=False)
    first = next((o for o in found if o.revision), None)
    if first:
        console.print(
            f"Next: [bold]thongbao show {first.short_id}[/] for its rows, [bold]thongbao status[/] for all documents, "
            f"[bold]thongbao runs {first.short_id}[/] for every step.",
            highlight=False,
        )


def documents(console: Console, rows: Sequence[DocumentRow], counts: dict[str, int]) -> None:
    """All documents in one table, the totals under it."""
    numbers = ("rev", "pages", "tasks", "figures", "cites", "doubts")
    shown = table("", "id", "state", "symbol", "date", "subject or reason", *numbers, right=numbers)
    for r in rows:
        words = [str(n) if r.revision else "" for n in (r.revision, r.pages, r.tasks, r.metrics, r.citations, r.issues)]
        about = safe(r.reason or r.subject or r.file_name) + (f" [yellow](copy of {r.copy_of})[/]" if r.copy_of else "")
        shown.add_row(r.short_id, coloured(r.state), safe(r.symbol), r.issued_on, about, *words)
    console.print(shown if rows else "No document yet: `thongbao ingest PATH` reads the first.")
    console.print("\n" + ", ".join(f"{n} {state}" for state, n in counts.items()) + ".", highlight=False)


def span_seconds(start: datetime, end: datetime | None) -> str:
    """A duration, or that it still runs."""
    return f"{(end - start).total_seconds():.2f} s" if end else "running"


def runs(console: Console, found: Sequence[Run], zone: tzinfo) -> None:
    """Runs with their attempts."""
    if not found:
        console.print("No run yet.")
    for run in found:
        started = stamp(run.started_at, zone)
        console.print(
            f"[bold]{run.kind}[/] {run.id[:8]}  {safe(run.source)}  {started}  {span_seconds(run.started_at, run.ended_at)}  "
            f"{coloured(run.outcome)}  {safe(run.error_text)}",
            highlight=False,
        )
        if run.attempts:
            shown = table("", "  step", "attempt", "took", "outcome", "what came out", right=("attempt", "took"))
            for a in run.attempts:
                text = f"{a.error_code}: {a.error_text}" if a.error_code else a.summary
                shown.add_row(f"  {a.step}", str(a.attempt), span_seconds(a.started_at, a.ended_at), coloured(a.outcome), safe(text))
            console.print(shown)
        console.print()


def steps(texts: Sequence[str], deadline_step: int | None) -> str:
    """The sentences of a task as markup: the only one as it is, several numbered, one a line, an arrow at the one with the deadline."""
    if len(texts) == 1:
        return safe(texts[0])
    return "\n".join(f"{n}. {safe(text)}{' ←' if n == deadline_step else ''}" for n, text in enumerate(texts, 1))


def doctor(console: Console, findings: Sequence[Finding]) -> None:
    """All findings, and what to do about them."""
    shown = table("", "what", "state", "value", "where from")
    for f in findings:
        shown.add_row(safe(f.name), coloured("ok" if f.ok else "missing"), safe(f.value), safe(f.origin))
    console.print(shown)
    for f in findings:
        if f.hint:
            console.print(f"{safe(f.name)}: {safe(f.hint)}", highlight=False)


def error(console: Console, code: str, message: str, hint: str) -> None:
    """An error of our tree."""
    console.print(f"[red bold]Error[/] ({code}): {safe(message)} {safe(hint)}", highlight=False)
