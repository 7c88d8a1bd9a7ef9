from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, text

from db.documents import find_document, quarantine, register_document, reopen
from db.engine import engine_for
from db.queries import count_states, list_documents, revision_detail, trace_row
from db.repository import RevisionKey, write_reading
from db.schema import upgrade
from tasks.domain.errors import InvariantError, UnknownDocumentError
from tasks.domain.finding import Citation, Deadline, Directive, Evidence, Findings, Metric, Region
from tasks.domain.geometry import BBox
from tasks.domain.lexicon import Entry, Lexicon
from tasks.domain.notice import Change, CleanText, Head, Section, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.domain.reading import Extraction, Reading
from tasks.domain.span import OffsetMap, Span

TEXT = "1. Sở Nội vụ\nGiao Sở Nội vụ, phối hợp với Sở Y tế, giảm 400 biên chế theo 12/QĐ-UBND."
AGENCIES = Lexicon("agencies", (Entry("so-noi-vu", "Sở Nội vụ", ("Sở Nội vụ",), ("Sở Nội vụ",)),))


def evidence(start, end):
    return Evidence(Span(start, end), TEXT[start:end], (Region(1, BBox(10, 20, 30, 40)), Region(1, BBox(10, 50, 90, 70))), 71.5)


def reading(symbol="1/TB-UBND", value="400.50"):
    task = Directive(
        "1",
        TEXT[13:],
        Span(13, len(TEXT)),
        ("Sở Nội vụ",),
        ("Sở Y tế",),
        Deadline("trước ngày 30/6/2026", date(2026, 6, 30)),
        ("12/QĐ-UBND", "12/QĐ-UBND", "unknown"),
    )
    metric = Metric(
        "1", "biên chế", Decimal(value), "biên chế", "count", TEXT[13:], Span(13, len(TEXT)), Span(50, 53), direction="decrease"
    )
    head = Head(
        type="TB", number="1", symbol=symbol, issuer="UBND tỉnh Tân Giang", issued_on=date(2026, 6, 19), recipients=("Như trên", "Lưu")
    )
    section = Section("1", "1", "Sở Nội vụ", "Sở Nội vụ", Span(0, len(TEXT)), Span(3, 12), Span(13, len(TEXT)))
    child = replace(section, label="a", path="1/a", heading=None)
    return Reading(
        pages=(RecognizedPage(1, 100, 200, 200, PageSource.OCR, (Line((Word("Sở", BBox(1, 2, 3, 4), 90.0),)),), picture="p.jpg"),),
        raw_text=TEXT.replace("Sở", "Sờ"),
        clean=CleanText(TEXT, (), (), (Change(Span(3, 5), "Sờ", "Sở", "syllable-context", 0.9),)),
        to_raw=OffsetMap.identity(len(TEXT)),
        structure=Structure(head, (section, child), Span(0, len(TEXT))),
        extraction=Extraction(
            Findings((task,), (metric,), (Citation("12/QĐ-UBND", "QĐ", Span(70, 80)),)),
            (evidence(0, len(TEXT)), evidence(13, len(TEXT))),
            (evidence(13, len(TEXT)),),
            (evidence(13, len(TEXT)),),
            (evidence(70, 80),),
            (("Sở Nội vụ", "so-noi-vu"),),
            (Issue("low-confidence", Severity.WARNING, "Is it 400?", 1, Span(50, 53), kind="metric", index=0),),
        ),
        issues=(Issue("orientation-unsure", Severity.INFO, "Page 1 may lie sideways.", 1),),
    )


@pytest.fixture
def url(database_url):
    upgrade(database_url)
    return database_url


@pytest.fixture
def document(url):
    return register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))[0]


def key(document, fingerprint="f1"):
    return RevisionKey(document.id, fingerprint, {"dpi": None}, {"tesseract": "5.3"})


def test_a_reading_comes_back_row_for_row(url, document):
    assert write_reading(url, key(document), reading(), AGENCIES) == (1, True)
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
    _, revision, place, pages = trace_row(url, "directive", directive.id)
    assert revision.clean_text[place.span_start : place.span_end] == place.quote
    assert [(r.page, r.box_left, r.box_bottom) for r in place.regions] == [(1, 10, 40), (1, 10, 70)]
    assert pages[0].picture == "p.jpg"


