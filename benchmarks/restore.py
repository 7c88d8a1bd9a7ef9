"""Measure the restoration of lost letters on texts that it was not learned from, and the detector on texts of every kind.

Usage: python -m benchmarks.restore --laws TEXT --sentences TEXT [--corpus DIR] [--model FILE] [--pages N] [--kept FILE]

Made here: every twentieth line of TEXT (which the channel never saw) and the samples' transcripts are set in the look ``HELD_OUT`` of
``benchmarks/garble.py`` (other fonts, sizes and noise than the channel was counted from), read with Tesseract's ``eng`` and restored; the
same texts without accents too. The shipped n-gram model has counted these lines; ``--model`` takes one that has not
(``benchmarks.build_model --leave-out 10``). The samples' texts were never counted by either. With ``--corpus`` its garbled.txt is measured
as well. Errors are those of the corpus' scorer: words between white space, case and punctuation counted, dashes, quotes and the place of
tone marks folded. Beside it stands the prototype of ``benchmarks/restore_prototype.py``, counted from the lines of both texts that the
channel saw.
Every treatment is tried on texts of every kind, and what the detector does to good lines is counted. Printed is a table;
``var/bench/restore.json`` keeps it, for ``benchmarks.report``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.garble import HELD_OUT, garble
from benchmarks.learn_channel import LEFT_OUT
from benchmarks.pages import keep
from benchmarks.rendered import paragraphs_of
from benchmarks.restore_prototype import Prototype
from config.vocabulary import load_vocabulary
from tasks.domain.letters import without_accents
from tasks.restore.channel import load_channel
from tasks.restore.encodings import to_cp1258, to_tcvn3, to_vni
from tasks.restore.judge import Treatment, judge_text
from tasks.restore.restore import restore_text
from tasks.restore.viqr import to_viqr
from tasks.text.model import SyllableModel, load_model, model_form

EVERY = 20
ROOT = Path(__file__).parent.parent
SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00ad": "", "\f": " "})
STEPS = (0, 60, 80, 90, 97, 101)
CHUNK = 25
FOREIGN = ("/usr/share/common-licenses/GPL-2", "/usr/share/common-licenses/Artistic", "/usr/share/common-licenses/MPL-1.1")


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one text: errors of words and characters before and after, of the prototype, and seconds of processor time."""

    text: str
    words: int
    wer_before: float
    wer_after: float
    cer_before: float
    cer_after: float
    seconds: float
    wer_prototype: float


def fold(text: str) -> list[str]:
    """Words as the corpus' scorer compares them."""
    plain = unicodedata.normalize("NFC", text).translate(SIGNS)
    return [_one_place(word) for word in re.split(r"\s+", plain) if word]


def _one_place(word: str) -> str:
    """The word with its tone mark in one place, in its own case."""
    form = model_form(word)
    return (
        word
        if form == word.lower() or len(form) != len(word)
        else "".join(f.upper() if w.isupper() else f for f, w in zip(form, word, strict=True))
    )


def measure(name: str, given: str, truth: str, model: SyllableModel, prototype: Prototype) -> tuple[Row, Counter[int], Counter[int]]:
    """One row, and how many words had which confidence and how many of these were right."""
    channel = load_channel()
    start = time.process_time()
    restored = restore_text(given, model, channel, load_vocabulary().type_abbreviations)
    seconds = time.process_time() - start
    want, before, after = fold(truth), fold(given), fold(restored.text)
    seen, right = Counter[int](), Counter[int]()
    words = [w for page in restored.pages for line in page.lines for w in line.words]
    for op in Levenshtein.opcodes([" ".join(fold(w.text)) for w in words], want):
        for word in words[op.src_start : op.src_end]:
            step = max(s for s in STEPS if s <= word.confidence)
            seen[step] += 1
            right[step] += op.tag == "equal"
    texts = [" ".join(t) for t in (want, before, after)]
    cer = [Levenshtein.distance(texts[0], t) / len(texts[0]) for t in texts[1:]]
    wer = [Levenshtein.distance(want, t) / len(want) for t in (before, after)]
    simple = Levenshtein.distance(want, fold(prototype.restore(given))) / len(want)
    return Row(name, len(want), wer[0], wer[1], cer[0], cer[1], seconds, simple), seen, right


def held_out(text: str) -> list[str]:
    """The paragraphs that nothing was learned from."""
    return paragraphs_of(text, EVERY)


def made_texts(laws: str, sentences: str, pages: int) -> Iterator[tuple[str, str, str]]:
    """Name, what was read, what was printed."""
    draw = random.Random(23)
    sources = {"decrees": held_out(laws), "everyday sentences": held_out(sentences)}
    for name, lines in sources.items():
        pairs = [pair for _ in range(pages) for pair in garble(draw.sample(lines, min(40, len(lines))), HELD_OUT, draw)]
        yield f"{name}, read with eng", "\n".join(r for _, r in pairs), "\n".join(p for p, _ in pairs)
    pairs = []
    for sample in sorted(ROOT.glob("samples/*/text.txt")):
        pairs += garble([line for line in sample.read_text("utf-8").splitlines() if line.strip()], HELD_OUT, draw)
    yield "samples, read with eng", "\n".join(r for _, r in pairs), "\n".join(p for p, _ in pairs)
    sources["samples"] = [line for sample in sorted(ROOT.glob("samples/*/text.txt")) for line in sample.read_text("utf-8").splitlines()]
    for name, lines in sources.items():
        text = "\n".join(lines[:150])
        yield f"{name}, without accents", without_accents(text), text


