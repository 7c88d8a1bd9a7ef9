"""Text that a person corrected, through the real flow: findings, index and searchable PDF follow, and reading anew keeps it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from stacks import digital, pages_of

from config.settings import load_settings
from db.asking.details import revision_detail
from db.asking.listing import Wanted, list_page
from db.engine import engine_for
from db.reading.documents import find_document
from db.reading.provenance import step_output
from db.review.corrections import Change, correct
from db.review.text import PageSaid, correct_lines, list_line_corrections, page_lines, undo_lines
from flows.batch import ingest_batch
from flows.document import reprocess_document
from flows.parting import cut_again
from flows.takeaway.searchable import clean_text_of
from flows.upkeep.verifying import verify
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")


def detail():
    url = load_settings().database
    return revision_detail(url, find_document(url, "820/TB-UBND").id)


def line_with(words, page=1):
    found = detail()
    revision, lines = page_lines(load_settings().database, found.document.id, page)
    return revision, next(line for line in lines if words in line.text)


def say(words, right, page=1):
    revision, line = line_with(words, page)
    url = load_settings().database
    said = PageSaid(detail().document.id, revision, page, {line.number: line.text.replace(words, right)})
    assert correct_lines(url, said, "Lan") == 1


async def follow():
    outcome = await cut_again(load_settings(), "820/TB-UBND")
    assert outcome.outcome is Outcome.SUCCEEDED, outcome.message


def leads():
    return [[p.printed for p in d.parties if p.role == "lead"] for d in detail().directives]


async def test_findings_follow_the_text_and_the_machines_reading_stays_beside_it(ready, tmp_path):
    settings = load_settings()
    file = digital(pages_of(820, pages=2), tmp_path / "in" / "a.pdf")
    [outcome] = await ingest_batch([str(file)])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert leads()[:2] == [["Sở Nội vụ"], ["Sở Tài chính"]]
    confirmed = detail().directives[2]
    correct(settings.database, Change(detail().document.id, "directive", "confirm", "Lan", confirmed.id))
    say("Sở Tài chính", "Sở Y tế")
    await follow()
    assert leads()[:2] == [["Sở Nội vụ"], ["Sở Y tế"]]
    assert detail().directives[2].review == "confirmed"
    second = detail().directives[1]
    assert second.evidence.quote.startswith("Sở Y tế") and second.evidence.regions
    assert line_with("Sở Y tế")[1].read.startswith("2. Sở Tài chính")
    assert [row.symbol for row in list_page(settings.database, Wanted(words='"sở y tế"')).rows] == ["820/TB-UBND"]
    assert clean_text_of(settings.database, detail(), settings.work_folder).text == detail().revision.clean_text
    assert step_output(settings.database, detail().document.sha256, detail().revision.fingerprint, "proofread")
    # Read anew, it stays; in another resolution too. Taken back, it is as it was read.
    outcome = await reprocess_document("820/TB-UBND")
    assert outcome.outcome is Outcome.SUCCEEDED
    assert leads()[1] == ["Sở Y tế"]
    assert [(e.state, e.read[:15]) for e in list_line_corrections(settings.database, detail().document.sha256)] == [
        ("applied", "2. Sở Tài chính")
    ]
    assert verify(settings).faults == ()
    undo_lines(settings.database, detail().document.id, "Minh")
    await follow()
    assert leads()[1] == ["Sở Tài chính"]
    assert detail().directives[2].review == "confirmed"


async def test_a_number_corrected_in_the_head_gives_the_document_its_number(ready, tmp_path):
    file = digital(pages_of(820), tmp_path / "in" / "a.pdf")
    await ingest_batch([str(file)])
    say("820/TB-UBND", "821/TB-UBND")
    await follow()
    url = load_settings().database
    assert find_document(url, "821/TB-UBND").sha256
    with engine_for(url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM document")) == 1


async def test_an_item_that_was_missed_is_a_task_and_lines_are_joined_again(ready, tmp_path):
    settings = load_settings()
    file = digital(pages_of(820, pages=2), tmp_path / "in" / "a.pdf")
    await ingest_batch([str(file)])
    before = leads()
    _, line = line_with("2. Sở Tài chính")
    say(line.text, f"{line.text}\n3. Sở Xây dựng kiểm tra các công trình trước ngày 30/6/2026.")
    await follow()
    assert ["Sở Xây dựng"] in leads() and len(leads()) == len(before) + 1
    added = next(d for d in detail().directives if [p.printed for p in d.parties] == ["Sở Xây dựng"])
    assert added.evidence.regions and added.deadline_on is not None
    assert (await reprocess_document("820/TB-UBND")).outcome is Outcome.SUCCEEDED
    assert len(leads()) == len(before) + 1
    assert verify(settings).faults == ()
    undo_lines(settings.database, detail().document.id, "Minh")
    await follow()
    assert leads() == before
