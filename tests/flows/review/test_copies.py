"""Copies of one paper on the pages: told, joined, parted, chosen, and gone from the board."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from notice import LINES, PLAIN
from office import load_notice
from playwright.sync_api import expect

from db.copies.shown import copies_of
from db.reading.documents import find_document

FIRST, COPY, OTHER = "01010101", "07070707", "09090909"


@pytest.fixture
def known(office):
    """What is known of a document's copies."""
    return lambda short_id: copies_of(office[0].database, find_document(office[0].database, short_id).id)


@pytest.fixture
def copied(office):
    """The first notice came in a second file."""
    load_notice(office[0], 7, symbol="1/TB-UBND")
    return office


def test_both_documents_say_what_they_are(copied, person):
    page = person.get(f"/documents/{COPY}").text
    assert "nhiệm vụ và số liệu ở đây không vào danh sách nhiệm vụ" in page
    assert f'href="/documents/{FIRST}">1/TB-UBND (01010101)' in page
    assert "Văn bản này đã có trong cơ sở dữ liệu" in page
    page = person.get(f"/documents/{FIRST}").text
    assert "Bản này được tính" in page and f'href="/documents/{COPY}"' in page
    page = person.get("/documents").text
    assert page.count("Bản sao của 01010101") == 1
    assert page.count(">1/TB-UBND<") == 2
    board = person.get("/board").text
    assert "07070707" not in board and "01010101" in board


def test_a_copy_is_parted_joined_and_chosen(copied, person, known):
    address = f"/documents/{COPY}"
    done = person.post(f"{address}/copies", action="lead", other="")
    assert (done.status_code, done.headers["location"]) == (303, f"{address}?said=leads&row=copies#copies")
    assert known(COPY).counts and not known(FIRST).counts
    person.post(f"{address}/copies", action="undo", decision="1")
    person.post(f"{address}/copies", action="part", other=FIRST)
    assert known(COPY).related == ()
    page = person.get(address).text
    assert "đã tách 07070707 khỏi 01010101" in page and "Chưa biết bản nào khác" in page
    person.post(f"{address}/copies", action="join", other="vb-1.pdf")
    assert known(COPY).leading.short_id == FIRST


def test_the_one_that_counts_stays_with_its_other_copies(copied, person, known):
    load_notice(copied[0], 8, symbol="1/TB-UBND")
    person.post(f"/documents/{FIRST}/copies", action="part", other=COPY)
    assert known(COPY).counts
    assert known("08080808").leading.short_id == FIRST
    page = person.get("/documents/08080808").text
    assert page.count('value="part"') == 1


def test_another_text_of_the_number_shows_where_it_differs(office, person, known):
    lines = (*LINES, *(line.replace("400", "900").replace("30/6", "15/9") for line in LINES))
    for number, text in ((7, (*LINES, *LINES)), (9, lines)):
        load_notice(office[0], number, replace(PLAIN, lines=text), symbol="7/TB-UBND")
    page = person.get(f"/documents/{OTHER}?lang=en").text
    assert "Same number, other text" in page
    assert "<td>900</td><td>400</td>" in page
    assert "<td>15/9/2026</td><td>30/6/2026</td>" in page
    person.post(f"/documents/{OTHER}/copies", action="part", other=COPY)
    assert known(OTHER).related == ()
    assert "Same number, other text" not in person.get(f"/documents/{OTHER}").text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"action": "join", "other": "nothing"}, 422, "mang tên “nothing”"),
        ({"action": "join", "other": FIRST}, 422, "Việc này đã có"),
        ({"action": "join", "other": "<b>"}, 422, "mang tên “&lt;b&gt;”"),
        ({"action": "undo", "decision": "77"}, 422, "Việc này đã có"),
        ({"action": "purge"}, 404, "Không tìm thấy"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(copied, person, known, fields, status, words):
    answer = person.post(f"/documents/{COPY}/copies", **fields)
    assert answer.status_code == status
    assert words in answer.text
    assert known(COPY).said == ()


def test_who_may_only_look_gets_no_buttons_and_is_refused(copied, guarded, known):
    reader = guarded()
    reader.sign_in("minh")
    page = reader.get(f"/documents/{COPY}").text
    assert "không vào danh sách nhiệm vụ" in page and "/copies" not in page
    assert reader.post(f"/documents/{COPY}/copies", action="part", other=FIRST).status_code == 403
    assert known(COPY).said == ()


def test_in_a_browser(copied, open_page, known):
    page = open_page()
    page.goto(f"/documents/{COPY}")
    page.locator(".viewer-tools").wait_for()
    page.get_by_role("button", name="Không phải bản sao").click()
    page.locator("#said", has_text="Đã tách hai bản.").wait_for()
    expect(page.locator(".copy-of")).to_have_count(0)
    assert known(COPY).counts
    page.get_by_label("Bản khác của văn bản này").fill(FIRST)
    page.get_by_role("button", name="Ghép").click()
    page.locator(".copy-of").wait_for()
    page.locator("#copies-said > summary").click()
    assert "đã ghép 07070707 với 01010101" in page.locator("#copies-said").inner_text()
    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
