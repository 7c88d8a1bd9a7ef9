"""The pages as a browser without JavaScript sees them."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from office import OF_NO_ROW, PLAIN, load_notice
from openpyxl import load_workbook
from people import Person
from PIL import Image
from sqlalchemy import event, select

from db.engine import engine_for, transaction
from db.models.document import Document, Revision
from db.models.finding import Agency, AgencyHeir
from db.models.signature import Signature
from db.review.corrections import Change, correct, list_corrections
from db.review.followup import set_task
from flows.review.accounts import remove_account


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


def send(person, look, action, about="directive", index=0, **fields):
    row = getattr(look(rejected=True), f"{about}s")[index].id if action != "add" and about != "head" else 0
    return person.post("/documents/01010101/corrections", about=about, action=action, row=str(row), seen="0", **fields)


def test_confirm_change_reject_add_and_undo(person, look, office):
    assert (
        send(person, look, "confirm")
        .headers["location"]
        .endswith(f"said=confirm&row=directive-{look().directives[0].id}#directive-{look().directives[0].id}")
    )
    assert look().directives[0].review == "confirmed"
    send(person, look, "change", index=1, deadline_on="30/9/2026", lead="Sở Y tế\nSở Tài chính")
    changed = look().directives[1]
    assert (changed.deadline_on, [p.printed for p in changed.parties if p.role == "lead"]) == (
        date(2026, 9, 30),
        ["Sở Y tế", "Sở Tài chính"],
    )
    assert next(p for p in changed.parties if p.printed == "Sở Tài chính").agency_id is not None
    send(person, look, "change", "metric", value="46,25")
    assert str(look().metrics[0].value) == "46.25"
    send(person, look, "reject", "metric", 1)
    assert len(look().metrics) == 1
    send(person, look, "add", "citation", symbol="7/NQ-HĐND", page="1", box="0.05,0.3,0.5,0.36")
    assert look().citations[-1].symbol == "7/NQ-HĐND"
    send(person, look, "change", "head", subject="Trích yếu đúng")
    assert look().revision.subject == "Trích yếu đúng"
    page = person.get("/documents/01010101").text
    assert "Máy đọc được: Về việc rà soát cán bộ" in page and "Đã loại bỏ" in page and "45,5" in page
    found = list_corrections(office[0].database, look().document.id)
    assert [c.action for c in found] == ["change", "add", "reject", "change", "change", "confirm"]
    person.post("/documents/01010101/undo", correction=str(found[2].id))
    assert len(look().metrics) == 2
    for _ in range(5):
        assert person.post("/documents/01010101/undo").status_code == 303
    assert person.post("/documents/01010101/undo").status_code == 409
    assert look().revision.subject == "Về việc rà soát cán bộ"


def test_a_doubt_about_no_row_is_settled_by_itself(person, office, guarded):
    address = f"/documents/{load_notice(office[0], 7, doubts=0, of_no_row=OF_NO_ROW)}"
    page = person.get(address).text
    ids = re.findall(r'<li id="doubt-(\d+)"[^>]* class="row is-open"', page)
    assert len(ids) == 2 and page.count("Đã kiểm tra, không cần sửa") == 2
    answer = person.post(f"{address}/corrections", about="doubt", action="confirm", row=ids[0], seen="0")
    assert answer.status_code == 303 and answer.headers["location"].endswith("said=confirm&row=doubts#doubts")
    page = person.get(address).text
    assert f'id="doubt-{ids[0]}"' not in page and f'id="doubt-{ids[1]}"' in page
    assert "xác nhận <em>điểm cần kiểm tra</em>" in page and "<q>Trang có thể bị xoay ngang hoặc ngược.</q>" in page
    assert person.post(f"{address}/corrections", about="doubt", action="confirm", row=ids[0], seen="9").status_code == 422
    for action in ("change", "reject", "add"):
        assert person.post(f"{address}/corrections", about="doubt", action=action, row=ids[1], seen="9").status_code == 404
    assert "1 điểm cần kiểm tra" in person.get("/documents?q=7/TB-UBND").text
    assert person.post(f"{address}/undo").status_code == 303
    assert f'id="doubt-{ids[0]}"' in person.get(address).text
    reader = guarded()
    reader.sign_in("minh")
    assert "Đã kiểm tra, không cần sửa" not in reader.get(address).text


def test_a_row_added_by_words_stands_where_the_page_has_them(person, look):
    send(person, look, "add", text="gui bao cao", page="1", box="")
    assert look().directives[-1].evidence.quote == "gửi báo cáo"
    send(person, look, "add", text="Không đứng ở đâu cả", page="1")
    assert look().directives[-1].text == "Không đứng ở đâu cả" or look().directives[-2].text == "Không đứng ở đâu cả"
    assert send(person, look, "add", text="x", page="7").status_code == 422


@pytest.mark.parametrize("box", ["x,y", "nan,0,1,1", "0,0,inf,1", "-inf,0,1,1", "0,0,1e400,1", "0,0,1,1,1", "0.5,0,0.2,1", "0,0,2,1"])
def test_a_box_that_is_none_is_refused(person, look, box):
    before = look().directives[-1].id
    assert send(person, look, "add", text="Giao việc", page="1", box=box).status_code == 422
    assert look().directives[-1].id == before


HUGE = "9" * 31


@pytest.mark.parametrize("number", [HUGE, f"-{HUGE}", "9" * 5000, str(2**31), str(2**63), "0", "-1", "1e9", "nan", "inf", "٣" * 12])
def test_no_number_is_too_large_for_a_page(person, look, number):
    for address in (
        f"/documents/01010101/pages/{number}.jpg",
        f"/documents/01010101/pages/1.jpg?w={number}",
        f"/documents/01010101/words?page={number}&left=0&top=0&right=1&bottom=1",
        f"/documents/01010101/words?page=1&left=0&top=0&right={number}&bottom=1",
    ):
        assert person.get(address).status_code == 404, address
    assert person.get(f"/documents?page={number}").status_code == 200
    assert person.get(f"/board?page={number}").status_code == 200
    assert person.post(f"/tasks/{number}", state="done").status_code == 404
    for path in ("corrections", "undo", "copies", "parts"):
        answer = person.post(
            f"/documents/01010101/{path}", about="metric", action="undo", row=number, correction=number, decision=number, page=number
        )
        assert answer.status_code in {404, 409, 422, 303}, path
    for fields in ({"row": number, "seen": number}, {"row": str(look().metrics[0].id), "value": number, "total": number}):
        answer = person.post("/documents/01010101/corrections", about="metric", action="change", **fields)
        assert answer.status_code in {404, 409, 422, 303}, fields


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("directive", {"deadline_on": "31/6/2026"}, "không phải là ngày"),
        ("metric", {"value": "12a"}, "không phải là số"),
        ("metric", {"value": ""}, "Còn thiếu: Giá trị"),
        ("metric", {"kind": "bogus"}, "không có trong danh sách"),
        ("directive", {"deadline_on": "1/7/2026", "deadline_recurs": "weekly"}, "không thể là cả hai"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_in_the_form(person, look, office, kind, fields, said):
    answer = send(person, look, "change", kind, **fields)
    assert answer.status_code == 422 and said in answer.text
    row = getattr(look(), f"{kind}s")[0].id
    assert f'id="edit-{kind}-{row}" open' in answer.text
    assert all(f'value="{value}"' in answer.text for name, value in fields.items() if name != "kind")
    assert list_corrections(office[0].database, look().document.id) == []


def test_nothing_changed_is_no_correction(person, look, office):
    assert "said=nothing" in send(person, look, "change", product="").headers["location"]
    assert list_corrections(office[0].database, look().document.id) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"about": "x"},
        {"about": "section", "action": "add"},
        {"about": "head", "row": "3"},
        {"about": "directive", "row": "0"},
        {"about": "directive", "row": "1", "action": "drop"},
    ],
)
def test_forms_that_we_do_not_have(person, fields):
    assert person.post("/documents/01010101/corrections", **{"action": "confirm", "row": "0", **fields}).status_code == 404


def test_a_page_that_was_open_while_the_document_was_read_anew(person, look):
    answer = person.post("/documents/01010101/corrections", about="directive", action="change", row="999999", seen="0", product="x")
    assert answer.status_code == 422 and "đã được nhận dạng lại" in answer.text


def test_corrections_that_no_longer_fit_a_new_reading_are_shown_at_the_top(person, look, office):
    send(person, look, "change", "metric", 0, value="46")
    send(person, look, "reject", "metric", 1)
    load_notice(office[0], 1, replace(PLAIN, figures=(replace(PLAIN.figures[0], value="47.5"),)), reading_number=2)
    page = person.get("/documents/01010101").text
    [conflicts] = [part.split("</section>")[0] for part in page.split('<section class="card conflicts"')[1:]]
    assert "Sửa đổi cần xem lại (2)" in conflicts
    assert "khác với kết quả nhận dạng mới" in conflicts and "không còn tìm thấy vị trí" in conflicts
    assert "Giá trị: nay máy đọc được 47,5" in conflicts and "machine" not in conflicts.replace('class="machine"', "")
    assert str(look().metrics[0].value) == "46"


def test_markup_of_documents_is_text(person, office, look):
    correct(
        office[0].database,
        Change(look().document.id, "directive", "change", "<i>Lan</i>", look().directives[0].id, {"text": "<script>alert(1)</script>"}),
    )
    for path in ("/documents/01010101", "/board"):
        assert "<script>alert" not in person.get(path).text
        assert "&lt;script&gt;alert" in person.get(path).text
    assert "&lt;i&gt;Lan" in person.get("/documents/01010101").text


def test_the_board_by_deadline_and_agency(person, office, look):
    page = person.get("/board").text
    assert "8 nhiệm vụ" in page and "còn 9 ngày" in page and "Không có thời hạn cụ thể: 6" in page
    assert "2 nhiệm vụ" in person.get("/board?agency=so-noi-vu").text
    done = person.post(
        f"/tasks/{look().directives[0].id}",
        state="done",
        owner="Lan",
        note="dòng 1\r\ndòng 2",
        completion_symbol="5/BC",
        completed_on="20/6/2026",
        keep_agency="so-noi-vu",
        keep_page="1",
    )
    assert done.headers["location"] == f"/board?agency=so-noi-vu&page=1&said=task#task-{look().directives[0].id}"
    task = look().tasks[0].follow_up
    assert (task.state, task.owner, task.note, task.completed_on) == ("done", "Lan", "dòng 1\ndòng 2", date(2026, 6, 20))
    page = person.get("/board?state=done").text
    assert "1 nhiệm vụ" in page and "5/BC" in page and "Chưa thực hiện</del> → <ins>Hoàn thành" in page
    wrong = person.post(f"/tasks/{look().directives[0].id}", state="done", completed_on="hôm qua")
    assert wrong.status_code == 422 and "không phải là ngày" in wrong.text
    assert person.post("/tasks/999999", state="done").status_code == 422
    assert person.post(f"/tasks/{10**12}", state="done").status_code == 404


def test_the_board_of_an_agency_names_its_forerunners(person, office):
    with transaction(office[0].database) as session:
        old = session.scalars(select(Agency).where(Agency.code == "so-noi-vu")).one()
        old.ends_on, old.heirs = date(2025, 2, 28), [AgencyHeir(position=1, code="so-noi-vu-moi", label="Sở Mới")]
    assert "Gồm cả nhiệm vụ của Sở Nội vụ (đến 28/02/2025)." in person.get("/board?agency=so-noi-vu-moi").text
    assert "2 nhiệm vụ" in person.get("/board?agency=so-noi-vu-moi").text
    assert "Gồm cả" not in person.get("/board?agency=so-noi-vu").text


def test_what_is_taken_away_is_what_was_filtered(person, office, look):
    book = load_workbook(io.BytesIO(person.get("/take/xlsx?q=phong+chong").content))
    assert book["Nhiệm vụ"].max_row == 3 + 4
    book = load_workbook(io.BytesIO(person.get("/take/xlsx?of=board&agency=so-noi-vu").content))
    assert book["Nhiệm vụ"].max_row == 3 + 2
    packed = zipfile.ZipFile(io.BytesIO(person.get("/take/csv").content))
    assert packed.read("directives.csv").startswith(b"\xef\xbb\xbf")
    assert len(packed.read("directives.csv").decode("utf-8-sig").splitlines()) == 9
    assert b"BEGIN:VEVENT" in person.get("/take/ics").content


def calendar_of(person, query=""):
    page = person.get(f"/board{query}").text
    return page.split("<code>")[1].split("</code>")[0].replace("&amp;", "&")


def test_the_calendar_follows_and_leaves_out_what_is_done(person, office, look):
    address = calendar_of(person)
    stranger = Person(person.site)
    found = Calendar.from_ical(stranger.get(address).content)
    assert len(found.walk("VEVENT")) == 2
    set_task(office[0].database, look().directives[0].id, "Lan", source="page", state="done")
    assert len(Calendar.from_ical(stranger.get(address).content).walk("VEVENT")) == 1
    assert len(Calendar.from_ical(stranger.get(calendar_of(person, "?agency=so-y-te")).content).walk("VEVENT")) == 0
    assert stranger.get(address.replace(".ics", "x.ics")).status_code == 404


def test_a_calendar_ends_with_its_account(guarded, office):
    lan = guarded()
    lan.sign_in("lan")
    address = calendar_of(lan)
    assert guarded().get(address).status_code == 200
    remove_account(office[0].review_users_file, "lan")
    assert guarded().get(address).status_code == 404


# What each page may ask of the database, whatever is in it; written down so that a query for every row is seen at once.
MOST_QUERIES = {
    "/documents": 5,
    "/documents?q=so+noi+vu&doubts=open&sort=doubts": 5,
    "/documents/01010101": 44,  # two for files that it lay in, and that lay in it
    "/board": 7,
    "/board?agency=so-noi-vu": 9,
    "/documents/01010101/pages/1.jpg": 1,
}


@pytest.mark.parametrize("path", MOST_QUERIES)
def test_the_number_of_queries_does_not_grow(person, office, look, path):
    asked = []

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
