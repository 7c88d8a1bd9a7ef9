"""The table of confidence from its file."""

import json

import pytest

from benchmarks.fit_confidence import as_table
from config.confidence import load_confidence
from tasks.domain.confidence import Odds
from tasks.domain.errors import ConfigError


def test_what_is_written_is_read(tmp_path):
    odds = {"directive": Odds(1.25, {"rule=verb": -2.0, "lead=one": 0.5}, 0.9), "metric": Odds(-0.5)}
    path = tmp_path / "confidence.json"
    path.write_text(as_table(odds, {"directive": 100, "metric": 50}), "utf-8")
    assert load_confidence(path) == odds
    assert list(json.loads(path.read_text("utf-8"))["kinds"]["directive"]["weights"]) == ["rule=verb", "lead=one"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"kinds": {"metric": {"least": 1}}}', '{"kinds": {"metric": {"intercept": "x", "weights": {}, "least": 1}}}']
)
def test_a_table_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "confidence.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        load_confidence(path)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        load_confidence(tmp_path / "none.json")
