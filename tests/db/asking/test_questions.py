from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hand_made import make_reading, register

from db.asking.details import revision_detail
from db.asking.questions import compare, doubts, due, under
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from tasks.domain.finding import Findings
from tasks.domain.letters import fold
from tasks.domain.membership import Whose


def changed(reading, **changes):
    """The reading with another first metric."""
    found = reading.extraction.findings
    findings = Findings(found.directives, (replace(found.metrics[0], **changes),), found.citations)
    return replace(reading, extraction=replace(reading.extraction, findings=findings))


def fill(url):
    document = register(url)
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/b.pdf", "b.pdf"))[0]
    indicator = {"code": "PAR-INDEX", "period": "2025"}
    write_reading(url, RevisionKey(document.id, "f1", {}, {}), changed(make_reading("12/QĐ-UBND"), **indicator))
    write_reading(url, RevisionKey(other.id, "f1", {}, {}), changed(make_reading("2/TB-UBND"), **indicator, value=Decimal("88.1")))
    return document


@pytest.fixture
def loaded(copied):
    """Two documents: the second cites the first by its symbol, and gives another figure for the same indicator and period."""
    return copied(fill)[0]


@pytest.mark.parametrize(
    ("today", "days", "wanted"), [("2026-06-30", 0, 2), ("2026-06-29", 0, 0), ("2026-06-20", 10, 2), ("2027-01-01", 0, 2)]
)
def test_what_is_due_counts_days_to_come_and_days_missed(loaded, today, days, wanted):
    assert len(due(loaded, date.fromisoformat(today), days)) == wanted


@pytest.mark.parametrize(("agency", "wanted"), [("so noi vu", 2), ("Nội vụ", 2), ("so-noi-vu", 2), ("Sở Y tế", 2), ("Sở Xây dựng", 0)])
def test_tasks_of_an_agency_are_found_by_any_of_its_names(loaded, agency, wanted):
    rows = due(loaded, date(2026, 6, 30), 0, Whose(agency))
    assert len(rows) == wanted
    assert all((r.lead, r.coordinating) == ("Sở Nội vụ", "Sở Y tế") for r in rows)


def test_directives_under_a_legal_document(loaded):
    assert [r.symbol for r in under(loaded, " 12/qđ-ubnd ")] == ["12/QĐ-UBND", "2/TB-UBND"]
    assert under(loaded, "13/QĐ-UBND") == []


def test_a_citation_of_a_loaded_document_links_to_it(loaded):
    from sqlalchemy import text

    from db.engine import transaction

    with transaction(loaded, read_only=True) as session:
        rows = session.execute(text("SELECT citing_symbol, symbol, cited_document FROM current_citation ORDER BY id")).all()
    assert [tuple(r) for r in rows] == [("12/QĐ-UBND", "12/QĐ-UBND", None), ("2/TB-UBND", "12/QĐ-UBND", "abababab")]


def test_doubts_stand_with_the_gravest_first(copied):
    loaded, document = copied(fill)
    assert [d.severity for d in doubts(loaded)] == ["warning", "warning"]
    assert [d.severity for d in doubts(loaded, notes=True)] == ["warning", "warning", "info", "info"]
    assert (len(doubts(loaded, document.id)), len(doubts(loaded, document.id, notes=True))) == (1, 2)
    assert [d.code for d in doubts(loaded, document.id, "low-confidence")] == ["low-confidence"]


@pytest.mark.parametrize(("words", "wanted"), [("Ủy ban nhân dân", "uy ban nhan dan"), ("ĐẶNG", "dang"), ("Ơ Ư", "o u")])
def test_folding_leaves_bare_letters(words, wanted):
    assert fold(words) == wanted


def test_what_changed_between_revisions(url, document, reading, key):
    write_reading(url, key(document), reading())
    write_reading(url, key(document, "f2"), changed(reading(), value=Decimal(500)))
    first, second = (revision_detail(url, document.id, n) for n in (1, 2))
    [difference] = compare(first, second)
    assert difference.kind == "metric"
    assert "400.50" in difference.before
    assert "500" in difference.after
    assert compare(first, first) == []
