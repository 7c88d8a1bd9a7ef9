"""The pictures of the guides: the review pages with the samples in them, taken in a headless Chromium.

``python -m samples.guide_pictures`` reads the samples into a home of its own (two minutes), or takes one that was read before
(``--home``), of which it works on a copy, and writes ``docs/images/vi``. The day is always the same, so that a picture changes only where
a page does.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pikepdf
import uvicorn
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.settings import Settings
from db.asking.details import revision_details
from db.asking.listing import Wanted, list_page
from db.asking.selection import list_parties
from db.asking.statistics import tasks_by_agency
from db.reading.documents import find_document
from flows.review.app import make_site
from flows.review.connections import Connections, Limits, listen
from flows.review.serving import config_for
from flows.takeaway.charts import draw_tasks, source_line
from flows.takeaway.workbook import HEAD_ROW, TASKS

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "images" / "vi"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 150_000  # bytes of a picture: pages of the guide are read over slow lines
NOON = datetime.fromisoformat("2026-06-18T12:00:00+07:00").timestamp()
_QUALITY = 84  # of WebP: letters are sharp, and a page with a scan has about 100 kB
_DESK, _PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
_PERSON = "Nguyễn Thị Lan"


def read_samples(home: Path) -> None:
    """Read the samples, and a PDF with a password, which stays unread, into a home."""
    locked = home.parent / "giay-moi-co-mat-khau.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="thongbao", user="thongbao"))
    scans = []
    for scan in sorted((ROOT / "samples").glob("*/scan.pdf")):
        scans.append(str(shutil.copy(scan, home.parent / f"{scan.parent.name}.pdf")))
    run(home, "ingest", *scans, str(locked), ends=(0, 2))


def run(home: Path, *arguments: str, ends: tuple[int, ...] = (0,)) -> None:
    """Run a command of the program in a home."""
    done = subprocess.run([sys.executable, "-m", "flows", *arguments], cwd=ROOT, env=os.environ | {"THONGBAO_HOME": str(home)}, check=False)
    if done.returncode not in ends:
        raise SystemExit(f"thongbao {arguments[0]} ended with {done.returncode}")


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The review pages as a browser sees them, at the address that is given."""
    site = make_site(settings, "127.0.0.1", lambda: NOON)
    connections = Connections(Limits(), site.proxies)
    listening = listen("127.0.0.1", 0, connections)
    server = uvicorn.Server(config_for(site, connections))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def keep(page: Page, name: str, height: int | None = None) -> None:
    """Write what the browser shows, from the top of its window."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.getElementById('said').textContent = ''")
    size = page.viewport_size or _DESK
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    save(Image.open(io.BytesIO(page.screenshot(clip=clip))), name)  # type: ignore[arg-type]


def save(picture: Image.Image, name: str) -> None:
    """Write a picture, small enough.

    Raises:
        SystemExit: it is larger than :data:`LARGEST`.
    """
    path = FOLDER / f"{name}.webp"
    picture.convert("RGB").save(path, quality=_QUALITY, method=6)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes, more than {LARGEST}.")


def take_lists(page: Page, _: Mapping[str, str]) -> None:
    """The list of documents, a search in it, and a file that could not be read."""
    page.goto("/documents?sort=arrived")
    keep(page, "danh-sach")
    page.goto("/documents?doubts=open&from=01/05/2026")
    keep(page, "tai-ve", 470)
    page.goto("/search?q=tàu thuyền")
    keep(page, "tim-kiem", 640)
    page.goto("/documents?state=quarantined")
    page.locator(".document-row a").first.click()
    keep(page, "chua-xu-ly-duoc", 400)


def take_upload(page: Page, _: Mapping[str, str]) -> None:
    """Files that are about to be brought."""
    page.goto("/upload")
    pages = [{"name": f"215-TB-UBND-trang-{n}.jpg", "mimeType": "image/jpeg", "buffer": b"-"} for n in (1, 2)]
    page.get_by_label("Chọn tệp").set_input_files(pages)  # type: ignore[arg-type]
    keep(page, "dua-vao", 560)
    for _number in range(2):
        page.locator("#chosen button").first.click()


def take_text(page: Page, ids: Mapping[str, str]) -> None:
    """A line of a page's text beside its place on the scan."""
    page.goto(f"/documents/{ids['215/TB-UBND']}/text/1")
    page.locator(".viewer-tools").wait_for()
    page.locator(".line textarea").filter(has_text="xếp thứ 21/34").focus()
    keep(page, "chu-cua-trang")


