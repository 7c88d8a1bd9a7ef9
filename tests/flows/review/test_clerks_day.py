"""The day of a clerk from the scan to the monthly report, in a real Chromium: once with a mouse, once with a keyboard alone."""

import asyncio
import io
import re
import shutil
from contextvars import copy_context
from datetime import date
from pathlib import Path

import docx
import pytest
from hands import Keyboard, Mouse, look
from notice import AGENCIES
from office import load_notice
from openpyxl import load_workbook
from orders import Order, load_document
from people import PASSWORD, Pages
from playwright.sync_api import expect

from db.asking.details import revision_detail
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.intake import Intake

pytestmark = pytest.mark.usefixtures("prefect_server")
SCAN = Path(__file__).parents[3] / "samples" / "bao-cao-cai-cach" / "scan.pdf"
PATIENCE = 300_000  # milliseconds: two pages are read meanwhile


@pytest.fixture(scope="module")
def read_before(tmp_path_factory):
    """What reading the scan made: the second day takes it up, as an interrupted run does, instead of recognizing the pages anew."""
    return tmp_path_factory.mktemp("read") / "work"


@pytest.fixture
def home(office, read_before, monkeypatch):
    """The office with an order of the province, its clerk's account, and what was read before; the reading runs in this process."""
    settings = office[0]
    monkeypatch.setenv("THONGBAO_HOME", str(settings.home))
    monkeypatch.setattr("orders.RESOLVE", AGENCIES.get)  # the agencies of the other notices
    by = Order(("Sở Nội vụ",), date(2026, 3, 31)), Order(("Sở Tài chính",), date(2026, 5, 15))
    load_document(settings.database, 3, *by, issued_on=date(2026, 3, 2), symbol="318/UBND-NC", kind="CV")
    load_notice(settings, 4)
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    if read_before.exists():
        shutil.copytree(read_before, settings.work_folder, dirs_exist_ok=True)
    yield settings
    shutil.copytree(settings.work_folder, read_before, dirs_exist_ok=True)


@pytest.fixture
def served(home, clock):
    context = copy_context()  # knows the Prefect server

    def read(command):
        return context.copy().run(asyncio.run, ingest_batch([command[1]]))[0].exit_code

    site = make_site(home, "127.0.0.1", lambda: clock[0])
    site.intake = Intake(home, read)
    pages = Pages(site)
    yield pages
    pages.stop()


