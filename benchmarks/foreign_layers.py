"""Text layers that other recognisers left, restored and compared with the proofread text and the gold rows of the same scans.

Usage: python -m benchmarks.foreign_layers [CORPUS_DIR ...] [--names NAME ...] [--with-own] [--without SOURCE ...] [--show] [--out FILE]

Measured is each annotated document with a garbled.txt beside its text.txt, restored as ``thongbao ingest garbled.txt`` does it, but without
what was counted from it. Word errors are the corpus scorer's (case and signs count, dashes and places of tone marks do not) of the clean
text, head in order and furniture left out; beside them stands the error of the words as restored, in the order of the layer. Rows are
compared by the scorer itself. Confidence: of the words from a step on, the share that is right.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.corpora import CORPORA, ROOT, Annotated, annotated
from benchmarks.exported import joined, read_cleaned
from benchmarks.learn_channel import GARBLED, judged_words, without
from benchmarks.pages import keep
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary
from tasks.restore.channel import load_channel
from tasks.restore.pages import recognized_pages
from tasks.restore.restore import restore_text
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

STEPS = (0, 60, 80, 90, 95, 101)
COLUMNS = ("sections", "directives", "citations", "sure share", "sure right")


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one layer: errors, F1 of rows, milliseconds of processor time a page."""

    name: str
    words: int
    wer_before: float
    wer_restored: float
    wer: float
    scores: dict[str, float | None]
    milliseconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    parser.add_argument("--names", nargs="*", default=())
    parser.add_argument("--with-own", action="store_true", help="keep the counts of the layer itself, as the program has them")
    parser.add_argument("--without", nargs="*", default=(), metavar="SOURCE", help="recognisers whose counts are left out too")
    parser.add_argument("--show", action="store_true", help="list wrong words and rows")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "foreign-layers.json")
    options = parser.parse_args(arguments)
    scorer = Scorer(CORPORA[0] / "score.py")
    vocabulary, model = load_vocabulary(), load_model()
    documents = [d for d in annotated(options.corpora, options.names) if (d.folder / GARBLED).exists()]
    rows, seen, right = [], Counter[int](), Counter[int]()
    for document in documents:
        given, truth = (document.folder / GARBLED).read_text("utf-8"), scorer.module.fold(document.text()).split()
        channel = load_channel() if options.with_own else without(load_channel(), document.name, *options.without)
        start = time.process_time()
        restored = restore_text(given, model, channel, vocabulary.type_abbreviations)
        cleaned = clean_pages(recognized_pages(restored), None)
        milliseconds = 1000 * (time.process_time() - start) / len(restored.pages)
        found = [scorer.module.fold(text).split() for text in (given, restored.text, cleaned.clean.text)]
        errors = [Levenshtein.distance(words, truth) / len(truth) for words in found]
        for word, good in judged_words(restored, document.text(), scorer.module.fold):
            step = max(s for s in STEPS if s <= word.confidence)
            seen[step] += 1
            right[step] += good
        if options.show:
            _show(found[2], truth)
        scores = _scores(document, joined(read_cleaned(document, cleaned, vocabulary)), scorer, show=options.show)
        rows.append(Row(document.name, len(truth), errors[0], errors[1], errors[2], scores, milliseconds))
    _print(rows, seen, right)
    kept = {"rows": [asdict(r) for r in rows], "confidence": {str(s): [seen[s], right[s]] for s in sorted(seen)}}
    keep(kept, options.out)
    return 0


def _scores(document: Annotated, exports: dict[str, dict[str, object]], scorer: Scorer, *, show: bool) -> dict[str, float | None]:
    whole = scorer.scores([document], exports, show=show)[document.name]
    return {column: whole.get(column) for column in COLUMNS}


def _show(found: Sequence[str], truth: Sequence[str]) -> None:
    for op in Levenshtein.opcodes(found, truth):
        if op.tag != "equal":
            print(f"  {' '.join(found[op.src_start : op.src_end])} => {' '.join(truth[op.dest_start : op.dest_end])}")


def _print(rows: Sequence[Row], seen: Counter[int], right: Counter[int]) -> None:
    print(f"{'layer':40} {'words':>6} {'before':>7} {'restored':>8} {'clean':>6} {' '.join(f'{c:>10}' for c in COLUMNS)} {'ms/page':>8}")
    for row in rows:
        rates = " ".join("         -" if row.scores[c] is None else f"{row.scores[c]:10.3f}" for c in COLUMNS)
        print(f"{row.name:40} {row.words:6} {row.wer_before:7.3f} {row.wer_restored:8.3f} {row.wer:6.3f} {rates} {row.milliseconds:8.0f}")
    print("confidence: words, share right")
    for step in sorted(seen):
        print(f"  from {step:3}: {seen[step]:6} {right[step] / seen[step]:.3f}")


if __name__ == "__main__":
    sys.exit(main())
