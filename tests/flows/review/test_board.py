"""The board in a real browser: filters that follow, several tasks changed at once and taken back, by mouse and by keyboard."""

from axe_playwright_python.sync_playwright import Axe
from office import load_notice

SERIOUS = {"serious", "critical"}


def sound(page, where):
    found = Axe().run(page).response["violations"]
    return [(where, v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in SERIOUS]


def total(page, words):
    page.locator("#board .heading strong").filter(has_text=words).wait_for()


def test_a_filter_follows_what_is_typed_and_counts_follow(open_page, office):
    page = open_page()
    page.goto("/board")
    total(page, "8 nhiệm vụ")
    page.get_by_label("Tìm trong nhiệm vụ").fill("tram y te")
    total(page, "2 nhiệm vụ")
    assert "q=tram+y+te" in page.url and page.get_by_label("Tìm trong nhiệm vụ").input_value() == "tram y te"
    assert page.locator("select[name=state] option[value=open]").inner_text() == "Chưa hoàn thành (tất cả) (2)"
    page.get_by_label("Tìm trong nhiệm vụ").fill("")
    total(page, "8 nhiệm vụ")
    page.locator("select[name=agency]").select_option("so-y-te")
    total(page, "4 nhiệm vụ")
    page.get_by_label("Phối hợp").uncheck()
    total(page, "2 nhiệm vụ")
    assert "lead=1" in page.url and "group=1" in page.url and "coordinating" not in page.url
    page.get_by_text("Thêm bộ lọc").click()
    page.get_by_label("Số, ký hiệu văn bản giao").fill("2/TB")
    total(page, "1 nhiệm vụ")
    assert sound(page, "filtered") == []
    page.get_by_text("Lưu bộ lọc này").click()
    page.get_by_label("Tên bộ lọc").fill("Sở Y tế, văn bản 2")
    page.locator(".keep-filter button").click()
    page.locator(".chip").wait_for()
    page.get_by_role("link", name="Xóa bộ lọc", exact=True).click()
    total(page, "8 nhiệm vụ")
    page.get_by_role("link", name="Sở Y tế, văn bản 2").click()
    total(page, "1 nhiệm vụ")


def test_several_are_changed_and_taken_back_in_place(open_page, office, look):
    page = open_page()
    page.goto("/board?sort=symbol")
    for box in page.locator(".pick").all()[:2]:
        box.check()
    assert page.locator("#chosen").inner_text() == "Đã chọn: 2"
    bulk = page.locator("#bulk")
    assert not bulk.get_by_label("Ngày hoàn thành").is_visible()
    bulk.get_by_label("Trạng thái").select_option("done")
    bulk.get_by_label("Ngày hoàn thành").fill("20/06/2026")
    bulk.get_by_label("Người phụ trách").fill("Lan")
    assert sound(page, "bulk") == []
    bulk.get_by_role("button", name="Cập nhật nhiệm vụ đã chọn").press("Enter")
    page.locator(".undo").wait_for()
    assert [task.state for task in look().tasks[:2]] == ["done", "done"]
    assert page.locator("#board .marks").first.inner_text().startswith("Hoàn thành đúng hạn")
    assert page.evaluate("document.activeElement.textContent") == "Hoàn tác"  # one key takes it back
    page.keyboard.press("Enter")
    page.locator(".undo").wait_for(state="detached")
    assert [task.state for task in look().tasks[:2]] == ["not_started", "not_started"]
    assert page.locator(".pick:checked").count() == 0


def test_what_is_refused_is_said_and_kept(open_page, office):
    page = open_page()
    page.goto("/board")
    task = page.locator("[data-task]").first
    task.get_by_text("Cập nhật", exact=True).click()
    form = task.locator("form[action$=extension], form.task-form").first
    form.get_by_label("Trạng thái").select_option("done")
    form.get_by_label("Người phụ trách").fill("Minh")
    form.get_by_role("button", name="Lưu").click()
    page.locator("#problem").wait_for()
    assert "ngày hoàn thành" in page.locator("#problem").inner_text()
    assert page.locator("[data-task] form.task-form").first.get_by_label("Người phụ trách").input_value() == "Minh"
    open_page.wrong[:] = [line for line in open_page.wrong if "422" not in line]  # the browser notes the answer


def test_the_report_on_a_desk_and_on_a_phone(open_page, office):
    page = open_page()
    for language in ("vi", "en"):
        page.goto(f"/report?from=1/6/2026&to=30/6/2026&lang={language}")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        assert sound(page, language) == []
    phone = open_page(width=360, height=740, has_touch=True, is_mobile=True)
    for path in ("/report?from=1/6/2026&to=30/6/2026", "/board?state=open"):
        phone.goto(path)
        phone.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, path


def test_a_phone_shows_the_first_group_and_the_beginning_of_a_long_one(open_page, office):
    for number in range(3, 8):
        load_notice(office[0], number)
    phone = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    phone.goto("/board")
    assert phone.locator(".task:visible").count() == 7
    phone.locator("#group-undated > summary").tap()
    assert phone.locator("#of-undated .task:visible").count() == 12
    assert phone.evaluate("document.documentElement.scrollHeight") < 8000
    phone.get_by_role("button", name="Xem thêm 9 nhiệm vụ").tap()
    assert phone.locator("#of-undated .task:visible").count() == 21
    assert phone.evaluate("document.activeElement.matches('.task:nth-child(13)')")
