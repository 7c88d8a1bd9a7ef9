"""Tables on the document page: beside the picture, cell by cell, with the keyboard, and without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from office import load_notice
from playwright.sync_api import expect
from sqlalchemy import event
from tabled import GRID, Tabled

from db.asking.details import revision_detail
from db.engine import engine_for
from db.reading.documents import find_document

NARROW = Tabled(unsure=((1, 2),))
WIDE = Tabled(grid=tuple((row[0], *(f"{row[1]} {n}" for n in range(1, 16))) for row in GRID))


@pytest.fixture
def tabled(office):
    """A document with a table of three columns; gives its id and how to read it."""
    name = load_notice(office[0], 8, NARROW)
    return name, lambda: revision_detail(office[0].database, find_document(office[0].database, name).id)


def cell_of(detail, row, column):
    [table] = detail.tables
    return next(cell for cell in table.cells if (cell.first_row, cell.first_column) == (row, column))


def test_without_scripts_a_cell_is_corrected_through_its_link(person, tabled):
    name, look = tabled
    cell = cell_of(look(), 3, 3)
    page = person.get(f"/documents/{name}").text
    assert "<h3>Bảng 1. Hộ nghèo các xã</h3>" in page and "1 ô cần kiểm tra" in page and "3 dòng, 3 cột" in page
    assert f'href="/documents/{name}?cell={cell.id}#desk-1"' in page
    chosen = person.get(f"/documents/{name}?cell={cell.id}").text
    assert "Dòng 3, cột 3: Bình Minh · Hộ cận nghèo" in chosen
    person.post(f"/documents/{name}/corrections", about="cell", row=cell.id, action="change", text="12")
    assert (cell_of(look(), 3, 3).text, cell_of(look(), 3, 3).review) == ("12", "corrected")
    page = person.get(f"/documents/{name}?lang=en").text
    assert "Cell of a table" in page or "cell of a table" in page  # the history
    assert re.search(r"Words of the cell: <del>–</del> → <ins>12</ins>", page)


def test_a_figure_and_its_cell_lead_to_each_other_and_a_disagreement_is_a_doubt(person, tabled):
    name, look = tabled
    cell = cell_of(look(), 2, 2)
    figure = next(m for m in look().metrics if m.cell_id == cell.id)
    page = person.get(f"/documents/{name}").text
    assert f'href="#cell-{cell.id}"' in page and f'data-go="metric-{figure.id}"' in page
    person.post(f"/documents/{name}/corrections", about="cell", row=cell.id, action="change", text="130")
    assert "Ô của bảng chứa thông tin này đã được sửa" in person.get(f"/documents/{name}").text
    person.post(f"/documents/{name}/corrections", about="metric", row=figure.id, action="change", value="130")
    assert "Ô của bảng chứa thông tin này đã được sửa" not in person.get(f"/documents/{name}").text


@pytest.mark.parametrize("action", ["reject", "add"])
def test_a_cell_is_neither_rejected_nor_added(person, tabled, action):
    name, look = tabled
    answer = person.post(f"/documents/{name}/corrections", about="cell", row=cell_of(look(), 2, 2).id, action=action, text="1")
    assert answer.status_code in {404, 422}
    assert cell_of(look(), 2, 2).review is None


def test_a_cell_of_another_document_is_none_of_this_one(person, office, tabled):
    _, look = tabled
    other = load_notice(office[0], 9, NARROW)
    form = {"about": "cell", "row": cell_of(look(), 2, 2).id, "action": "change", "text": "1"}
    assert person.post(f"/documents/{other}/corrections", **form).status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_cells(person, office):
    names = load_notice(office[0], 8, NARROW), load_notice(office[0], 9, WIDE)
    asked = []

    @event.listens_for(engine_for(office[0].database), "before_cursor_execute")
    def count(_connection, _cursor, statement, *_):
        asked.append(statement)

    numbers = []
    for name in names:
        asked.clear()
        assert person.get(f"/documents/{name}").status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_cells_and_the_page_light_each_other_up_and_keys_move_and_correct(open_page, tabled):
    name, look = tabled
    page = open_page()
    page.goto(f"/documents/{name}")
    first = page.locator(".printed .cell").first
    first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    chosen = page.locator(".cell[aria-current=true]")
    expect(chosen).to_have_attribute("id", f"cell-{cell_of(look(), 3, 3).id}")
    assert page.locator(".box.lit").get_attribute("data-row") == chosen.get_attribute("id")
    assert page.locator("[data-cell=where]").inner_text() == "Dòng 3, cột 3: Bình Minh · Hộ cận nghèo"
    page.keyboard.press("e")
    words = page.get_by_label("Nội dung ô")
    expect(words).to_be_focused()
    words.fill("12")
    page.locator(".cell-desk").get_by_role("button", name="Lưu").click()
    page.locator("#said", has_text="Đã lưu sửa đổi.").wait_for()
    assert cell_of(look(), 3, 3).text == "12"
    expect(page.locator(".cell[aria-current=true]")).to_contain_text("12")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("c")
    page.locator("#said", has_text="Đã xác nhận.").wait_for()
    assert cell_of(look(), 2, 3).review == "confirmed"
    page.locator(f".box[data-row=cell-{cell_of(look(), 1, 1).id}]").dispatch_event("click")
    assert page.locator("[data-cell=where]").inner_text() == "Dòng 1, cột 1"
    page.keyboard.press("k")
    assert "row" in page.evaluate("document.activeElement.className")


def test_escape_leaves_a_cell_as_it_was(open_page, tabled):
    name, look = tabled
    page = open_page()
    page.goto(f"/documents/{name}#cell-{cell_of(look(), 2, 2).id}")
    page.keyboard.press("e")
    page.get_by_label("Nội dung ô").fill("999")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == f"cell-{cell_of(look(), 2, 2).id}"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    expect(page.get_by_label("Nội dung ô")).to_have_value("85")


def test_who_was_slower_sees_both(open_page, person, tabled):
    name, look = tabled
    page = open_page()
    page.goto(f"/documents/{name}#cell-{cell_of(look(), 2, 2).id}")
    person.post(f"/documents/{name}/corrections", about="cell", row=cell_of(look(), 2, 2).id, action="change", text="121")
    page.keyboard.press("e")
    page.get_by_label("Nội dung ô").fill("122")
    page.locator(".cell-desk").get_by_role("button", name="Lưu").click()
    page.locator("#problem").wait_for()
    assert [page.locator("#problem").get_by_role("cell", name=words, exact=True).count() for words in ("121", "122")] == [1, 1]
    page.locator("#problem").get_by_role("button").click()
    page.locator("#problem").wait_for(state="detached")
    assert cell_of(look(), 2, 2).text == "122"
    open_page.wrong[:] = [line for line in open_page.wrong if "409" not in line]  # the browser notes the answer


@pytest.mark.parametrize("width", [1366, 390])
def test_a_wide_table_scrolls_in_its_own_box_and_is_accessible(open_page, office, width):
    name = load_notice(office[0], 8, WIDE)
    page = open_page(width=width)
    page.goto(f"/documents/{name}")
    page.locator(".viewer-tools").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.table-box'))")
    page.locator(".printed .cell").last.click()
    assert page.locator(".cell[aria-current=true]").inner_text().startswith("85 15")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
