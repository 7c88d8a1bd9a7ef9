from dataclasses import replace
from datetime import date

import pytest
from hand_made import make_reading, register

from db.asking.selection import Selection, list_parties, select_documents, selected, tasks_of
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.membership import Whose


def fill(url):
    write_reading(url, RevisionKey(register(url).id, "f1", {}, {}), make_reading("1/TB-UBND"))
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/b.pdf", "b.pdf"))[0]
    made = make_reading("2/QĐ-SNV")
    head = replace(made.structure.head, type="QĐ", issuer="Sở Nội vụ", issued_on=None)
    write_reading(url, RevisionKey(other.id, "f1", {}, {}), replace(made, structure=replace(made.structure, head=head)))
    register_document(url, sha256="ef" * 32, byte_size=3, store_path="ef/x", delivery=("/in/waits.pdf", "waits.pdf"))


@pytest.fixture
def loaded(copied):
    """A notice of June 2026 of a province, and an undated decision of a department."""
    return copied(fill)[0]


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(), ["1/TB-UBND", "2/QĐ-SNV"]),
        (Selection(since=date(2026, 6, 19)), ["1/TB-UBND"]),
        (Selection(since=date(2026, 6, 20)), []),
        (Selection(until=date(2026, 6, 19)), ["1/TB-UBND"]),
        (Selection(issuer="so noi vu"), ["2/QĐ-SNV"]),
        (Selection(issuer="Sở Y tế"), []),
        (Selection(type="qđ"), ["2/QĐ-SNV"]),
        (Selection(whose=Whose("Sở Y tế")), ["1/TB-UBND", "2/QĐ-SNV"]),
        (Selection(whose=Whose("so-noi-vu"), type="TB"), ["1/TB-UBND"]),
        (Selection(whose=Whose("Sở Xây dựng")), []),
        (Selection(documents=("2/QĐ-SNV", "a.pdf", "abababab")), ["2/QĐ-SNV", "1/TB-UBND"]),
        (Selection(documents=("a.pdf",), type="QĐ"), []),
    ],
)
def test_what_is_chosen(loaded, selection, wanted):
    assert [detail.revision.symbol for detail in selected(loaded, selection)] == wanted


@pytest.mark.parametrize("name", ["nothing.pdf", "waits.pdf"])
def test_a_document_that_is_named_and_not_loaded_is_an_error(loaded, name):
    with pytest.raises(UnknownDocumentError):
        list(selected(loaded, Selection(documents=(name,))))


def test_documents_come_one_at_a_time(loaded):
    details = selected(loaded, Selection())
    assert next(details).revision.symbol == "1/TB-UBND"
    assert len(select_documents(loaded, Selection())) == 2


def test_parties_stand_with_the_name_of_their_agency(loaded):
    parties = list_parties(loaded)
    assert [(p.role, p.name, p.code) for p in parties[:2]] == [("lead", "Sở Nội vụ", "so-noi-vu"), ("coordinating", "Sở Y tế", None)]
    assert set(tasks_of(loaded, Whose("SO NOI VU"))) == {p.task_id for p in parties}
