"""Count the syllable model that is shipped as ``tasks/text/syllables.bin.gz``.

Usage: python -m benchmarks.build_model TEXT [TEXT ...] [--words FILE] [--out FILE] [--leave-out N] [--not-from FOLDER ...]

From what: the shipped table was counted from 12 MB of Vietnamese decrees, circulars and resolutions (223 documents of the national
legal database; legal texts are outside copyright, Law on Intellectual Property, Art. 15), 6.8 MB of official documents (224 decisions,
plans, circulars, notices of ministries, provinces and the Party, mostly of 2025; the same article) and 1.5 MB of short everyday sentences
(Tatoeba, CC BY 2.0 FR). ``--words`` is a list "word<tab>frequency" that widens the vocabulary; the shipped table took it from the
Vietnamese list of wordfreq 3.1.1 (R. Speer, data CC BY-SA 4.0), words that are no syllables left out. The texts themselves are not
part of the project. Documents that share more than three tenths of their runs of eight words with one that the model is measured on
(``--not-from``, by default the annotated documents) are left out; of the 224 none does.

How: words without their punctuation, in lower case, tone marks in one place; numbers are one word; a sentence ends at a line end or
at one of . ; : ! ? behind a word. Interpolated modified Kneser-Ney estimates (Chen and Goodman 1999) of orders 1 to 3; unigrams are
mixed with the word list, so that everyday words that no law uses keep a chance. Trigrams seen once are left out, and the back-off
weights normalise what is kept.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.corpora import CORPORA, annotated
from benchmarks.counted_texts import read_texts, runs_of
from tasks.text.model import END, FORMAT, NUMBER, SPECIAL, START, STEP, TABLE, UNKNOWN, closes_sentence, model_form, split_edges
from tasks.vietnamese.syllable import is_syllable

WORD = re.compile(r"\S+")
LIST_SHARE = 0.12
MADE = (
    "Interpolated modified Kneser-Ney trigrams of syllables, counted by benchmarks/build_model.py from Vietnamese decrees, circulars and "
    "resolutions (223), official documents (224), everyday sentences (Tatoeba, CC BY 2.0 FR) and the word list of wordfreq (CC BY-SA 4.0); "
    "none of the documents that it is measured on is among them"
)
Grams = dict[tuple[int, ...], int]


def sentences(text: str) -> Iterator[list[str]]:
    """Forms of the words, sentence by sentence."""
    for line in unicodedata.normalize("NFC", text).splitlines():
        words: list[str] = []
        for match in WORD.finditer(line):
            _, core, behind = split_edges(match[0])
            if core:
                words.append(model_form(core))
            if words and closes_sentence(behind):
                yield words
                words = []
        if words:
            yield words


def choose_vocabulary(counts: Counter[str], listed: dict[str, float]) -> list[str]:
    """Syllables seen twice or listed, and other words without digits seen five times."""
    known = {w for w, n in counts.items() if is_syllable(w) and (n >= 2 or w in listed)}
    known |= {w for w, n in counts.items() if n >= 5 and w.isalpha() and len(w) <= 12}
    known |= {w for w in listed if is_syllable(w)}
    return [*SPECIAL, *sorted(known)]


def count_grams(texts: Iterable[list[str]], ids: dict[str, int]) -> tuple[Grams, Grams]:
    """Bigrams and trigrams of numbered words with the marks of the sentence's ends."""
    two: Counter[tuple[int, ...]] = Counter()
    three: Counter[tuple[int, ...]] = Counter()
    for words in texts:
        line = [START, START, *(ids.get(w, NUMBER if any(c.isdigit() for c in w) else UNKNOWN) for w in words), END]
        two.update(itertools.pairwise(line))
        three.update(zip(line, line[1:], line[2:], strict=False))
    return two, three


def discounts(counts: Iterable[int]) -> tuple[float, float, float, float]:
    """Modified Kneser-Ney discounts for counts of 0, 1, 2 and more."""
    n = Counter(min(c, 4) for c in counts)
    y = n[1] / max(1, n[1] + 2 * n[2])
    found = [k - (k + 1) * y * n[k + 1] / max(1, n[k]) for k in (1, 2, 3)]
    return (0.0, *(min(max(d, 0.1), k) for k, d in zip((1.0, 2.0, 3.0), found, strict=True)))  # type: ignore[return-value]


def estimate(
    grams: Grams, lower: dict[tuple[int, ...], float], base: float
) -> tuple[dict[tuple[int, ...], float], dict[tuple[int, ...], float]]:
    """Interpolated probabilities of ``grams`` and the back-off weight of each history; ``base`` where the lower order has none."""
    cut = discounts(grams.values())
    total: dict[tuple[int, ...], int] = defaultdict(int)
    mass: dict[tuple[int, ...], float] = defaultdict(float)
    for gram, n in grams.items():
        total[gram[:-1]] += n
        mass[gram[:-1]] += cut[min(n, 3)]
    weight = {history: mass[history] / total[history] for history in total}
    result = {g: (n - cut[min(n, 3)]) / total[g[:-1]] + weight[g[:-1]] * lower.get(g[1:], base) for g, n in grams.items()}
    return result, weight


