"""A clerk's way through the pages in a real Chromium: from the search to the spreadsheet, by mouse and by keyboard."""

import io

from office import OF_NO_ROW, load_notice
from openpyxl import load_workbook
from playwright.sync_api import expect
from screen import focused_row

from db.review.corrections import list_corrections


def test_from_a_search_to_a_spreadsheet_that_holds_the_correction(open_page, office, look):
    page = open_page()
    page.goto("/")
    page.get_by_label("Tìm kiếm").fill("ra soat can bo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="1/TB-UBND").click()
    # The doubt is named, and its row reached by keyboard.
    page.locator(".viewer-tools").wait_for()  # the script has shown them
    page.keyboard.press("n")
    row = page.locator(".row[aria-current=true]")
    assert "Sở Y tế kiểm tra" in row.inner_text()
    assert page.locator(".box.lit:not(.part)").count() == 1
    # The deadline is corrected by keyboard.
    page.keyboard.press("e")
    deadline = row.get_by_label("Thời hạn", exact=True)
    deadline.fill("30/9/2026")
    deadline.press("Enter")
    page.locator("#said", has_text="Đã lưu sửa đổi.").wait_for()
    assert "30/09/2026" in row.inner_text() and "Đã sửa" in row.inner_text()
    assert look().directives[1].deadline_on.isoformat() == "2026-09-30"
    assert page.locator(".doubts .fine-line").is_visible()
    # Another is rejected, and taken back.
    page.keyboard.press("j")
    rejected = focused_row(page)
    page.keyboard.press("x")
    page.locator(f"#{rejected}.is-rejected").wait_for()
    assert len(look().directives) == 3
    page.keyboard.press("u")
    page.locator(f"#{rejected}:not(.is-rejected)").wait_for()
    assert len(look().directives) == 4
    assert [c.action for c in list_corrections(office[0].database, look().document.id)] == ["undo", "reject", "change"]
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
    # The board: what is added is there; one is done.
    page.get_by_role("link", name="Theo dõi nhiệm vụ").click()
    task = page.locator(".task", has_text="Các cơ quan gửi báo cáo")
    task.get_by_text("Cập nhật").click()
    task.get_by_label("Trạng thái").select_option("done")
    task.get_by_label("Ngày hoàn thành").fill("20/06/2026")
    task.get_by_label("Văn bản hoàn thành").fill("77/BC-STC")
    task.get_by_role("button", name="Lưu").click()
    page.locator("#said", has_text="Đã cập nhật").wait_for()
    assert "77/BC-STC" in page.locator("section", has=page.get_by_role("heading", name="Đã hoàn thành")).inner_text()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Excel", exact=True).click()
    sheet = load_workbook(io.BytesIO(loading.value.path().read_bytes()))["Nhiệm vụ"]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    corrected = next(line for line in cells if any("Sở Y tế kiểm tra" in str(cell) for cell in line))
    assert any(getattr(cell, "isoformat", str)().startswith("2026-09-30") for cell in corrected if hasattr(cell, "isoformat"))
    added = next(line for line in cells if any("Các cơ quan gửi" in str(cell) for cell in line))
    assert "Hoàn thành" in added


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