def test_writing_the_same_reading_again_changes_nothing(url, document):
    write_reading(url, key(document), reading(), AGENCIES)
    assert write_reading(url, key(document), reading(), AGENCIES) == (1, False)
    [row] = list_documents(url)
    assert (row.revision, row.directives, row.metrics, row.citations, row.issues) == (1, 1, 1, 1, 2)


def test_another_reading_becomes_current_and_the_first_stays(url, document):
    write_reading(url, key(document), reading(), AGENCIES)
    assert write_reading(url, key(document, "f2"), reading(value="500"), AGENCIES) == (2, True)
    assert str(revision_detail(url, document.id).metrics[0].value) == "500"
    assert str(revision_detail(url, document.id, 1).metrics[0].value) == "400.50"


def test_a_quote_that_is_not_its_span_is_never_written(url, document):
    wrong = reading()
    extraction = replace(wrong.extraction, metrics=(Evidence(Span(0, 3), "2. "),))
    with pytest.raises(InvariantError):
        write_reading(url, key(document), replace(wrong, extraction=extraction), AGENCIES)
    assert list_documents(url)[0].revision == 0


@pytest.mark.parametrize("table", ["page", "directive", "metric", "directive_citation", "issue"])
def test_a_load_that_breaks_off_leaves_nothing(url, document, table):
    engine = engine_for(url)

    def break_off(_connection, _cursor, statement, *_rest):
        if statement.startswith(f"INSERT INTO {table} "):
            raise RuntimeError("killed")

    event.listen(engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(RuntimeError):
            write_reading(url, key(document), reading(), AGENCIES)
    finally:
        event.remove(engine, "before_cursor_execute", break_off)
    with engine.connect() as connection:
        for name in ("revision", "page", "section", "directive", "metric", "citation", "evidence", "issue", "text_change", "head_item"):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0, name
        assert connection.execute(text("SELECT state FROM document")).scalar() == "waiting"
    assert write_reading(url, key(document), reading(), AGENCIES) == (1, True)


@pytest.mark.parametrize("name", ["abababab", "ababab", "1/TB-UBND", "1/tb-ubnd", "a.pdf", " a.pdf "])
def test_a_document_goes_by_id_symbol_and_file_name(url, document, name):
    write_reading(url, key(document), reading(), AGENCIES)
    assert find_document(url, name).id == document.id


@pytest.mark.parametrize("name", ["", "abc", "%", "_bababab", "1/TB", "b.pdf"])
def test_what_is_no_name_finds_nothing(url, document, name):
    with pytest.raises(UnknownDocumentError, match="No document"):
        find_document(url, name)


def test_an_ambiguous_symbol_lists_the_candidates(url, document):
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/b.pdf", "b.pdf"))[0]
    for one in (document, other):
        write_reading(url, key(one), reading(), AGENCIES)
    with pytest.raises(UnknownDocumentError, match=r"2 documents .*abababab \(1/TB-UBND\), cdcdcdcd \(1/TB-UBND\)"):
        find_document(url, "1/TB-UBND")


def test_ids_grow_until_they_are_unique(url, document):
    twin = register_document(url, sha256="ab" * 4 + "cd" * 28, byte_size=3, store_path="x", delivery=("/in/c.pdf", "c.pdf"))[0]
    assert (document.short_id, twin.short_id) == ("abababab", "ababababc")


def test_a_quarantined_document_waits_again_when_reopened_and_a_loaded_one_stays_loaded(url, document):
    quarantine(url, document.id, "damaged-file", "cut off")
    assert count_states(url) == {"loaded": 0, "waiting": 0, "quarantined": 1, "duplicate files": 0}
    with pytest.raises(UnknownDocumentError, match="cut off"):
        revision_detail(url, document.id)
    reopen(url, document.id)
    assert list_documents(url)[0].state == "waiting"
    write_reading(url, key(document), reading(), AGENCIES)
    quarantine(url, document.id, "damaged-file", "cut off")
    assert list_documents(url)[0].state == "loaded"
