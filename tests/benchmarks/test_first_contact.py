"""Rows of first contact hold judgements and signs, and nothing of the texts they stand in."""

from __future__ import annotations

import re

from benchmarks.first_contact import MARK, TABLE, first_contact


def test_every_row_has_its_kind_its_sample_and_signs():
    rows = list(first_contact())
    assert {kind for kind, _ in rows} == {"directive", "metric", "table-metric"}
    assert all(sample.issuer.startswith(MARK) and sample.issuer != MARK for _, sample in rows)
    assert all(value == 1.0 for _, sample in rows for value in sample.features.values())
    assert {sample.right for _, sample in rows} == {True, False}


def test_nothing_of_the_texts_stands_in_the_table():
    known = re.compile(r"(?:rule|doubt|period|lead)=[a-z -]+|lead by [a-z-]+|words<\d\d|figures>\d|[a-z ]{3,30}")
    signs = {name for _, sample in first_contact() for name in sample.features}
    assert [name for name in signs if not known.fullmatch(name)] == []
    assert len(TABLE.read_text("utf-8").splitlines()) == len(list(first_contact())) + 1
