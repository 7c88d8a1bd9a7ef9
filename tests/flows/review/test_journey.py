"""A clerk's way through the pages in a real Chromium: from the search to the spreadsheet."""

import io
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from notice import PLAIN, Task
from office import OF_NO_ROW, load_notice
from openpyxl import load_workbook
from playwright.sync_api import expect
from sqlalchemy import delete, update

from db.asking.details import revision_detail
from db.engine import transaction
from db.models.finding import Directive, DirectivePart, Metric
from db.reading.documents import find_document
from db.review.corrections import Change, correct, list_corrections


def focused_row(page):
    return page.evaluate("document.activeElement.closest('.row')?.id ?? ''")


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
    task.get_by_label("Văn bản hoàn thành").fill("77/BC-STC")
    task.get_by_role("button", name="Lưu").click()
    page.locator("#said", has_text="Đã cập nhật").wait_for()
    assert "77/BC-STC" in page.locator("section", has=page.get_by_role("heading", name="Đã hoàn thành")).inner_text()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Excel").click()
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


def test_rows_and_boxes_light_each_other_up(open_page, office):
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    rows = page.locator(".row.metric")
    rows.first.hover()
    assert page.locator(".box.lit").count() == 1
    lit = page.locator(".box.lit").get_attribute("data-row")
    assert lit == rows.first.get_attribute("id")
    citation = page.locator(".row.citation")
    page.locator(f".box[data-row={citation.get_attribute('id')}]").dispatch_event("click")
    assert citation.get_attribute("aria-current") == "true"
    assert focused_row(page) == citation.get_attribute("id")


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


PAGES = ("/documents", "/documents?q=khong+co", "/documents/{0}", "/documents/{2}", "/board", "/login", "/nowhere")


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


def colour_of(page, box):
    return box.evaluate("box => getComputedStyle(box).stroke + getComputedStyle(box).strokeDasharray")


def test_the_words_of_party_and_deadline_light_up_apart(open_page, office):
    tasks = (replace(PLAIN.tasks[0], coordinating=("QĐ-UBND",)), replace(PLAIN.tasks[1], sure=False), *PLAIN.tasks[2:])
    short_id = load_notice(office[0], 9, replace(PLAIN, tasks=tasks))
    detail = revision_detail(office[0].database, find_document(office[0].database, short_id).id)
    first, second, *_ = detail.directives
    page = open_page()
    page.goto(f"/documents/{short_id}")
    page.locator(".viewer-tools").wait_for()
    assert page.locator(".legend li").all_inner_texts() == ["Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
    assert page.locator(".box.part:visible").count() == 0
    page.locator(f"#directive-{first.id} h3").hover()
    boxes = {field: page.locator(f".box.part.{field}:visible") for field in ("lead", "coordinating", "deadline")}
    assert [boxes[field].count() for field in boxes] == [1, 1, 1]
    # Each lies on its own words, and looks like its swatch in the legend and in the row, and like no other.
    text, scan = detail.revision.clean_text, detail.pages[0]
    for part in first.parts:
        [region] = part.evidence.regions
        assert text[part.evidence.span_start : part.evidence.span_end] == part.value
        assert float(boxes[part.field].get_attribute("x")) == pytest.approx(region.box_left / scan.width, abs=1e-4)
        assert float(boxes[part.field].get_attribute("width")) < 0.5
    assert len({colour_of(page, box) for box in boxes.values()}) == 3
    swatch = page.locator(".legend .swatch.lead").evaluate("s => getComputedStyle(s).borderTopColor")
    assert swatch in colour_of(page, boxes["lead"])
    # A part cannot be clicked, but what lies below it can.
    middle = boxes["deadline"].bounding_box()
    hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y).getAttribute('class')", [middle["x"] + 9, middle["y"] + 9])
    assert hit.startswith("box ") and "part" not in hit
    # Why it reads so is told in words too.
    page.locator(f"#why-directive-{first.id} summary").click()
    told = page.locator(f"#why-directive-{first.id}").inner_text()
    assert "Thời hạn: trước ngày 30/6/2026" in told and "trang 1" in told and "quy tắc deadline-rule" in told
    # What is not sure looks doubtful, and is gone to by the key for doubts.
    unsure = page.locator(f"#directive-{second.id}")
    assert "is-open" in unsure.get_attribute("class") and "Cần kiểm tra" in unsure.inner_text()
    assert page.locator(f"#directive-{first.id}").get_by_text("Cần kiểm tra").count() == 0
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("n")
    assert focused_row(page) == f"directive-{second.id}"
    assert page.locator(".box.part.deadline:visible").count() == 1
    # Once somebody has compared it, it is sure.
    page.keyboard.press("c")
    page.locator(f"#directive-{second.id}.is-confirmed").wait_for()
    assert page.locator(f"#directive-{second.id}").get_by_text("Cần kiểm tra").count() == 0
    assert [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}] == []


def test_a_part_in_a_heading_before_lights_up_and_the_row_is_gone_to(open_page, office):
    task = Task(5, ("Nhiệm vụ",), heading=2)
    short_id = load_notice(office[0], 9, replace(PLAIN, tasks=(task, *PLAIN.tasks[1:])))
    page = open_page()
    page.goto(f"/documents/{short_id}")
    page.locator(".viewer-tools").wait_for()
    detail = revision_detail(office[0].database, find_document(office[0].database, short_id).id)
    page.locator(f"#directive-{detail.directives[0].id}").hover()
    heading, own = page.locator(".box.part.lead:visible").bounding_box(), page.locator(".box.lit:not(.part)").bounding_box()
    assert heading["y"] + heading["height"] < own["y"]


def test_a_field_that_a_person_changed_no_longer_lights_up(open_page, office, look):
    detail = look()
    correct(office[0].database, Change(detail.document.id, "directive", "change", "Lan", detail.directives[0].id, {"lead": ["Sở Y tế"]}))
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    row = page.locator(f"#directive-{detail.directives[0].id}")
    row.hover()
    assert page.locator(".box.part.deadline:visible").count() == 1
    assert page.locator(".box.part.lead:visible").count() == 0
    assert page.locator(f"#why-directive-{detail.directives[0].id} li").count() == 1


def test_a_reading_of_an_earlier_version_looks_doubtful_and_opens(open_page, office, look):
    with transaction(office[0].database) as session:
        session.execute(update(Directive).values(sure=None, in_table=None, item=None))
        session.execute(update(Metric).values(sure=None))
        session.execute(delete(DirectivePart))
    page = open_page()
    page.goto(f"/documents/{office[1][0]}")
    assert page.locator(".row.directive.is-open, .row.metric.is-open").count() == len(look().directives) + len(look().metrics)
    assert page.locator(".legend").count() == page.locator(".why").count() == 0
