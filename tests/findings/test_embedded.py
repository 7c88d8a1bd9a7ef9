"""Figures that are part of another are no figures of their own, and nothing else is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.embedded import without_parts
from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import sentence_of
from tasks.reading.tagger import tagger_of
