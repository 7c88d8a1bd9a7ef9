"""The board, the calendar and what is taken away, as a browser without JavaScript sees them."""

import io
import re
import zipfile
from datetime import date
from threading import Event

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from orders import Order, load_document
from people import Person
from sqlalchemy import select
from typer.testing import CliRunner

from db.engine import transaction
from db.models.document import Revision
from db.models.finding import Agency, AgencyHeir
from db.review.followup import set_task
from db.review.saved_filters import filters_of
from flows.cli import app
from flows.review import report_pages
from flows.review.accounts import remove_account, save_account


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
        keep="agency=so-noi-vu&page=1&said=forged&x=y",
    )
    where = done.headers["location"]
    assert where.startswith("/board?agency=so-noi-vu&said=task&undo=") and where.endswith(f"#task-{look().directives[0].id}")
    task = look().tasks[0].follow_up
    assert (task.state, task.owner, task.note, task.completed_on) == ("done", "Lan", "dòng 1\ndòng 2", date(2026, 6, 20))
    page = person.get("/board?state=done").text
    assert "1 nhiệm vụ" in page and "5/BC" in page and "Hoàn thành đúng hạn" in page and "Chưa thực hiện</del> → <ins>Hoàn thành" in page
    wrong = person.post(f"/tasks/{look().directives[0].id}", state="done", completed_on="hôm qua")
    assert wrong.status_code == 422 and "không phải là ngày" in wrong.text
    undated = person.post(f"/tasks/{look().directives[1].id}", state="done", completed_on="", owner="giữ lại")
    assert undated.status_code == 422 and "phải có ngày hoàn thành" in undated.text and "giữ lại" in undated.text
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
    set_task(office[0].database, look().directives[0].id, "Lan", source="page", state="done", completed_on="20/6/2026")
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


def test_an_offer_of_evidence_is_dismissed_and_made_again(person, office):
    url = office[0].database
    [order] = load_document(url, 101, Order(("Sở Y tế",), words="kiểm tra trạm y tế"), symbol="101/TB-UBND")
    load_document(url, 102, issuer="Sở Y tế", symbol="45/BC-SYT", kind="BC", cites=("101/TB-UBND",), issued_on=date(2026, 6, 1))
    offered, dismissed = "45/BC-SYT ngày 01/06/2026 của Sở Y tế viện dẫn", "Không phải văn bản hoàn thành:"
    page = person.get("/board?doc=101/TB").text
    assert offered in page and dismissed not in page
    document = page.partition('name="document" value="')[2].partition('"')[0]
    where = person.post(f"/tasks/{order}/offer", document=document, again="", keep="doc=101/TB").headers["location"]
    page = person.get(where).text
    assert offered not in page and dismissed in page and "Không phải văn bản hoàn thành: <del>–</del> → <ins>45/BC-SYT" in page
    assert person.post("/tasks/undo", batch=where.partition("undo=")[2].partition("#")[0]).status_code == 303
    assert offered in person.get("/board?doc=101/TB").text
    assert "said=task" in person.post(f"/tasks/{order}/offer", document=document).headers["location"]
    assert "said=task" in person.post(f"/tasks/{order}/offer", document=document, again="1").headers["location"]
    assert offered in person.get("/board?doc=101/TB").text
    assert person.post(f"/tasks/{order}/offer", document="eeeeeeee").status_code == 404
    assert person.post(f"/tasks/{order}/offer", document="x' OR 1").status_code == 404
    assert person.post("/tasks/999999/offer", document=document).status_code == 422


def test_several_are_changed_and_taken_back_without_javascript(person, office, look):
    numbers = [directive.id for directive in look().directives[:3]]
    done = person.client.post(
        "/tasks",
        data={"mark": person.mark(), "task": [str(number) for number in numbers], "owner": "Lan", "state": "", "keep": "state=open"},
    )
    where = done.headers["location"]
    assert where.startswith("/board?state=open&said=task&undo=")
    assert [task.follow_up.owner for task in look().tasks[:3]] == ["Lan"] * 3
    page = person.get(where).text
    assert "Đã cập nhật 3 nhiệm vụ." in page and "(3)" in page
    batch = where.partition("undo=")[2]
    assert person.post("/tasks/undo", batch=batch, keep="state=open").headers["location"] == "/board?state=open&said=undo"
    assert [task.follow_up.owner for task in look().tasks[:3]] == [None] * 3
    again = person.post("/tasks/undo", batch=batch)
    assert again.status_code == 409 and "3 nhiệm vụ có người cập nhật" in again.text
    assert person.post("/tasks/undo", batch="x").status_code == 422
    assert person.post("/tasks", task="", owner="Lan").status_code == 422
    assert "Chưa điền ô nào" in person.post("/tasks", task=str(numbers[0]), owner=" ").text


def test_a_deadline_is_put_off(person, office, look):
    number = look().directives[0].id
    missing = person.post(f"/tasks/{number}/extension", deadline_on="30/7/2026", symbol="", issued_on="20/6/2026")
    assert missing.status_code == 422 and "Văn bản gia hạn" in missing.text
    assert person.post(f"/tasks/{number}/extension", deadline_on="30/7/2026", symbol="9/UBND", issued_on="20/6/2026").status_code == 303
    page = person.get("/board?state=extended").text
    assert "Gia hạn đến 30/07/2026 theo 9/UBND ngày 20/06/2026" in page and "thời hạn ban đầu 30/06/2026" in page
    book = load_workbook(io.BytesIO(person.get("/take/xlsx?of=board&state=extended").content))
    assert book["Nhiệm vụ"].cell(4, 5).value.date() == date(2026, 7, 30)
    [event] = Calendar.from_ical(person.get("/take/ics?of=board&state=extended").content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 7, 30) and "9/UBND" in event["description"]


