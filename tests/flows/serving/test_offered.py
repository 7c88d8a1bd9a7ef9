"""The flows behind the deployments, run against a real Prefect server."""

import re

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId

from config.settings import load_settings
from db.asking.details import list_documents, list_runs
from flows.serving.offered import ingest, nightly, reprocess

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def served(ready, receiver, monkeypatch):
    """A home with a notice set up and artefacts on; gives its inbox."""
    monkeypatch.setenv("THONGBAO_ARTIFACTS", "true")
    monkeypatch.setenv("THONGBAO_WEBHOOK_URL", receiver.url)
    monkeypatch.setenv("THONGBAO_NOTICE_ATTEMPTS", "1")
    monkeypatch.setenv("THONGBAO_DUE_DAYS", "366")
    return load_settings().inbox_folder


async def test_a_night_empties_the_inbox_reports_itself_and_does_nothing_the_second_time(served, scan, receiver):
    scan(served / "office" / "a.pdf")
    (served / "b.pdf").write_bytes(b"no scan")
    state = await nightly(return_state=True)
    assert (state.type.value, state.name) == ("CRASHED", "1/2 chưa xử lý được")
    assert state.message.startswith("1 đã nhận dạng, 1 chưa xử lý được; b.pdf: Không phải loại tệp")
    [(_, body)] = receiver.got
    assert (body["ok"], body["outcomes"]) == (True, {"succeeded": 1, "quarantined": 1})
    assert [q["code"] for q in body["quarantined"]] == ["unsupported-file"]
    assert {d.state for d in list_documents(load_settings().database)} == {"loaded", "quarantined"}
    run = next(r for r in list_runs(load_settings().database) if r.kind == "batch")
    assert [(a.step, a.outcome) for a in run.attempts] == [("webhook", "succeeded")]
    async with get_client() as client:
        found = await client.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.prefect_flow_run_id]))
        )
        [shown] = await client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.prefect_flow_run_id])))
    assert {a.key for a in found} == {"night", "batch-progress"}
    assert re.fullmatch(r"Đêm \d\d/\d\d/\d{4}, 2 tệp", shown.name)
    assert shown.tags == ["chưa xử lý được"]
    assert "b\\.pdf" in next(a for a in found if a.key == "night").data
    again = await nightly(return_state=True)
    assert (again.type.value, again.message) == ("COMPLETED", "không có gì để xử lý")


async def test_a_night_that_stops_is_a_failed_run_and_is_reported(served, scan, receiver, faulty_tesseract, monkeypatch):
    faulty_tesseract("refuse", 1000)
    monkeypatch.setenv("THONGBAO_STOP_AFTER_SAME_FAILURES", "1")
    scan(served / "a.pdf")
    state = await nightly(return_state=True)
    assert state.type.value == "FAILED"
    assert "(batch-stopped)" in state.message
    [(_, body)] = receiver.got
    assert (body["ok"], body["error"]["code"], body["failed"]) == (False, "batch-stopped", 1)


async def test_a_webhook_that_fails_does_not_fail_the_night(served, receiver):
    receiver.answers = [500]
    state = await nightly(return_state=True)
    assert state.type.value == "COMPLETED"
    run = next(r for r in list_runs(load_settings().database) if r.kind == "batch")
    assert [(a.step, a.outcome, a.error_code) for a in run.attempts] == [("webhook", "failed", "notice")]


async def test_the_forms_ingest_a_path_and_read_a_document_again(ready, scan, tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_FORM_FOLDERS", f"{ready / 'inbox'}, {tmp_path / 'offered'}")
    state = await ingest(str(scan(tmp_path / "offered" / "a.pdf")), return_state=True)
    assert (state.type.value, state.message) == ("COMPLETED", "1 đã nhận dạng")
    state = await reprocess("12/TB-UBND", dpi=150, layout="6: one block of text", context="no", return_state=True)
    assert (state.type.value, state.message) == ("COMPLETED", "1 đã nhận dạng")
    [row] = list_documents(load_settings().database)
    assert row.revision == 2
    run = next(r for r in list_runs(load_settings().database) if r.kind == "reprocess")
    assert (run.parameters["dpi"], run.parameters["psm"], run.parameters["context"], run.parameters["force_ocr"]) == (150, 6, False, None)


async def test_the_form_takes_no_path_elsewhere(ready, scan, tmp_path):
    state = await ingest(str(scan(tmp_path / "a.pdf")), return_state=True)
    assert (state.type.value, "does not lie below" in state.message) == ("FAILED", True)
    assert list_documents(load_settings().database) == []


async def test_a_document_nobody_knows_is_a_failed_run_that_says_so(ready):
    state = await reprocess("nowhere", return_state=True)
    assert state.type.value == "FAILED"
    assert "(unknown-document)" in state.message


def test_the_form_describes_every_field_and_its_choices():
    fields = reprocess.parameters.properties
    assert list(fields) == ["document", "dpi", "layout", "read_the_picture", "context", "language"]
    assert all(field["description"] for field in fields.values())
    assert fields["context"]["enum"] == ["as the settings say", "yes", "no"]
    assert "6: one block of text" in fields["layout"]["enum"]
    assert reprocess.parameters.required == ["document"]
    assert ingest.parameters.properties["path"]["description"]
