"""How runs end in the UI; which colours its types have stands in ``test_serve.py``, where a browser looks."""

import pytest

from flows.outcome import DocumentOutcome
from flows.report.states import batch_state, document_state, state_of_all
from flows.report.words import words_in
from tasks.domain.outcome import Outcome

EN, VI = words_in("en"), words_in("vi")
READ, COPY = DocumentOutcome("a.pdf", Outcome.SUCCEEDED, "a"), DocumentOutcome("/in/b.pdf", Outcome.DUPLICATE, "a")
ASIDE = DocumentOutcome("/in/c.pdf", Outcome.QUARANTINED, "c", error_code="empty-file", message="It is empty.")
FAILED = DocumentOutcome("/in/d.pdf", Outcome.FAILED, "d", error_code="ocr-crash", message="It died.")


@pytest.mark.parametrize(
    ("outcome", "kind", "name"),
    [(READ, "COMPLETED", "Completed"), (COPY, "COMPLETED", "Duplicate"), (ASIDE, "CRASHED", "Set aside"), (FAILED, "FAILED", "Failed")],
)
def test_the_run_of_a_document(outcome, kind, name):
    state = document_state(outcome, EN)
    assert (state.type.value, state.name) == (kind, name)


@pytest.mark.parametrize(
    ("outcomes", "kind", "name", "message"),
    [
        ([], "COMPLETED", "Completed", "nothing to do"),
        ([READ, COPY], "COMPLETED", "Completed", "1 read, 1 duplicate"),
        ([READ] * 13 + [ASIDE] * 3, "CRASHED", "3 of 16 set aside", "13 read, 3 set aside; c.pdf: It is empty."),
        ([READ, ASIDE, FAILED], "FAILED", "1 of 3 failed, 1 of 3 set aside", "1 read, 1 set aside, 1 failed; d.pdf: It died.; c.pdf: "),
        ([ASIDE], "CRASHED", "1 of 1 set aside", "1 set aside; c.pdf: It is empty."),
    ],
    ids=["nothing", "well", "aside", "failed", "one"],
)
def test_the_run_of_a_batch_is_called_by_what_was_not_read(outcomes, kind, name, message):
    state = batch_state(outcomes, EN)
    assert (state.type.value, state.name) == (kind, name)
    assert state.message.startswith(message)


def test_a_document_alone_ends_as_it_does_by_itself(home):
    assert state_of_all([ASIDE]).name == "Chưa xử lý được"
    assert state_of_all([READ]).message == "1 đã nhận dạng"
    assert state_of_all([READ, ASIDE]).name == "1/2 chưa xử lý được"
