"""The flow of review in a real Chromium: from document to document, in place, without losing what was typed, on a phone too."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from office import OF_NO_ROW, load_notice
from playwright.sync_api import expect
from screen import focused_row

from db.reading.documents import find_document
from db.review.corrections import list_corrections


@pytest.fixture
def ids(office):
    """Documents in the order in which they came: with a doubt, without, with one, with two of no row."""
    more = [load_notice(office[0], 7, doubts=1), load_notice(office[0], 8, doubts=0, of_no_row=OF_NO_ROW)]
    return [*office[1][:2], *more]


def heading(page):
    return page.locator("h1").inner_text()


def test_the_queue_leads_from_document_to_document_and_tells_what_is_left(open_page, ids):
    page = open_page()
    page.goto("/documents")
    assert "Còn 3/4 văn bản cần rà soát" in page.locator(".queue").inner_text()
    page.get_by_role("link", name="Bắt đầu rà soát").click()
    assert heading(page) == "1/TB-UBND" and "Văn bản 1/3" in page.locator(".queue-nav").inner_text()
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("n")
    page.keyboard.press("c")
    page.locator("#said", has_text="Đã xác nhận.").wait_for()
    # The list is still known, and what is done keeps its place in it.
    assert "doubts=open" in page.url and "said" not in page.url
    expect(page.locator(".queue-nav")).to_contain_text("Còn 2/4 văn bản")
    page.keyboard.press("]")
    page.wait_for_url("**/documents/07070707?**")
    assert heading(page) == "7/TB-UBND"
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("]")
    page.wait_for_url("**/documents/08080808?**")
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("[")
    page.wait_for_url("**/documents/07070707?**")
    page.goto("/queue?mine=1")
    page.locator("#said", has_text="Không còn văn bản nào cần rà soát.").wait_for()


def test_a_form_without_scripts_keeps_the_list(open_page, ids):
    page = open_page(java_script_enabled=False)
    page.goto("/queue")
    page.locator(".doubts").get_by_role("button", name="Xác nhận").first.click()
    assert "Đã xác nhận." in page.locator("#said").inner_text() and "doubts=open" in page.url
    page.get_by_role("link", name="Văn bản sau").click()
    assert heading(page) == "7/TB-UBND"


def test_a_row_that_is_settled_stays_where_it_is(open_page, ids, look):
    page = open_page(height=700, reduced_motion="reduce")
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    order = page.locator(".row.directive").evaluate_all("rows => rows.map((row) => row.id)")
    page.keyboard.press("n")
    row = focused_row(page)
    top = page.locator(f"#{row}").bounding_box()["y"]
    for key in ("c", "u", "x", "u"):
        page.keyboard.press(key)
        page.locator("#said:not(:empty)").wait_for()
        expect(page.locator("form[aria-busy]")).to_have_count(0)
        assert focused_row(page) == row
        assert page.locator(".row.directive").evaluate_all("rows => rows.map((row) => row.id)") == order
        if key != "u":
            assert abs(page.locator(f"#{row}").bounding_box()["y"] - top) < 2
        top = page.locator(f"#{row}").bounding_box()["y"]


def test_a_doubt_says_what_was_read_shows_the_place_and_is_settled_in_the_list(open_page, ids, office):
    page = open_page()
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    doubt = page.locator(".doubts li")
    assert "Thời hạn" in doubt.inner_text() and "Máy không đọc được" in doubt.inner_text()
    picture = doubt.get_by_role("img", name="Ảnh chỗ này trên trang 1")
    assert picture.bounding_box()["width"] > 200
    assert picture.locator("image").get_attribute("href").startswith(f"/documents/{ids[0]}/pages/1.jpg")
    doubt.get_by_role("link", name="Sửa").click()
    assert page.evaluate("document.activeElement.name") == "deadline_on"
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    doubt.get_by_role("button", name="Xác nhận").click()
    page.locator(".doubts .fine-line").wait_for()
    assert page.evaluate("document.activeElement.id") == "doubts" and page.evaluate("scrollY") < 5
    assert [c.action for c in list_corrections(office[0].database, find_document(office[0].database, ids[0]).id)] == ["confirm"]


def test_empty_fields_are_shown_and_filled(open_page, ids, look):
    page = open_page()
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    row = page.locator(f"#directive-{look().directives[2].id}")
    row.get_by_role("link", name="Thời hạn", exact=True).click()
    assert page.evaluate("document.activeElement.name") == "deadline_on"
    page.keyboard.type("31/12/2026")
    page.keyboard.press("Enter")
    page.locator("#said", has_text="Đã lưu sửa đổi.").wait_for()
    filled = look().directives[2]
    # What nobody printed is not said to be printed.
    assert (filled.deadline_on.isoformat(), filled.deadline_raw) == ("2026-12-31", None)


def test_what_is_typed_elsewhere_survives_a_form_and_leaving_asks(open_page, ids, look):
    page = open_page()
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    first, second = (page.locator(f"#directive-{row.id}") for row in look().directives[2:4])
    first.get_by_text("Sửa", exact=True).click()
    first.get_by_label("Sản phẩm").fill("Báo cáo dở dang")
    second.get_by_role("button", name="Xác nhận").click()
    page.locator("#said", has_text="Đã xác nhận.").wait_for()
    expect(first.get_by_label("Sản phẩm")).to_have_value("Báo cáo dở dang")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Quay lại danh sách").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and f"/documents/{ids[0]}" in page.url
    first.get_by_label("Sản phẩm").press("Enter")
    expect(page.locator("form[aria-busy]")).to_have_count(0)
    page.get_by_role("link", name="Quay lại danh sách").click()
    page.wait_for_url("**/documents?**" if "?" in page.url else "**/documents")
    assert asked == ["beforeunload"]


def test_an_error_stands_beside_its_field(open_page, person, ids, look):
    page = open_page()
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    row = page.locator(f"#directive-{look().directives[2].id}")
    row.get_by_text("Sửa", exact=True).click()
    day = row.get_by_label("Thời hạn", exact=True)
    day.evaluate("field => field.removeAttribute('pattern')")
    day.fill("mai")
    day.press("Enter")
    day = row.get_by_label("Thời hạn", exact=True)
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description(re.compile("“mai” không phải là ngày"))
    open_page.wrong[:] = [line for line in open_page.wrong if "422" not in line]  # the browser notes the answer


def test_what_is_sure_is_confirmed_at_once_and_taken_back_at_once(open_page, ids, look):
    page = open_page()
    page.goto(f"/documents/{ids[0]}")
    page.locator(".viewer-tools").wait_for()
    page.locator("#directives").get_by_role("button", name=re.compile(r"Xác nhận \d+ mục chắc chắn")).click()
    page.locator("#said", has_text="Đã xác nhận các mục chắc chắn").wait_for()
    assert [row.review for row in look().directives] == ["confirmed", None, "confirmed", "confirmed"]
    page.keyboard.press("u")
    page.locator("#said", has_text="Đã hoàn tác").wait_for()
    assert [row.review for row in look().directives] == [None] * 4


def test_on_a_phone_the_place_stands_above_the_row_and_the_rest_is_folded(open_page, ids, look):
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    page.goto(f"/documents/{ids[0]}?sort=newest")
    page.locator(".viewer-tools").wait_for()
    doubtful, other = (page.locator(f"#directive-{look().directives[number].id}") for number in (1, 2))
    cut, title = doubtful.locator(".cut").bounding_box(), doubtful.locator("h3").bounding_box()
    assert cut["width"] > 250 and cut["y"] + cut["height"] <= title["y"] + 1
    assert not other.is_visible()
    page.locator("#rest-directives > summary").tap()
    assert not other.locator(".cut").is_visible()
    other.tap()
    expect(other.locator(".cut")).to_be_visible()
    # What was folded out stays so, and what nobody touched stays folded.
    doubtful.get_by_role("button", name="Xác nhận").tap()
    page.locator("#said", has_text="Đã xác nhận.").wait_for()
    assert other.is_visible() and not page.locator("#rest-metrics > ol").is_visible()
    # The picture that appears moves no button away from below the finger.
    last = page.locator(f"#directive-{look().directives[3].id}")
    last.get_by_role("button", name="Xác nhận").tap()
    expect(page.locator(f"#directive-{look().directives[3].id}.is-confirmed")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
    expect(page.get_by_role("button", name="Điểm cần kiểm tra tiếp theo")).to_be_in_viewport(ratio=0.2)
