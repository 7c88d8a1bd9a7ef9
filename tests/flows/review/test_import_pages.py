"""A sheet of tasks that comes back by the browser: shown first, applied at once, taken back."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from db.asking.selection import Selection, selected
from db.review.followup import set_task
from flows.takeaway.workbook import HEAD_ROW, TASKS, write_workbook

pytestmark = pytest.mark.usefixtures("nothing_apart")  # tests/flows/takeaway/test_returned_files.py has the process
COLUMN = {name: index for index, (name, _) in enumerate(TASKS.columns, 1)}


@pytest.fixture
def sheet(office, tmp_path):
    """Exports the workbook with cells of its rows, counted from 1, changed; gives its path."""

    def make(*edits):
        path = tmp_path / "nhiệm vụ.xlsx"
        if not path.exists():
            write_workbook(selected(office[0].database, Selection()), path, date(2026, 6, 21))
        book = load_workbook(path)
        for row, column, value in edits:
            book["Nhiệm vụ"].cell(HEAD_ROW + row, COLUMN[column]).value = value
        book.save(path)
        return path

    return make


def send(person, path, content=None):
    files = {"sheet": (path.name, content if content is not None else path.read_bytes())}
    return person.client.post("/import", data={"mark": person.mark("/import")}, files=files)


def hidden(page, **more):
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "seen")} | more


def told(look, number):
    return [(task.state, task.follow_up.owner if task.follow_up else None) for task in look(number).tasks]


def test_every_change_is_shown_then_applied_then_taken_back(person, office, look, sheet):
    before = [told(look, 0), told(look, 1)]
    page = send(
        person, sheet((1, "Trạng thái", "Đang thực hiện"), (1, "Người phụ trách", "Phòng <b>TH"), (3, "Trạng thái", "xong rồi"))
    ).text
    assert "1 nhiệm vụ thay đổi, 6 giữ nguyên, 1 không nhận." in page
    assert "<del>Chưa thực hiện</del>" in page and "<ins>Đang thực hiện</ins>" in page and "<ins>Phòng &lt;b&gt;TH</ins>" in page
    assert "“xong rồi” không phải là trạng thái" in page
    assert [told(look, 0), told(look, 1)] == before
    answer = person.post("/import/apply", action="apply", **hidden(page))
    assert (answer.status_code, answer.headers["location"]) == (303, "/import?said=brought")
    assert ("in_progress", "Phòng <b>TH") in told(look, 0) + told(look, 1)
    assert person.post("/import/apply", action="apply", **hidden(page)).status_code == 422
    again = person.get("/import?said=brought").text
    assert "Đã áp dụng bảng" in again and "nhiệm vụ.xlsx" in again
    number = re.search(r'name="number" value="(\d+)"', again)[1]
    assert person.post("/import/undo", number=number).headers["location"] == "/import?said=undo"
    assert [told(look, 0), told(look, 1)] == before
    assert person.post("/import/undo", number=number).status_code == 422
    assert "đã hoàn tác" in person.get("/import").text


def test_what_somebody_changed_since_stays_when_a_sheet_is_taken_back(person, office, look, sheet):
    page = send(person, sheet((1, "Người phụ trách", "An"), (2, "Người phụ trách", "Bình"))).text
    person.post("/import/apply", action="apply", **hidden(page))
    changed = next(task for task in look(0).tasks + look(1).tasks if task.follow_up and task.follow_up.owner == "An")
    set_task(office[0].database, changed.first.id, "Lan", source="page", owner="Chi")
    number = re.search(r'name="number" value="(\d+)"', person.get("/import").text)[1]
    answer = person.post("/import/undo", number=number)
    assert answer.status_code == 409 and "trừ 1 nhiệm vụ" in answer.text
    assert [owner for _, owner in told(look, 0) + told(look, 1) if owner] == ["Chi"]


def test_nothing_else_is_applied_than_was_looked_at(person, office, look, sheet):
    page = send(person, sheet((1, "Người phụ trách", "An"))).text
    for number in (0, 1):
        for task in look(number).tasks:
            set_task(office[0].database, task.first.id, "Lan", source="page", owner="Chi")
    answer = person.post("/import/apply", action="apply", **hidden(page))
    assert answer.status_code == 409 and "dữ liệu đã thay đổi" in answer.text and "nay là “Chi”" in answer.text
    wins = person.post("/import/apply", wins="yes", **hidden(answer.text)).text
    assert "<del>Chi</del>" in wins and "<ins>An</ins>" in wins
    assert person.post("/import/apply", action="apply", wins="yes", **hidden(wins)).status_code == 303
    assert sorted(owner for _, owner in told(look, 0) + told(look, 1)).count("An") == 1


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04broken"])
def test_what_is_no_sheet_is_said(person, sheet, content):
    answer = send(person, sheet(), content)
    assert (answer.status_code, "không phải bảng Nhiệm vụ" in answer.text) == (422, True)
    assert send(person, sheet(), b"").status_code == 422


def test_forms_that_are_none_and_readers_are_refused(person, guarded, sheet):
    assert person.client.post("/import", content=b"x", headers={"content-type": "multipart/form-data; boundary=a"}).status_code == 403
    assert person.client.post("/import", data={"mark": "wrong"}, files={"sheet": ("a.xlsx", b"x")}).status_code == 403
    large = person.client.post("/import", data={"mark": person.mark()}, files={"sheet": ("a.xlsx", b"x" * 9_000_000)})
    assert large.status_code == 413
    minh = guarded()
    minh.sign_in("minh")
    assert 'type="file"' not in minh.get("/import").text
    assert send(minh, sheet()).status_code == 403


def test_a_sheet_is_its_owners_and_goes_after_an_hour(person, guarded, sheet, clock):
    page = send(person, sheet((1, "Người phụ trách", "An"))).text
    clock[0] += 3700
    assert person.post("/import/apply", action="apply", **hidden(page)).status_code == 422


@pytest.mark.parametrize("name", ["bang", "bang.zip"])
def test_a_sheet_is_one_whatever_its_file_is_called(person, sheet, name):
    answer = person.client.post("/import", data={"mark": person.mark()}, files={"sheet": (name, sheet().read_bytes())})
    assert answer.status_code == 200 and name in answer.text


def test_no_more_parts_than_the_form_has(person, sheet):
    many = [(f"more-{number}", (None, "x")) for number in range(9)]
    given = {"mark": (None, person.mark()), "sheet": ("a.xlsx", sheet().read_bytes())}
    assert person.client.post("/import", files=[*given.items(), *many]).status_code == 403
    assert person.client.post("/import", files=[*given.items(), *many[:8]]).status_code == 200


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark")])
def test_in_a_browser(open_page, office, look, sheet, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    page.goto("/board")
    page.get_by_role("link", name="Nhận bảng Excel").click()
    page.get_by_label("Bảng Excel (.xlsx)").set_input_files(sheet((1, "Trạng thái", "Đang thực hiện"), (2, "Ngày hoàn thành", "hôm qua")))
    page.get_by_role("button", name="Xem trước thay đổi").click()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Áp dụng 1 thay đổi").click()
    assert "Đã áp dụng bảng" in page.locator("#said").inner_text()
    assert "in_progress" in {state for state, _ in told(look, 0) + told(look, 1)}
    page.get_by_role("button", name="Hoàn tác").click()
    assert "Đã hoàn tác" in page.locator("#said").inner_text()
    assert {state for state, _ in told(look, 0) + told(look, 1)} == {"not_started"}


def test_markup_and_names_of_files_are_text(person, sheet):
    answer = person.client.post(
        "/import", data={"mark": person.mark()}, files={"sheet": ("<b>x\u202e.xlsx", sheet((1, "Ghi chú", "<i>y")).read_bytes())}
    )
    assert "&lt;b&gt;x" in answer.text and "&lt;i&gt;y" in answer.text and "<b>x" not in answer.text and "\u202e" not in answer.text
