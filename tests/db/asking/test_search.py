"""The search on both databases: what is found, in which order, and where it stands."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice import PLAIN

from db.asking.details import revision_detail
from db.asking.listing import Wanted, list_page
from db.asking.search import NEWEST, search, tries
from db.reading.documents import find_document, register_document
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from tasks.domain.asking_errors import SearchError
from tasks.domain.search_words import read_query

HEADS = (
    ("1/TB-UBND", date(2026, 6, 19), "Về việc rà soát cán bộ"),
    ("2/CT-UBND", date(2026, 3, 1), "Phòng, chống thiên tai"),
    ("3/TB-SNV", None, "Bê tông hoá kênh mương"),
)


def load(url, number, symbol, issued_on, subject, reading=None):
    document, _ = register_document(
        url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=(f"/in/{number}", f"vb-{number}.pdf")
    )
    reading = reading or PLAIN.reading()
    head = replace(reading.structure.head, symbol=symbol, issued_on=issued_on, subject=subject)
    structure = replace(reading.structure, head=head)
    write_reading(url, RevisionKey(document.id, f"f{number}", {}, {}), replace(reading, structure=structure))
    return document


def fill(url):
    for number, (symbol, issued_on, subject) in enumerate(HEADS, 1):
        load(url, number, symbol, issued_on, subject)


@pytest.fixture
def filled(copied):
    """Three documents of one text under different heads."""
    return copied(fill)[0]


def symbols(url, typed, **how):
    return [hit.symbol for hit in search(url, typed, **how).hits]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("thien tai", ["2/CT-UBND"]),
        ("THIÊN TAI phòng", ["2/CT-UBND"]),
        ('"thien tai chong"', []),
        ("bê tông hóa", ["3/TB-SNV"]),
        ("be tong hoa", ["3/TB-SNV"]),
        ("bê tông hòa", []),
        ("2/CT-UBND", ["2/CT-UBND"]),
        ("2/CT-UBND phong chong", ["2/CT-UBND"]),
        ("12/QĐ-UBND", ["1/TB-UBND", "2/CT-UBND", "3/TB-SNV"]),
        ("12/QD-UBND -thien", ["1/TB-UBND", "3/TB-SNV"]),
        ('rà soát -"thiên tai" -"bê tông"', ["1/TB-UBND"]),
        ("niêm yết", ["1/TB-UBND", "2/CT-UBND", "3/TB-SNV"]),
        ("khong co", []),
    ],
)
def test_documents_are_found(filled, typed, wanted):
    assert symbols(filled, typed) == wanted


def test_the_best_and_the_newest_stand_first(filled):
    assert symbols(filled, "soát") == ["1/TB-UBND", "2/CT-UBND", "3/TB-SNV"]
    load(filled, 4, "4/TB-UBND", date(2020, 1, 1), "Rà soát")
    assert symbols(filled, '"rà soát"')[:2] == ["1/TB-UBND", "4/TB-UBND"]  # in the head
    assert symbols(filled, '"rà soát"', order=NEWEST) == ["1/TB-UBND", "2/CT-UBND", "4/TB-UBND", "3/TB-SNV"]
    assert symbols(filled, "4/TB-UBND")[0] == "4/TB-UBND"


def test_pages_of_the_answer(filled):
    for order in ("best", NEWEST):
        first, second = (search(filled, "soát", order=order, page=n, size=2) for n in (1, 2))
        assert (first.total, first.pages, len(first.hits), [hit.symbol for hit in second.hits]) == (3, 2, 2, ["3/TB-SNV"])
        assert search(filled, "soát", order=order, page=7, size=2).page == 1


def test_a_place_is_shown_with_its_words_page_and_boxes(filled):
    text = PLAIN.reading().clean.text
    hit = search(filled, '1/TB-UBND -thiên "danh sách" niêm', boxes=True).hits[0]
    [task, other] = hit.passages
    assert [text[start:end] for passage in hit.passages for start, end in passage.spans] == ["danh sách", "niêm"]
    assert [task.text[start:end] for start, end in task.marks] == ["danh sách"]
    assert (task.kind, task.page, other.kind) == ("directive", 1, "directive")
    detail = revision_detail(filled, find_document(filled, "1/TB-UBND").id)
    assert task.row_id == detail.directives[0].id
    [box] = task.boxes
    assert box.page == 1 and box.left < box.right and box.top < box.bottom
    assert "".join(piece for piece, _ in task.pieces) == task.text
    assert [piece for piece, marked in task.pieces if marked] == ["danh sách"]


def test_a_phrase_over_two_lines_has_a_box_on_each(filled):
    hit = search(filled, '"địa phương a Ủy ban"', boxes=True).hits[0]
    [passage] = hit.passages
    assert len(passage.boxes) == 2 and len(passage.marks) == 1
    assert "địa phương. a) Ủy ban" in passage.text


def test_what_people_put_in_is_found_with_its_place(filled):
    detail = revision_detail(filled, find_document(filled, "2/CT-UBND").id)
    row = detail.directives[1]
    correct(filled, Change(detail.document.id, "directive", "change", "Lan", row.id, {"text": "Nạo vét kênh mương thoát nước"}))
    [hit] = search(filled, "nao vet thoat").hits
    [passage] = hit.passages
    assert (passage.kind, passage.row_id, passage.page, passage.spans) == ("directive", row.id, 1, ())
    assert [passage.text[a:b] for a, b in passage.marks] == ["Nạo vét", "thoát"]
    correct(filled, Change(detail.document.id, "head", "change", "Lan", values={"subject": "Kỳ họp thứ mười"}))
    [hit] = search(filled, "ky hop").hits
    assert [(p.kind, p.page) for p in hit.passages] == [("head", None)]


def test_rejected_rows_are_no_places(filled):
    detail = revision_detail(filled, find_document(filled, "2/CT-UBND").id)
    correct(filled, Change(detail.document.id, "directive", "reject", "Lan", detail.directives[0].id))
    hit = next(hit for hit in search(filled, '"danh sách"').hits if hit.symbol == "2/CT-UBND")
    assert [passage.kind for passage in hit.passages] == ["text"]


def test_a_reading_that_is_not_current_is_not_found(filled):
    document = find_document(filled, "2/CT-UBND")
    write_reading(filled, RevisionKey(document.id, "g", {}, {}), replace(PLAIN, symbol="9/TB-UBND").reading())
    assert symbols(filled, "thiên tai") == []


def test_what_can_be_tried_where_nothing_is_found(filled):
    told = tries(filled, read_query('"thiện tài" rà'))
    assert [(str(term), number) for term, number in told.alone] == [('"thiện tài"', 0), ("rà", 3)]
    assert [(kind, str(other), number) for kind, other, number in told.others] == [
        ("no-accents", '"thien tai" ra', 1),
        ("fewer", "rà", 3),
    ]
    [(kind, other, number)] = tries(filled, read_query('"tai thien"')).others
    assert (kind, str(other), number) == ("no-quotes", "tai thien", 1)
    assert tries(filled, read_query("khongco")).others == []


@pytest.mark.parametrize("typed", ['"rà', "", "-rà", "x " * 99])
def test_what_is_no_search_is_refused(url, typed):
    with pytest.raises(SearchError):
        search(url, typed)


WORDS = ["rà", "ra", "soát", "SOÁT", "hoà", "hòa", "hoa", "đất", "dat", "12/QĐ-UBND", "12/QD-UBND", "quý", "II", "_", "x_rà", "45,5%"]
TYPED = st.lists(
    st.tuples(st.sampled_from(["", "", "-"]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.booleans()),
    min_size=1,
    max_size=3,
)
SUBJECTS = ("rà soát đất", "hoà rà", "Hòa SOÁT; quý II", "x_rà dat", "hoa 12/QĐ-UBND quý", "đất 45,5% soát rà")


@pytest.fixture
def of_many_subjects(url):
    """Documents, and what can be found of each."""
    texts = {}
    for number, subject in enumerate(SUBJECTS, 1):
        document = load(url, number, f"{number}/VB", None, subject, replace(PLAIN, lines=("Một",) * 8, tasks=(), figures=()).reading())
        texts[f"{number}/VB"] = " ".join((f"{number}/VB", "UBND tỉnh Tân Giang", subject, "Một")) + f" {document.short_id}"
    return url, texts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED)
def test_index_and_text_understand_a_search_alike(of_many_subjects, typed):
    words = " ".join(f'{minus}"{" ".join(terms)}"' if quoted else f"{minus}{terms[0]}" for minus, terms, quoted in typed)
    url, texts = of_many_subjects
    try:
        query = read_query(words)
    except SearchError:
        return
    found = search(url, words)
    assert {hit.symbol for hit in found.hits} == {symbol for symbol, text in texts.items() if query.fits(text)}
    assert all(passage.marks for hit in found.hits for passage in hit.passages)
    assert {row.symbol for row in list_page(url, Wanted(words=words)).rows} == {hit.symbol for hit in found.hits}
