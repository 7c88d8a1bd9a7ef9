from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, text

from db.asking.details import count_states, list_documents, revision_detail
from db.asking.tracing import trace_row
from db.engine import engine_for
from db.reading.documents import find_document, quarantine, register_document, reopen
from db.repository import write_reading
from tasks.domain.errors import InvariantError, UnknownDocumentError
from tasks.domain.finding import Evidence
from tasks.domain.span import Span


def test_a_reading_comes_back_row_for_row(url, document, reading, key):
    assert write_reading(url, key(document), reading()) == (1, True)
    found = revision_detail(url, document.id)
    assert (found.revision.symbol, found.revision.issued_on, found.document.state) == ("1/TB-UBND", date(2026, 6, 19), "loaded")
    assert [(i.kind, i.text) for i in found.head_items] == [("recipient", "Như trên"), ("recipient", "Lưu")]
    assert [(s.path, s.parent_id) for s in found.sections] == [("1", None), ("1/a", found.sections[0].id)]
    [directive] = found.directives
    assert [(p.role, p.printed, p.agency_id is not None) for p in directive.parties] == [
        ("coordinating", "Sở Y tế", False),
        ("lead", "Sở Nội vụ", True),
    ]
    assert directive.deadline_on == date(2026, 6, 30)
    assert found.cited == {directive.id: ["12/QĐ-UBND"]}
    assert str(found.metrics[0].value) == "400.50"
    assert found.issues[1].subject_id == found.metrics[0].id
    traced = trace_row(url, "directive", directive.id)
    revision, place, pages = traced.revision, traced.evidence, traced.pages
    assert revision.clean_text[place.span_start : place.span_end] == place.quote
    assert [(r.page, r.box_left, r.box_bottom) for r in place.regions] == [(1, 10, 40), (1, 10, 70)]
    assert pages[0].picture == "f/p.jpg"


def test_writing_the_same_reading_again_changes_nothing(url, document, reading, key):
    write_reading(url, key(document), reading())
    assert write_reading(url, key(document), reading()) == (1, False)
    [row] = list_documents(url)
    assert (row.revision, row.directives, row.metrics, row.citations, row.issues) == (1, 1, 1, 1, 1)


def test_another_reading_becomes_current_and_the_first_stays(url, document, reading, key):
    write_reading(url, key(document), reading())
    assert write_reading(url, key(document, "f2"), reading(value="500")) == (2, True)
    assert str(revision_detail(url, document.id).metrics[0].value) == "500"
    assert str(revision_detail(url, document.id, 1).metrics[0].value) == "400.50"


def test_a_quote_that_is_not_its_span_is_never_written(url, document, reading, key):
    wrong = reading()
    extraction = replace(wrong.extraction, metrics=(Evidence(Span(0, 3), "2. "),))
    with pytest.raises(InvariantError):
        write_reading(url, key(document), replace(wrong, extraction=extraction))
    assert list_documents(url)[0].revision == 0


@pytest.mark.parametrize("table", ["page", "directive", "metric", "directive_citation", "issue"])
def test_a_load_that_breaks_off_leaves_nothing(url, document, table, reading, key):
    engine = engine_for(url)

    def break_off(_connection, _cursor, statement, *_rest):
        if statement.startswith(f"INSERT INTO {table} "):
            raise RuntimeError("killed")

    event.listen(engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(RuntimeError):
            write_reading(url, key(document), reading())
    finally:
        event.remove(engine, "before_cursor_execute", break_off)
    with engine.connect() as connection:
        for name in ("revision", "page", "section", "directive", "metric", "citation", "evidence", "issue", "text_change", "head_item"):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0, name
        assert connection.execute(text("SELECT state FROM document")).scalar() == "waiting"
    assert write_reading(url, key(document), reading()) == (1, True)


@pytest.mark.parametrize("name", ["abababab", "ababab", "1/TB-UBND", "1/tb-ubnd", "a.pdf", " a.pdf "])
def test_a_document_goes_by_id_symbol_and_file_name(url, document, name, reading, key):
    write_reading(url, key(document), reading())
    assert find_document(url, name).id == document.id


@pytest.mark.parametrize("name", ["", "abc", "%", "_bababab", "1/TB", "b.pdf"])
def test_what_is_no_name_finds_nothing(url, document, name):
    with pytest.raises(UnknownDocumentError, match="No document"):
        find_document(url, name)


def test_an_ambiguous_symbol_lists_the_candidates(url, document, reading, key):
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/b.pdf", "b.pdf"))[0]
    made = reading()
    head = replace(made.structure.head, issuer="UBND huyện Hòa Bình")  # else it would be a copy
    write_reading(url, key(document), made)
    write_reading(url, key(other), replace(made, structure=replace(made.structure, head=head)))
    with pytest.raises(UnknownDocumentError, match=r"2 documents .*abababab \(1/TB-UBND\), cdcdcdcd \(1/TB-UBND\)"):
        find_document(url, "1/TB-UBND")


def test_ids_grow_until_they_are_unique(url, document):
    twin = register_document(url, sha256="ab" * 4 + "cd" * 28, byte_size=3, store_path="x", delivery=("/in/c.pdf", "c.pdf"))[0]
    assert (document.short_id, twin.short_id) == ("abababab", "ababababc")


def test_a_quarantined_document_waits_again_when_reopened_and_a_loaded_one_stays_loaded(url, document, reading, key):
    quarantine(url, document.id, "damaged-file", "cut off")
    assert count_states(url) == {"loaded": 0, "waiting": 0, "quarantined": 1, "copies": 0, "duplicate files": 0}
    with pytest.raises(UnknownDocumentError, match="cut off"):
        revision_detail(url, document.id)
    reopen(url, document.id)
    assert list_documents(url)[0].state == "waiting"
    write_reading(url, key(document), reading())
    quarantine(url, document.id, "damaged-file", "cut off")
    assert list_documents(url)[0].state == "loaded"
