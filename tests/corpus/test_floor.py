"""Floors under the scores of the annotated documents beside the checkout; without them there is nothing to hold.

From every scan they are held by `make score`: reading all of them takes minutes, and floors under a few say nothing of the rest.
"""

import pytest

from benchmarks.corpora import CORPORA, annotated, scorer_of
from benchmarks.corpora import SAMPLES as SAMPLE_FOLDER
from benchmarks.exported import joined, read_all, read_text, scan_reader
from benchmarks.floors import ALL_FROM_TEXT, FROM_SAMPLES, SHORT_FROM_SCAN, TUNED_FROM_TEXT, below
from benchmarks.scan_texts import ScanTexts, fill
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary

TUNED = annotated(CORPORA[:1])
ALL = annotated(CORPORA)
pytestmark = pytest.mark.skipif(not TUNED, reason="the corpus is not beside this checkout")

# Scans of two and three pages: reading them takes seconds.
SHORT = [
    d for d in TUNED if d.name in {"quang-ngai-2021-01-ct", "quang-ngai-2024-280-bc", "quang-ngai-2025-11-tb", "quang-ngai-2025-574-ub"}
]
SAMPLES = annotated([SAMPLE_FOLDER])


def exports(documents, reader):
    """What the present code makes of documents, by name."""
    return joined(read_all(documents, load_vocabulary(), reader))


def scores(documents, found):
    """The scorer's row over all documents."""
    return Scorer(scorer_of(CORPORA)).scores(documents, found)["all"]


def test_from_the_scan():
    texts = ScanTexts()
    fill(texts, SHORT)
    reached = scores(SHORT, exports(SHORT, scan_reader(texts)))
    assert below(reached, SHORT_FROM_SCAN) == {}, reached


def test_from_the_transcript():
    found = exports(ALL, read_text)
    for documents, floor in ((TUNED, TUNED_FROM_TEXT), (ALL, ALL_FROM_TEXT)):
        reached = scores(documents, found)
        assert below(reached, floor) == {}, reached


def test_from_the_text_of_the_samples():
    reached = scores(SAMPLES, exports(SAMPLES, read_text))
    assert below(reached, FROM_SAMPLES) == {}, reached
