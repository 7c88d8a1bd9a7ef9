"""Remarks on changed findings as a page to read: counts first, then the most frequent alterations, then rows found and lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.findings_changes import KINDS, Row
from benchmarks.findings_effects import Effect, Remark

MOST_LETTERS = 150
PLACES = 3
"""How many places of an alteration are named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see; None is everything.

    Attributes:
        documents: part of the name of a text.
        kind: key of ``KINDS``.
        field: of a row; rows found and lost are then left out.
        what: "found", "lost" or "altered".
        effect: gains or losses alone.
        limit: lines a list may have.
    """

    documents: str | None = None
    kind: str | None = None
    field: str | None = None
    what: str | None = None
    effect: str | None = None
    limit: int = 40

    def takes(self, remark: Remark) -> bool:
        """Whether a remark is wanted."""
        return all(
            wanted is None or got
            for wanted, got in (
                (self.documents, (self.documents or "") in remark.change.document),
                (self.kind, remark.change.kind == self.kind),
                (self.field, remark.altered is not None and remark.altered.field == self.field),
                (self.what, remark.what == self.what),
                (self.effect, remark.effect.value == self.effect),
            )
        )


def page(remarks: Sequence[Remark], totals: dict[str, tuple[int, int]], wanted: Wanted) -> Iterator[str]:
    """The lines of the report.

    Args:
        remarks: all of them, in the order of the texts.
        totals: rows before and after, by kind.
        wanted: which of the remarks are listed.
    """
    chosen = [remark for remark in remarks if wanted.takes(remark)]
    yield from _counts(chosen, totals)
    for kind in KINDS:
        yield from _alterations([r for r in chosen if r.change.kind == kind], kind, wanted.limit)
    for kind in KINDS:
        for what in ("lost", "found"):
            yield from _rows([r for r in chosen if r.change.kind == kind and r.what == what], f"{kind}s {what}", wanted.limit)


def _counts(remarks: Sequence[Remark], totals: dict[str, tuple[int, int]]) -> Iterator[str]:
    yield f"{'':24}{'before':>8}{'after':>8}{'found':>8}{'lost':>8}{'altered':>9}{'gains':>8}{'losses':>8}{'as right':>10}"
    for kind, (before, after) in totals.items():
        of_kind = [r for r in remarks if r.change.kind == kind]
        yield f"{kind:24}{before:8}{after:8}{_tally(of_kind)}"
        fields = Counter(r.altered.field for r in of_kind if r.altered)
        for field, _ in fields.most_common():
            yield f"{'  ' + field:40}{_tally([r for r in of_kind if r.altered and r.altered.field == field])}"


def _tally(remarks: Iterable[Remark]) -> str:
    what, effect = Counter[str](), Counter[Effect]()
    for remark in remarks:
        what[remark.what] += 1
        effect[remark.effect] += 1
    counts = (what["found"], what["lost"])
    known = (effect[Effect.GAIN], effect[Effect.LOSS])
    return "".join(f"{n:8}" for n in counts) + f"{what['altered']:9}" + "".join(f"{n:8}" for n in known) + f"{effect[Effect.NONE]:10}"


def _alterations(remarks: Sequence[Remark], kind: str, limit: int) -> Iterator[str]:
    """The alterations of each field, equal ones as one line with their number, the most frequent first."""
    fields: dict[str, dict[tuple[str, str], list[Remark]]] = defaultdict(lambda: defaultdict(list))
    for remark in remarks:
        if remark.altered:
            fields[remark.altered.field][remark.altered.was, remark.altered.now].append(remark)
    for field, groups in sorted(fields.items(), key=lambda each: -sum(map(len, each[1].values()))):
        yield f"\n{kind} {field}: {sum(map(len, groups.values()))} altered, {len(groups)} kinds"
        ordered = sorted(groups.items(), key=lambda each: -len(each[1]))
        for (was, now), same in ordered[:limit]:
            old, new = apart(was, now)
            yield f"{len(same):5} x {_judged(same)}{old}"
            yield f"{'':8}-> {new}"
            yield f"{'':11}{_places(same)}"
        yield from _rest(len(ordered), limit)


def _rows(remarks: Sequence[Remark], title: str, limit: int) -> Iterator[str]:
    if not remarks:
        return
    yield f"\n{title}: {len(remarks)}"
    document = ""
    for remark in remarks[:limit]:
        if remark.change.document != document:
            document = remark.change.document
            yield f"  {document}"
        yield f"    {_judged([remark])}{shown(remark.change.kind, remark.change.row)}"
    yield from _rest(len(remarks), limit)


def _rest(count: int, limit: int) -> Iterator[str]:
    if count > limit:
        yield f"  ... and {count - limit} more (--limit)"


def _judged(remarks: Sequence[Remark]) -> str:
    counts = Counter(remark.effect for remark in remarks)
    known = [f"{counts[e]} {e.value}" if len(remarks) > 1 else e.value for e in (Effect.GAIN, Effect.LOSS, Effect.NONE) if counts[e]]
    return f"[{', '.join(known)}] " if known else ""


def _places(remarks: Sequence[Remark]) -> str:
    names = [f"{r.change.document} {r.change.row.get('section', '')}".rstrip() for r in remarks]
    first = ", ".join(names[:PLACES])
    sentence = shortened(remarks[0].change.row.get("text", ""), 100)
    more = f", {len(names) - PLACES} more" if len(names) > PLACES else ""
    return f"{first}{more}: {sentence}"


def shown(kind: str, row: Row) -> str:
    """A row in one line."""
    if kind == "directive":
        return f"{row['section']} ({row['rule']}) {'; '.join(row['lead']) or '-'} | {shortened(row['text'])}"
    if kind == "metric":
        return f"{row['section']} {row['comparator']} {row['value']} {row['unit']} | {row['name']} | {shortened(row['text'], 80)}"
    if kind == "citation":
        return f"{row['symbol']} ({row['type']})"
    return shortened(f"{row['path']} {row['heading'] or row['starts']}") if kind == "section" else str(row.get("symbol"))


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """The beginning of a text that is too long for a line."""
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."


def apart(was: str, now: str) -> tuple[str, str]:
    """Two readings that fit on a line each, cut down to where they differ."""
    if max(len(was), len(now)) <= MOST_LETTERS:
        return was, now
    start = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, start - 30)
    front = "... " if start else ""
    return front + shortened(was[start:]), front + shortened(now[start:])
