"""Corrections by forms, as a browser without JavaScript sends them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from office import OF_NO_ROW, PLAIN, load_notice

from db.review.corrections import list_corrections


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
