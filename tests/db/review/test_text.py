"""What people say of printed lines: written down once, seen in the lines of the page, taken back, never lost, on both databases."""

from dataclasses import replace

import pytest
from notice import PLAIN
from sqlalchemy import text

from db.asking.listing import Wanted, list_page
from db.engine import engine_for
from db.reading.documents import register_document
from db.reading.text_corrections import corrections_about
from db.record.audit import list_entries
from db.repository import RevisionKey, write_reading
from db.review.text import PageSaid, correct_lines, list_line_corrections, page_lines, undo_lines
from db.schema import downgrade, upgrade
from db.upkeep import purge
from db.upkeep.snapshot import take_snapshot
from db.upkeep.verify import check_database
from tasks.domain.correction_errors import CorrectionError, LongLineError, ReadAnewError
from tasks.domain.text_corrections import settled
from tasks.text.clean import CleanedNotice
from tasks.text.proofread import proofread

SHA = "ab" * 32


@pytest.fixture
def loaded(url, document):
    return url, document.id, load(url, document.id, "f1")


def load(url, document_id, fingerprint):
    """Read the notice as the steps would: with what people said of its lines laid over it."""
    reading = PLAIN.reading()
    sizes = {page.number: (page.width, page.height) for page in reading.pages}
    cleaned = CleanedNotice(reading.raw_text, reading.clean, reading.to_raw, ())
    found = proofread(cleaned, corrections_about(url, SHA), sizes)
    # The findings of this made-up notice stand on lines of their own: they are written only where the text is as it was.
    same = found.clean.text == reading.clean.text
    empty = replace(
        reading.extraction, findings=type(reading.extraction.findings)(), directives=(), metrics=(), citations=(), sections=(), parts=()
    )
    structure = reading.structure if same else replace(reading.structure, sections=())
    extraction = reading.extraction if same else empty
    reading = replace(
        reading, clean=found.clean, to_raw=found.to_raw, corrected=found.corrected, structure=structure, extraction=extraction
    )
    write_reading(url, RevisionKey(document_id, fingerprint, {}, {}), reading)
    return fingerprint


def lines(url, document_id):
    return [(line.text, line.read, line.state) for line in page_lines(url, document_id, 1)[1]]


def test_lines_stand_as_they_were_read_each_with_its_place(loaded):
    url, document_id, _ = loaded
    number, found = page_lines(url, document_id, 1)
    assert number == 1
    assert [line.text for line in found] == list(PLAIN.lines) == [line.read for line in found]
    assert [line.number for line in found] == list(range(1, len(PLAIN.lines) + 1))
    assert all(line.box and line.box.page == 1 and 0 < line.box.left < line.box.right <= 1 for line in found)
    assert [line.box.top for line in found] == sorted(line.box.top for line in found)
    assert page_lines(url, document_id, 2) is None


def test_what_is_said_counts_from_the_next_reading_on_and_can_be_taken_back(loaded):
    url, document_id, _ = loaded
    said = PageSaid(document_id, 1, 1, {4: " Sở Nội vụ  rà soát danh sách. ", 5: PLAIN.lines[4], 8: ""})
    assert correct_lines(url, said, "Lan") == 2
    assert [(e.page, e.before, e.after, e.state) for e in list_line_corrections(url, SHA)] == [
        (1, PLAIN.lines[7], "", "waiting"),
        (1, PLAIN.lines[3], "Sở Nội vụ rà soát danh sách.", "waiting"),
    ]
    assert [f.code for f in check_database(url).faults] == ["text-correction-waiting"] * 2
    load(url, document_id, "f2")
    assert check_database(url).faults == ()
    assert lines(url, document_id)[3] == ("Sở Nội vụ rà soát danh sách.", PLAIN.lines[3], "applied")
    assert lines(url, document_id)[7] == ("", PLAIN.lines[7], "applied")
    assert [row.short_id for row in list_page(url, Wanted(words='"rà soát danh sách"')).rows]
    assert list_page(url, Wanted(words='"gửi báo cáo về"')).rows == []
    entries = list_line_corrections(url, SHA)
    assert {(e.actor, e.state, e.is_live) for e in entries} == {("Lan", "applied", True)}
    assert undo_lines(url, document_id, "Minh") == 1
    with pytest.raises(CorrectionError):
        undo_lines(url, document_id, "Minh", entries[0].id)
    load(url, document_id, "f3")
    assert lines(url, document_id)[7] == (PLAIN.lines[7], PLAIN.lines[7], "")
    assert [e.state for e in list_line_corrections(url, SHA)] == ["undo", "undone", "applied"]
    told = [(entry.actor, entry.action) for entry in list_entries(url)]
    assert told.count(("Lan", "correct")) == 2 and ("Minh", "undo") in told


