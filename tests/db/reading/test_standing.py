"""What stands of a file is counted as lists and pages count it."""

from db.asking.details import list_documents
from db.asking.listing import Wanted, list_page
from db.reading.standing import Standing, standing
from db.repository import write_reading
from db.review.corrections import Change, correct


def test_what_stands_of_a_document_is_what_lists_say(url, document, reading, key):
    assert standing(url, document.id) == Standing(document.short_id, document.store_path)
    write_reading(url, key(document), reading())
    found = standing(url, document.id)
    assert (found.symbol, found.revision, found.pages) == ("1/TB-UBND", 1, 1)
    # One of the two doubts of the reading is only a note.
    assert (found.directives, found.metrics, found.citations, found.issues) == (1, 1, 1, 1)


def test_counts_agree_after_a_row_was_rejected(url, document, reading, key):
    write_reading(url, key(document), reading())
    [listed] = list_page(url, Wanted()).rows
    correct(url, Change(document.id, "metric", "reject", "Lan", 1))
    [row], [listed], found = list_documents(url), list_page(url, Wanted()).rows, standing(url, document.id)
    numbers = [(r.tasks, r.directives, r.metrics, r.citations) for r in (row, listed, found)]
    assert numbers == [(1, 1, 0, 1)] * 3
    assert row.issues == listed.doubts == found.issues
