"""Count what recognisers without Vietnamese print for it and ship it as ``tasks/restore/channel.json.gz``.

Usage: python -m benchmarks.learn_channel --laws TEXT --sentences TEXT [--official JSONL] [--languages LANGUAGE=PAGES ...]
       [--layers FOLDER ...] [--kept DIR] [--beside TABLE] [--model FILE] [--out FILE]

From what: pages set from Vietnamese decrees and circulars (outside copyright, Law on Intellectual Property, Art. 15), everyday sentences
(Tatoeba, CC BY 2.0 FR) and syllables drawn from the shipped model, a tenth of the lines in capitals, in the look ``LEARN`` of
``benchmarks/garble.py``, read with Tesseract 5.3 and models of other languages (Debian's tesseract-ocr-deu, -fra, -ita, -spa and
-script-latn); and the text layers of other makers in FOLDERs that have a garbled.txt and the proofread text.txt of the same scan. Each
tenth line of the texts is left out, for ``benchmarks/restore.py``. Pages once made are kept and used again. The texts themselves are not
part of the project. Recognisers that are not counted now are taken over from TABLE, as are the rates, symbols and capitals.

How: lines are aligned word by word; letters by the best of all cuts (hard EM from the kinds of readings); then onsets and rimes of
syllables are counted whole. How sure restored words are is fitted afterwards, by ``benchmarks/fit_trust.py``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.channel_counts import cases_of, codes_of, count_pairs, pairs_of_layer, pairs_of_pages, symbols_of, table_of
from benchmarks.garble import LEARN, Look, garble
from benchmarks.rendered import paragraphs_of
from config.vocabulary import load_vocabulary
from tasks.restore.channel import TABLE, Channel, Source, load_channel
from tasks.restore.heads import head_order
from tasks.restore.restore import restore_text
from tasks.restore.restored import Restored, RestoredWord
from tasks.text.model import SPECIAL, SyllableModel, load_model
from tasks.vietnamese.syllable import is_syllable

LEFT_OUT = 10
GARBLED, TRUTH = "garbled.txt", "text.txt"

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


def _lines(text: str, wanted: Callable[[int], bool]) -> str:
    return "\n".join(line for n, line in enumerate(unicodedata.normalize("NFC", text).splitlines()) if wanted(n))


def make_pairs(out: Path, paragraph: Draw, looks: Sequence[Look], pages: int, language: str) -> None:
    """Write lines as printed and as read, a JSON list of pairs a page; pages that are kept already stay, and each has its own seed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = len(out.read_text("utf-8").splitlines()) if out.exists() else 0
    with out.open("a", encoding="utf-8") as file:
        for number in range(kept, pages):
            draw = random.Random(f"{language} {number}")
            pairs = garble([paragraph(draw) for _ in range(40)], looks[number % len(looks)], draw, language)
            file.write(json.dumps(pairs, ensure_ascii=False) + "\n")
            file.flush()
            print(f"page {number + 1} of {pages}: {len(pairs)} lines", file=sys.stderr)


def read_pairs(path: Path) -> list[list[tuple[str, str]]]:
    """The pages that were kept."""
    return [[(printed, read) for printed, read in json.loads(line)] for line in path.read_text("utf-8").splitlines()]


def layer_counts(folder: Path, channel: Channel, model: SyllableModel) -> Source:
    """What the maker of a layer read for letters, onsets and rimes."""
    restored = restore_text((folder / GARBLED).read_text("utf-8"), model, channel, load_vocabulary().type_abbreviations)
    return count_pairs(pairs_of_layer(restored, (folder / TRUTH).read_text("utf-8")))


def words_in_order(restored: Restored) -> list[RestoredWord]:
    """The words of a restored text, its head in the order of a proofread text."""
    first, *others = (page.lines for page in restored.pages)
    ordered = [first[n] for n in head_order([line.text for line in first])]
    return [word for lines in (ordered, *others) for line in lines for word in line.words]


def judged_words(restored: Restored, truth: str, fold: Callable[[str], str]) -> Iterator[tuple[RestoredWord, bool]]:
    """Each word in that order, and whether it stands in the proofread text, its signs and case too; ``fold`` is the corpus scorer's."""
    words = words_in_order(restored)
    for op in Levenshtein.opcodes([fold(word.text) for word in words], fold(truth).split()):
        yield from ((word, op.tag == "equal") for word in words[op.src_start : op.src_end])


def without(channel: Channel, *names: str) -> Channel:
    """The channel as if the recognisers, and the layers in the folders, of these names had not been counted."""
    return replace(channel, sources={key: source for key, source in channel.sources.items() if key not in names})


def _counted(options: argparse.Namespace, channel: Channel, model: SyllableModel) -> Channel:
    """The channel with what the pages, layers and texts given tell."""
    laws, sentences = options.laws.read_text("utf-8"), options.sentences.read_text("utf-8")
    sources = dict(channel.sources)
    for language, _, pages in (given.partition("=") for given in options.languages):
        kept = options.kept / f"channel-pairs-{language}.jsonl"
        make_pairs(kept, paragraphs(laws, sentences), (LEARN,), int(pages), language)
        sources[language] = count_pairs(pairs_of_pages(read_pairs(kept)))
    for folder in options.layers:
        sources[folder.name] = layer_counts(folder, replace(channel, sources=sources), model)
    official = [json.loads(line)["text"] for line in options.official.read_text("utf-8").splitlines()] if options.official else []
    cased = "\n".join(_lines(text, lambda n: n % LEFT_OUT != 0) for text in (laws, sentences))
    cases = {form: (small, capital) for form, (small, capital) in cases_of(cased).items()}
    return replace(channel, sources=sources, symbols=tuple(symbols_of(laws)), codes=codes_of([laws, *official]), cases=cases)


def main() -> int:
    """Make the pages where they are not kept, count them and the layers, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--official", type=Path, help="JSON lines of official texts, for abbreviations")
    parser.add_argument("--languages", nargs="*", default=(), metavar="LANGUAGE=PAGES", help="models of Tesseract to count now")
    parser.add_argument("--layers", type=Path, nargs="*", default=(), help="folders of layers of other makers")
    parser.add_argument("--kept", type=Path, default=Path("var/bench"), help="folder of the pages once made")
    parser.add_argument("--beside", type=Path, default=TABLE, help="table whose other counts are taken over")
    parser.add_argument("--model", type=Path, help="n-gram model to read the layers with")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    channel, model = load_channel(options.beside), load_model(options.model)
    counted = _counted(options, channel, model)
    data = table_of(counted)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data):,} bytes; {', '.join(sorted(counted.sources))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