def test_filters_are_kept_by_account(guarded, office):
    lan, minh = guarded(), guarded()
    lan.sign_in("lan")
    minh.sign_in("minh")
    assert minh.post("/board/filters", name="Của tôi", keep="state=open&page=3").headers["location"] == "/board?state=open&said=filter"
    page = minh.get("/board").text
    assert '<a href="/board?state=open">Của tôi</a>' in page and "Của tôi" not in lan.get("/board").text
    number = page.partition('name="filter" value="')[2].partition('"')[0]
    assert lan.post("/board/filters/forget", filter=number).status_code == 303
    assert "Của tôi" in minh.get("/board").text
    minh.post("/board/filters/forget", filter=number)
    assert "Của tôi" not in minh.get("/board").text


def test_filters_go_with_their_account(guarded, office, monkeypatch):
    minh = guarded()
    minh.sign_in("minh")
    minh.post("/board/filters", name="Của tôi", keep="state=open")
    monkeypatch.setenv("THONGBAO_HOME", str(office[0].home))
    assert "1 filters of minh" in CliRunner().invoke(app, ["review-user", "minh", "--remove"]).output
    assert filters_of(office[0].database, "minh", "board") == []


def test_an_account_goes_where_there_is_no_database(tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_HOME", str(tmp_path))
    save_account(tmp_path / "review-users.json", "lan", "editor", "mot-hai-ba-bon")
    assert CliRunner().invoke(app, ["review-user", "lan", "--remove"]).exit_code == 0
    assert not (tmp_path / "thongbao.db").exists()


def test_no_hash_is_shown_where_there_is_no_symbol(person, office, look):
    with transaction(office[0].database) as session:
        for revision in session.scalars(select(Revision)):
            revision.symbol = revision.symbol_key = None
    page = person.get("/board").text
    assert ">vb-1.pdf</a>" in page and f">{office[1][0]}<" not in page


@pytest.mark.parametrize(
    "query",
    [
        "q=%22%22", "q=*+OR+%22", "q=%27%3B--", "doc=%25_!", "state=x&sort=x&doubt=x", "from=31/2/2026", "owner=-&issuer=%25", "page=9999",
        "agency=x&lead=1&group=1", "undo=x",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(person, query):
    assert person.get(f"/board?{query}").status_code == 200
    assert person.get(f"/report?{query}").status_code == 200


def test_a_report_on_very_many_tasks_is_made_beside_its_page(person, monkeypatch):
    may, made = Event(), report_pages.task_report
    address = "/report?from=1/6/2026&to=30/6/2026"
    at_once = person.get(address).text
    monkeypatch.setattr(report_pages, "FEW", 7)

    def slow(*what, **how):
        assert may.wait(30)
        return made(*what, **how)

    monkeypatch.setattr(report_pages, "task_report", slow)
    coming = person.get(address)
    assert coming.headers["Refresh"] == "1" and "Đang tổng hợp" in coming.text and "Tổng cộng" not in coming.text
    may.set()
    while "Refresh" in (answer := person.get(address)).headers:
        pass
    assert answer.text == at_once


def test_the_report_in_both_languages_and_taken_away(person, office, look):
    set_task(office[0].database, look().directives[0].id, "Lan", source="page", state="done", completed_on="20/6/2026")
    page = person.get("/report?from=1/6/2026&to=30/6/2026").text
    assert "Hoàn thành đúng hạn" in page and "Tổng cộng" in page and "Tháng 06/2026" in page
    assert "Khoảng ngày không hợp lệ" in person.get("/report?from=2/6/2026&to=1/6/2026").text
    assert "Ngày không hợp lệ" in person.get("/report?from=hom+qua").text
    book = load_workbook(io.BytesIO(person.get("/report/take/xlsx?from=1/6/2026&to=30/6/2026").content))
    assert book.sheetnames == ["Tổng hợp", "Danh sách"] and book["Danh sách"].max_row == 4 + 8
    assert person.get("/report/take/docx?from=1/6/2026&to=30/6/2026").content.startswith(b"PK")
    assert person.get("/report/take/pdf").status_code == 404
    assert "Done in time" in person.get("/report?lang=en").text


@pytest.mark.parametrize(
    ("where", "fields", "at"),
    [
        ("", {"state": "done"}, "completed_on"),
        ("", {"state": "done", "completed_on": "mai"}, "completed_on"),
        ("", {"state": "done", "completed_on": "01/01/2030"}, "completed_on"),
        ("", {"state": "in_progress", "completed_on": "01/06/2026"}, "completed_on"),
        ("", {"state": "replaced"}, "ending_symbol"),
        ("", {"state": "in_progress", "ended_on": "01/06/2026"}, "ending_symbol"),
        ("/extension", {"deadline_on": "mai", "symbol": "9/CV", "issued_on": "01/06/2026"}, "deadline_on"),
        ("/extension", {"deadline_on": "01/08/2026", "symbol": "9/CV", "issued_on": "01/01/2030"}, "issued_on"),
    ],
)
def test_what_a_form_lacks_is_said_beside_its_field(person, look, where, fields, at):
    answer = person.post(f"/tasks/{look().tasks[0].first.id}{where}", **fields)
    wrong = re.findall(r'<input name="(\w+)"[^>]*aria-invalid="true" aria-describedby="([^"]+)"', answer.text)
    assert (answer.status_code, [(name, f'id="{told}"' in answer.text) for name, told in wrong]) == (422, [(at, True)])
    assert f'value="{fields.get(at, "")}"' in answer.text