def take_document(page: Page, ids: Mapping[str, str]) -> None:
    """A document: the scan beside the rows, a row being corrected, and one that was missed being added."""
    page.goto(f"/documents/{ids['215/TB-UBND']}")
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("n")
    keep(page, "ra-soat")
    page.keyboard.press("e")
    expect(page.locator(".row[aria-current=true]").get_by_role("button", name="Lưu")).to_be_in_viewport()
    keep(page, "sua")
    page.keyboard.press("Escape")
    page.goto(f"/documents/{ids['2310/UBND-NN']}")
    page.locator(".viewer-tools").wait_for()
    page.keyboard.press("a")
    sheet = page.locator("#page-1").bounding_box()
    if sheet is None:
        raise SystemExit("The page of the scan is not shown.")
    left, top = sheet["x"] + sheet["width"] * 0.12, sheet["y"] + sheet["height"] * 0.588
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + sheet["width"] * 0.84, top + sheet["height"] * 0.042, steps=8)
    page.mouse.up()
    expect(page.locator("#add-directive-text")).not_to_have_value("")
    expect(page.locator("#add-directive").get_by_role("button", name="Bổ sung")).to_be_in_viewport()
    keep(page, "bo-sung")


def take_board(page: Page, _: Mapping[str, str]) -> None:
    """The board, and a task that is brought up to date."""
    page.goto("/board")
    keep(page, "theo-doi")
    task = page.locator(".board-group").first.locator(".task").first
    task.get_by_text("Cập nhật", exact=True).click()
    task.get_by_label("Trạng thái").select_option("done")
    task.get_by_label("Người phụ trách").fill(_PERSON)
    task.get_by_label("Văn bản hoàn thành").fill("77/BC-STC")
    task.get_by_label("Ngày hoàn thành").fill("15/06/2026")
    task.evaluate("task => task.scrollIntoView({ block: 'center', behavior: 'instant' })")
    keep(page, "cap-nhat")


def take_report(page: Page, _: Mapping[str, str]) -> None:
    """The report on a span of days."""
    page.goto("/report?from=01/05/2026&to=18/06/2026")
    keep(page, "bao-cao")


def take_sheet(page: Page, _: Mapping[str, str]) -> None:
    """What a sheet that comes back would change."""
    page.goto("/board?state=overdue")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Excel", exact=True).click()
    book = load_workbook(io.BytesIO(loading.value.path().read_bytes()))
    sheet = book[TASKS.name]
    for row, (state, owner) in enumerate((("Đang thực hiện", _PERSON), ("xong", "")), HEAD_ROW + 1):
        for column, value in (("Trạng thái", state), ("Người phụ trách", owner)):
            sheet.cell(row, 1 + [name for name, _ in TASKS.columns].index(column)).value = value or None
    stream = io.BytesIO()
    book.save(stream)
    page.goto("/import")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Chọn bảng Excel").set_input_files({"name": "nhiem-vu.xlsx", "mimeType": media, "buffer": stream.getvalue()})
    page.get_by_role("button", name="Xem trước thay đổi").click()
    keep(page, "nhan-bang", 560)


def take_figures(page: Page, _: Mapping[str, str]) -> None:
    """What figures there are."""
    page.goto("/figures")
    keep(page, "so-lieu")


def take_phone(page: Page, ids: Mapping[str, str]) -> None:
    """A row on a phone, with its place above it."""
    page.goto(f"/documents/{ids['215/TB-UBND']}")
    page.locator(".viewer-tools").wait_for()
    page.get_by_role("button", name="Điểm cần kiểm tra tiếp theo").click()
    keep(page, "dien-thoai")


def take_all(settings: Settings, browser: Browser, url: str) -> None:
    """Every picture of the pages."""
    ids = {row.symbol: row.short_id for row in list_page(settings.database, Wanted()).rows if row.symbol}
    sessions: tuple[tuple[dict[str, int], tuple[Callable[[Page, Mapping[str, str]], None], ...]], ...] = (
        (_DESK, (take_lists, take_upload, take_document, take_text, take_board, take_report, take_sheet, take_figures)),
        (_PHONE, (take_phone,)),
    )
    for size, takes in sessions:
        context = browser.new_context(viewport=size, locale="vi-VN", base_url=url, reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/documents")
        page.locator("details.name summary").click()
        page.get_by_label("Họ tên người rà soát").fill("Lan")
        page.get_by_role("button", name="Lưu tên").click()
        for take in takes:
            take(page, ids)
        context.close()


def take_chart(home: Path) -> None:
    """The chart of the tasks of one document by agency, as of the day of all pictures."""
    drawn, today, url = home / "chart.png", date.fromtimestamp(NOON), Settings(home=home).database
    [detail] = revision_details(url, [find_document(url, "215/TB-UBND").id])
    groups = tasks_by_agency(detail.tasks, list_parties(url), today)
    draw_tasks(drawn, "Nhiệm vụ theo cơ quan chủ trì", groups, source_line([detail.revision.symbol or ""], today))
    with Image.open(drawn) as picture:
        save(picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.Resampling.LANCZOS), "bieu-do")


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description="Take the pictures of the guides.")
    parser.add_argument("--home", type=Path, help="a home with the samples read, of which a copy is used")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if given.home:
            shutil.copytree(given.home, home)
        else:
            home.mkdir()
            read_samples(home)
        settings = Settings(home=home)
        with served(settings) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            take_all(settings, browser, url)
            browser.close()
        take_chart(home)


if __name__ == "__main__":
    main()
