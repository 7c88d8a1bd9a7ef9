"""The pages as a browser without JavaScript sees them: lists, one document, pictures."""

import io

import pytest
from office import load_notice
from PIL import Image
from sqlalchemy import event, select

from db.engine import engine_for, transaction
from db.models.document import Document, Revision
from db.models.signature import Signature
from db.review.corrections import Change, correct
from db.review.followup import set_task


def test_the_list_finds_filters_and_keeps_its_state_in_the_address(person):
    assert "3 văn bản" in person.get("/documents").text
    page = person.get("/documents?q=phong+chong+thien+tai&sort=oldest&doubts=none").text
    assert "1 văn bản" in page and "2/TB-UBND" in page and ">1/TB-UBND<" not in page
    assert 'value="phong chong thien tai"' in page and '<option value="oldest" selected>' in page
    assert "/take/xlsx?q=phong+chong+thien+tai&amp;sort=oldest&amp;doubts=none" in page
    assert "Không có văn bản nào khớp" in person.get("/documents?q=khong+co+gi").text
    assert "khoá &lt;b&gt;.pdf" in person.get("/documents?state=quarantined").text
    assert "Ngày không hợp lệ" in person.get("/documents?from=31/2/2026").text
    assert "1/TB-UBND" in person.get("/documents?from=1/6/2026&to=2026-06-30&type=TB").text
    assert person.get("/documents?page=99999999999&state=x&doubts=y&sort=z").status_code == 200


def test_the_document_page_shows_what_was_found_and_where(person, office):
    page = person.get(f"/documents/{office[1][0]}").text
    assert "Thời hạn không tính được thành ngày." in page
    assert page.count('class="box directive') == 4
    assert "30/06/2026" in page and "45,5%" in page
    english = person.get(f"/documents/{office[1][0]}?lang=en").text
    assert "is no date." in english and "45,5%" in english


def test_a_document_that_was_set_aside_says_why(person, office):
    page = person.get(f"/documents/{office[1][-1]}").text
    assert "Tệp PDF có mật khẩu" in page and "Chưa xử lý được" in page and "password" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/documents/00000000",
        "/documents/x",
        "/documents/..%2f..%2fetc",
        "/documents/01010101/pages/2.jpg",
        "/documents/01010101/pages/99999999999.jpg",
        "/documents/01010101/pages/1.jpg?w=5",
        "/documents/01010101/words?page=1",
        "/take/exe",
        "/calendar/x.ics",
        "/documents/" + "f" * 8 + "/original",
        "/documents/..%2F..%2Fhome/original",
    ],
)
def test_what_is_not_there(person, path):
    assert person.get(path).status_code == 404


def test_pictures_come_small_and_are_asked_for_again(person, office):
    answer = person.get("/documents/01010101/pages/1.jpg?w=160")
    assert Image.open(io.BytesIO(answer.content)).size == (160, 120)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = person.get("/documents/01010101/pages/1.jpg?w=160", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Image.open(io.BytesIO(person.get("/documents/01010101/pages/1.jpg?w=2200").content)).width == 1600


def test_the_words_of_a_rectangle(person):
    answer = person.get("/documents/01010101/words?page=1&left=0&top=0.49&right=1&bottom=0.56").json()
    assert answer == {"text": "Các cơ quan gửi báo cáo về Văn phòng.", "note": ""}
    assert person.get("/documents/01010101/words?page=1&left=0.5&top=0&right=0.4&bottom=1").status_code == 404


def test_the_original_is_given_as_it_is(person, office):
    answer = person.get("/documents/01010101/original")
    assert answer.content == b"original 1"
    assert "attachment" in answer.headers["Content-Disposition"] and "vb-1.pdf" in answer.headers["Content-Disposition"]


def test_markup_of_documents_is_text(person, office, look):
    correct(
        office[0].database,
        Change(look().document.id, "directive", "change", "<i>Lan</i>", look().directives[0].id, {"text": "<script>alert(1)</script>"}),
    )
    for path in ("/documents/01010101", "/board"):
        assert "<script>alert" not in person.get(path).text
        assert "&lt;script&gt;alert" in person.get(path).text
    assert "&lt;i&gt;Lan" in person.get("/documents/01010101").text


# What each page may ask of the database, whatever is in it; written down so that a query for every row is seen at once.
MOST_QUERIES = {
    "/documents": 7,
    "/documents?q=so+noi+vu&doubts=open&sort=doubts": 8,  # how many hold the words is asked for the page and for the queue
    "/documents/01010101": 49,  # two for files that it lay in, and that lay in it, one for letters that brought it, two for extensions
    "/board": 10,  # one each for extensions, evidence of completion, and filters that are kept
    "/board?agency=so-noi-vu": 14,  # and what groups hold it
    "/documents/01010101/pages/1.jpg": 1,
}


@pytest.mark.parametrize("path", MOST_QUERIES)
def test_the_number_of_queries_does_not_grow(person, office, look, path):
    asked = []
    set_task(office[0].database, look().directives[0].id, "Lan", source="page", state="in_progress")

    @event.listens_for(engine_for(office[0].database), "before_cursor_execute")
    def count(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "COMMIT")):
            asked.append(statement)

    assert person.get(path).status_code == 200
    few = len(asked)
    for number in range(10, 16):
        load_notice(office[0], number)
    for directive in look().directives:
        set_task(office[0].database, directive.id, "Lan", source="page", state="in_progress")
    correct(office[0].database, Change(look().document.id, "metric", "reject", "Lan", look().metrics[0].id))
    asked.clear()
    assert person.get(path).status_code == 200
    assert len(asked) <= few + 0, asked
    assert few <= MOST_QUERIES[path], asked


def test_the_document_page_shows_who_signed_and_whether_it_holds(person, office):
    told = {"timestamp": "none", "is_stamp": False, "chain": "not-checked", "field": "S", "detail": "", "quote": ""}
    holds = told | {"signer": "Nguyễn <b>An", "organisation": "Sở Nội vụ", "later": "allowed", "intact": True, "valid": True}
    says = [["signer_name", "contradicts", "Nguyễn An"]]
    broken = told | {"signer": "Sở Nội vụ", "later": "other", "intact": False, "fault": "changed-after-signing", "says": []}
    url = office[0].database
    with transaction(url) as session:
        document = select(Document.id).where(Document.short_id == office[1][0])
        revision = session.scalars(select(Revision.id).where(Revision.document_id.in_(document), Revision.is_current)).one()
        session.add(Signature(revision_id=revision, position=1, source="signature", says=says, **holds))
        session.add(Signature(revision_id=revision, position=2, source="signature", **broken))
    page = person.get(f"/documents/{office[1][0]}").text
    assert "Chữ ký số" in page and "Nguyễn &lt;b&gt;An" in page and "Toàn vẹn" in page
    assert "Tệp đã thay đổi sau khi ký" in page and "chưa kiểm tra" in page
    assert "Khác" in page and "Nguyễn An" in page
    assert "Changed after signing" in person.get(f"/documents/{office[1][0]}?lang=en").text
    assert "Chữ ký số" not in person.get(f"/documents/{office[1][1]}").text
