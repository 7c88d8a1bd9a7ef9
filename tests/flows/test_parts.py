"""Files of several notices through the real flow: what they hold, what a person says of it, and that nothing is lost."""

from __future__ import annotations

import json

import pikepdf
import pytest
from stacks import digital, pages_of, spreads
from typer.testing import CliRunner

from config.settings import load_settings
from db.asking.details import list_runs, revision_detail
from db.asking.questions import doubts
from db.asking.tracing import trace_row
from db.reading.documents import find_document
from db.reading.pages import pages_of_file
from db.reading.parts import JOIN, PART, UNDO, notices_of
from flows.apart import takeaway_bounds
from flows.batch import ingest_batch
from flows.cli import app
from flows.crop import crop_evidence
from flows.document import reprocess_document
from flows.parting import cut_again, said
from flows.takeaway.searchable import clean_text_of, make_searchable
from flows.upkeep.verifying import verify
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")


def listed(name):
    url = load_settings().database
    return [(n.state, n.symbol, n.pages) for n in notices_of(url, find_document(url, name).sha256)]


def detail_of(name):
    url = load_settings().database
    return revision_detail(url, find_document(url, name).id)


def command(*arguments):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


async def decided(name, page, action):
    first = said(load_settings(), name, page, action, "Lan")
    outcome = await cut_again(load_settings(), first.short_id)
    assert outcome.outcome is Outcome.SUCCEEDED, outcome.message
    return outcome


async def test_three_notices_in_one_file(ready, tmp_path):
    file = digital([*pages_of(810), *pages_of(811, pages=2), *pages_of(812)], tmp_path / "in" / "stack.pdf")
    [outcome] = await ingest_batch([str(file)])
    assert (outcome.outcome, outcome.notices, outcome.pages) == (Outcome.SUCCEEDED, 3, 4)
    assert outcome.symbol == "810/TB-UBND; 811/TB-UBND; 812/TB-UBND"
    parts = [("loaded", "810/TB-UBND", (1,)), ("loaded", "811/TB-UBND", (2, 3)), ("loaded", "812/TB-UBND", (4,))]
    assert listed("810/TB-UBND") == parts
    second = detail_of("811/TB-UBND")
    assert [p.number for p in second.pages] == [2, 3]
    assert {d.deadline_on.isoformat() for d in second.directives} == {"2026-12-15", "2026-12-20", "2026-12-25", "2026-12-28"}
    assert (second.revision.issuer, second.revision.signer_name) == ("Ủy ban nhân dân tỉnh Tân Giang", "Nguyễn Văn An")

    last = second.directives[-1]
    assert {r.page for r in last.evidence.regions} == {3}
    traced = trace_row(load_settings().database, "directive", last.id)
    [crop] = crop_evidence(traced.evidence, traced.pages, load_settings().work_folder, tmp_path / "crop.png")
    assert crop.is_file()

    whole = json.loads(command("export", "stack.pdf"))
    assert [(d["id"].partition(".")[2], d["document"]["symbol"]) for d in whole] == [
        ("", "810/TB-UBND"),
        ("2", "811/TB-UBND"),
        ("3", "812/TB-UBND"),
    ]
    assert [d["document"]["symbol"] for d in json.loads(command("export", f"{outcome.short_id}.2"))] == ["811/TB-UBND"]
    assert "811/TB-UBND" in command("parts", outcome.short_id)
    assert command("status").count(outcome.short_id) == 3
    assert verify(load_settings()).faults == ()

    again = await ingest_batch([str(file)])
    assert [o.outcome for o in again] == [Outcome.DUPLICATE]
    assert listed("810/TB-UBND") == parts


