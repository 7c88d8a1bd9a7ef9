"""What a person finds in Prefect's UI, read from a real Prefect server."""

import base64
import io

import pytest
from PIL import Image
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId

from config.settings import load_settings
from db.asking.details import list_runs
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
    [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf", pages=2))])
    run, found = await left_by("ingest")
    name = outcome.short_id
    assert run.name == "12/TB-UBND 2 pages"
    assert "TB" in run.tags
    assert set(found) == {f"report-{name}", f"pages-{name}", f"picture-{name}-p1"}
    assert "Sở Nội vụ" in found[f"report-{name}"].data
    assert "2026\\-06\\-30" in found[f"report-{name}"].data
    assert '"source": "ocr"' in found[f"pages-{name}"].data
    address = found[f"picture-{name}-p1"].data
    assert address.startswith("data:image/jpeg;base64,")
    with Image.open(io.BytesIO(base64.b64decode(address.split(",", 1)[1]))) as picture:
        colours = [c for _, c in picture.convert("RGB").getcolors(1 << 24)]
    assert any(red > green + 80 and red > blue + 80 for red, green, blue in colours), "the directives are boxed in red"
    _, of_batch = await left_by("batch")
    assert of_batch["batch-progress"].data == 100


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


async def test_a_failed_document_is_found_by_its_tag(ready, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no scan")
    await ingest_batch([str(tmp_path / "a.pdf")])
    assert "quarantined" in (await left_by("ingest"))[0].tags