def test_a_line_that_was_corrected_is_corrected_again_against_what_was_read(loaded):
    url, document_id, _ = loaded
    correct_lines(url, PageSaid(document_id, 1, 1, {4: "một"}), "Lan")
    load(url, document_id, "f2")
    correct_lines(url, PageSaid(document_id, 2, 1, {4: "hai"}), "Minh")
    load(url, document_id, "f3")
    assert lines(url, document_id)[3] == ("hai", PLAIN.lines[3], "applied")
    assert [(e.after, e.state) for e in list_line_corrections(url, SHA)] == [("hai", "applied"), ("một", "replaced")]
    undo_lines(url, document_id, "Minh")
    load(url, document_id, "f4")
    assert lines(url, document_id)[3][0] == "một"


def test_a_line_is_said_to_be_right_as_it_stands(loaded):
    url, document_id, _ = loaded
    assert correct_lines(url, PageSaid(document_id, 1, 1, {}, (2,)), "Lan") == 1
    load(url, document_id, "f2")
    assert lines(url, document_id)[1] == (PLAIN.lines[1], PLAIN.lines[1], "applied")


def test_lines_that_were_split_joined_and_added_are_one_entry_each(loaded):
    url, document_id, _ = loaded
    one, *_, last = PLAIN.lines
    said = PageSaid(document_id, 1, 1, {1: f"đầu\n{one}", 2: ""}, joined=(3, 4), added="1. Dòng bị bỏ sót.\n\n")
    assert correct_lines(url, said, "Lan") == 4
    load(url, document_id, "f2")
    found = lines(url, document_id)
    assert found[0] == (f"đầu\n\n{one}", one, "applied")  # it begins an item
    assert found[1] == ("", PLAIN.lines[1], "applied")
    assert found[2] == (" ".join(PLAIN.lines[2:5]), "\n".join(PLAIN.lines[2:5]), "applied")
    assert found[-1] == (f"{last}\n\n1. Dòng bị bỏ sót.", last, "applied")
    assert len(found) == len(PLAIN.lines) - 2
    assert check_database(url).faults == ()
    with pytest.raises(CorrectionError, match="change"):
        correct_lines(url, PageSaid(document_id, 2, 1, {number: text for number, (text, *_) in enumerate(found, 1)}), "Lan")
    # What is said of them later is said of what was read, and finds them again.
    correct_lines(url, PageSaid(document_id, 2, 1, {1: f"đầu tiên\n{one}", 3: "\n".join(PLAIN.lines[2:5])}), "Minh")
    load(url, document_id, "f3")
    read = "\n".join(PLAIN.lines[2:5])
    assert lines(url, document_id)[0][:2] == (f"đầu tiên\n\n{one}", one)
    assert lines(url, document_id)[2][:2] == (settled(read), read)
    for _ in range(2):
        undo_lines(url, document_id, "Minh")
    load(url, document_id, "f4")
    assert lines(url, document_id) == found


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"lines": {4: PLAIN.lines[3]}}, CorrectionError),
        ({"lines": {}}, CorrectionError),
        ({"lines": {99: "x"}}, CorrectionError),
        ({"lines": {4: "x"}, "page": 7}, CorrectionError),
        ({"lines": {4: "x"}, "revision": 3}, ReadAnewError),
        ({"lines": {4: "x" * 2001}}, LongLineError),
        ({"lines": {}, "joined": (len(PLAIN.lines),)}, CorrectionError),
    ],
)
def test_what_cannot_be_said_leaves_nothing(loaded, said, error):
    url, document_id, _ = loaded
    with pytest.raises(error):
        correct_lines(url, PageSaid(**{"document_id": document_id, "revision": 1, "page": 1} | said), "Lan")
    with pytest.raises(CorrectionError):
        correct_lines(url, PageSaid(document_id, 1, 1, {4: "x"}), "  ")
    assert list_line_corrections(url, SHA) == []


def test_the_log_only_grows_and_goes_with_its_file(loaded, tmp_path):
    url, document_id, _ = loaded
    correct_lines(url, PageSaid(document_id, 1, 1, {4: "một"}), "Lan")
    load(url, document_id, "f2")
    for statement in ("UPDATE text_correction SET after = 'x'", "DELETE FROM text_correction"):
        with pytest.raises(Exception, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(text(statement))
    counts = take_snapshot(url, tmp_path / "copy").counts
    assert (counts["text_correction"], counts["text_correction_result"]) == (1, 1)
    register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/c.pdf", "c.pdf"))
    purge.delete_document(url, document_id, "a test")
    with engine_for(url).connect() as connection:
        for table in ("text_correction", "text_correction_result"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_a_text_that_is_not_as_said_is_a_fault(loaded):
    url, document_id, _ = loaded
    correct_lines(url, PageSaid(document_id, 1, 1, {4: "một"}), "Lan")
    load(url, document_id, "f2")
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE text_correction_result SET span_end = span_end + 1"))
    assert "text-not-as-said" in [fault.code for fault in check_database(url).faults]


def test_the_migration_goes_back_and_forth_with_rows(loaded):
    url, document_id, _ = loaded
    correct_lines(url, PageSaid(document_id, 1, 1, {4: "một"}), "Lan")
    downgrade(url, "0017")
    upgrade(url)
    assert list_line_corrections(url, SHA) == []
