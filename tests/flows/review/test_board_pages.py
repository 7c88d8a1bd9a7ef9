"""The board, the calendar and what is taken away, as a browser without JavaScript sees them."""

import io
import zipfile
from datetime import date

from icalendar import Calendar
from openpyxl import load_workbook
from people import Person
from sqlalchemy import select

from db.engine import transaction
from db.models.finding import Agency, AgencyHeir
from db.review.followup import set_task
from flows.review.accounts import remove_account


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
