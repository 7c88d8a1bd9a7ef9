import pytest

from flows.outcome import DocumentOutcome, exit_code_of
from tasks.domain.outcome import Outcome


def ended(outcome, exit_code=0):
    return DocumentOutcome("x.pdf", outcome, exit_code=exit_code)


@pytest.mark.parametrize(
    ("outcomes", "wanted"),
    [
        ([], 0),
        ([ended(Outcome.SUCCEEDED), ended(Outcome.DUPLICATE), ended(Outcome.REUSED)], 0),
        ([ended(Outcome.SUCCEEDED), ended(Outcome.QUARANTINED, 2)], 2),
        ([ended(Outcome.QUARANTINED, 2), ended(Outcome.FAILED, 7)], 7),
        ([ended(Outcome.FAILED, 7), ended(Outcome.FAILED, 8)], 8),
    ],
)
def test_the_gravest_end_decides(outcomes, wanted):
    assert exit_code_of(outcomes) == wanted
