"""A document's time is what its pages take together; waiting between them does not count."""

import pytest

from tasks.confined import budget as module
from tasks.confined.budget import Budget
from tasks.domain.errors import LimitExceededError


def test_only_the_time_inside_counts(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    budget = Budget(10)
    for _ in range(3):
        with budget.spent("a.pdf") as left:
            clock[0] += 3
        clock[0] += 1000
    assert left == 4
    with budget.spent("a.pdf"):
        clock[0] += 3
    with pytest.raises(LimitExceededError, match=r"Reading a\.pdf takes longer than document_seconds = 10"):
        budget.check("a.pdf")
    with pytest.raises(LimitExceededError), budget.spent("a.pdf"):
        pytest.fail("it went on")


def test_time_that_ended_in_an_error_counts_too(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    budget = Budget(1)
    with pytest.raises(ZeroDivisionError), budget.spent("a.pdf"):
        clock[0] += 2
        raise ZeroDivisionError
    with pytest.raises(LimitExceededError):
        budget.check("a.pdf")
