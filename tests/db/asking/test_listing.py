"""The list of documents on both databases: what is found, filtered, sorted and counted."""

from dataclasses import replace
from datetime import date

import pytest
from notice import PLAIN

from db.asking.details import revision_detail, revision_details
from db.asking.listing import SORTS, Wanted, list_page, matching_ids
from db.reading.documents import find_document, quarantine, register_document
from db.reading.pages import current_page, words_of_page
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from db.review.followup import set_task
from db.review.told import changes_of
from tasks.domain.asking_errors import SearchError
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.outcome import Issue, Severity

pytestmark = pytest.mark.usefixtures("kept_right")

HEADS = (
    ("1/TB-UBND", "UBND tỉnh Tân Giang", "TB", date(2026, 6, 19), "Về việc rà soát cán bộ"),
    ("2/CT-UBND", "UBND tỉnh Bình Sơn", "CT", date(2026, 3, 1), "Phòng, chống thiên tai"),
    ("3/TB-SNV", "UBND tỉnh Tân Giang", "TB", None, "Chuyển đổi số"),
)


def fill(url):
    for number, (symbol, issuer, kind, issued, subject) in enumerate(HEADS, 1):
        document, _ = register_document(
            url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=(f"/in/{number}", f"vb-{number}.pdf")
        )
        reading = PLAIN.reading()
        head = replace(reading.structure.head, symbol=symbol, issuer=issuer, type=kind, issued_on=issued, subject=subject)
        span = reading.extraction.findings.directives[0].span
        doubts = tuple(Issue("directive-doubtful", Severity.WARNING, "?", 1, span, kind="directive", index=i) for i in range(number - 1))
        reading = replace(reading, structure=replace(reading.structure, head=head), extraction=replace(reading.extraction, issues=doubts))
        write_reading(url, RevisionKey(document.id, f"f{number}", {}, {}), reading)
    for name in ("dd", "ee"):
        document, _ = register_document(url, sha256=name * 32, byte_size=1, store_path="x", delivery=(f"/in/{name}", f"{name}.pdf"))
    quarantine(url, document.id, "encrypted-pdf", "It opens only with a password.")


@pytest.fixture
def url(copied):
    """Three documents that were read, one that waits, one that was set aside."""
    return copied(fill)[0]


@pytest.fixture
def filled(url):
    return url


def shown(url, **wanted):
    return [row.symbol or row.file_name for row in list_page(url, Wanted(**wanted)).rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["1/TB-UBND", "2/CT-UBND", "ee.pdf", "dd.pdf", "3/TB-SNV"]),
        ({"words": "thien tai"}, ["2/CT-UBND"]),
        ({"words": "THIÊN TAI phòng"}, ["2/CT-UBND"]),
        ({"words": '"thien tai chong"'}, []),
        ({"words": '"chong thien tai"'}, ["2/CT-UBND"]),
        ({"words": "thiện tài"}, []),
        ({"words": "3/tb-snv"}, ["3/TB-SNV"]),
        ({"words": "03030303"}, ["3/TB-SNV"]),
        ({"words": "ee.pdf"}, ["ee.pdf"]),
        ({"words": "thien tai -chuyen"}, ["2/CT-UBND"]),
        ({"words": "thien -phong"}, []),
        ({"words": "2/CT-UBND thien tai"}, ["2/CT-UBND"]),
        ({"words": "' OR 1=1 --"}, []),
        ({"words": "* NEAR( folded:x"}, []),
        ({"issuer": "UBND tỉnh Tân Giang"}, ["1/TB-UBND", "3/TB-SNV"]),
        ({"type": "CT"}, ["2/CT-UBND"]),
        ({"state": "waiting"}, ["dd.pdf"]),
        ({"state": "quarantined"}, ["ee.pdf"]),
        ({"doubts": "open"}, ["2/CT-UBND", "3/TB-SNV"]),
        ({"doubts": "none"}, ["1/TB-UBND"]),
        ({"since": date(2026, 3, 2)}, ["1/TB-UBND"]),
        ({"until": date(2026, 3, 1)}, ["2/CT-UBND"]),
        ({"sort": "oldest", "state": "loaded"}, ["2/CT-UBND", "1/TB-UBND", "3/TB-SNV"]),
        ({"sort": "doubts", "state": "loaded"}, ["3/TB-SNV", "2/CT-UBND", "1/TB-UBND"]),
        ({"sort": "symbol", "state": "loaded"}, ["1/TB-UBND", "2/CT-UBND", "3/TB-SNV"]),
        ({"size": 2, "page": 2, "sort": "arrived"}, ["3/TB-SNV", "2/CT-UBND"]),
        ({"size": 2, "page": 99, "sort": "arrived"}, ["ee.pdf", "dd.pdf"]),
    ],
)
def test_what_is_listed(filled, wanted, found):
    listed = shown(filled, **wanted)
    if not wanted:  # those without a date stand behind the others, the last that came first
        assert (listed[:2], set(listed)) == (found[:2], set(found))
    else:
        assert listed == found