def judged_kinds(laws: str, sentences: str, garbled: Sequence[str], model: SyllableModel) -> dict[str, Counter[str]]:
    """How chunks of texts of each kind were judged."""
    chunks = [
        "\n".join(lines[i : i + CHUNK])
        for lines in (held_out(laws), held_out(sentences))
        for i in range(0, min(len(lines), 100 * CHUNK), CHUNK)
    ]
    kinds: dict[str, list[str]] = {
        Treatment.GOOD.value: chunks,
        Treatment.ACCENTLESS.value: [without_accents(c) for c in chunks],
        Treatment.TCVN3.value: [to_tcvn3(c) for c in chunks],
        Treatment.VNI.value: [to_vni(c) for c in chunks],
        Treatment.CP1258.value: [to_cp1258(c) for c in chunks],
        Treatment.VIQR.value: [to_viqr(c) for c in chunks],
        Treatment.NFD.value: [unicodedata.normalize("NFD", c) for c in chunks],
        Treatment.WRONG_LANGUAGE.value: [
            "\n".join(lines[i : i + CHUNK]) for lines in (g.splitlines() for g in garbled) for i in range(0, len(lines), CHUNK)
        ],
        "good (English)": [
            "\n".join(lines[i : i + CHUNK])
            for lines in (Path(f).read_text("utf-8", "replace").splitlines() for f in FOREIGN if Path(f).exists())
            for i in range(0, len(lines), CHUNK)
        ],
    }
    return {kind: Counter(judge_text(text, model).treatment.value for text in texts) for kind, texts in kinds.items()}


def good_lines(laws: str, sentences: str) -> dict[str, list[str]]:
    """Lines that need nothing: of the texts, one in ten, and of the project's own samples, vocabularies and English pages."""
    own = [*ROOT.glob("samples/*/text.txt"), *ROOT.glob("config/lexicons/*.toml")]
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")]
    return {
        "decrees": unicodedata.normalize("NFC", laws).splitlines()[::10],
        "everyday sentences": unicodedata.normalize("NFC", sentences).splitlines()[::10],
        "samples and vocabularies": [line for path in own for line in path.read_text("utf-8").splitlines()],
        "English pages": [line for path in pages for line in path.read_text("utf-8").splitlines()],
    }


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--model", type=Path, help="n-gram model to use (default: the shipped one)")
    parser.add_argument("--pages", type=int, default=6, help="pages of each kind of text (default 6)")
    parser.add_argument("--kept", type=Path, help="made pages: read from this file where it is there, else written to it")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "restore.json")
    options = parser.parse_args()
    laws, sentences = options.laws.read_text("utf-8"), options.sentences.read_text("utf-8")
    model = load_model(options.model)
    if options.kept and options.kept.exists():
        texts = [(name, given, truth) for name, given, truth in json.loads(options.kept.read_text("utf-8"))]
    else:
        texts = list(made_texts(laws, sentences, options.pages))
        if options.kept:
            options.kept.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    counted = [line for text in (laws, sentences) for n, line in enumerate(text.splitlines()) if n % LEFT_OUT]
    prototype = Prototype(counted)
    garbled = [given for name, given, _ in texts if name.endswith("eng")]
    for folder in sorted(options.corpus.glob("*/garbled.txt")) if options.corpus else []:
        texts.append((f"corpus {folder.parent.name}", folder.read_text("utf-8"), (folder.parent / "text.txt").read_text("utf-8")))
    rows, seen, right = [], Counter[int](), Counter[int]()
    restore_text(texts[0][1][:2000], model, load_channel())
    print(f"{'text':38} {'words':>6} {'WER before':>10} {'after':>7} {'CER before':>10} {'after':>7} {'s':>5} {'WER of the prototype':>20}")
    for name, given, truth in texts:
        row, s, r = measure(name, given, truth, model, prototype)
        rows.append(row)
        seen += s
        right += r
        rates = f"{row.wer_before:10.3f} {row.wer_after:7.3f} {row.cer_before:10.3f} {row.cer_after:7.3f}"
        print(f"{name:38} {row.words:6} {rates} {row.seconds:5.1f} {row.wer_prototype:10.3f}", flush=True)
    print("confidence: words, share right")
    for step in sorted(seen):
        print(f"  from {step:3}: {seen[step]:6} {right[step] / seen[step]:.3f}")
    kinds = judged_kinds(laws, sentences, garbled, model)
    print("judged: kind of text -> treatment, texts")
    for kind, found in kinds.items():
        print(f"  {kind:20} {dict(found)}")
    taken = {
        kind: Counter(judge_text(line, model).treatment.value for line in lines if line.strip())
        for kind, lines in good_lines(laws, sentences).items()
    }
    print("single good lines, and what they were taken for")
    for kind, found in taken.items():
        print(f"  {kind:26} {dict(found)}")
    kept = {
        "rows": [asdict(row) for row in rows],
        "confidence": {str(s): [seen[s], right[s]] for s in sorted(seen)},
        "judged": kinds,
        "good_lines": taken,
        "model": model.version,
        "channel": load_channel().version,
    }
    keep(kept, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
