"""A short run of figures written by hand, read by a small net that says how probable its reading is.

The net (``digits.onnx``, made by ``benchmarks/train_digits.py``) looks at the whole run and says for every second column how probable each
figure is there, and none; the probability of a string is the sum over all ways to spread it over the columns (connectionist temporal
classification, Graves et al. 2006). So figures that touch need not be cut apart first, and print and dirt beside them are none. The run
is looked at in several sizes and slants: where the views disagree, each reading gets its share only.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.ocr.strokes import ROWS, Ink, View, draw_line, find_writing

_NET = Path(__file__).parent / "digits.onnx"
_LOCK = threading.Lock()
# Sizes and slants by which hands differ from what the usual view makes upright and equally tall.
_VIEWS = (View(), View(0.85), View(1.15), View(slant=-0.2), View(slant=0.2))
_CLASSES = 11
# Strings followed at once, the least probability at which one gets a further figure, and what is given back.
_BEAM = 12
_NEGLIGIBLE = 1e-5
_LEAST = 1e-3
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What was read.

    Attributes:
        text: figures; empty when nothing is read.
        confidence: 0 to 100: of many readings of confidence 90, about 90 in 100 are right. 0 when nothing is read.
        alternatives: the most probable readings, best first and never empty texts, with probabilities of at most 1 in sum; the rest is
            for others and for nothing being written. The first is ``text``, unless nothing at all is more probable.
    """

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


def read_figures(grey: NDArray[np.uint8], *, most: int = 5) -> FigureReading:
    """Read a crop as figures written by hand. Safe to use from several threads at once; never raises for any picture of 8-bit greys.

    Args:
        grey: dark ink on white, about 225 dpi. Specks, a dotted line and bits of print around the figures do no harm.
        most: how many figures there can be; longer readings are left out, their probability goes to no other.
    """
    writing = find_writing(grey)
    lines = [] if writing is None else [line for view in _VIEWS if (line := draw_line(writing, view)) is not None]
    total: dict[str, float] = defaultdict(float)
    for steps in _steps(lines) if lines else ():
        for text, probability in _strings(steps, most).items():
            total[text] += probability / len(lines)
    ranked = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    alternatives = tuple((text, p) for text, p in ranked if text and p > _LEAST)[:_SHOWN]
    if not alternatives or not ranked[0][0]:
        return FigureReading("", 0.0, alternatives)
    return FigureReading(alternatives[0][0], 100 * alternatives[0][1], alternatives)


def read_cuts(cuts: Sequence[NDArray[np.uint8]], *, most: int = 5) -> FigureReading:
    """Read several cuts of one place, each as :func:`read_figures` does: where they disagree, each reading gets its share only."""
    total: dict[str, float] = defaultdict(float)
    for cut in cuts:
        for text, probability in read_figures(cut, most=most).alternatives:
            total[text] += probability / len(cuts)
    alternatives = tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))[:_SHOWN]
    if not alternatives or alternatives[0][1] < 1.0 - sum(p for _, p in alternatives):
        return FigureReading("", 0.0, alternatives)
    return FigureReading(alternatives[0][0], 100 * alternatives[0][1], alternatives)


@cache
def _net() -> cv2.dnn.Net:
    return cv2.dnn.readNetFromONNX(str(_NET))


def _steps(lines: list[Ink]) -> NDArray[np.float64]:
    """Probabilities of none and the ten figures at every step of every line: (lines, steps, 11)."""
    width = max(line.shape[1] for line in lines)
    batch = np.zeros((len(lines), 1, ROWS, width), dtype=np.float32)
    for place, line in enumerate(lines):
        batch[place, 0, :, : line.shape[1]] = line
    with _LOCK:
        net = _net()
        net.setInput(batch)
        scores = np.array(net.forward(), dtype=np.float64)
    # Two steps of eleven classes lie behind one another for every four columns.
    ordered = scores.reshape(len(lines), 2, _CLASSES, -1).transpose(0, 3, 1, 2).reshape(len(lines), -1, _CLASSES)
    powers = np.exp(ordered - ordered.max(axis=2, keepdims=True))
    return np.asarray(powers / powers.sum(axis=2, keepdims=True))


def _strings(steps: NDArray[np.float64], most: int) -> dict[str, float]:
    """The probable strings of at most ``most`` figures and their probabilities, by prefix beam search (Hannun et al. 2014)."""
    # For each string so far: its probability with the last step being none, and being its last figure.
    beam = {"": [1.0, 0.0]}
    for step in steps.tolist():
        none, *figures = step
        probable = [(str(i), p) for i, p in enumerate(figures) if p > _NEGLIGIBLE]
        following: dict[str, list[float]] = {}
        for text, (ended, running) in beam.items():
            either = ended + running
            own = following.setdefault(text, [0.0, 0.0])
            own[0] += either * none
            if text:
                own[1] += running * figures[int(text[-1])]
            for figure, p in probable if len(text) < most else ():
                # A figure behind itself is a second one only after a step of none.
                share = (ended if text.endswith(figure) else either) * p
                if share > _NEGLIGIBLE:
                    following.setdefault(text + figure, [0.0, 0.0])[1] += share
        # Most steps see nothing new, and then nothing is to be left out.
        kept = following.items()
        beam = dict(kept if len(kept) <= _BEAM else sorted(kept, key=lambda pair: (-sum(pair[1]), pair[0]))[:_BEAM])
    return {text: ended + running for text, (ended, running) in beam.items()}