def unigrams_of(continuations: Counter[int], listed: dict[str, float], vocabulary: list[str]) -> list[float]:
    """Continuation shares mixed with the word list; every word keeps a share."""
    total = sum(continuations.values())
    weights = [listed.get(w, 0.0) for w in vocabulary]
    listed_total = sum(weights) or 1.0
    floor = 0.02 / len(vocabulary)
    share = LIST_SHARE if listed else 0.0
    return [(0.98 - share) * continuations[i] / total + share * w / listed_total + floor for i, w in enumerate(weights)]


def quantize(values: Iterable[float]) -> bytes:
    """Negated natural logarithms in steps of ``STEP``, one byte each."""
    return bytes(min(255, max(0, round(-math.log(max(v, 1e-12)) / STEP))) for v in values)


def split_deltas(keys: list[int]) -> tuple[bytes, bytes]:
    """Differences of ascending keys as lower 16 bits and the rest."""
    deltas = np.diff(np.array([0, *keys], dtype=np.int64))
    return (deltas & 0xFFFF).astype("<u2").tobytes(), (deltas >> 16).astype("<u4").tobytes()


def build(texts: list[str], listed: dict[str, float], least: int) -> bytes:
    """The table as bytes; trigrams seen less than ``least`` times are left out."""
    counts = Counter(word for text in texts for line in sentences(text) for word in line)
    vocabulary = choose_vocabulary(counts, listed)
    ids = {w: i for i, w in enumerate(vocabulary)}
    size = len(vocabulary)
    raw_two, three = count_grams((line for text in texts for line in sentences(text)), ids)
    continued: Counter[tuple[int, ...]] = Counter(g[1:] for g in three)
    # A sentence's first words have only one history, so their own counts stand for the continuations.
    two = {g: (raw_two[g] if g[0] == START else continued[g]) for g in raw_two}
    unigrams = unigrams_of(Counter(g[1] for g in two), listed, vocabulary)
    p_two, w_two = estimate(two, {(i,): p for i, p in enumerate(unigrams)}, 1.0 / size)
    p_three, _ = estimate(three, p_two, 1.0 / size)
    kept = {g: p for g, p in p_three.items() if three[g] >= least}
    used: dict[tuple[int, ...], float] = defaultdict(float)
    saved: dict[tuple[int, ...], float] = defaultdict(float)
    for g, p in kept.items():
        used[g[:2]] += p
        saved[g[:2]] += p_two.get(g[1:], w_two.get(g[1:2], 1.0) * unigrams[g[2]])
    pairs = sorted(p_two)
    weights = [max(1e-4, 1 - used[p]) / max(1e-4, 1 - saved[p]) for p in pairs]
    keys_two = [a * size + b for a, b in pairs]
    triples = sorted(kept)
    keys_three = [(a * size + b) * size + c for a, b, c in triples]
    parts = [
        "\n".join(vocabulary).encode(),
        quantize(unigrams),
        quantize(w_two.get((i,), 1.0) for i in range(size)),
        *split_deltas(keys_two),
        *split_deltas(keys_three),
        quantize(p_two[p] for p in pairs),
        quantize(kept[t] for t in triples),
        quantize(min(1.0, w) for w in weights),
    ]
    header = {
        "format": FORMAT,
        "sizes": [len(p) for p in parts],
        "made": MADE,
        "words": sum(counts.values()),
        "vocabulary": size,
        "bigrams": len(pairs),
        "trigrams": len(triples),
        "step": STEP,
    }
    return gzip.compress(json.dumps(header).encode() + b"\n" + b"".join(parts), 9, mtime=0)


def main() -> int:
    """Build the table and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--words", type=Path, help="word list: word<tab>frequency")
    parser.add_argument("--least", type=int, default=2, help="how often a kept trigram was seen (default 2)")
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--leave-out", type=int, default=0, metavar="N", help="leave out each N-th line or document")
    parser.add_argument("--not-from", type=Path, nargs="*", default=CORPORA, help="folders of documents whose texts are not counted")
    options = parser.parse_args()
    listed: dict[str, float] = {}
    for line in options.words.read_text("utf-8").splitlines() if options.words else []:
        word, _, frequency = line.partition("\t")
        listed[model_form(word)] = listed.get(model_form(word), 0.0) + float(frequency)
    measured = [runs_of(document.text()) for document in annotated(options.not_from)]
    texts = [text for path in options.texts for text in read_texts(path, measured, options.leave_out)]
    data = build(texts, listed, options.least)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data):,} bytes; {gzip.decompress(data).splitlines()[0].decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
