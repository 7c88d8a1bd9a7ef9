"""Count what an English model prints for Vietnamese and ship it as ``tasks/restore/channel.json.gz``.

Usage: python -m benchmarks.learn_channel --laws TEXT --sentences TEXT [--pages N] [--kept DIR] [--model FILE] [--out FILE]

From what: pages set from Vietnamese decrees and circulars (outside copyright, Law on Intellectual Property, Art. 15), everyday sentences
(Tatoeba, CC BY 2.0 FR) and syllables drawn from the shipped model, a tenth of the lines in capitals, in the look ``LEARN`` of
``benchmarks/garble.py``, read with Tesseract 5.3 and its ``eng``. Each tenth line of the texts is left out, for ``benchmarks/restore.py``.
Pages once made are kept and used again. The texts themselves are not part of the project.

How: lines are aligned word by word; letters by the best of all cuts (hard EM from likeness of bare letters); then onsets and rimes of
syllables are counted whole. Words that were read as two, and two that were read as one, are counted too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.channel_counts import fit
from benchmarks.garble import LEARN, TUNE, Look, garble
from benchmarks.rendered import paragraphs_of
from config.vocabulary import load_vocabulary
from tasks.restore.channel import TABLE, read_channel
from tasks.restore.restore import restore_text
from tasks.text.model import SPECIAL, SyllableModel, load_model, model_form
from tasks.vietnamese.syllable import is_syllable

LEFT_OUT = 10
EDGES = (0.0, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.01)


Draw = Callable[[random.Random], str]
"""Gives a paragraph."""


def syllables() -> Draw:
    """Lines of syllables drawn from the model's vocabulary, frequent ones a little more often, so that no rime stays unseen."""
    model = load_model()
    words = [w for w in list(model.ids)[len(SPECIAL) :] if is_syllable(w)]
    weights = [math.exp(model.unigrams[model.ids[w]] / 3) for w in words]
    return lambda draw: " ".join(w.capitalize() if draw.random() < 0.2 else w for w in draw.choices(words, weights, k=60))


def paragraphs(laws: str, sentences: str) -> Draw:
    """Law text, sentences, drawn syllables; some in capitals."""
    law = paragraphs_of(_lines(laws, lambda n: n % LEFT_OUT != 0))
    everyday = [line for line in _lines(sentences, lambda n: n % LEFT_OUT != 0).splitlines() if len(line) > 15]
    drawn = syllables()

    def paragraph(draw: random.Random) -> str:
        kind = draw.random()
        text = draw.choice(law) if kind < 0.55 else " ".join(draw.sample(everyday, 8)) if kind < 0.75 else drawn(draw)
        return text.upper()[:200] if draw.random() < 0.1 else text

    return paragraph


def tuning_paragraphs(laws: str, sentences: str) -> Draw:
    """The lines left out, of which every other one is for tuning."""
    law = paragraphs_of(_lines(laws, lambda n: n % (2 * LEFT_OUT) == LEFT_OUT))
    everyday = [line for line in _lines(sentences, lambda n: n % (2 * LEFT_OUT) == LEFT_OUT).splitlines() if len(line) > 15]
    return lambda draw: draw.choice(law) if draw.random() < 0.7 else " ".join(draw.sample(everyday, 8))


def _lines(text: str, wanted: Callable[[int], bool]) -> str:
    return "\n".join(line for n, line in enumerate(unicodedata.normalize("NFC", text).splitlines()) if wanted(n))


def make_pairs(out: Path, paragraph: Draw, looks: Sequence[Look], pages: int) -> None:
    """Write lines as printed and as read, a JSON list of pairs a page; pages that are kept already stay, and each has its own seed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = len(out.read_text("utf-8").splitlines()) if out.exists() else 0
    with out.open("a", encoding="utf-8") as file:
        for number in range(kept, pages):
            draw = random.Random(f"{out.name} {number}")
            pairs = garble([paragraph(draw) for _ in range(40)], looks[number % len(looks)], draw)
            file.write(json.dumps(pairs, ensure_ascii=False) + "\n")
            file.flush()
            print(f"page {number + 1} of {pages}: {len(pairs)} lines", file=sys.stderr)


def read_pairs(path: Path) -> list[list[tuple[str, str]]]:
    """The pages that were kept."""
    return [[(printed, read) for printed, read in json.loads(line)] for line in path.read_text("utf-8").splitlines()]


def calibrate(pages: Sequence[Sequence[tuple[str, str]]], data: bytes, model: SyllableModel) -> list[tuple[float, float]]:
    """Share of right words by posterior on pages that were not counted, made to rise."""
    channel = read_channel(data)
    seen: list[tuple[float, bool]] = []
    for page in pages:
        restored = restore_text("\n".join(read for _, read in page), model, channel, load_vocabulary().type_abbreviations)
        for (printed, _), line in zip(page, restored.pages[0].lines, strict=True):
            truth = [model_form(w) for w in printed.split()]
            words = [model_form(w.text) for w in line.words]
            for op in Levenshtein.opcodes(words, truth):
                judged = line.words[op.src_start : op.src_end]
                seen += [(w.confidence / 100, op.tag == "equal") for w in judged if w.reason in {"channel", ""} and w.text.isalpha()]
    return rising(seen)


def rising(seen: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Mean posterior and share of right ones between the ``EDGES``, neighbours pooled until the shares rise."""
    groups = [[(p, r) for p, r in seen if low <= p < high] for low, high in itertools.pairwise(EDGES)]
    pools = [[sum(p for p, _ in g), sum(r for _, r in g), len(g)] for g in groups if g]
    at = 1
    while at < len(pools):
        if pools[at][1] / pools[at][2] <= pools[at - 1][1] / pools[at - 1][2]:
            pools[at - 1] = [a + b for a, b in zip(pools[at - 1], pools.pop(at), strict=True)]
            at = max(1, at - 1)
        else:
            at += 1
    return [(round(p / n, 4), round(r / n, 4)) for p, r, n in pools]


def main() -> int:
    """Make the pages where they are not kept, count them, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--tuning-pages", type=int, default=24)
    parser.add_argument("--kept", type=Path, default=Path("var/bench"), help="folder of the pages once made")
    parser.add_argument("--model", type=Path, help="n-gram model to calibrate with: one that did not count the lines left out")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    laws, sentences = options.laws.read_text("utf-8"), options.sentences.read_text("utf-8")
    counted, tuning = options.kept / "channel-pairs.jsonl", options.kept / "channel-tuning.jsonl"
    make_pairs(tuning, tuning_paragraphs(laws, sentences), (LEARN, TUNE), options.tuning_pages)
    make_pairs(counted, paragraphs(laws, sentences), (LEARN,), options.pages)
    pages_counted = read_pairs(counted)
    cased = _lines(laws, lambda n: n % LEFT_OUT != 0) + "\n" + _lines(sentences, lambda n: n % LEFT_OUT != 0)
    points = calibrate(read_pairs(tuning), fit(pages_counted, laws, cased, ()), load_model(options.model))
    data = fit(pages_counted, laws, cased, points)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data):,} bytes; calibration {points}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
