"""Rows and places on the scan light each other up, in a real Chromium."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from notice import PLAIN, Task
from office import load_notice
from screen import focused_row
from sqlalchemy import delete, update

from db.asking.details import revision_detail
from db.engine import transaction
from db.models.finding import Directive, DirectivePart, Metric
from db.reading.documents import find_document
from db.review.corrections import Change, correct


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
