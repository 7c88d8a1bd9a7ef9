"""Pages that keep nobody out: without JavaScript, with a screen reader, in the dark, on a phone, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe


def test_it_works_without_javascript(open_page, office, look):
    page = open_page(java_script_enabled=False)
    page.goto(f"/documents/{office[1][0]}")
    row = page.locator(".row.directive.is-open")
    row.get_by_text("Sửa").click()
    row.get_by_label("Thời hạn", exact=True).fill("15/10/2026")
    row.get_by_role("button", name="Lưu").click()
    assert "Đã lưu sửa đổi." in page.locator("#said").inner_text()
    page.get_by_text("Bổ sung nội dung còn sót").click()
    page.locator("#add-citation summary").click()
    page.locator("#add-citation").get_by_label("Số, ký hiệu").fill("12/QĐ-UBND-X")
    page.locator("#add-citation").get_by_role("button", name="Bổ sung").click()
    assert [c.symbol for c in look().citations] == ["12/QĐ-UBND", "12/QĐ-UBND-X"]
    assert look().directives[1].deadline_on.isoformat() == "2026-10-15"
    page.get_by_role("button", name="Hoàn tác", exact=False).first.click()
    assert [c.symbol for c in look().citations] == ["12/QĐ-UBND"]


def test_a_picture_that_is_gone_is_said(open_page, office):
    (office[0].work_folder / "pictures/1.jpg").unlink()
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    page.locator("#page-1 .gone").wait_for()
    assert "Không còn ảnh" in page.locator("#page-1 .gone").inner_text()
    open_page.wrong[:] = [line for line in open_page.wrong if "404" not in line]  # the browser notes the answer


PAGES = ("/documents", "/documents?q=khong+co", "/search?q=soat", "/documents/{0}", "/documents/{2}", "/board", "/login", "/nowhere")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_keeps_anybody_out(open_page, office, language):
    page = open_page()
    for path in PAGES:
        page.goto(path.format(*office[1]) + ("&" if "?" in path else "?") + f"lang={language}")
        if "/documents/" in path or path == "/board":
            page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
    open_page.wrong[:] = [line for line in open_page.wrong if "404" not in line]  # the browser notes the answer


def test_in_the_dark_it_is_readable_too(open_page, office):
    page = open_page(color_scheme="dark")
    for path in PAGES[:5]:
        page.goto(path.format(*office[1]))
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []


def test_a_phone_never_scrolls_sideways(open_page, office, look):
    page = open_page(width=360, height=740, has_touch=True, is_mobile=True)
    for path in PAGES:
        page.goto(path.format(*office[1]))
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
    page.goto(f"/documents/{office[1][0]}")
    page.locator(".row.is-open").get_by_role("button", name="Xác nhận").tap()
    page.locator(".row.is-confirmed").wait_for()
    assert look().directives[1].review == "confirmed"
    open_page.wrong[:] = [line for line in open_page.wrong if "404" not in line]  # the browser notes the answer


def test_print_has_the_findings_with_their_pages_and_nothing_to_press(open_page, office):
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    page.emulate_media(media="print")
    assert page.locator("button:visible, summary.x:visible, .viewer:visible, nav:visible").count() == 0
    row = page.locator(".row.directive").first
    assert row.is_visible() and "trang 1" in row.inner_text()
    assert page.pdf()[:5] == b"%PDF-"
