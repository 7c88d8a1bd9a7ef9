"""Rows of a document in a real Chromium: rejected, added by drawing, settled by keyboard; keys, escape, somebody who was faster."""

from office import OF_NO_ROW, load_notice
from playwright.sync_api import expect
from screen import focused_row

from db.review.corrections import list_corrections


def test_a_row_is_rejected_and_taken_back_and_one_is_added_by_drawing(open_page, office, look):
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    page.locator(".viewer-tools").wait_for()  # the script has shown them
    page.keyboard.press("n")
    assert page.locator(".box.lit:not(.part)").count() == 1
    page.keyboard.press("j")
    rejected = focused_row(page)
    page.keyboard.press("x")
    page.locator(f"#{rejected}.is-rejected").wait_for()
    assert len(look().directives) == 3
    page.keyboard.press("u")
    page.locator(f"#{rejected}:not(.is-rejected)").wait_for()
    assert len(look().directives) == 4
    assert [c.action for c in list_corrections(office[0].database, look().document.id)] == ["undo", "reject"]
    # What was missed is added by dragging over it.
    page.keyboard.press("a")
    figure = page.locator("#page-1").bounding_box()
    left, top = figure["x"] + figure["width"] * 0.06, figure["y"] + figure["height"] * (300 / 600)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + figure["width"] * 0.4, top + figure["height"] * (35 / 600), steps=5)
    page.mouse.up()
    text = page.locator("#add-directive-text")
    expect(text).to_have_value("Các cơ quan gửi báo cáo về Văn phòng.")
    page.locator("#add-directive input[name=lead]").first.fill("Sở Tài chính")
    page.locator("#add-directive").get_by_role("button", name="Bổ sung").click()
    page.locator(".row.is-added").wait_for()
    assert look().directives[-1].review == "added"


def test_a_doubt_about_no_row_is_settled_by_keyboard(open_page, office):
    page = open_page()
    page.goto(f"/documents/{load_notice(office[0], 7, doubts=0, of_no_row=OF_NO_ROW)}")
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("n")
    assert "Trang có thể bị xoay ngang hoặc ngược." in page.locator(".row[aria-current=true]").inner_text()
    page.keyboard.press("n")
    assert page.locator(".box.lit").count() == 1  # the figure has a place on the page
    page.keyboard.press("c")
    page.locator("#said", has_text="Đã xác nhận.").wait_for()
    assert page.evaluate("document.activeElement.id") == "doubts"  # and not at the top of the page
    assert page.locator(".doubts .count").inner_text() == "1"
    page.keyboard.press("n")
    page.keyboard.press("c")
    page.locator(".doubts .fine-line").wait_for()
    page.keyboard.press("u")
    page.locator(".doubts li").wait_for()


def test_keys_zoom_help_and_can_be_switched_off(open_page, office):
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    width = page.locator("#page-1").bounding_box()["width"]
    page.keyboard.press("+")
    assert page.locator("#page-1").bounding_box()["width"] > width * 1.2
    page.keyboard.press("-")
    assert page.locator("[data-zoom-now]").inner_text() == "100%"
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    dialog.get_by_label("Dùng phím tắt").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".row[aria-current=true]").count() == 0


def test_escape_leaves_a_form_as_it_was(open_page, office, look):
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    page.keyboard.press("n")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("xxx")  # keys are letters here
    page.keyboard.press("Escape")
    assert page.locator("details.edit[open]").count() == 0
    assert focused_row(page).startswith("directive-")
    assert list_corrections(office[0].database, look().document.id) == []


def test_somebody_was_faster(open_page, office, look):
    first, second = open_page(), open_page()
    for page in (first, second):
        page.goto(f"/documents/{office[1][0]}")
        page.keyboard.press("n")
        page.keyboard.press("e")
    for page, product in ((first, "Báo cáo"), (second, "Kế hoạch")):
        field = page.locator(".row[aria-current=true]").get_by_label("Sản phẩm")
        field.fill(product)
        field.press("Enter")
        page.locator("#said:not(:empty)").wait_for()
    problem = second.locator("#problem")
    assert "đã thay đổi mục này" in problem.inner_text()
    assert {"Báo cáo", "Kế hoạch"} <= set(problem.locator("td").all_inner_texts())
    assert look().directives[1].product == "Báo cáo"
    problem.get_by_role("button").click()
    second.locator("#said", has_text="Đã lưu").wait_for()
    assert look().directives[1].product == "Kế hoạch"
    open_page.wrong[:] = [line for line in open_page.wrong if "409" not in line]  # the browser notes the answer