class Day:
    """What somebody does one after another."""

    def __init__(self, page, hands, settings, scan):
        self.page, self.hands, self.settings, self.scan = page, hands, settings, scan

    def go(self, name):
        self.hands.press(self.page.get_by_role("navigation", name="Điều hướng chính").get_by_role("link", name=name, exact=True))
        expect(self.page.locator("nav [aria-current=page]").first).to_have_text(name)

    def look(self):
        look(self.page, barriers=isinstance(self.hands, Mouse))  # the other day sees the same pages

    def said(self, words):
        expect(self.page.locator("#said")).to_contain_text(words)

    def cited(self):
        detail = revision_detail(self.settings.database, find_document(self.settings.database, "164/BC-SNV").id)
        return [row.symbol for row in detail.citations]

    def sign_in(self):
        page, hands = self.page, self.hands
        page.goto("/")
        self.look()
        hands.fill(page.get_by_label("Tên đăng nhập"), "lan")
        hands.fill(page.get_by_label("Mật khẩu"), PASSWORD)
        hands.send(page.get_by_label("Mật khẩu"))
        expect(page.get_by_role("heading", name="Danh sách văn bản")).to_be_visible()
        self.look()

    def upload(self):
        page, hands = self.page, self.hands
        self.go("Đưa vào")
        hands.give(page.get_by_label("Chọn tệp"), self.scan)
        hands.press(page.get_by_role("button", name="Đưa vào"))
        self.said("Đã nhận tệp")
        self.look()
        expect(page.locator("#jobs").get_by_role("link", name="bao-cao.pdf")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("#jobs .badge")).to_have_text("Đã xong")

    def review(self):
        page, hands = self.page, self.hands
        self.go("Văn bản")
        hands.press(page.get_by_role("link", name="Bắt đầu rà soát"))
        expect(page.locator("h1")).to_have_text("1/TB-UBND")
        expect(page.locator(".queue-nav")).to_contain_text("Còn 3/5 văn bản")
        page.locator(".viewer-tools").wait_for()
        self.look()
        hands.settle(page.locator(".doubts li").first)
        expect(page.locator(".doubts .fine-line")).to_be_visible()
        for symbol in ("4/TB-UBND", "164/BC-SNV"):
            hands.press(page.get_by_role("link", name="Văn bản sau"))
            expect(page.locator("h1")).to_have_text(symbol)
            page.locator(".viewer-tools").wait_for()
        self.look()
        self.correct(page.locator("#rest-metrics .row").first)
        hands.press(page.get_by_role("button", name=re.compile(r"Xác nhận \d+ mục chắc chắn")).first)
        self.said("Đã xác nhận các mục chắc chắn")

    def correct(self, row):
        hands = self.hands
        hands.edit(row)
        value = row.get_by_label("Giá trị", exact=True)
        hands.fill(value, "mười tám")
        hands.send(value)
        expect(value).to_have_attribute("aria-invalid", "true")
        expect(value).to_have_accessible_description(re.compile("không phải là số"))
        expect(value).to_be_focused()
        hands.fill(value, "19")
        hands.send(value)
        self.said("Đã lưu sửa đổi.")
        expect(row).to_have_class(re.compile("is-corrected"))

    def mend_text(self):
        page, hands = self.page, self.hands
        hands.press(page.get_by_role("link", name="Chữ của trang", exact=True))
        hands.press(page.get_by_role("link", name="1", exact=True))  # the text is that of the page one is at
        line = page.locator(".line textarea").filter(has_text="12/KH-UBND")
        expect(line).to_be_visible()
        self.look()
        hands.fill(line, line.input_value().replace("12/KH", "112/KH"))
        hands.send(line)
        self.said("Đã lưu chữ đã sửa")
        expect(line.filter(has_text="112/KH-UBND")).to_be_focused()

    def next_document(self):
        page, hands = self.page, self.hands
        hands.press(page.get_by_role("link", name="Quay lại văn bản 164/BC-SNV"))
        expect(page.locator(".queue-nav")).to_contain_text("Văn bản 2/2")
        page.locator(".viewer-tools").wait_for()
        assert self.cited() == ["112/KH-UBND", "318/UBND-NC", "41/NQ-HĐND"]
        hands.press(page.get_by_role("link", name="Văn bản trước"))
        expect(page.locator("h1")).to_have_text("4/TB-UBND")

    def search(self):
        page, hands = self.page, self.hands
        self.go("Tìm kiếm")
        hands.fill(page.get_by_label("Từ cần tìm"), '"hồ sơ quá hạn" đất đai')
        hands.send(page.get_by_label("Từ cần tìm"))
        expect(page.locator(".hit h3")).to_have_text("164/BC-SNV")
        self.look()
        hands.press(page.locator(".passages a").first)
        page.locator(".viewer-tools").wait_for()
        expect(page.locator(".box.found").first).to_be_in_viewport()

    def follow_up(self):
        page, hands = self.page, self.hands
        self.go("Theo dõi nhiệm vụ")
        total = page.locator("#board .heading strong")
        expect(total).to_have_text("14 nhiệm vụ")
        self.look()
        hands.choose(page.locator("#filters select[name=agency]"), "Sở Nội vụ (4)")
        expect(total).to_have_text("4 nhiệm vụ")
        hands.tick(page.get_by_label("Phối hợp"))
        hands.tick(page.get_by_label("Thuộc nhóm được giao"))
        expect(page).to_have_url(re.compile(r"agency=so-noi-vu&lead=1&sort=deadline$"))
        hands.press(page.get_by_text("Lưu bộ lọc này"))
        hands.fill(page.get_by_label("Tên bộ lọc"), "Sở Nội vụ chủ trì")
        hands.send(page.get_by_label("Tên bộ lọc"))
        self.said("Đã lưu bộ lọc.")
        expect(page.locator(".chip")).to_contain_text("Sở Nội vụ chủ trì")
        self.several()
        self.one()
        self.take_evidence()

    def several(self):
        page, hands = self.page, self.hands
        for box in page.locator(".pick").all()[1:]:
            hands.tick(box)
        bulk = page.locator("#bulk")
        hands.choose(bulk.get_by_label("Trạng thái"), "Đang thực hiện")
        hands.press(bulk.get_by_role("button", name="Cập nhật nhiệm vụ đã chọn"))
        expect(page.locator(".undo")).to_contain_text("Đã cập nhật 3 nhiệm vụ.")
        expect(page.locator(".task .marks", has_text="Đang thực hiện")).to_have_count(3)
        hands.press(page.get_by_role("button", name="Hoàn tác", exact=True))
        expect(page.locator(".task .marks", has_text="Đang thực hiện")).to_have_count(0)

    def one(self):
        page, hands = self.page, self.hands
        task = page.locator(".task", has_text="1/TB-UBND")
        hands.press(task.get_by_text("Cập nhật", exact=True))
        form = task.locator("form.task-form").first
        hands.choose(form.get_by_label("Trạng thái"), "Hoàn thành")
        hands.press(form.get_by_role("button", name="Lưu"))
        expect(form.get_by_label("Ngày hoàn thành")).to_be_focused()
        self.look()
        hands.fill(form.get_by_label("Ngày hoàn thành"), "20/06/2026")
        hands.send(form.get_by_label("Ngày hoàn thành"))
        expect(task.locator(".marks")).to_contain_text("Hoàn thành đúng hạn")

    def take_evidence(self):
        page, hands = self.page, self.hands
        task = page.locator(".task", has_text="318/UBND-NC")
        expect(task.locator(".offer")).to_contain_text("164/BC-SNV")
        hands.press(task.get_by_role("button", name="Nhận là văn bản hoàn thành"))
        expect(task.locator(".marks")).to_contain_text("Hoàn thành đúng hạn")
        expect(task.locator(".marks")).to_contain_text("164/BC-SNV")

    def report(self):
        page, hands = self.page, self.hands
        self.go("Báo cáo")
        self.look()
        numbers = [13, 1, 0, 11, 1]
        assert page.locator(".report tfoot td").all_inner_texts() == [str(number) for number in numbers]
        sheet = load_workbook(io.BytesIO(self.taken("Excel")))
        assert self.totals([[cell.value for cell in line] for line in sheet.worksheets[0].iter_rows()]) == numbers
        paper = docx.Document(io.BytesIO(self.taken("Word")))
        rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
        assert self.totals(rows) == [str(number) for number in numbers]
        hands.press(page.get_by_role("link", name="Tháng 03/2026"))
        expect(page.locator(".report tfoot td").nth(1)).to_have_text("1")

    def taken(self, name):
        with self.page.expect_download() as loading:
            self.hands.press(self.page.get_by_role("link", name=name, exact=True))
        return loading.value.path().read_bytes()

    @staticmethod
    def totals(rows):
        """The numbers of the line of totals."""
        last = next(line for line in rows if "Tổng cộng" in line)
        return [cell for cell in last[last.index("Tổng cộng") + 1 :] if cell not in ("", None)]

    def bring_back(self, folder):
        page, hands = self.page, self.hands
        self.go("Theo dõi nhiệm vụ")
        hands.press(page.get_by_role("link", name="Sở Nội vụ chủ trì"))
        expect(page.locator(".chip [aria-current]")).to_have_text("Sở Nội vụ chủ trì")  # both boards offer a workbook
        book = load_workbook(io.BytesIO(self.taken("Excel")))
        sheet = book["Nhiệm vụ"]
        head = next(line for line in sheet.iter_rows() if any(cell.value == "Người phụ trách" for cell in line))
        column = {cell.value: cell.column for cell in head}
        row = next(cell.row for cell in sheet[chr(64 + column["Trạng thái"])] if cell.value == "Chưa thực hiện")
        sheet.cell(row, column["Trạng thái"]).value = "Đang thực hiện"
        sheet.cell(row, column["Người phụ trách"]).value = "Phòng Tổng hợp"
        book.save(folder / "nhiem-vu.xlsx")
        hands.press(page.get_by_role("link", name="Nhận bảng Excel"))
        expect(page.locator("h1")).to_have_text("Nhận bảng Excel")
        self.look()
        hands.give(page.get_by_label("Bảng Excel (.xlsx)"), folder / "nhiem-vu.xlsx")
        hands.press(page.get_by_role("button", name="Xem trước thay đổi"))
        expect(page.locator(".sheet-line ins")).to_have_text(["Đang thực hiện", "Phòng Tổng hợp"])
        self.look()
        hands.press(page.get_by_role("button", name="Áp dụng 1 thay đổi"))
        self.said("Đã áp dụng bảng")


@pytest.mark.parametrize("hands", [Mouse, Keyboard])
def test_the_whole_day(open_page, home, tmp_path, hands):
    scan = shutil.copy(SCAN, tmp_path / "bao-cao.pdf")
    page = open_page(reduced_motion="reduce")
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    day = Day(page, hands(page), home, scan)
    day.sign_in()
    day.upload()
    day.review()
    day.mend_text()
    day.next_document()
    day.search()
    day.follow_up()
    day.report()
    day.bring_back(tmp_path)
    open_page.wrong[:] = [line for line in open_page.wrong if "422" not in line]  # the browser notes the answers
