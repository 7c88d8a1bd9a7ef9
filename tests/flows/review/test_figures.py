"""The page of figures, asked by a client, by somebody with limited sight, and looked at with Chromium."""

import re
import sys
from pathlib import Path
from threading import Event

import pytest

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.review import figure_pages

sys.path.insert(0, str(Path(__file__).parent.parent / "figures"))
from reports import REPORTS, reading


@pytest.fixture
def reports(office):
    """The office with yearly reports in its database; gives their ids."""
    url, ids = office[0].database, []
    for number, report in enumerate(REPORTS, 21):
        sha256 = f"{number:02x}" * 32
        delivery = (f"/in/{number}.pdf", f"{number}.pdf")
        document, _ = register_document(url, sha256=sha256, byte_size=3, store_path=f"{number:02x}/x", delivery=delivery)
        write_reading(url, RevisionKey(document.id, f"r{number}", {}, {}), reading(number, report))
        ids.append(document.short_id)
    return ids


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_contradictions_come_first_and_lead_to_the_rows(person, reports, look):
    page = person.get("/figures").text
    conflicts = page.split('id="conflicts"')[1].split("</section>")[0]
    assert "số vụ cháy rừng" in conflicts and "trồng rừng" not in conflicts.lower()
    assert "12 vụ văn bản khác nêu khác" in words(conflicts) and "21 vụ văn bản khác nêu khác" in words(conflicts)
    links = [person.get(link).headers["Location"] for link in re.findall(r'href="(/rows/[^"]+)"', conflicts)]
    assert [link.split("?")[0] for link in links] == [f"/documents/{document}" for document in reports[:2]]
    for link in links:
        row = link.split("#")[1]
        assert f'id="{row}"' in person.get(link).text


def test_what_there_is_leads_to_its_series(person, reports):
    page = person.get("/figures").text.split('id="all"')[1]
    link = re.search(r'href="(/figures\?[^"]*q=STATE-REVENUE[^"]*)"', page)[1].replace("&amp;", "&")
    series = words(person.get(link).text)
    assert "47,5 nghìn tỷ đồng 47.500.000.000.000 đồng 21/BC-UBND 15/01/2024" in series
    assert "tỉnh Hòa Bình · Ủy ban nhân dân tỉnh Hòa Bình · đồng · Kết quả · theo năm" in series
    narrowed = person.get("/figures?q=STATE-REVENUE&place=hoa binh").text
    assert "9,25 nghìn tỷ đồng" in narrowed and "51.204" not in narrowed


def test_what_is_asked_for_stands_on_the_page_as_text(person, reports):
    page = person.get('/figures?q="><script>x</script>&page=99').text
    assert "<script>x" not in page and "Không có số liệu nào khớp." in page
    assert person.get("/figures?page=99&issuer=hoa+binh").status_code == 200


def test_the_document_page_shows_the_normal_form(person, reports):
    page = words(person.get(f"/documents/{reports[0]}").text)
    assert "Giá trị quy đổi 47.500.000.000.000 đồng" in page
    assert page.count("Giá trị quy đổi") == 2  # the money and the area; the others say it as printed


def test_strangers_have_to_sign_in(guarded, reports):
    somebody = guarded()
    assert somebody.get("/figures").status_code in {302, 303}
    somebody.sign_in("minh")
    assert "47,5 nghìn tỷ đồng" in somebody.get("/figures?q=STATE-REVENUE").text


@pytest.mark.parametrize("width", [1366, 390])
def test_it_fits_on_screens(open_page, reports, width):
    page = open_page(width)
    page.goto("/figures")
    assert page.locator("#conflicts").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.fill("#q", "cháy rừng")
    page.press("#q", "Enter")
    page.wait_for_url("**/figures?q=*")
    assert page.locator("table.figures a").first.get_attribute("href").startswith("/rows/")


def test_what_is_asked_of_very_many_figures_is_made_beside_the_page(person, reports, monkeypatch):
    pages = ("/figures", "/figures?q=STATE-REVENUE")
    at_once = [person.get(page).text for page in pages]
    monkeypatch.setattr(figure_pages, "FEW", 1)
    may, whole, series = Event(), figure_pages.overview, figure_pages.asked
    monkeypatch.setattr(figure_pages, "overview", lambda url: whole(url) if may.wait(30) else None)
    monkeypatch.setattr(figure_pages, "asked", lambda url, wanted: series(url, wanted) if may.wait(30) else None)
    for page in pages:
        coming = person.get(page)
        assert coming.headers["Refresh"] == "1" and "Đang tổng hợp" in coming.text
        assert 'class="figures"' not in coming.text and "Không có" not in coming.text
    may.set()
    for page, wanted in zip(pages, at_once, strict=True):
        while "Refresh" in (answer := person.get(page)).headers:
            pass
        assert answer.text == wanted


def test_of_a_long_series_the_last_figures_are_shown_and_all_are_a_step_away(person, reports, monkeypatch):
    def tables(answer):
        return [re.findall(r'<td><a href="(/rows/[^"]*)', table) for table in re.findall(r"<tbody>.*?</tbody>", answer.text, re.DOTALL)]

    page = "/figures?q=STATE-REVENUE"
    whole = tables(person.get(page))
    longest = max(map(len, whole))
    assert longest > 1
    monkeypatch.setattr(figure_pages, "MOST_POINTS", 1)
    shortened = person.get(page)
    assert tables(shortened) == [table[-1:] for table in whole]
    assert f"còn {longest - 1} số liệu trước đó" in shortened.text
    link = re.search(r'href="([^"]+whole=1[^"]*)"', shortened.text)[1].replace("&amp;", "&")
    assert tables(person.get(link)) == whole
