"""Where files are cut into notices that are one notice, and where they are not that are two.

Usage: python -m benchmarks.cuts

Cuts and doubts are printed for: the annotated documents, from transcript and from scan; the official texts, as they are and with a
page break before everything that has a head, a title or a label of its own (their forms, drafts and attached plans); and neighbours of
the annotated documents put into one file, of which the cut between the two is the only right one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, repeat

from benchmarks.corpora import CORPORA, annotated, official_texts
from benchmarks.scan_texts import ScanTexts
from config.vocabulary import load_vocabulary
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.cutting import Beginning, find_beginnings
from tasks.structure.rows import make_rows
from tasks.structure.runs import find_openings

Named = tuple[str, CleanText]


def broken_into_pages(text: str, vocabulary: Vocabulary) -> CleanText:
    """A text with a page break before everything in it that may be a document of its own."""
    clean = CleanText.from_plain(text)
    rows = [row for row in make_rows(clean) if not row.in_table]
    starts = sorted({rows[opening.row].span.start for opening in find_openings(rows, vocabulary)} - {0})
    for start in reversed(starts):
        text = f"{text[:start]}\f{text[start:]}"
    return CleanText.from_plain(text)


def together(first: CleanText, second: CleanText) -> CleanText:
    """Two notices as one file has them."""
    pages, by = first.text.count("\f") + 1, len(first.text) + 1
    lines = [replace(line, span=line.span.shifted(by), page=line.page + pages) for line in second.lines]
    words = [replace(word, span=word.span.shifted(by), page=word.page + pages) for word in second.words]
    return CleanText(f"{first.text}\f{second.text}", (*first.lines, *lines), (*first.words, *words))


def told(title: str, texts: Iterable[Named], vocabulary: Vocabulary, wanted: Iterable[int] | None = None) -> None:
    """Print every cut and doubt of some texts, but for the page of each that is ``wanted``, and how many there were."""
    count, right, cuts, doubts = 0, 0, 0, 0
    for (name, clean), page in zip(texts, wanted or repeat(0), strict=False):
        count += 1
        found = find_beginnings(clean, vocabulary)
        right += any(b.page == page and b.certain for b in found)
        for beginning in found:
            if beginning.page == page and beginning.certain:
                continue
            cuts, doubts = cuts + beginning.certain, doubts + (not beginning.certain)
            print(f"  {name}, page {beginning.page}: {described(beginning)}")
        if page and not any(b.page == page for b in found):
            print(f"  {name}, page {page}: missed")
    known = f", {right} of the known ones" if wanted is not None else ""
    print(f"{title}: {count} texts{known}, {cuts} other cuts, {doubts} doubts\n")


def described(beginning: Beginning) -> str:
    """A beginning in one line."""
    return f"cut, {beginning.head.symbol}" if beginning.certain else f"doubt: {beginning.lacks}"


def main() -> int:
    """Tell all."""
    vocabulary, scans = load_vocabulary(), ScanTexts()
    documents = [document for document in annotated(CORPORA) if document.scan.is_file() and scans.file(document)]
    typed = [(document.name, CleanText.from_plain(document.text())) for document in documents]
    read = [(document.name, scans.get(document).clean) for document in documents]
    for source, texts in (("transcripts", typed), ("scans", read)):
        told(f"annotated documents, {source}", texts, vocabulary)
        pairs = [(f"{a} + {b}", together(one, two)) for (a, one), (b, two) in pairwise(texts)]
        told(f"two in one file, {source}", pairs, vocabulary, [one.text.count("\f") + 2 for _, one in texts[:-1]])
    official = list(official_texts())
    told("official texts", ((name, CleanText.from_plain(text)) for name, text in official), vocabulary)
    told("official texts with page breaks", ((name, broken_into_pages(text, vocabulary)) for name, text in official), vocabulary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
