"""The search on the pages: places with their words, what is wrong, what can be tried; a click opens the place."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from office import load_notice

from db.review.corrections import Change, correct


def test_places_are_shown_with_their_words_marked(person):
    page = person.get("/search?q=%22danh+sach%22+-thien").text
    assert "1 văn bản" in page and "<mark>danh sách</mark>" in page and "câu giao nhiệm vụ" in page
    assert "/documents/01010101?at=1-" in page and ">2/TB-UBND<" not in page
    assert 'href="/documents?q=%22danh+sach%22+-thien"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("%22ra", "Ngoặc kép chưa được đóng"),
        ("-ra", "Chỉ có từ phải loại ra"),
        ("!", "Không có từ nào để tìm"),
        ("x+" * 60, "Quá nhiều từ"),
    ],
)
@pytest.mark.parametrize("path", ["/search", "/documents"])
def test_a_search_that_is_none_says_so(person, path, typed, said):
    answer = person.get(f"{path}?q={typed}")
    assert (answer.status_code, said in answer.text) == (422, True)
    assert person.get(f"/take/xlsx?q={typed}").status_code == 422


def test_where_nothing_is_found_it_says_what_was_asked_and_what_can_be_tried(person):
    page = person.get("/search?q=%22thi%E1%BB%87n+tai%22+r%C3%A0+-x").text
    assert "Không tìm thấy văn bản nào" in page and "<strong>&#34;thiện tai&#34;</strong> (0)" in page and "<strong>rà</strong> (2)" in page
    assert "Không dấu" in page and "/search?q=%22thien+tai%22+ra+-x" in page and "Bớt từ" in page
    assert "<b>" not in person.get("/search?q=%3Cb%3E").text


def test_markup_in_what_was_found_is_text(person, office, look):
    correct(
        office[0].database, Change(look().document.id, "directive", "change", "Lan", look().directives[0].id, {"text": "<i>chữ</i> lạ"})
    )
    assert "&lt;i&gt;<mark>chữ</mark>&lt;/i&gt;" in person.get("/search?q=chữ").text


def test_pages_of_the_answer(person, office):
    for number in range(10, 31):
        load_notice(office[0], number)
    page = person.get("/search?q=soat").text
    assert "23 văn bản" in page and "Trang 1/2" in page and 'rel="next" href="/search?q=soat&amp;page=2"' in page
    assert 'rel="prev"' in person.get("/search?q=soat&page=2").text


@pytest.mark.parametrize("at", ["1-0-9999999", "9-0-4", "1-4-4", "x", "1-5-2", "1--1-3"])
def test_an_address_of_no_place_shows_the_document(person, at):
    page = person.get(f"/documents/01010101?at={at}")
    assert page.status_code == 200 and 'class="box found"' not in page.text


@pytest.mark.parametrize(("width", "height"), [(1366, 900), (390, 780)])
def test_a_click_opens_the_page_at_the_box(open_page, width, height):
    page = open_page(width=width, height=height)
    page.goto("/search")
    page.get_by_label("Từ cần tìm").fill('"báo cáo về"')
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**/search?q=*")
    assert page.locator("mark").first.inner_text() == "báo cáo về"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".passages a").first.click()
    box = page.locator(".box.found")
    box.wait_for(state="attached")
    page.wait_for_function(
        """() => {
            const [box, frame] = [".box.found", ".pages"].map((name) => document.querySelector(name).getBoundingClientRect());
            return frame.top <= box.top && box.bottom <= frame.bottom;
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_keeps_nobody_out(open_page, scheme):
    page = open_page(color_scheme=scheme)
    for path in ("/search", "/search?q=soat", "/search?q=%22x", "/search?q=thi%E1%BB%87n+soat"):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
    open_page.wrong[:] = [line for line in open_page.wrong if "422" not in line]  # the browser notes the answer
