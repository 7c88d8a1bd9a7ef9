"""How well the tables of tasks of invented documents become directives, from the text and from drawn scans.

Usage: python -m benchmarks.task_tables [--sample NAME ...] [--from text|scan] [--names PART ...] [--show]

The documents are those of ``tests/findings/corpus/task_tables``, written by hand before any rule was changed for them. What recognition
makes of a scan is kept in ``var/scans``. Printed are the F1 of the rows, and of the rows that were found the share whose lead,
coordinating parties and deadline are right, as the corpus' scorer compares them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, ROOT, Annotated, scorer_of
from benchmarks.drawn_tables import draw_scan
from benchmarks.exported import joined, read_all, read_text, scan_reader
from benchmarks.scan_texts import ScanTexts, fill
from benchmarks.scorer import Scorer
from benchmarks.task_documents import TaskDocument, documents, sample_names
from config.vocabulary import load_vocabulary

FOLDER = ROOT / "var" / "task_tables"
FIELDS = ("lead", "coordinating", "deadline")


@dataclass(slots=True)
class Count:
    """Rows wanted, found and matched, and of those matched how many are right in each field."""

    wanted: int = 0
    found: int = 0
    matched: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def add(self, other: Count) -> None:
        """Count what another counted."""
        self.wanted, self.found, self.matched = self.wanted + other.wanted, self.found + other.found, self.matched + other.matched
        self.right = {name: self.right[name] + other.right[name] for name in FIELDS}

    def line(self, name: str) -> str:
        """As a line of the table."""
        both = self.wanted + self.found
        f1 = f"{2 * self.matched / both:.3f}" if both else "  -  "
        shares = " ".join(f"{self.right[f] / self.matched:12.3f}" if self.matched else f"{'-':>12}" for f in FIELDS)
        return f"{name[:64]:64} {self.matched:4} of {self.wanted:3}, {self.found - self.matched:3} made up  F1 {f1} {shares}"


def written(document: TaskDocument, folder: Path, *, scan: bool) -> Annotated:
    """A document's files, written where they are missing or differ."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.txt").write_text(document.text(), "utf-8")
    (folder / "gold.json").write_text(json.dumps(document.gold(), ensure_ascii=False), "utf-8")
    if scan:
        draw_scan(document, folder / "scan.pdf")
    return Annotated(folder)


def judged(document: TaskDocument, export: dict[str, Any], scorer: Scorer) -> tuple[Count, list[str]]:
    """What one document counts, and a line for each row that is missing, made up or wrong in a field."""
    gold, rows = document.gold(), export.get("directives") or []
    verdicts = scorer.judge(gold, {"directives": rows})["directive"]
    hits = [(verdict, row) for verdict, row in zip(verdicts, rows, strict=True) if verdict.gold is not None]
    count = Count(len(gold["directives"]), len(rows), len(hits))
    remarks = []
    for verdict, row in hits:
        for name in FIELDS:
            count.right[name] += verdict.right[name]
            if not verdict.right[name]:
                remarks.append(f"{name}: {row['text'][:50]!r}: {gold['directives'][verdict.gold][name]} found {row[name]}")
    remarks += [f"made up: {row['text']!r}" for verdict, row in zip(verdicts, rows, strict=True) if verdict.gold is None]
    matched = {verdict.gold for verdict, _ in hits}
    remarks += [f"missing: {row['text']!r}" for number, row in enumerate(gold["directives"]) if number not in matched]
    return count, remarks


def measured(source: str, wanted: Sequence[tuple[TaskDocument, Path]], scorer: Scorer, *, show: bool) -> Iterator[str]:
    """The lines of the table for one source."""
    vocabulary = load_vocabulary()  # before recognition, which takes minutes: measured is one state of code and words
    files = [written(document, folder, scan=source == "scan") for document, folder in wanted]
    if source == "scan":
        texts = ScanTexts()
        fill(texts, files)
        exports = joined(read_all(files, vocabulary, scan_reader(texts)))
    else:
        exports = joined(read_all(files, vocabulary, read_text))
    total = Count()
    for (document, _), file in zip(wanted, files, strict=True):
        count, remarks = judged(document, exports.get(file.name, {}), scorer)
        total.add(count)
        yield count.line(document.name)
        if show:
            yield from (f"    {remark}" for remark in remarks)
    yield total.line(f"all, from the {source}")


def _chosen(samples: Iterable[str], parts: Sequence[str]) -> Iterator[tuple[TaskDocument, Path]]:
    for sample in samples:
        for number, document in enumerate(documents(sample), 1):
            if not parts or any(part in document.name for part in parts):
                yield document, FOLDER / f"{sample}-{number:02d}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", nargs="*", default=sample_names(), help="samples to take (default: all)")
    parser.add_argument("--from", dest="source", choices=("text", "scan"), help="only this (default: both)")
    parser.add_argument("--names", nargs="*", default=(), help="parts of names of documents to take (default: all)")
    parser.add_argument("--show", action="store_true", help="list every row that is missing, made up or wrong")
    options = parser.parse_args()
    scorer = Scorer(scorer_of(CORPORA))
    for source in [options.source] if options.source else ["text", "scan"]:
        wanted = [(document, folder) for document, folder in _chosen(options.sample, options.names) if source == "text" or document.scan]
        print(f"{'document':64} {'rows':27}           {'lead':>12} {'coordinating':>12} {'deadline':>12}")
        for line in measured(source, wanted, scorer, show=options.show):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
