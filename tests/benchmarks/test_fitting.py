"""Odds fitted and measured with issuers left out, on rows whose chances are known."""

import random

import pytest

from benchmarks.fitting import Fitting, Sample
from benchmarks.trust import shares

ISSUERS = ("tan-giang", "hoa-binh", "an-phu", "son-la", "binh-an", "phu-yen")


def rows(chances, per_issuer=60, seed=3):
    """Samples with one feature each, right as often as its chance says, the same for every issuer."""
    draw = random.Random(seed)
    return [
        Sample(issuer, {feature: 1.0}, draw.random() < chance)
        for issuer in ISSUERS
        for _ in range(per_issuer)
        for feature, chance in [draw.choice(list(chances.items()))]
    ]


def test_what_tells_right_from_wrong_makes_rows_sure():
    share, right = shares(Fitting(rows({"doubt=no": 0.99, "doubt=yes": 0.4})).measured(0.95))
    assert 0.4 < share < 0.6
    assert right >= 0.95


def test_what_tells_nothing_makes_no_row_sure():
    share, _ = shares(Fitting(rows({"a": 0.7, "b": 0.7})).measured(0.95))
    assert share < 0.05


def test_what_holds_for_one_issuer_alone_is_not_believed():
    """A feature that stands for the issuer predicts its own rows perfectly, and others' not at all."""
    samples = [Sample(issuer, {f"stamp={issuer}": 1.0}, number % 2 == 0) for number, issuer in enumerate(ISSUERS) for _ in range(40)]
    share, _ = shares(Fitting(samples).measured(0.95))
    assert share == 0


def test_the_odds_to_ship_have_threshold_and_names():
    odds = Fitting(rows({"doubt=no": 0.99, "doubt=yes": 0.4})).odds(0.95)
    assert odds.is_sure({"doubt=no": 1.0})
    assert not odds.is_sure({"doubt=yes": 1.0})
    assert not odds.is_sure({"doubt=unknown": 1.0})


def test_a_long_report_does_not_decide_for_all():
    many = [Sample("one", {"x": 1.0}, False)] * 900
    others = [Sample(issuer, {"x": 1.0}, True) for issuer in ISSUERS for _ in range(40)]
    assert Fitting([*many, *others]).odds(0.95).chance({"x": 1.0}) > 0.5


def test_mistakes_come_surest_first():
    mistakes = Fitting(rows({"doubt=no": 0.9, "doubt=yes": 0.4})).mistakes()
    chances = [chance for chance, _ in mistakes]
    assert chances == sorted(chances, reverse=True)
    assert not any(sample.right for _, sample in mistakes)
    assert mistakes[0][1].features == {"doubt=no": 1.0}


def test_a_single_issuer_cannot_be_measured():
    assert Fitting([Sample("one", {"x": 1.0}, True)] * 30).measured(0.95) == []


def test_without_samples_there_is_nothing_to_fit():
    with pytest.raises(ValueError, match="samples"):
        Fitting([])
