import io
import shutil
from fnmatch import fnmatchcase
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from prefect.client.orchestration import get_client

from config.settings import load_settings
from db.asking.details import list_documents, list_runs, revision_detail
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.document import reprocess_document
from flows.options import ReadingOptions
from flows.serving.deployments import silent_runs
from tasks.domain.errors import VanishedFileError
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")
STEPS = ["register", "rasterize", "recognize", "clean", "examine", "segment", "extract", "load"]


def database():
    return load_settings().database


async def test_a_scan_becomes_rows_with_a_history_of_every_step(ready, scan, tmp_path):
    source = scan(tmp_path / "in" / "a.pdf", pages=2)
    [outcome] = await ingest_batch([str(source)])
    assert (outcome.outcome, outcome.pages, outcome.revision) == (Outcome.SUCCEEDED, 2, 1)
    runs = {r.kind: r for r in list_runs(database())}
    assert [(a.step, a.attempt, a.outcome) for a in runs["ingest"].attempts] == [(s, 1, "succeeded") for s in STEPS]
    assert all(a.ended_at >= a.started_at for a in runs["ingest"].attempts)
    assert runs["ingest"].parent_id == runs["batch"].id
    assert runs["ingest"].prefect_flow_run_id
    detail = revision_detail(database(), find_document(database(), "a.pdf").id)
    assert detail.revision.symbol == "12/TB-UBND"
    assert "45/QĐ-UBND" in [c.symbol for c in detail.citations]
    directive = next(d for d in detail.directives if "rà soát" in d.text)
    assert [p.printed for p in directive.parties] == ["Sở Nội vụ"]
    assert directive.deadline_on.isoformat() == "2026-06-30"
    assert detail.revision.clean_text[directive.evidence.span_start : directive.evidence.span_end] == directive.evidence.quote
    box = directive.evidence.regions[0]
    assert 0 < box.box_left < box.box_right <= detail.pages[0].width
    assert (load_settings().store_folder / detail.document.store_path).read_bytes() == source.read_bytes()


async def test_the_same_again_changes_nothing_and_a_copy_is_a_duplicate(ready, scan, tmp_path):
    source = scan(tmp_path / "in" / "a.pdf")
    copy = tmp_path / "in" / "b.pdf"
    shutil.copy(source, copy)
    first = await ingest_batch([str(source)])
    second = await ingest_batch([str(source), str(copy)])
    assert [o.outcome for o in first + second] == [Outcome.SUCCEEDED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert "a.pdf" in second[1].message
    assert len(list_documents(database())) == 1


async def test_reprocessing_makes_a_new_revision_every_time(ready, scan, tmp_path):
    await ingest_batch([str(scan(tmp_path / "in" / "a.pdf"))])
    for number in (2, 3):
        outcome = await reprocess_document("12/tb-ubnd", ReadingOptions(dpi=150))
        assert (outcome.outcome, outcome.revision) == (Outcome.SUCCEEDED, number)
    [row] = list_documents(database())
    assert row.revision == 3
    detail = revision_detail(database(), find_document(database(), "a.pdf").id)
    assert detail.revision.parameters["dpi"] == 150
    assert detail.pages[0].dpi == 150
    assert revision_detail(database(), detail.document.id, 1).revision.is_current is False
    assert {a.outcome for a in list_runs(database())[0].attempts} == {"succeeded"}


def damaged(kind, whole):
    if kind == "cut in half":
        return whole.read_bytes()[: whole.stat().st_size // 2]
    if kind == "locked":
        stream = io.BytesIO()
        with pikepdf.open(whole) as pdf:
            pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
        return stream.getvalue()
    return {"empty": b"", "no scan": b"Just some words.\n", "only a header": b"%PDF-1.7\n"}[kind]


async def test_bad_files_are_set_aside_with_a_reason_and_the_rest_goes_on(ready, scan, tmp_path):
    folder = tmp_path / "in"
    whole = scan(folder / "whole.pdf")
    kinds = {
        "cut in half": "damaged-file",
        "locked": "encrypted-pdf",
        "empty": "empty-file",
        "no scan": "unsupported-file",
        "only a header": "damaged-file",
    }
    for kind in kinds:
        (folder / f"{kind}.pdf").write_bytes(damaged(kind, whole))
    outcomes = {o.source.rsplit("/", 1)[1]: o for o in await ingest_batch([str(folder)])}
    assert outcomes["whole.pdf"].outcome is Outcome.SUCCEEDED
    for kind, code in kinds.items():
        outcome = outcomes[f"{kind}.pdf"]
        assert (outcome.outcome, outcome.error_code, outcome.exit_code) == (Outcome.QUARANTINED, code, 2), kind
        document = find_document(database(), f"{kind}.pdf")
        assert document.state == "quarantined"
        assert document.reason
        assert (load_settings().store_folder / document.store_path).read_bytes() == (folder / f"{kind}.pdf").read_bytes()


async def test_a_pdf_with_only_an_owner_password_opens(ready, scan, tmp_path):
    whole = scan(tmp_path / "whole.pdf")
    with pikepdf.open(whole) as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="secret", user=""))
    [outcome] = await ingest_batch([str(tmp_path / "owner.pdf")])
    assert outcome.outcome is Outcome.SUCCEEDED


@pytest.mark.parametrize("ending", ["tiff", "png", "jpg"])
async def test_pictures_are_read_like_pdfs(ready, scan, tmp_path, ending):
    pages = 2 if ending == "tiff" else 1
    [outcome] = await ingest_batch([str(scan(tmp_path / f"a.{ending}", pages=pages))])
    assert (outcome.outcome, outcome.pages, outcome.symbol) == (Outcome.SUCCEEDED, pages, "12/TB-UBND")


async def test_a_path_that_does_not_exist_is_said(ready):
    with pytest.raises(VanishedFileError, match=r"nowhere\.pdf"):
        await ingest_batch(["/nowhere.pdf"])


async def test_a_run_shows_in_the_ui_how_its_document_ended_while_the_batch_goes_on(ready, scan, tmp_path, faulty_tesseract):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.pdf").write_bytes(b"no scan")
    scan(tmp_path / "in" / "good.pdf")
    faulty_tesseract("crash", 6)  # three attempts, each with the process that stays and with a run of its own
    outcomes = await ingest_batch([str(tmp_path / "in")])
    assert {o.outcome for o in outcomes} == {Outcome.QUARANTINED, Outcome.FAILED}
    [again] = await ingest_batch([str(tmp_path / "in" / "good.pdf")])
    assert again.outcome is Outcome.SUCCEEDED
    async with get_client() as client:
        states = {
            Path(run.source).name + str(run.outcome): (await client.read_flow_run(UUID(run.prefect_flow_run_id))).state
            for run in list_runs(database(), limit=10)
            if run.kind == "ingest"
        }
        batch = next(run for run in list_runs(database(), limit=10) if run.kind == "batch")
        assert (await client.read_flow_run(UUID(batch.prefect_flow_run_id))).state.type.value == "COMPLETED"
    shown = {name: (state.type.value, state.name) for name, state in states.items()}
    assert shown == {
        "bad.pdfquarantined": ("CRASHED", "Chưa xử lý được"),
        "good.pdffailed": ("FAILED", "Failed"),
        "good.pdfsucceeded": ("COMPLETED", "Completed"),
    }
    assert "(ocr-crash)" in states["good.pdffailed"].message
    [expected] = silent_runs().trigger.expect
    assert fnmatchcase(f"prefect.flow-run.{states['bad.pdfquarantined'].name}", expected)
