"""What a caller gets of a run, whatever Prefect's server makes of it; the server is a real one, and is really told otherwise."""

import pytest
from prefect import runtime
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import Abort
from prefect.states import Cancelled, Completed, Crashed

from flows.batch import ingest_batch
from flows.document import ingest_document
from flows.outcome import DocumentOutcome
from flows.report.states import state_of
from flows.report.words import why, words_as_set
from flows.shown import shown_flow
from tasks.domain.errors import DamagedFileError, ServerUnavailableError
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")
GOOD = DocumentOutcome("a.pdf", Outcome.SUCCEEDED, short_id="abc")
BAD = DocumentOutcome("a.pdf", Outcome.FAILED, error_code="ocr-crash", message="It died.")


def one_run(outcome, meanwhile=None):
    """A run that gives ``outcome`` after the server was told otherwise; the id of its run is noted."""
    noted = []

    @shown_flow("one run", None, state_of)
    async def work():
        noted.append(runtime.flow_run.id)
        if meanwhile is not None:
            async with get_client() as client:
                await client.set_flow_run_state(noted[0], meanwhile(), force=True)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return work, noted


async def state_in_the_ui(run_id):
    async with get_client() as client:
        return (await client.read_flow_run(run_id)).state


@pytest.mark.parametrize(
    ("outcome", "name"),
    [(GOOD, "Completed"), (BAD, "Failed"), (DocumentOutcome("a.pdf", Outcome.QUARANTINED, message="Cut off."), "Chưa xử lý được")],
)
async def test_the_ui_shows_how_it_ended_and_the_caller_gets_the_outcome(outcome, name):
    work, noted = one_run(outcome)
    assert await work() is outcome
    state = await state_in_the_ui(noted[0])
    assert (state.name, state.message or "") == (name, why(outcome, words_as_set()))


@pytest.mark.parametrize("meanwhile", [Completed, Crashed, Cancelled])
@pytest.mark.parametrize("outcome", [GOOD, BAD], ids=["good", "bad"])
async def test_a_run_that_the_server_believes_ended_already_gives_its_outcome(outcome, meanwhile):
    work, noted = one_run(outcome, meanwhile)
    assert await work() is outcome
    assert noted


@pytest.mark.parametrize("meanwhile", [None, Crashed])
async def test_what_the_work_raises_is_raised(meanwhile):
    error = DamagedFileError("Cut off.", "")
    with pytest.raises(DamagedFileError) as caught:
        await one_run(error, meanwhile)[0]()
    assert caught.value is error


async def test_a_server_that_does_not_record_the_end_costs_nothing(monkeypatch):
    real = PrefectClient.set_flow_run_state

    async def deaf(self, flow_run_id, state, force=False):
        if state.is_final():
            raise RuntimeError("database is locked")
        return await real(self, flow_run_id, state, force)

    monkeypatch.setattr(PrefectClient, "set_flow_run_state", deaf)
    assert await one_run(GOOD)[0]() is GOOD


@pytest.mark.parametrize("refusal", [Abort("This run has already terminated."), RuntimeError("away")], ids=["refused", "away"])
async def test_a_run_that_may_not_begin_is_an_error_that_says_so(monkeypatch, refusal):
    async def refuse(*_, **__):
        raise refusal

    monkeypatch.setattr(PrefectClient, "set_flow_run_state", refuse)
    work, noted = one_run(GOOD)
    with pytest.raises(ServerUnavailableError, match=str(refusal)):
        await work()
    assert not noted


async def test_a_document_whose_run_may_not_begin_leaves_the_rest_going(ready, scan, tmp_path, monkeypatch):
    for name in "abc":
        scan(tmp_path / "in" / f"{name}.pdf", mark=name)
    run = ingest_document.flow

    async def refused(path, *rest, **options):
        if path.endswith("b.pdf"):
            raise Abort("This run was cancelled.")
        return await run(path, *rest, **options)

    monkeypatch.setattr(ingest_document, "flow", refused)
    outcomes = {o.source[-5:]: o for o in await ingest_batch([str(tmp_path / "in")])}
    assert {name: o.outcome for name, o in outcomes.items()} == {
        "a.pdf": Outcome.SUCCEEDED,
        "b.pdf": Outcome.FAILED,
        "c.pdf": Outcome.SUCCEEDED,
    }
    assert (outcomes["b.pdf"].error_code, outcomes["b.pdf"].exit_code) == ("prefect-unavailable", 10)
    assert "cancelled" in outcomes["b.pdf"].message
