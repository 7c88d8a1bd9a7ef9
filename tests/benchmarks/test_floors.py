"""Which figures count as fallen."""

import pytest

from benchmarks.floors import below
from benchmarks.score import fallen

FLOOR = {"CER": 0.01, "head": 0.9}


@pytest.mark.parametrize(
    ("reached", "fell"),
    [
        ({"CER": 0.01, "head": 0.9, "lead": 0.1}, {}),
        ({"CER": 0.02, "head": 1.0}, {"CER": (0.02, 0.01)}),
        ({"CER": 0.0, "head": 0.89}, {"head": (0.89, 0.9)}),
        ({"CER": None, "head": 0.95}, {"CER": (None, 0.01)}),  # what nobody measured holds nothing
    ],
)
def test_what_is_below(reached, fell):
    assert below(reached, FLOOR) == fell


def test_it_is_told_by_source():
    reached = dict.fromkeys(("head", "sections", "directives", "lead", "coordinating", "deadline", "cites", "metrics"), 1.0)
    reached |= dict.fromkeys(("metric fields", "citations", "cite date"), 1.0)
    assert fallen({"text": {"all": reached}}) == []
    [told] = fallen({"text": {"all": reached | {"head": 0.5}}})
    assert "transcript" in told and "head is 0.5" in told
