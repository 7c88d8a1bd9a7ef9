"""Fit how sure to be of directives and metrics, and measure that on issuers left out.

Usage: python -m benchmarks.fit_confidence [CORPUS_DIR ...] [--wanted SHARE] [--without FAMILY ...] [--families] [--show N]
       [--write [--kinds KIND ...]] [--docs]

Rows are read from the scans and judged by the corpus' own scorer: right is what is real and right in every field but a metric's unit.
Chances come from a logistic regression over what the program knows of a row (``tasks/findings/rows/features.py``). Everything printed is
measured on issuers that neither weights nor threshold have seen; the table itself (--write: config/confidence.json)
is fitted on all of them. Rows of first contact (``benchmarks/first_contact.py``) are fitted and measured with them, each sample as an
issuer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.corpora import CORPORA, annotated, scorer_of
from benchmarks.exported import Read, read_all, scan_reader
from benchmarks.findings_report import shortened
from benchmarks.first_contact import MARK, first_contact
from benchmarks.fitting import Fitting, Sample
from benchmarks.issuers import issuer_of
from benchmarks.logistic import family
from benchmarks.pages import QUALITY, rewrite, table
from benchmarks.scan_texts import ScanTexts, fill
from benchmarks.scorer import Scorer, Verdict
from benchmarks.trust import WANTED, Judged, reliability, shares
from config.confidence import TABLE
from config.vocabulary import load_vocabulary
from tasks.domain.confidence import Odds
from tasks.findings.evidence import evidence_for
from tasks.findings.rows.features import of_cell, of_directive, of_metric

KINDS = ("directive", "metric", "table-metric")
MARKS = ("<!-- confidence begin -->", "<!-- confidence end -->")


def samples_of(read: Read, scorer: Scorer) -> Iterator[tuple[str, Sample]]:
    """Kind and sample of every directive and metric in one document; figures of tables where its tables are annotated."""
    verdicts = scorer.judge(read.document.gold(), read.export())
    issuer = issuer_of(read.document.name)

    for directive, verdict in zip(read.findings.directives, verdicts["directive"], strict=True):
        words = evidence_for(read.clean, directive.span).confidence
        place = place_of(read.document.name, directive.section, verdict, directive.text)
        yield "directive", Sample(issuer, of_directive(directive, words), verdict.whole, place)
    for metric, verdict in zip(read.findings.metrics, verdicts["metric"], strict=True):
        place = place_of(read.document.name, metric.section, verdict, f"{metric.value} {metric.unit} {metric.name}")
        if not metric.in_table:
            words = evidence_for(read.clean, metric.span).confidence
            yield "metric", Sample(issuer, of_metric(metric, words), verdict.whole, place)
        elif read.document.gold().get("table_metrics") is not None:
            words = evidence_for(read.clean, metric.value_span).confidence
            yield "table-metric", Sample(issuer, of_cell(metric, words), verdict.whole, place)


def place_of(document: str, section: str, verdict: Verdict, text: str) -> str:
    """Where a row stands, what is wrong with it, and how it begins."""
    wrong = (
        "made up" if verdict.gold is None else ", ".join(field for field, right in verdict.right.items() if not right and field != "unit")
    )
    return f"{document} {section} [{wrong}] {shortened(text, 90)}"


def report(kinds: Mapping[str, Sequence[Judged]]) -> str:
    """The figures as Markdown: what is presented as certain, and chances said beside shares seen."""
    both = {**kinds, "both": [row for rows in kinds.values() for row in rows]}
    every = {
        f"{kind}, {source}": [row for row in rows if row.issuer.startswith(MARK) is first]
        for kind, rows in both.items()
        for source, first in (("corpus", False), ("first contact", True))
    }
    lines = []
    for kind, rows in ((kind, rows) for kind, rows in every.items() if rows):
        share, right = shares(rows)
        lines.append([kind, str(len(rows)), f"{sum(r.right for r in rows) / len(rows):.3f}", f"{share:.3f}", _figure(right)])
    trust = table(["rows", "how many", "right", "sure share", "sure right"], lines)
    bins = [
        [kind, f"{low:.2f}", str(count), f"{said:.3f}", f"{seen:.3f}"]
        for kind, rows in kinds.items()
        for low, count, said, seen in reliability(rows)
    ]
    return f"\n{trust}\n\n{table(['rows', 'chance from', 'how many', 'said', 'right'], bins)}\n"


def worths(samples: Sequence[Sample], without: Sequence[str]) -> Iterator[tuple[str, float]]:
    """How much more surprise a row gives without each family of features; one below 0 does harm on issuers left out."""
    whole = Fitting(samples, without).surprise()
    for name in sorted({family(feature) for sample in samples for feature in sample.features} - set(without)):
        yield name, Fitting(samples, (*without, name)).surprise() - whole


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def as_table(kinds: Mapping[str, Odds], rows: Mapping[str, int], kept: Mapping[str, object] | None = None) -> str:
    """The odds as JSON to read, heavy weights first; ``kept`` are kinds that stay as they stand."""
    shown = dict(kept or {}) | {
        kind: {
            "rows": rows[kind],
            "least": round(odds.least, 4),
            "intercept": round(odds.intercept, 3),
            "weights": {name: round(weight, 3) for name, weight in sorted(odds.weights.items(), key=lambda each: -abs(each[1]))},
        }
        for kind, odds in kinds.items()
    }
    return json.dumps({"made by": "benchmarks/fit_confidence.py", "kinds": shown}, ensure_ascii=False, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, measure, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    parser.add_argument("--wanted", type=float, default=WANTED, help="share of the sure rows that must be right")
    parser.add_argument("--without", nargs="*", default=(), metavar="FAMILY", help="features to leave out (“rule”, “words”)")
    parser.add_argument("--families", action="store_true", help="say what each family of features is worth")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the N surest wrong rows of each kind")
    parser.add_argument("--write", action="store_true", help="write config/confidence.json")
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="kinds of rows to write; the others stay as they stand")
    parser.add_argument("--docs", action="store_true", help="rewrite the figures in docs/quality.md")
    options = parser.parse_args(arguments)
    scans, scorer = ScanTexts(), Scorer(scorer_of((*options.corpora, *CORPORA)))
    documents = [document for document in annotated(options.corpora) if document.scan.is_file()]
    fill(scans, documents)
    kinds: dict[str, list[Sample]] = {kind: [] for kind in KINDS}
    for read in read_all(documents, load_vocabulary(), scan_reader(scans)):
        for kind, sample in samples_of(read, scorer):
            kinds[kind].append(sample)
    for kind, sample in first_contact():
        kinds[kind].append(sample)
    fittings = {kind: Fitting(samples, options.without) for kind, samples in kinds.items()}
    judged = {kind: fitting.measured(options.wanted) for kind, fitting in fittings.items()}
    odds = {kind: fitting.odds(options.wanted) for kind, fitting in fittings.items()}
    figures = report(judged)
    print(figures)
    for kind, found in odds.items():
        print(f"{kind}: sure from {found.least:.3f}, {len(found.weights)} weights, mean surprise {fittings[kind].surprise():.3f}")
        if options.families:
            for name, worth in worths(kinds[kind], options.without):
                print(f"    {name}: {worth:+.4f}")
        for chance, sample in fittings[kind].mistakes()[: options.show]:
            print(f"    {chance:.3f} {sample.place}")
    if options.write:
        kept = json.loads(TABLE.read_text("utf-8"))["kinds"] if TABLE.is_file() else {}
        fitted = {kind: odds[kind] for kind in options.kinds}
        TABLE.write_text(as_table(fitted, {kind: len(samples) for kind, samples in kinds.items()}, kept), "utf-8")
    if options.docs:
        rewrite(QUALITY, figures, MARKS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
