"""The text of a page beside its picture: shown, corrected by forms, by mouse and by keyboard, and never lost without asking."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from office import PLAIN
from playwright.sync_api import expect
from sqlalchemy import select

from db.engine import transaction
from db.models.document import TextChange
from db.reading.documents import find_document
from db.review.text import list_line_corrections

PAGE = "/documents/01010101/text/1"


@pytest.fixture
def said(office):
    return lambda: list_line_corrections(office[0].database, find_document(office[0].database, office[1][0]).sha256)


@pytest.fixture
def doubtful(office):
    """A word of the second line may be another."""
    start = len(PLAIN.lines[0]) + 1
    with transaction(office[0].database) as session:
        document = find_document(office[0].database, office[1][0])
        revision = session.scalar(select(TextChange.revision_id)) or _revision(session, document.id)
        change = {"before": "Tỷ", "after": "Tỉ", "reason": "syllable-context", "score": 0.5, "applied": False}
        session.add(TextChange(revision_id=revision, span_start=start, span_end=start + 2, **change))


def _revision(session, document_id):
    from db.models.document import Revision

    return session.scalar(select(Revision.id).where(Revision.document_id == document_id, Revision.is_current))


def test_lines_stand_in_fields_and_doubtful_words_are_marked(person, doubtful):
    page = person.get(PAGE).text
    assert page.count("<textarea") == len(PLAIN.lines) + 1
    assert all(line in page for line in PLAIN.lines)
    assert "<mark>Tỷ</mark>" in page and 'data-instead="Tỉ lệ giải ngân' in page
    assert page.count('name="right"') == 1 and "1 dòng cần kiểm tra" in page
    assert '<a href="/documents/01010101/text/1">Trang 1</a>' in person.get("/documents/01010101").text


def test_what_is_sent_is_kept_and_says_when_it_counts(person, said, doubtful):
    lines = {f"line-{number}": line for number, line in enumerate(PLAIN.lines, 1)}
    answer = person.post(PAGE, revision="1", **lines | {"line-4": "Sở Nội vụ rà soát.", "right": "2"})
    # The words of this made-up file never stood in the work folder, so its content has to wait for the next reading.
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?said=text_later")
    assert [(e.before, e.after) for e in said()] == [(PLAIN.lines[3], "Sở Nội vụ rà soát."), (PLAIN.lines[1], PLAIN.lines[1])]
    page = person.get(answer.headers["location"]).text
    assert "sẽ áp dụng khi nhận dạng lại" in page and "chờ lần nhận dạng sau" in page
    assert person.post(f"{PAGE}/undo", correction=str(said()[0].id)).status_code == 303
    assert [e.state for e in said()] == ["undo", "undone", "waiting"]
    assert person.post(f"{PAGE}/undo", correction="999").status_code == 409


def test_lines_are_split_joined_added_and_removed(person, said):
    lines = {f"line-{number}": line for number, line in enumerate(PLAIN.lines, 1)}
    told = {"line-1": "đầu\r\ndòng", "line-3": "", "join": "4", "added": "Dòng bị bỏ sót."}
    assert person.post(PAGE, revision="1", **lines | told).status_code == 303
    last = PLAIN.lines[-1]
    assert [(e.before, e.after) for e in reversed(said())] == [
        (PLAIN.lines[0], "đầu\ndòng"),
        (PLAIN.lines[2], ""),
        ("\n".join(PLAIN.lines[3:5]), " ".join(PLAIN.lines[3:5])),
        (last, f"{last}\nDòng bị bỏ sót."),
    ]
    refused = person.post(PAGE, revision="9", join="4", added="của tôi")
    assert refused.status_code == 422 and 'value="4" checked' in refused.text and ">của tôi</textarea>" in refused.text
    assert person.post(PAGE, revision="1", join=str(len(PLAIN.lines))).status_code == 422


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"revision": "7", "line-4": "của tôi"}, "đã được nhận dạng lại"),
        ({"revision": "1", "line-4": "của tôi" * 400}, "Một dòng không thể dài như vậy"),
        ({"revision": "1", "line-4": PLAIN.lines[3]}, "Không có gì thay đổi."),
        ({"revision": "1", "line-99": "của tôi"}, "Không có gì thay đổi."),
    ],
)
def test_what_is_not_taken_is_told_and_stays_typed(person, said, fields, told):
    answer = person.post(PAGE, **fields)
    assert answer.status_code == 422 and told in answer.text
    if fields.get("line-4", "").startswith("của tôi"):
        assert fields["line-4"] in answer.text
    assert said() == []


def test_pages_that_are_not_there_and_people_who_may_not(person, guarded, said):
    for address in ("/documents/01010101/text/2", "/documents/01010101/text/0", "/documents/ffffffff/text/1", "/documents/99999999/text/1"):
        assert person.get(address).status_code == 404
    reader = guarded()
    reader.sign_in("minh")
    page = reader.get(PAGE).text
    assert "<textarea" not in page and PLAIN.lines[3] in page
    assert reader.post(PAGE, revision="1", **{"line-4": "x"}).status_code == 403
    assert said() == []


def test_a_clerk_corrects_by_keyboard(open_page, said, doubtful):
    page = open_page()
    page.goto("/documents/01010101")
    page.get_by_role("link", name="Chữ của trang", exact=True).click()
    page.locator(".viewer-tools").wait_for()
    fourth = page.get_by_label("Dòng 4", exact=True)
    fourth.focus()
    box = page.locator(".box[data-row=line-4]")
    expect(box).to_have_class(re.compile("lit"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Hết.")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text-5"
    expect(page.locator(".box[data-row=line-5]")).to_have_class(re.compile("lit"))
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "text-4"
    page.locator("#line-2 [data-instead]").click()
    expect(page.get_by_label("Dòng 2", exact=True)).to_have_value(PLAIN.lines[1].replace("Tỷ", "Tỉ", 1))
    page.keyboard.press("Control+Enter")
    page.locator("#said", has_text="Chữ đã sửa được lưu").wait_for()
    assert [e.after for e in said()] == [f"{PLAIN.lines[3]} Hết.", PLAIN.lines[1].replace("Tỷ", "Tỉ", 1)]


def test_a_clerk_splits_joins_and_adds_lines(open_page, said):
    page = open_page()
    page.goto(PAGE)
    page.locator(".viewer-tools").wait_for()
    third = page.get_by_label("Dòng 3", exact=True)
    third.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+Enter")
    words = PLAIN.lines[2].split()
    expect(third).to_have_value(f"{words[0]}\n{' '.join(words[1:])}")
    page.get_by_label("Dòng 4", exact=True).focus()
    page.locator("#line-4").get_by_label("Ghép với dòng dưới").check()
    page.get_by_label("Dòng 6", exact=True).focus()
    page.locator("#line-6 [data-line=below]").click()
    page.keyboard.type("Dòng bị bỏ sót.")
    page.get_by_label("Dòng 7", exact=True).focus()
    page.locator("#line-7 [data-line=remove]").click()
    page.keyboard.press("Control+Enter")
    page.locator("#said", has_text="Chữ đã sửa được lưu").wait_for()
    assert [e.after for e in reversed(said())] == [
        f"{words[0]}\n{' '.join(words[1:])}",
        " ".join(PLAIN.lines[3:5]),
        f"{PLAIN.lines[5]}\nDòng bị bỏ sót.",
        "",
    ]


def test_a_click_on_the_scan_leads_to_the_line_and_leaving_asks(open_page, said):
    page = open_page()
    page.goto(PAGE)
    page.locator(".viewer-tools").wait_for()
    page.locator(".box[data-row=line-3]").dispatch_event("click")
    assert page.evaluate("document.activeElement.id") == "text-3"
    page.keyboard.type("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Quay lại văn bản").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and page.url.endswith(PAGE)
    assert (
        page.get_by_label("Dòng 3", exact=True).input_value().startswith("x")
        or "x" in page.get_by_label("Dòng 3", exact=True).input_value()
    )
    assert said() == []


def test_it_works_without_scripts_and_keeps_nobody_out(open_page, said, doubtful):
    page = open_page(java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_label("Dòng 5", exact=True).fill("Sở Y tế kiểm tra.")
    page.get_by_role("button", name="Lưu chữ đã sửa").first.click()
    assert [e.after for e in said()] == ["Sở Y tế kiểm tra."]
    for width, language in ((1366, "vi"), (390, "en")):
        page = open_page(width=width)
        page.goto(f"{PAGE}?lang={language}")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