async def test_a_person_joins_and_parts_and_every_reading_follows(ready, tmp_path):
    file = digital([*pages_of(810), *pages_of(811, pages=2)], tmp_path / "in" / "two.pdf")
    [outcome] = await ingest_batch([str(file)])
    name = outcome.short_id
    joined = await decided(name, 2, JOIN)
    assert (joined.notices, joined.symbol) == (1, "810/TB-UBND")
    assert listed(name) == [("loaded", "810/TB-UBND", (1, 2, 3)), ("vanished", "811/TB-UBND", ())]
    assert "part-joined" in {d.code for d in doubts(load_settings().database, find_document(load_settings().database, name).id, notes=True)}

    reread = await reprocess_document(name)
    assert (reread.outcome, reread.notices) == (Outcome.SUCCEEDED, 1)

    await decided(name, 3, PART)
    assert [(state, pages) for state, _, pages in listed(name)] == [("loaded", (1, 2)), ("vanished", ()), ("loaded", (3,))]
    await decided(name, 3, UNDO)
    await decided(name, 2, UNDO)
    assert [(state, pages) for state, _, pages in listed(name)] == [("loaded", (1,)), ("loaded", (2, 3)), ("vanished", ())]
    assert detail_of("811/TB-UBND").directives[0].text.startswith("Sở Nội vụ chủ trì rà soát 811")
    assert [f.code for f in verify(load_settings()).faults] == []
    newest = list_runs(load_settings().database)[0]
    steps = [(a.step, a.outcome) for a in newest.attempts]
    assert steps[:4] == [(step, "reused") for step in ("rasterize", "recognize", "clean", "examine")]
    assert steps[4:] == [(step, "succeeded") for step in ("segment", "extract", "load")]
    second = detail_of("811/TB-UBND")
    assert clean_text_of(load_settings().database, second, load_settings().work_folder).text.count("\f") == 2


async def test_a_file_whose_words_are_gone_keeps_what_was_said_until_it_is_read_again(ready, tmp_path):
    file = digital([*pages_of(810), *pages_of(811)], tmp_path / "in" / "two.pdf")
    [outcome] = await ingest_batch([str(file)])
    for folder in load_settings().work_folder.glob("*/clean-*"):
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
    first = said(load_settings(), outcome.short_id, 2, JOIN, "Lan")
    failed = await cut_again(load_settings(), first.short_id)
    assert failed.outcome is Outcome.FAILED
    assert "reprocess" in failed.message
    assert [state for state, *_ in listed(outcome.short_id)] == ["loaded", "loaded"]
    assert (await reprocess_document("811/TB-UBND")).notices == 1


async def test_pages_in_reverse_order_are_put_right(ready, tmp_path):
    file = digital(reversed(pages_of(815, pages=2)), tmp_path / "in" / "reverse.pdf")
    [outcome] = await ingest_batch([str(file)])
    assert (outcome.symbol, outcome.notices) == ("815/TB-UBND", 1)
    detail = detail_of("reverse.pdf")
    assert [p.number for p in detail.pages] == [2, 1]
    assert len(detail.directives) == 4
    assert {r.page for r in detail.directives[0].evidence.regions} == {2}
    assert {r.page for r in detail.directives[3].evidence.regions} == {1}
    [doubt] = [i for i in detail.issues if i.code == "pages-put-in-order"]
    assert "2, 1" in doubt.message


async def test_two_notices_on_one_sheet(ready, tmp_path):
    file = spreads([*pages_of(820), *pages_of(821)], tmp_path / "in" / "sheet.pdf")
    [outcome] = await ingest_batch([str(file)])
    assert (outcome.symbol, outcome.pages) == ("820/TB-UBND; 821/TB-UBND", 2)
    second = detail_of("821/TB-UBND")
    [page] = second.pages
    assert (page.number, page.sheet, page.half[0]) == (2, 1, "right")
    assert page.width / page.dpi == pytest.approx(8.27, abs=0.4)

    settings = load_settings()
    clean = clean_text_of(settings.database, second, settings.work_folder)
    pages = pages_of_file(settings.database, second.document.sha256)
    original, bounds = settings.store_folder / second.document.store_path, takeaway_bounds(settings)
    make_searchable(original, "pdf", pages, clean, tmp_path / "made.pdf", bounds=bounds, only={2})
    with pikepdf.open(tmp_path / "made.pdf") as pdf:
        assert len(pdf.pages) == 1
    # The second number was read on the right half; its invisible word has to stand there.
    boxes = word_boxes(tmp_path / "made.pdf")
    left, right = (next(x for text, x in boxes if text.startswith(number)) for number in ("820/", "821/"))
    width = 2 * 595
    assert left < width / 2 < right


def word_boxes(path):
    import re
    import subprocess

    said_by = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return [(text, float(x)) for x, text in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)<', said_by)]


async def test_a_text_with_page_breaks_holds_several_notices_too(ready, tmp_path):
    from samples.typeset import transcript

    text = "\f".join(transcript(pages_of(number)).rstrip("\n\f") for number in (830, 831))
    path = tmp_path / "in" / "two.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    [outcome] = await ingest_batch([str(path)])
    assert (outcome.symbol, outcome.notices) == ("830/TB-UBND; 831/TB-UBND", 2)
