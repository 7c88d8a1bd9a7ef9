"""Fits the weights by which restored words are trusted (``tasks/restore/trust.py``), and judges them on layers left out of the fit.

Usage: python -m benchmarks.fit_trust

Layers: the real ones of the corpora (a garbled.txt beside a text.txt), and made ones (``benchmarks/made_layers.py``), each restored without
what was counted of its own recogniser. Judged is each with all layers of its recogniser left out of the fit, weights and table both: of the
words from 90 on, how many are right, and how many there are. Last the weights fitted on all, as ``trust.py`` has them, and the table for
``benchmarks.learn_channel``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from benchmarks.corpora import CORPORA, annotated
from benchmarks.learn_channel import GARBLED, judged_words, rising, without
from benchmarks.logistic import logistic, newton
from benchmarks.made_layers import MadeLayer, made_layers
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary
from tasks.restore.channel import Channel, load_channel
from tasks.restore.decode import Chosen
from tasks.restore.restore import calibrated, restore_text
from tasks.restore.trust import Place, Signs, signs_of
from tasks.text.model import SyllableModel, load_model

STEPS = 10_000_000  # a word tells by its confidence which step it came from; so many would fill it
PENALTY = 1.0
SURE = 90.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of a restored layer: what told of it, and whether it is right; ``told`` is None where no step of the decoding made it."""

    source: str
    told: Signs | None
    confidence: float
    right: bool


@contextmanager
def told() -> Iterator[list[Signs]]:
    """What is told of each step meanwhile; its word has the number of the step as its confidence."""
    steps: list[Signs] = []

    def note(step: Chosen, read: str, place: Place) -> float:
        steps.append(signs_of(step, read, place))
        return len(steps) / STEPS

    with patch("tasks.restore.restore.trust", note):
        yield steps


def words_of(layer: MadeLayer, channel: Channel, model: SyllableModel, scorer: Scorer) -> Iterator[Seen]:
    """The words of a layer restored without its own counts."""
    own = replace(without(channel, layer.source), calibration=())
    with told() as steps:
        restored = restore_text(layer.given, model, own, load_vocabulary().type_abbreviations)
    for word, right in judged_words(restored, layer.truth, scorer.module.fold):
        number = round(word.confidence * STEPS / 100)
        is_told = 0 < number <= len(steps) and any(sign.isalpha() for sign in word.text)
        yield Seen(layer.source, steps[number - 1] if is_told else None, word.confidence, right)


def fitted(seen: Sequence[Seen]) -> tuple[float, ...]:
    """The intercept, and a weight for each of the ``Signs``."""
    rows = [(word.told, word.right) for word in seen if word.told is not None]
    matrix = np.array([(1.0, *signs) for signs, _ in rows])
    right = np.array([right for _, right in rows], dtype=float)
    return tuple(float(weight) for weight in newton(matrix, right, np.ones(len(rows)), PENALTY))


def chances(seen: Sequence[Seen], weights: Sequence[float]) -> list[float]:
    """The chance that each word is right; of one that no step made, its confidence."""
    found = []
    for word in seen:
        odds = np.array([np.dot(weights, (1.0, *word.told))]) if word.told is not None else None
        found.append(word.confidence / 100 if odds is None else float(logistic(odds)[0]))
    return found


def sure_of(seen: Sequence[Seen], others: Sequence[Seen], channel: Channel) -> list[bool]:
    """For each word from ``SURE`` on whether it is right, by weights and table fitted on other words."""
    weights = fitted(others)
    points = rising([(chance, word.right) for chance, word in zip(chances(others, weights), others, strict=True) if word.told is not None])
    table = replace(channel, calibration=tuple(points))
    found = []
    for chance, word in zip(chances(seen, weights), seen, strict=True):
        confidence = calibrated(chance, table) if word.told is not None else word.confidence
        if confidence >= SURE:
            found.append(word.right)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore all layers, judge, fit on all, print."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(arguments)
    scorer, channel, model = Scorer(CORPORA[0] / "score.py"), load_channel(), load_model()
    real = [d for d in annotated(CORPORA) if (d.folder / GARBLED).exists()]
    layers = [
        *(("real", MadeLayer(d.name, (d.folder / GARBLED).read_text("utf-8"), d.text())) for d in real),
        *(("made", layer) for layer in made_layers(channel, CORPORA)),
    ]
    found = [(kind, layer, list(words_of(layer, channel, model, scorer))) for kind, layer in layers]
    everything = [word for _, _, words in found for word in words]
    pooled: dict[str, list[tuple[int, list[bool]]]] = {}
    for kind, layer, words in found:
        sure = sure_of(words, [word for word in everything if word.source != layer.source], channel)
        pooled.setdefault(kind, []).append((len(words), sure))
        print(
            f"{kind} {layer.source:36} {len(words):5} words, from 90 on {sum(sure) / max(1, len(sure)):.3f} of {len(sure) / len(words):.3f}"
        )
    for kind, parts in pooled.items():
        judged = [is_right for _, sure in parts for is_right in sure]
        share = len(judged) / sum(words for words, _ in parts)
        print(f"{kind} layers together: {sum(judged) / max(1, len(judged)):.4f} of {share:.3f}")
    weights = fitted(everything)
    names = ("BASE", *Signs._fields)
    print("weights:", ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True)))
    rows = [(chance, word.right) for chance, word in zip(chances(everything, weights), everything, strict=True) if word.told is not None]
    print("table:", rising(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
