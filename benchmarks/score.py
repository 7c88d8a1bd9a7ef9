"""Compare what the present code makes of the annotated documents with their gold rows.

Usage: python -m benchmarks.score [CORPUS_DIR ...] [--from scan|text] [--names NAME ...] [--show] [--end-to-end [--home DIR]] [--docs]

From the scan: the clean texts of scans are kept between runs (``benchmarks.scan_texts``), so that after a change of rules this takes
seconds; with --end-to-end the scans go through the real program (ingest, export) into a database of their own. From the text: gold
transcripts in, rows out, recognition left out. The corpus' own scorer compares. With --docs the tables in docs/quality.md are rewritten.
Over all documents the figures must reach their floors (``benchmarks.floors``); where one does not, this ends with 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, Annotated, annotated, scorer_of
from benchmarks.end_to_end import export_scans
from benchmarks.exported import joined, read_all, read_text, scan_reader
from benchmarks.floors import ALL_FROM_SCAN, ALL_FROM_TEXT, below
from benchmarks.pages import QUALITY, rewrite, table
from benchmarks.scan_texts import ScanTexts, fill
from benchmarks.scorer import Scorer, Scores
from config.vocabulary import load_vocabulary

MARKS = ("<!-- tables begin -->", "<!-- tables end -->")
TITLES = {"scan": "From the scan to the row", "text": "From the gold transcript to the row (no recognition)"}
FLOORS = {"scan": ALL_FROM_SCAN, "text": ALL_FROM_TEXT}
FINE = ("CER", "WER")
"""Columns in which the fourth digit counts."""


def exports(source: str, documents: Sequence[Annotated]) -> dict[str, dict[str, Any]]:
    """What the present code makes of the documents, by name; ``source`` is "scan" or "text"."""
    if source == "scan":
        scans = ScanTexts()
        fill(scans, documents)
        reader = scan_reader(scans)
    else:
        reader = read_text
    return joined(read_all(documents, load_vocabulary(), reader))


def markdown(scores: Scores) -> str:
    """The scorer's table as Markdown, the row over all documents first."""
    ordered = {"all": scores["all"]} | scores
    columns = list(scores["all"])
    return table(["document", *columns], ([name, *(cell(c, values[c]) for c in columns)] for name, values in ordered.items()))


def cell(column: str, value: float | None) -> str:
    """A figure of the table."""
    return "-" if value is None else f"{value:.4f}" if column in FINE else f"{value:.3f}"


def run(
    documents: Sequence[Annotated], scorer: Scorer, sources: Iterable[str], end_to_end: Path | None, *, show: bool
) -> Mapping[str, Scores]:
    """Print the scorer's table for each source, and give them."""
    tables = {}
    for source in sources:
        print(TITLES[source])
        found = export_scans(documents, end_to_end) if source == "scan" and end_to_end else exports(source, documents)
        tables[source] = scorer.scores(documents, found, show=show)
        print()
    return tables


def fallen(tables: Mapping[str, Scores]) -> list[str]:
    """A sentence for each figure over all documents that does not reach its floor."""
    return [
        f"{TITLES[source]}: {name} is {reached}, and was to be {least}."
        for source, scores in tables.items()
        for name, (reached, least) in below(scores["all"], FLOORS[source]).items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Score scans and transcripts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    parser.add_argument("--from", dest="source", choices=TITLES, help="only these (default: both)")
    parser.add_argument("--names", nargs="*", default=(), help="documents to take (default: all)")
    parser.add_argument("--show", action="store_true", help="list every miss and every invention")
    parser.add_argument("--end-to-end", action="store_true", help="scans go through ingest and export (minutes)")
    parser.add_argument("--home", type=Path, help="home folder to keep (default: a temporary one)")
    parser.add_argument("--docs", action="store_true", help="rewrite the tables of docs/quality.md")
    options = parser.parse_args(arguments)
    documents = [document for document in annotated(options.corpora, options.names) if document.scan.is_file()]
    if not documents:
        print(f"No document below {', '.join(map(str, options.corpora))}: nothing to score.", file=sys.stderr)
        return 0
    if options.docs and (options.source or options.names):
        parser.error("the page has the tables of all documents: leave out --from and --names")
    scorer = Scorer(scorer_of((*options.corpora, *CORPORA)))
    sources = [options.source] if options.source else list(TITLES)
    with tempfile.TemporaryDirectory() as home:
        tables = run(documents, scorer, sources, (options.home or Path(home)) if options.end_to_end else None, show=options.show)
    if options.docs:
        pages = (f"\n### {TITLES[source]}\n\n{markdown(scores)}\n" for source, scores in tables.items())
        rewrite(QUALITY, "".join(pages), MARKS)
    wrong = fallen(tables) if {d.folder.resolve() for d in documents} == {d.folder.resolve() for d in annotated(CORPORA)} else []
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
