"""What the database says behind a night agrees with the list of the review pages, on both databases."""

from dataclasses import replace

import pytest
from notice import PLAIN

from db.asking.details import revision_detail
from db.asking.listing import Wanted, list_page
from db.asking.night import Standings, standings
from db.reading.documents import register_document
from db.reading.standing import COUNTED
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from tasks.domain.outcome import Issue, Severity


@pytest.fixture
def filled(url):
    """Two documents with one and two doubts and a remark each, and one that waits; gives their short ids."""
    short_ids = []
    for number in (1, 2):
        delivery = (f"/in/{number}", f"{number}.pdf")
        document, _ = register_document(url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=delivery)
        reading = PLAIN.reading()
        span = reading.extraction.findings.directives[0].span
        doubts = [Issue("directive-doubtful", Severity.WARNING, "?", 1, span, kind="directive", index=i) for i in range(number)]
        doubts.append(Issue("deadline-passed", Severity.INFO, "!", 1, span, kind="directive", index=0))
        reading = replace(reading, extraction=replace(reading.extraction, issues=tuple(doubts)))
        write_reading(url, RevisionKey(document.id, f"f{number}", {}, {}), reading)
        short_ids.append(document.short_id)
    register_document(url, sha256="dd" * 32, byte_size=1, store_path="x", delivery=("/in/w", "w.pdf"))
    return short_ids


def test_documents_are_counted_as_the_list_counts_them(url, filled):
    found = standings(url, filled[::-1])
    listed = {row.short_id: {name: getattr(row, name) for name in COUNTED} for row in list_page(url, Wanted()).rows}
    assert [notice.short_id for notice in found.notices] == filled[::-1]
    assert {notice.short_id: notice.numbers for notice in found.notices} == {short_id: listed[short_id] for short_id in filled}
    assert found.waiting == 1
    assert sum(number for _, number in found.doubts) == sum(listed[short_id]["doubts"] for short_id in filled)
    assert dict(found.doubts)["directive-doubtful"] == 3


def test_what_a_person_looked_at_is_no_doubt_any_more(url, filled):
    before = standings(url, filled)
    with_one = list_page(url, Wanted()).rows[0]
    row = revision_detail(url, with_one.id).directives[0]
    correct(url, Change(with_one.id, "directive", "confirm", "Lan", row.id))
    after = standings(url, filled)
    assert sum(n for _, n in after.doubts) < sum(n for _, n in before.doubts)


def test_a_night_that_read_nothing_has_nothing_behind_it_but_what_waits(url):
    assert standings(url, []) == Standings([], [], 0)