def test_numbers_of_a_document_and_of_the_whole(filled):
    found = list_page(filled, Wanted(size=2))
    assert (found.total, found.pages, found.page) == (5, 3, 1)
    assert (found.issuers[0], dict(found.types), found.states) == (
        ("UBND tỉnh Tân Giang", 2),
        {"TB": 2, "CT": 1},
        {"loaded": 3, "waiting": 1, "quarantined": 1},
    )
    [row] = list_page(filled, Wanted(words="3/TB-SNV")).rows
    assert (row.pages, row.directives, row.metrics, row.citations, row.doubts) == (1, 4, 2, 1, 2)
    assert list_page(filled, Wanted(words="khong co")).total == 0


def test_what_a_person_looked_at_is_no_doubt_any_more(filled):
    document = find_document(filled, "2/CT-UBND")
    detail = revision_detail(filled, document.id)
    correct(filled, Change(document.id, "directive", "confirm", "Lan", detail.directives[0].id))
    correct(filled, Change(document.id, "metric", "reject", "Lan", detail.metrics[0].id))
    assert shown(filled, doubts="open") == ["3/TB-SNV"]
    [row] = list_page(filled, Wanted(words="2/CT-UBND")).rows
    assert (row.doubts, row.metrics) == (0, 1)


def test_words_that_a_person_put_in_are_found(filled):
    document = find_document(filled, "2/CT-UBND")
    directive = revision_detail(filled, document.id).directives[0].id
    correct(filled, Change(document.id, "directive", "change", "Lan", directive, {"text": "Nạo vét kênh mương"}))
    assert shown(filled, words="nao vet kenh muong") == ["2/CT-UBND"]


@pytest.mark.parametrize("sort", SORTS)
def test_all_that_match_are_named_in_the_order_of_the_list(filled, sort):
    listed = [row.id for row in list_page(filled, Wanted(sort=sort, state="loaded")).rows]
    assert matching_ids(filled, Wanted(sort=sort, page=7)) == listed


@pytest.mark.parametrize("ask", [list_page, matching_ids])
@pytest.mark.parametrize("words", ['"thien tai', "-x", '" - ""', "!"])
def test_words_that_are_no_search_are_refused(filled, ask, words):
    with pytest.raises(SearchError):
        ask(filled, Wanted(words=words))


def test_a_page_and_its_words(filled):
    document, fingerprint, page = current_page(filled, "01010101", 1)
    assert (document.short_id, fingerprint, page.number) == ("01010101", "f1", 1)
    assert current_page(filled, "01010101", 2) is None
    words = words_of_page(filled, "01010101", 1)
    assert [word[0] for word in words.words[:5]] == ["1.", "Kết", "quả", "thực", "hiện"]
    assert words.words[0][1:] == (120, 200, 144, 240)
    assert words_of_page(filled, "eeeeeeee", 1) is None


def test_what_was_said_of_a_task(filled):
    directive = revision_detail(filled, find_document(filled, "1/TB-UBND").id).directives[0].id
    set_task(filled, directive, "Lan", source="page", state="in_progress")
    set_task(filled, directive, "Minh", source="sheet:a.xlsx", state="done", completed_on="1/7/2026")
    [last, first] = changes_of(filled, [directive, 999])[directive]
    assert (first.actor, first.after, last.source) == ("Lan", {"state": "in_progress"}, "sheet:a.xlsx")
    assert (last.before["state"], last.after) == ("in_progress", {"state": "done", "completed_on": "2026-07-01"})
    assert changes_of(filled, []) == {}


def test_many_documents_are_read_together_as_one_by_one(filled):
    ids = matching_ids(filled, Wanted())
    directive = revision_detail(filled, ids[1]).directives[0].id
    set_task(filled, directive, "Lan", source="page", state="done", completed_on="20/6/2026")
    correct(filled, Change(ids[1], "metric", "reject", "Lan", revision_detail(filled, ids[1]).metrics[0].id))
    correct(filled, Change(ids[2], "directive", "confirm", "Lan", revision_detail(filled, ids[2]).directives[0].id))

    def told(d):
        rows = [[(r.id, r.review, r.evidence.quote) for r in found] for found in (d.sections, d.directives, d.metrics, d.citations)]
        parties = [[(p.role, p.printed) for p in r.parties] for r in d.directives]
        tasks = [(t.key, t.keys, t.state, t.deadline_step) for t in d.tasks]
        return (
            d.document.id,
            d.revision.id,
            rows,
            parties,
            d.cited,
            sorted(d.settled),
            tasks,
            d.keys,
            [p.number for p in d.pages],
            len(d.issues),
        )

    for rejected in (False, True):
        together = [told(d) for d in revision_details(filled, ids, rejected=rejected)]
        assert together == [told(revision_detail(filled, i, rejected=rejected)) for i in ids]
    with pytest.raises(UnknownDocumentError):
        list(revision_details(filled, [*ids, find_document(filled, "ee.pdf").id]))
