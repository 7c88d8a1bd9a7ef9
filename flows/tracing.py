"""The command that goes from a row back to its grounds: quote, rule, page and box of it and of each of its parts, with pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from flows.app import HIGHEST, opened, out
from flows.as_json import AsJson, print_json
from flows.render import coloured, safe, sure

if TYPE_CHECKING:
    from db.asking.tracing import Traced
    from db.models.finding import DirectivePart, Evidence


def trace(
    kind: Annotated[str, typer.Argument(help="directive, metric, citation, section, cell or issue.")],
    row: Annotated[int, typer.Argument(min=1, max=HIGHEST, help="Id of the row, as `thongbao show` prints it.", metavar="ID")],
    picture: Annotated[
        Path | None, typer.Option(help="Where to write the picture of the place, others beside it; left out: below the home folder.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over pictures that are there (--picture).")] = False,
    as_json: AsJson = False,
) -> None:
    """From a row back to its quote, its page and box, and the picture of it; of a directive also each party, deadline and product."""
    from db.asking.tracing import KINDS, trace_row
    from flows.crop import COLOURS, crop_evidence, crop_names
    from flows.takeaway.outputs import refuse_present

    settings = opened()
    if kind not in KINDS:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}.", param_hint="KIND")
    found = trace_row(settings.database, kind, row)
    target = picture or settings.home / "traces" / f"{found.document.short_id}-{kind}-{row}.png"
    parts = dict(named_parts(found.parts))
    beside = {name: target.with_stem(f"{target.stem}-{name}") for name in parts}
    if picture is not None:
        of_parts = (path for name, part in parts.items() for path in crop_names(part.evidence, beside[name]))
        refuse_present([*crop_names(found.evidence, target), *of_parts], force=force)
    pictures = {"": crop_evidence(found.evidence, found.pages, settings.work_folder, target)}
    for name, part in parts.items():
        pictures[name] = crop_evidence(part.evidence, found.pages, settings.work_folder, beside[name], COLOURS[part.field])
    if as_json:
        print_json(traced_json(found, pictures))
        return
    print_row(out, found, pictures[""])
    for name, part in parts.items():
        print_part(out, part, pictures[name], is_changed=is_changed(found.row, part))


def named_parts(parts: Sequence[DirectivePart]) -> Iterator[tuple[str, DirectivePart]]:
    """Parts with a name for a file: the field, with its number where there are several of it."""
    several = Counter(part.field for part in parts)
    for part in parts:
        yield part.field if several[part.field] == 1 else f"{part.field}-{part.position}", part


def is_changed(row: object, part: DirectivePart) -> bool:
    """Whether a person gave the field another value than the one that was read here."""
    from db.models.finding import Directive

    changed: Mapping[str, object] = (row.machine or {}) if isinstance(row, Directive) else {}
    return bool({"deadline_raw", "deadline_on", "deadline_recurs"} & changed.keys()) if part.field == "deadline" else part.field in changed


def print_row(console: Console, found: Traced, crops: Sequence[Path]) -> None:
    """What a row is read from, how it was read, and what is doubted about it."""
    from db.models.finding import Directive, Metric
    from db.models.run import Issue

    document, reading, row = found.document, found.revision, found.row
    name = safe(reading.symbol or document.file_name)
    console.print(f"[bold]{found.kind} {row.id}[/] of {name} ({document.short_id}, revision {reading.number})", highlight=False)
    if isinstance(row, Issue):
        console.print(f"{coloured(row.severity)} {row.code}{f' ({row.field})' if row.field else ''}: {safe(row.message)}", highlight=False)
    _print_place(console, found.evidence, "")
    if isinstance(row, (Directive, Metric)):
        read = f"read by: rule {safe(row.rule)}, confidence {row.confidence:.2f}; sure: {sure(is_sure=row.is_sure)}"
        console.print(f"{read}{f'; {row.review} by a person' if row.review else ''}", highlight=False)
    for doubt in found.doubts:
        field = f" ({doubt.field})" if doubt.field else ""
        console.print(f"doubt: {coloured(doubt.severity)} {doubt.code}{field}: {safe(doubt.message)}", highlight=False)
    console.print(f"original: {document.store_path} (SHA-256 {document.sha256})", highlight=False)
    console.print(f"read with: {safe(', '.join(f'{k} {v}' for k, v in sorted(reading.tool_versions.items())))}", highlight=False)
    _print_crops(console, crops, "")


def print_part(console: Console, part: DirectivePart, crops: Sequence[Path], *, is_changed: bool) -> None:
    """Where one field of a directive was read, and by which rule."""
    changed = " (a person changed this field since)" if is_changed else ""
    console.print(f"[bold]{part.field}[/]: {safe(part.value)}, by rule {safe(part.rule)}{changed}", highlight=False)
    _print_place(console, part.evidence, "  ")
    _print_crops(console, crops, "  ")


def _print_place(console: Console, evidence: Evidence, indent: str) -> None:
    console.print(f"{indent}quote: {safe(evidence.quote)}", highlight=False)
    least = "unknown" if evidence.confidence is None else f"{evidence.confidence:.0f} of 100"
    where = f"characters {evidence.span_start} to {evidence.span_end} of the clean text"
    console.print(f"{indent}{where}; least sure word: {least}", highlight=False)
    for r in evidence.regions:
        console.print(f"{indent}page {r.page}: box {r.box_left},{r.box_top} to {r.box_right},{r.box_bottom}", highlight=False)


def _print_crops(console: Console, crops: Sequence[Path], indent: str) -> None:
    for crop in crops:
        console.print(f"{indent}picture: {safe(crop)}", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(trace)


def traced_json(found: Traced, pictures: Mapping[str, Sequence[object]]) -> dict[str, Any]:
    """A row and its grounds; ``pictures`` are those of the row under "" and of its parts by name."""
    from flows.takeaway.export import evidence_json, part_json

    row = found.row
    grounds = {name: getattr(row, name, None) for name in ("rule", "confidence", "is_sure", "review")}
    return {
        **{"kind": found.kind, "id": row.id, "document_id": found.document.short_id, "symbol": found.revision.symbol},
        **{"revision": found.revision.number, "sha256": found.document.sha256, "store_path": found.document.store_path},
        **{"rule": grounds["rule"], "confidence": grounds["confidence"], "sure": grounds["is_sure"], "review": grounds["review"]},
        "evidence": evidence_json(found.evidence),
        "parts": [part_json(part) for part in found.parts],
        "doubts": [{name: getattr(d, name) for name in ("id", "severity", "code", "field", "message")} for d in found.doubts],
        "pictures": [str(path) for paths in pictures.values() for path in paths],
    }
