"""Gains and losses against gold rows."""

import pytest

from benchmarks.findings_changes import Altered, Change
from benchmarks.findings_effects import Effect, remarks
from benchmarks.scorer import Verdict

REAL, MADE_UP = Verdict(3, {"lead": True, "deadline": True}), Verdict(None, {})
WRONG_LEAD = Verdict(3, {"lead": False, "deadline": True})
LEAD, TEXT = Altered("lead", "a", "b"), Altered("text", "a", "b")


def effect(was, now, altered=()):
    """The effect of one change of a document's only row."""
    change = Change("d", "directive", 0 if was else None, 0 if now else None, {}, altered)
    verdicts = ({"directive": [was] if was else []}, {"directive": [now] if now else []})
    return [remark.effect for remark in remarks([change], verdicts)]


@pytest.mark.parametrize(
    ("was", "now", "altered", "wanted"),
    [
        (None, REAL, (), Effect.GAIN),
        (None, MADE_UP, (), Effect.LOSS),
        (REAL, None, (), Effect.LOSS),
        (MADE_UP, None, (), Effect.GAIN),
        (WRONG_LEAD, REAL, (LEAD,), Effect.GAIN),
        (REAL, WRONG_LEAD, (LEAD,), Effect.LOSS),
        (WRONG_LEAD, WRONG_LEAD, (LEAD,), Effect.NONE),
        (REAL, REAL, (TEXT,), Effect.NONE),
        (MADE_UP, REAL, (TEXT,), Effect.GAIN),
        (REAL, MADE_UP, (TEXT,), Effect.LOSS),
        (MADE_UP, MADE_UP, (LEAD,), Effect.NONE),
    ],
)
def test_effect(was, now, altered, wanted):
    assert effect(was, now, altered) == [wanted]


def test_each_field_has_its_own_effect():
    late = Verdict(3, {"lead": True, "deadline": False})
    assert effect(WRONG_LEAD, late, (LEAD, Altered("deadline", "a", "b"))) == [Effect.GAIN, Effect.LOSS]


def test_a_real_row_that_another_one_takes_over_is_no_loss():
    change = Change("d", "directive", 0, None, {})
    assert [r.effect for r in remarks([change], ({"directive": [REAL]}, {"directive": [REAL]}))] == [Effect.NONE]


def test_without_gold_rows_nothing_is_known():
    assert [r.effect for r in remarks([Change("d", "metric", None, 0, {})])] == [Effect.UNKNOWN]


def test_what_happened():
    changes = [Change("d", "metric", None, 0, {}), Change("d", "metric", 0, None, {}), Change("d", "metric", 0, 0, {}, (LEAD,))]
    assert [r.what for r in remarks(changes)] == ["found", "lost", "altered"]
