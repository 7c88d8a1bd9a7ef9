"""A limited account on every page: nothing of a document it may not see comes out, and nothing of it can be changed."""

import re
from datetime import date

import pytest
from asking import fillings, is_of_hidden, leaks, queries, routes_of, text_of
from limited_office import OFFICE
from openpyxl import load_workbook
from sqlalchemy import text

from db.asking.selection import Selection, selected
from db.engine import transaction
from db.reading.documents import find_document
from flows.takeaway.workbook import HEAD_ROW, write_workbook

pytestmark = pytest.mark.attack


def test_no_page_shows_anything_of_a_hidden_document(office, lan):
    tried = 0
    for method, path in routes_of(lan.client.app):
        if method != "GET" or path.startswith("/api/"):  # programs are tried in test_programs.py
            continue
        for address in fillings(office, path):
            for asked in queries(office, path):
                answer = lan.get(address, params=asked)
                tried += 1
                said = asked | {"itself": address}  # the links to other languages repeat it
                assert leaks(office, text_of(answer), said) == [], (address, asked)
                assert leaks(office, str(answer.headers), said) == [], (address, asked)
                if is_of_hidden(office, address):
                    assert answer.status_code == 404, address
    assert tried > 200


def test_a_hidden_document_answers_as_one_that_is_not_there(office, lan):
    for rest in ("", "/pages/1.jpg", "/original", "/searchable.pdf", "/words?page=1&left=0&top=0&right=1&bottom=1"):
        missing = lan.get(f"/documents/abababab{rest}")
        for short_id in office.hidden:
            hidden = lan.get(f"/documents/{short_id}{rest}")
            assert (hidden.status_code, hidden.text.replace(short_id, "abababab")) == (404, missing.text), (short_id, rest)
        # Nor by the whole hash, or a beginning of it.
        for name in (find_document(office.url, office.secret).sha256, office.secret[:8], f"{office.secret}.1"):
            assert lan.get(f"/documents/{name}{rest}").status_code == 404


def state_of(office):
    """Every row of the database but sessions of work, as text."""
    with transaction(office.url, read_only=True) as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")).all()
        return {name: session.execute(text(f"SELECT * FROM {name}")).all() for name in names if not name.startswith("search_index")}


FORMS = (
    *({"about": "head", "action": action, "symbol": "1/TB", "issuer": OFFICE} for action in ("confirm", "change")),
    *({"about": kind, "action": "reject", "row": str(row)} for kind in ("directive", "metric", "citation") for row in (1, 2, 3)),
    {"about": "directive", "action": "add", "page": "1", "text": "Thêm", "box": "0,0,1,1"},
    {"about": "doubt", "action": "confirm", "row": "1"},
    {"action": "lead"},
    {"action": "undo", "decision": "1"},
    {"action": "part", "page": "1"},
    {"action": "join", "page": "2"},
)


OWN = ("/login", "/logout", "/name", "/password", "/board/filters", "/board/filters/forget")  # these are about the account itself
NEW = ("/upload",)  # brings what was not there
TOKENS = ("/tokens", "/tokens/withdraw")  # for administrators who see everything (test_token_pages.py)
TASKS = ("/tasks", "/tasks/undo")  # see below
SHEETS = ("/import", "/import/apply", "/import/undo")  # see below


def test_no_form_changes_anything_of_a_hidden_document(office, lan):
    directives = {d.id for short_id in office.seen for d in office.detail(short_id).directives}
    mark, before, tried = lan.mark(), state_of(office), 0
    for method, path in routes_of(lan.client.app):
        if (
            method == "GET" or path in OWN + NEW + SHEETS + TASKS + TOKENS or path.startswith("/api/")
        ):  # programs are tried in test_programs.py
            continue
        assert "{" in path, f"say in this test what {path} is about"
        for address in fillings(office, path):
            if not is_of_hidden(office, address) and "{directive_id}" not in path:
                continue
            if "{directive_id}" in path and int(address.split("/")[2]) in directives:
                continue
            for fields in ({"state": "done", "note": "x"},) if "{directive_id}" in path else FORMS:
                answer = lan.client.post(address, data={"mark": mark} | fields)
                tried += 1
                assert answer.status_code == 404, (address, fields)
                assert leaks(office, answer.text, {"itself": address}) == []
    assert tried > 200
    assert state_of(office) == before


