"""What a change of rules found, lost or altered in the official texts and in the corpus, to be read before it is kept.

Usage: python -m benchmarks.findings_diff [--baseline REVISION] [--kind KIND] [--field FIELD] [--documents PART] [--what found|lost|altered]
       [--effect gain|loss|same] [--limit N] [--kept] [--also FIELD]

A baseline is what the code of some revision finds; it is made once and kept in ``var/findings``. In annotated documents a change is a
gain or a loss by the gold rows, as the corpus' scorer counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.corpora import CORPORA, SAMPLES, annotated, scorer_of
from benchmarks.findings_changes import KINDS, QUIET, changes, rows_of
from benchmarks.findings_effects import Effect, Remark, remarks
from benchmarks.findings_report import Wanted, page
from benchmarks.findings_runs import FOLDER, Baseline, make_baseline, present, read_baseline, read_rows, rows_file, texts
from benchmarks.scorer import Scorer

GOLD = (*CORPORA, SAMPLES)
Rows = dict[str, dict[str, Any]]


def compared(before: Rows, after: Rows, quiet: frozenset[str]) -> Iterator[Remark]:
    """Remarks on all texts that both states read, in order."""
    known = {document.name: document for document in annotated(GOLD)}
    scorer = Scorer(scorer_of(CORPORA)) if annotated(CORPORA) else None
    for name, now in after.items():
        found = tuple(changes(name, before.get(name, {}), now, quiet))
        document = known.get(name.partition("/")[0])
        if found and document is not None and scorer is not None:
            gold = document.gold()
            yield from remarks(found, (scorer.judge(gold, before.get(name, {})), scorer.judge(gold, now)))
        else:
            yield from remarks(found)


def failures(state: str, rows: Rows) -> Iterator[str]:
    """The texts that a state of the code failed on."""
    for name, found in rows.items():
        if "error" in found:
            yield f"{state} failed on {name}: {found['error']}"


def totals(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """Rows before and after, by kind."""
    first, second = ({kind: sum(len(rows_of(found, kind)) for found in rows.values()) for kind in KINDS} for rows in (before, after))
    return {kind: (first[kind], second[kind]) for kind in KINDS}


def seconds(rows: Rows) -> float:
    """Processor time of structure and findings over all texts."""
    return sum(float(found.get("seconds", 0)) for found in rows.values())


def options() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--baseline", metavar="REVISION", help="make the baseline from this revision and stop")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--field", help="alterations of this field alone")
    parser.add_argument("--documents", help="texts whose name holds this (“official”, “/scan”, a folder)")
    parser.add_argument("--what", choices=("found", "lost", "altered"))
    parser.add_argument("--effect", choices=[effect.value for effect in Effect])
    parser.add_argument("--limit", type=int, default=40, help="lines of each list")
    parser.add_argument("--kept", action="store_true", help="read nothing again: the rows of the last comparison")
    parser.add_argument("--also", nargs="*", default=(), metavar="FIELD", help=f"compare these too: {', '.join(sorted(QUIET))}")
    return parser


def _baseline() -> Baseline:
    made = read_baseline()
    return made if made is not None else make_baseline("HEAD", texts())


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a baseline, or compare with it."""
    wanted = options().parse_args(arguments)
    started = time.monotonic()
    if wanted.baseline:
        made = make_baseline(wanted.baseline, texts())
        print(f"The baseline is {made.revision[:12]} “{made.subject}” ({time.monotonic() - started:.0f} s).")
        return 0
    baseline = _baseline()
    rows = FOLDER / "rows-present.jsonl"
    if not (wanted.kept and rows.is_file()):
        rows, digest = present(texts())
        if digest != baseline.texts:  # other texts, or scans read anew: the old code reads the same ones
            baseline = make_baseline(baseline.revision, texts())
    before, after = read_rows(rows_file(baseline)), read_rows(rows)
    found = list(compared(before, after, frozenset(QUIET - set(wanted.also))))
    print(f"Baseline {baseline.revision[:12]} “{baseline.subject}”.")
    print(f"{len(after)} texts; {seconds(before):.1f} s of processor time before, {seconds(after):.1f} s now.\n")
    shown = Wanted(wanted.documents, wanted.kind, wanted.field, wanted.what, wanted.effect, wanted.limit)
    for line in (*failures("The baseline", before), *failures("The present code", after), *page(found, totals(before, after), shown)):
        print(line)
    print(f"\n{time.monotonic() - started:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
