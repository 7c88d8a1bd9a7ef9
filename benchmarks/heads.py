"""Count the head fields that are filled, right, wrong and wrong without a doubt.

Usage: python -m benchmarks.heads [CORPUS_DIR ...] [--from scan|text] [--show] [--official] [--damage]

For the annotated documents each field is compared with its gold value as the corpus' scorer does; a field is doubted where the program
raised something about it that is more than information. A wrong field without a doubt is what the program presents as certain and is
not; at most one in a hundred filled fields may be one. With --official the fields found in the official texts are counted, which have no
annotation. With --damage heads are made of their values in the layouts and with the faults of scans (``benchmarks.head_damage``) and
compared with what they were made of.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, annotated, official_texts, scorer_of
from benchmarks.exported import Read, read_text, scan_reader
from benchmarks.head_damage import LAYOUTS, made_heads, whole_heads
from benchmarks.scan_texts import ScanTexts
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary
from tasks.domain.doubt import GRAVE
from tasks.domain.export import HEAD_FIELDS, export_head
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Head
from tasks.findings.doubts import find_doubts
from tasks.structure.parse import parse_structure

RATES = (0.0, 0.003, 0.01)
SEED = 7
MORE_FIELDS = ("addressees", "recipients", "on_behalf", "legal_bases")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one head.

    Attributes:
        document: name.
        name: of the field.
        want: gold value, None for none.
        got: what was read, None for none.
        right: whether they are the same.
        doubted: whether the program doubts it.
    """

    document: str
    name: str
    want: str | None
    got: str | None
    right: bool
    doubted: bool

    @property
    def is_undoubted_error(self) -> bool:
        """Whether a wrong value is presented as certain."""
        return self.got is not None and not self.right and not self.doubted


def doubted_fields(read: Read) -> set[str]:
    """Head fields that a person is asked to look at."""
    issues = find_doubts(read.clean, read.structure, read.findings)
    return {i.field for i in issues if i.kind == "head" and i.field is not None and i.severity in GRAVE}


def judged(read: Read, scorer: Scorer) -> Iterator[Field]:
    """The fields of a document against its gold values."""
    gold, head = read.document.gold(), read.export()
    right = scorer.judge(gold, head)["head"][0].right
    doubted = doubted_fields(read)
    for name, want in gold["document"].items():
        yield Field(read.document.name, name, want, head["document"].get(name), right[name], name in doubted)


def report(fields: Iterable[Field], *, show: bool) -> None:
    """Print the counts by field and over all, and the undoubted errors."""
    seen = list(fields)
    print(f"{'field':14} {'gold':>5} {'filled':>6} {'right':>6} {'wrong':>6} {'doubted':>7} {'wrong undoubted':>15} {'absent':>6}")
    for name in (*dict.fromkeys(f.name for f in seen), "all"):
        group = [f for f in seen if name in (f.name, "all")]
        filled = [f for f in group if f.got is not None]
        wrong = [f for f in filled if not f.right]
        errors = sum(f.is_undoubted_error for f in filled)
        absent = sum(f.got is None and f.want is not None for f in group)
        row = (sum(f.want is not None for f in group), len(filled), len(filled) - len(wrong), len(wrong), sum(f.doubted for f in filled))
        print(f"{name:14} {row[0]:5} {row[1]:6} {row[2]:6} {row[3]:6} {row[4]:7} {errors:15} {absent:6}")
        if name == "all":
            right = sum(f.right for f in group)
            print(
                f"right {right}/{len(group)} = {right / max(1, len(group)):.3f}; undoubted {errors / max(1, len(filled)):.2%} of the filled"
            )
    for field in seen if show else ():
        if field.is_undoubted_error:
            print(f"    {field.document} {field.name}: want {field.want!r}, got {field.got!r}")


def count_official(vocabulary: Vocabulary) -> Counter[str]:
    """How many of the official texts have each field."""
    found: Counter[str] = Counter()
    for _, text in official_texts():
        head = parse_structure(CleanText.from_plain(text), vocabulary).head
        found["documents"] += 1
        found.update(name for name in (*HEAD_FIELDS, *MORE_FIELDS) if getattr(head, name))
        found.update({"doubts": len(head.doubts)})
    return found


def damaged(vocabulary: Vocabulary, heads: Sequence[tuple[str, Head]], layout: str, rate: float) -> Iterator[Field]:
    """The fields of heads made in one layout, each letter misread at a rate, against what they were made of."""
    titles = {e.code: e.values["title"] for e in vocabulary.document_types.entries if "title" in e.values}
    for made in made_heads(heads, titles, layout, rate, SEED):
        head = parse_structure(CleanText.from_plain(made.text), vocabulary).head
        values = export_head(head)
        doubted = {d.field for d in head.doubts}
        for name, want in made.values.items():
            got = values[name]
            yield Field(made.name, name, want, got, same(name, want, got), name in doubted)


def same(name: str, want: str | None, got: str | None) -> bool:
    """Whether a value is as it was made; a subject may differ in three letters of a hundred, as for the scorer."""
    if want is None or got is None:
        return want == got
    if name != "subject":
        return want.casefold().replace(" ", "") == got.casefold().replace(" ", "")
    pairs = zip(want.casefold(), got.casefold(), strict=False)
    wrong = sum(a != b for a, b in pairs) + abs(len(want) - len(got))
    return wrong <= 0.03 * len(want)


def main(arguments: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    parser.add_argument("--from", dest="source", choices=("scan", "text"), help="only this (default: both)")
    parser.add_argument("--show", action="store_true", help="list every undoubted error")
    parser.add_argument("--official", action="store_true", help="count the fields of the official texts")
    parser.add_argument("--damage", action="store_true", help="read made heads with faults")
    options = parser.parse_args(arguments)
    vocabulary = load_vocabulary()
    if options.official:
        found: Mapping[str, Any] = count_official(vocabulary)
        print("\n".join(f"{name:14} {found[name]:5}" for name in ("documents", *HEAD_FIELDS, *MORE_FIELDS, "doubts")))
        return 0
    if options.damage:
        heads = whole_heads(vocabulary)
        for layout, rate in product(LAYOUTS, RATES):
            print(f"\nlayout {layout}, {rate:.1%} of the letters misread")
            report(damaged(vocabulary, heads, layout, rate), show=options.show)
        return 0
    documents = [document for document in annotated(options.corpora) if document.scan.is_file()]
    if not documents:
        print("No annotated document: nothing to count.", file=sys.stderr)
        return 0
    scorer = Scorer(scorer_of((*options.corpora, *CORPORA)))
    for source in [options.source] if options.source else ["scan", "text"]:
        reader = scan_reader(ScanTexts()) if source == "scan" else read_text
        print(f"\nfrom {source}")
        report((f for d in documents for f in judged(reader(d, vocabulary)[0], scorer)), show=options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