def test_several_tasks_at_once_are_not_told_of_hidden_documents(office, lan):
    mark, before = lan.mark(), state_of(office)
    hidden = [d.id for d in office.detail(office.secret).directives]
    mine = [d.id for short_id in office.seen for d in office.detail(short_id).directives]
    assert hidden
    for chosen in (hidden[:1], [*mine[:1], hidden[0]]):
        answer = lan.client.post("/tasks", data={"mark": mark, "task": [str(n) for n in chosen], "state": "in_progress", "owner": "x"})
        assert answer.status_code in {404, 422}
        assert leaks(office, answer.text, {}) == []
    assert lan.client.post("/tasks/undo", data={"mark": mark, "batch": "x"}).status_code in {404, 422}
    assert state_of(office) == before


def test_an_offer_of_a_hidden_document_is_not_dismissed(office, lan):
    before = state_of(office)
    [mine, *_] = [d.id for short_id in office.seen for d in office.detail(short_id).directives]
    for short_id in office.hidden:
        assert lan.post(f"/tasks/{mine}/offer", document=short_id).status_code == 404
    assert state_of(office) == before


def test_a_sheet_tells_and_changes_nothing_of_hidden_documents(office, lan, tmp_path):
    whole = tmp_path / "x.xlsx"
    write_workbook(selected(office.url, Selection()), whole, date(2026, 6, 21))
    book = load_workbook(whole)
    sheet = book["Nhiệm vụ"]
    columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, columns["Ghi chú"]).value = "từ bảng"
    book.save(whole)
    brought = {"sheet": " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)}
    page = lan.client.post("/import", data={"mark": lan.mark()}, files={"sheet": ("x.xlsx", whole.read_bytes())}).text
    assert leaks(office, page, brought) == []
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "seen")}
    assert lan.post("/import/apply", action="apply", **fields).status_code == 303
    with transaction(office.url, read_only=True) as session:
        query = "SELECT d.short_id FROM follow_up f JOIN document d ON d.id = f.document_id WHERE f.note = 'từ bảng'"
        changed = set(session.scalars(text(query)))
    assert changed and not changed & set(office.hidden)


def test_what_is_seen_cannot_be_joined_with_what_is_hidden(office, lan):
    before = state_of(office)
    tries = [
        (office.issued, {"action": "join", "other": office.secret}),
        (office.issued, {"action": "join", "other": "777/TB-BM"}),
        (office.issued, {"action": "join", "other": "bimat.pdf"}),
        (office.issued, {"action": "part", "other": office.beside}),
        (office.issued, {"action": "lead", "other": office.beside}),
        (office.issued, {"action": "lead"}),
        (office.issued, {"action": "join", "other": office.copy}),  # each has a copy that is hidden
        (office.copy, {"action": "lead"}),
    ]
    with transaction(office.url, read_only=True) as session:
        decisions = session.scalars(text("SELECT id FROM copy_decision")).all()
    tries += [(office.issued, {"action": "undo", "decision": str(number)}) for number in decisions]
    for short_id, fields in tries:
        answer = lan.post(f"/documents/{short_id}/copies", **fields)
        assert answer.status_code == 422, fields
        assert leaks(office, answer.text, fields) == []
    for action in ("part", "join", "undo"):  # the cut of a file that holds a hidden notice
        assert lan.post(f"/documents/{office.stack[0]}/parts", page="2", action=action).status_code == 404
    assert state_of(office) == before
