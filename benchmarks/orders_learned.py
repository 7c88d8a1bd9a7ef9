"""Whether a model of words decides better than the rules which sentence orders something (docs/decisions/0009).

Usage: python -m benchmarks.orders_learned [CORPUS_DIR ...] [--rules SPANS.json] [--write-rules SPANS.json]

Each sentence of the transcripts is a row: what its first words may be, what stands in it and above it, and optionally what the rules say
of it. A logistic regression is fitted on all issuers but one and measured on that one. The rules were made better with these documents,
which flatters them here; ``--write-rules`` in a checkout of an older version writes what its rules said, ``--rules`` reads that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from benchmarks.corpora import CORPORA, Annotated, annotated
from benchmarks.exported import read_text
from benchmarks.issuers import folds, issuer_of
from benchmarks.logistic import Design
from benchmarks.pages import table
from config.vocabulary import load_vocabulary
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Section
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import Sentence
from tasks.reading.tagger import tagger_of

PENALTY = 16.0
FIRST_TOKENS = 3
TAGS = ("verb", "order", "auxiliary", "duty", "adverb", "stop", "noun", "body", "title", "group", "people", "quantifier", "relative")
ABOVE = (
    "nhiệm vụ",
    "thực hiện",
    "giải pháp",
    "trách nhiệm",
    "kết quả",
    "đánh giá",
    "tình hình",
    "mục đích",
    "yêu cầu",
    "kiến nghị",
    "phân công",
)
INSIDE = ("sẽ", "đã ", " được ", "không được", "kèm theo", "có hiệu lực", "căn cứ", "trên cơ sở", "nhằm", "%", "đề nghị")
Spans = Mapping[str, Sequence[Sequence[int]]]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence.

    Attributes:
        issuer: of its document.
        features: what is known of it without the rules.
        orders: whether a gold directive stands in it.
        ruled: whether the rules find one in it.
    """

    issuer: str
    features: Mapping[str, float]
    orders: bool
    ruled: bool


def features_of(sentence: Sentence, before: Sentence | None, section: Section, above: str, kind: str | None) -> dict[str, float]:
    """What a model may know of a sentence."""
    text, size = sentence.text.casefold(), len(sentence.tokens)
    names = {f"{at}={tag}" for at in range(min(FIRST_TOKENS, size)) for tag in TAGS if tag in sentence.tags[at]}
    names |= {f"any={tag}" for tag in ("duty", "order", "auxiliary") if any(tag in found for found in sentence.tags)}
    names |= {f"above={word}" for word in ABOVE if word in above} | {f"inside={word}" for word in INSIDE if word in text}
    names |= {f"type={kind}", f"word={sentence.tokens[0].folded}", f"depth={section.path.count('/')}", f"size={min(3, size // 15)}"}
    names |= {f"run={section.path}"} if section.label is None else set()
    flags = {"marker": bool(sentence.marker), "first": sentence.first, "opens": sentence.opens_list}
    flags["listed"] = before is not None and before.opens_list
    return dict.fromkeys(names, 1.0) | {name: 1.0 for name, holds in flags.items() if holds}


def rows_of(document: Annotated, vocabulary: Vocabulary, ruled: Spans) -> Iterator[Row]:
    """The sentences of one transcript."""
    read = read_text(document, vocabulary)[0]
    reading = NoticeReading(read.clean, read.structure, tagger_of(vocabulary.words))
    headings = {s.path: (s.heading or "").casefold() for s in read.structure.sections}
    gold = [" ".join(directive["text"].split()) for directive in document.gold()["directives"]]
    for section in read.structure.sections:
        above = " ".join(heading for path, heading in headings.items() if f"{section.path}/".startswith(f"{path}/"))
        before: Sentence | None = None
        for sentence in reading.sentences(section.body):
            if sentence.tokens:
                place = sentence.span(0, len(sentence.text))
                known = features_of(sentence, before, section, above, read.structure.head.type)
                said = any(_overlaps(place.start, place.end, start, end) for start, end in ruled[document.name])
                yield Row(issuer_of(document.name), known, _is_gold(" ".join(sentence.printed.split()), gold), said)
            before = sentence


def _overlaps(start: int, end: int, low: int, high: int) -> bool:
    return min(end, high) - max(start, low) > min(end - start, high - low) / 2


def _is_gold(text: str, gold: Sequence[str]) -> bool:
    return any(fuzz.partial_ratio(text, one) > 90 and len(one) > len(text) / 2 for one in gold)


def judged(found: Bools, gold: Bools) -> list[str]:
    """F1, precision and recall."""
    right = int((found & gold).sum())
    return [f"{2 * right / (found.sum() + gold.sum()):.3f}", f"{right / found.sum():.3f}", f"{right / gold.sum():.3f}"]


def learned(rows: Sequence[Row], *, ruled: bool) -> Bools:
    """What the model says of each sentence, fitted without its issuer."""
    known = [{**row.features, **({"ruled": 1.0} if ruled and row.ruled else {})} for row in rows]
    design = Design.of(known, [row.orders for row in rows], [1.0] * len(rows))
    said = np.zeros(len(rows), dtype=bool)
    for fold in folds(range(len(rows)), lambda place: rows[place].issuer):
        held = np.array(fold.held)
        said[held] = design.chances(held, design.fit(np.array(fold.fit), PENALTY)) > 0.5
    return said


def main() -> int:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    parser.add_argument("--rules", type=Path, help="what other rules said, in place of the present ones")
    parser.add_argument("--write-rules", type=Path, help="write what the present rules say")
    options = parser.parse_args()
    vocabulary, documents = load_vocabulary(), annotated(options.corpora)
    spans: Spans = {d.name: [(f.span.start, f.span.end) for f in read_text(d, vocabulary)[0].findings.directives] for d in documents}
    if options.write_rules:
        options.write_rules.write_text(json.dumps(spans), "utf-8")
    if options.rules:
        spans = json.loads(options.rules.read_text("utf-8"))
    rows = [row for document in documents for row in rows_of(document, vocabulary, spans)]
    gold, ruled = np.array([row.orders for row in rows]), np.array([row.ruled for row in rows])
    lines = [["rules alone", *judged(ruled, gold)], ["model over the rules", *judged(learned(rows, ruled=True), gold)]]
    lines.append(["model alone", *judged(learned(rows, ruled=False), gold)])
    print(f"{len(rows)} sentences, {int(gold.sum())} of them with an order\n")
    print(table(["decided by", "F1", "precision", "recall"], lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
