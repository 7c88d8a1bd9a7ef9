"""The heads of the project's own samples are read whole from their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.export import export_notice
from tasks.domain.finding import Findings
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure

SAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent.parent / "samples").glob("*/gold.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_field_of_the_head_is_that_of_the_gold_rows(sample):
    clean = CleanText.from_plain((sample / "text.txt").read_text("utf-8"))
    structure = parse_structure(clean, load_vocabulary())
    found = export_notice(clean.text, structure.head, structure.sections, Findings())["document"]
    gold = json.loads((sample / "gold.json").read_text("utf-8"))["document"]
    gold.pop("urgency")  # stamped on the page, and so in no text
    assert {field: found.get(field) for field in gold} == gold
