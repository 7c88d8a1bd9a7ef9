"""What a person finds in Prefect's UI, read from a real Prefect server."""

import base64
import io
import re
import shutil

import pytest
from PIL import Image
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterId,
)

from config.settings import load_settings
from db.asking.details import list_runs
from db.asking.listing import Wanted, list_page
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.report import artifacts
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")


async def left_by(kind):
    """The Prefect run of our newest run of this kind, and its artefacts by key."""
    run_id = next(r for r in list_runs(load_settings().database) if r.kind == kind).prefect_flow_run_id
    async with get_client() as client:
        [run] = await client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])))
        found = await client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id])))
    return run, {a.key: a for a in found}


async def test_a_document_leaves_a_report_its_pages_and_a_picture(ready, scan, tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_ARTIFACTS", "true")
    monkeypatch.setenv("THONGBAO_REVIEW_URL", "http://review.example:4201/")
    [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf", pages=2))])
    run, found = await left_by("ingest")
    name = outcome.short_id
    assert run.name == "12/TB-UBND, 2 trang"
    assert "TB" in run.tags
    assert set(found) == {f"report-{name}", f"picture-{name}-p1"}
    report = found[f"report-{name}"].data
    for words in ("Chủ trì\\: Sở Nội vụ", "Thời hạn\\: 30/06/2026", "nhận dạng từ ảnh", "lần nhận dạng 1"):
        assert words in report, words
    page = f"(<http://review.example:4201/documents/{name}>)"
    assert all(page in text for text in (report, found[f"report-{name}"].description, found[f"picture-{name}-p1"].description))
    [listed] = list_page(load_settings().database, Wanted()).rows
    assert f"## Nhiệm vụ \\({listed.tasks}\\)" in report and f"## Điểm cần kiểm tra \\({listed.doubts}\\)" in report
    address = found[f"picture-{name}-p1"].data
    assert address.startswith("data:image/jpeg;base64,")
    with Image.open(io.BytesIO(base64.b64decode(address.split(",", 1)[1]))) as picture:
        colours = [c for _, c in picture.convert("RGB").getcolors(1 << 24)]
    assert any(red > green + 80 and red > blue + 80 for red, green, blue in colours), "the directives are boxed in red"
    batch, of_batch = await left_by("batch")
    assert of_batch["batch-progress"].data == 100
    assert re.fullmatch(r"Đợt \d\d/\d\d/\d{4} \d\d:\d\d, 1 tệp", batch.name)


async def test_a_command_leaves_none_unless_it_is_asked_to(ready, scan, tmp_path):
    await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    for kind in ("ingest", "batch"):
        _, found = await left_by(kind)
        assert found == {}
    assert "TB" in (await left_by("ingest"))[0].tags


async def test_what_cannot_be_shown_fails_no_document(ready, scan, tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_ARTIFACTS", "true")

    async def refuse(*_, **__):
        raise RuntimeError("the server is gone")

    for name in ("acreate_markdown_artifact", "acreate_progress_artifact"):
        monkeypatch.setattr(artifacts, name, refuse)
    [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert find_document(load_settings().database, "a.pdf").state == "loaded"


@pytest.mark.parametrize(("language", "tag", "name"), [("vi", "chưa xử lý được", "Chưa xử lý được"), ("en", "set aside", "Set aside")])
async def test_what_was_set_aside_is_found_by_name_and_tag_in_the_language_set(ready, tmp_path, monkeypatch, language, tag, name):
    monkeypatch.setenv("THONGBAO_UI_LANGUAGE", language)
    (tmp_path / "a.pdf").write_bytes(b"no scan")
    await ingest_batch([str(tmp_path / "a.pdf")])
    run, _ = await left_by("ingest")
    assert (run.name, run.tags, run.state.type.value, run.state.name) == ("a.pdf", [tag], "CRASHED", name)
    assert "(unsupported-file)" in run.state.message or "neither a PDF" in run.state.message
    assert (await left_by("batch"))[0].state.name == name


async def test_a_copy_of_a_stored_file_is_tagged_and_bears_its_name(ready, scan, tmp_path):
    first = scan(tmp_path / "a.pdf")
    copy = shutil.copyfile(first, tmp_path / "b.pdf")
    for path in (first, copy):
        await ingest_batch([str(path)])
    runs = [r.prefect_flow_run_id for r in list_runs(load_settings().database) if r.kind == "ingest"]
    async with get_client() as client:
        found = await client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=runs)))
    assert {(run.name, run.state.name, "trùng" in run.tags) for run in found} == {
        ("12/TB-UBND, 1 trang", "Completed", False),
        ("b.pdf", "Trùng", True),
    }
