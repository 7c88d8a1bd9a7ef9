"""Fits the weights by which restored words are trusted (``tasks/restore/trust.py``), and judges them on layers left out of the fit.

Usage: python -m benchmarks.fit_trust [--write]

Layers: the real ones of the corpora (a garbled.txt beside a text.txt), and made ones (``benchmarks/made_layers.py``), each restored without
what was counted of its own recogniser. Judged is each with all layers of its recogniser left out of the fit, weights and table both: of the
words from 90 on, how many are right, and how many there are. Last the weights fitted on all, for ``trust.py``, and the table, which
``--write`` puts into ``tasks/restore/channel.json.gz``.

A share over all layers promises nothing for one of them: recognisers differ in how often what looks certain is wrong. So no word is sure by
a chance from which any layer has fewer than ``HELD`` right.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from benchmarks.channel_counts import table_of
from benchmarks.corpora import CORPORA, annotated
from benchmarks.learn_channel import GARBLED, judged_words, without
from benchmarks.logistic import logistic, newton
from benchmarks.made_layers import MadeLayer, made_layers
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary
from tasks.restore.channel import TABLE, Channel, load_channel
from tasks.restore.decode import Chosen
from tasks.restore.restore import calibrated, restore_text
from tasks.restore.trust import Place, Signs, signs_of
from tasks.text.model import SyllableModel, load_model

STEPS = 10_000_000  # a word tells by its confidence which step it came from; so many would fill it
PENALTY = 1.0
SURE = 90.0
HELD = 0.98  # of the sure words of every layer
UNSURE, STEP = 0.89, 1e-7  # what the others have at most, and how far below
LEAST_WORDS = 300  # of a layer that is asked: in fewer, one word decides
EDGES = (0.0, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9997, 0.9999, 0.99997, 0.99999, 0.999999, 1.01)


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


def rising(seen: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Mean chance and share of right ones between the ``EDGES``, neighbours pooled until the shares rise."""
    groups = [[(p, r) for p, r in seen if low <= p < high] for low, high in itertools.pairwise(EDGES)]
    pools = [[sum(p for p, _ in g), sum(r for _, r in g), len(g)] for g in groups if g]
    at = 1
    while at < len(pools):
        if pools[at][1] / pools[at][2] <= pools[at - 1][1] / pools[at - 1][2]:
            pools[at - 1] = [a + b for a, b in zip(pools[at - 1], pools.pop(at), strict=True)]
            at = max(1, at - 1)
        else:
            at += 1
    return [(round(p / n, 7), round(r / n, 4)) for p, r, n in pools]


def held_from(words: Sequence[Seen], weights: Sequence[float]) -> float:
    """The least chance from which ``HELD`` of a layer's sure words are right, among them those that grammar made sure; 1 without one."""
    fixed = [word.right for word in words if word.told is None and word.confidence >= SURE]
    told = sorted(((chance, w.right) for chance, w in zip(chances(words, weights), words, strict=True) if w.told is not None), reverse=True)
    found, right = 1.0, sum(fixed)
    for number, (chance, is_right) in enumerate(told, len(fixed) + 1):
        right += is_right
        if right / number >= HELD:
            found = chance
    return found


def capped(points: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The table, in which no chance below ``least`` is sure and each from there on is; a step, since between its points it is filled."""
    at, sure = round(least, 7), SURE / 100
    below = [(chance, min(share, UNSURE)) for chance, share in points if chance < at - STEP]
    step = [(round(at - STEP, 7), max(share for _, share in below))] if below else []
    return [*below, *step, (at, sure), *((chance, max(share, sure)) for chance, share in points if chance > at)]


def table_for(layers: Sequence[Sequence[Seen]], weights: Sequence[float]) -> list[tuple[float, float]]:
    """Chance to share of right words over all layers, as ``Channel.calibration`` has it; sure is what is so in each of them."""
    words = [word for layer in layers for word in layer]
    points = rising([(chance, word.right) for chance, word in zip(chances(words, weights), words, strict=True) if word.told is not None])
    return capped(points, max((held_from(layer, weights) for layer in layers if len(layer) >= LEAST_WORDS), default=0.0))


def sure_of(seen: Sequence[Seen], others: Sequence[Sequence[Seen]], channel: Channel) -> list[bool]:
    """For each word from ``SURE`` on whether it is right, by weights and table fitted on other layers."""
    weights = fitted([word for layer in others for word in layer])
    table = replace(channel, calibration=tuple(table_for(others, weights)))
    found = []
    for chance, word in zip(chances(seen, weights), seen, strict=True):
        confidence = calibrated(chance, table) if word.told is not None else word.confidence
        if confidence >= SURE:
            found.append(word.right)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore all layers, judge, fit on all, print, and write the table where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into the channel")
    options = parser.parse_args(arguments)
    scorer, channel, model = Scorer(CORPORA[0] / "score.py"), load_channel(), load_model()
    real = [d for d in annotated(CORPORA) if (d.folder / GARBLED).exists()]
    layers = [
        *(("real", MadeLayer(d.name, (d.folder / GARBLED).read_text("utf-8"), d.text())) for d in real),
        *(("made", layer) for layer in made_layers(channel, CORPORA)),
    ]
    found = [(kind, layer, list(words_of(layer, channel, model, scorer))) for kind, layer in layers]
    pooled: dict[str, list[tuple[int, list[bool]]]] = {}
    for kind, layer, words in found:
        sure = sure_of(words, [others for _, other, others in found if other.source != layer.source], channel)
        pooled.setdefault(kind, []).append((len(words), sure))
        print(
            f"{kind} {layer.source:36} {len(words):5} words, from 90 on {sum(sure) / max(1, len(sure)):.3f} of {len(sure) / len(words):.3f}"
        )
    for kind, parts in pooled.items():
        judged = [is_right for _, sure in parts for is_right in sure]
        share = len(judged) / sum(words for words, _ in parts)
        print(f"{kind} layers together: {sum(judged) / max(1, len(judged)):.4f} of {share:.3f}")
    layers_of_all = [words for _, _, words in found]
    weights = fitted([word for words in layers_of_all for word in words])
    names = ("BASE", *Signs._fields)
    print("weights:", ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True)))
    rounded = [round(weight, 3) for weight in weights]
    points = table_for(layers_of_all, rounded)
    print("table:", points)
    if options.write:
        TABLE.write_bytes(table_of(replace(channel, calibration=tuple(points))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
