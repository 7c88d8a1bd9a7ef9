"""Files that people bring by the browser, and documents that they have read again."""

import io
import threading
import time
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from people import Pages, Person
from PIL import Image
from playwright.sync_api import expect

from db.reading.documents import find_document, register_document
from flows.review.app import make_site
from flows.review.bodies import LONGEST_UPLOAD
from flows.review.intake import Intake


class Program:
    """Stands for the commands: takes a file into the database as `ingest` does, or fails."""

    def __init__(self, database):
        self.database, self.commands, self.fails, self.goes_on = database, [], False, threading.Event()
        self.goes_on.set()

    def __call__(self, command):
        self.goes_on.wait(10)
        self.commands.append(tuple(command))
        if self.fails:
            return 70
        if command[0] == "ingest":
            from tasks.archive.originals import sha256_of

            sha256 = sha256_of(Path(command[1]))
            register_document(
                self.database, sha256=sha256, byte_size=1, store_path=f"x/{sha256}", delivery=(command[1], command[1].rsplit("/", 1)[1])
            )
        return 0


@pytest.fixture
def program(office):
    return Program(office[0].database)


def site_for(office, program, host="127.0.0.1"):
    site = make_site(office[0], host)
    site.intake = Intake(office[0], program)
    return site


@pytest.fixture
def clerk(office, program):
    return Person(site_for(office, program))


def picture(size=(300, 400), kind="JPEG", mode="RGB"):
    stream = io.BytesIO()
    Image.new(mode, size, 200).save(stream, kind)
    return stream.getvalue()


def bring(person, *files, **fields):
    given = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return person.client.post("/upload", data={"mark": person.mark()} | fields, files=given)


def settled(site):
    for _ in range(200):
        if all(job.state in {"done", "failed"} for job in site.intake.jobs()):
            return [(job.name, str(job.state)) for job in site.intake.jobs()]
        time.sleep(0.05)
    raise AssertionError(site.intake.jobs())


def test_files_are_read_and_leave_once_the_store_has_them(clerk, program, office):
    answer = bring(clerk, ("Thông báo 5.pdf", b"%PDF-1.4 five"), ("b.png", picture(kind="PNG")), ("", b""))
    assert (answer.status_code, answer.headers["location"]) == (303, "/upload?said=received#jobs")
    assert settled(clerk.site) == [("b.png", "done"), ("Thông báo 5.pdf", "done")]
    assert [command[0] for command in program.commands] == ["ingest", "ingest"]
    assert program.commands[0][1].endswith("/Thông báo 5.pdf")
    assert list((office[0].home / "uploads").iterdir()) == []
    page = clerk.get("/upload").text
    job = clerk.site.intake.jobs()[0]
    assert f'<a href="/documents/{job.sha256}">b.png</a>' in page and "Đã xong" in page
    assert clerk.get(f"/documents/{job.sha256}").status_code == 200


def test_what_could_not_be_read_stays_and_is_taken_up_when_the_pages_begin_again(clerk, program, office):
    program.fails = True
    bring(clerk, ("a.pdf", b"%PDF a"))
    assert settled(clerk.site) == [("a.pdf", "failed")]
    [left] = (office[0].home / "uploads").glob("*/*")
    assert left.read_bytes() == b"%PDF a" and left.parent.stat().st_mode & 0o077 == 0
    program.fails = False
    site = make_site(office[0], "127.0.0.1")
    site.intake = Intake(office[0], program)
    Person(site)
    assert settled(site) == [("a.pdf", "done")]
    assert not left.exists()


def test_pictures_become_the_pages_of_one_document(clerk, program, office, monkeypatch):
    kept = []
    run = program.__call__

    def look(command):
        with pikepdf.open(command[1]) as pdf:
            kept.append((command[1].rsplit("/", 1)[1], [tuple(map(round, map(float, page.mediabox[2:]))) for page in pdf.pages]))
        return run(command)

    clerk.site.intake = Intake(office[0], look)
    bring(clerk, ("1.jpg", picture()), ("2.png", picture((400, 300), "PNG", "RGBA")), ("3.jpg", picture()), together="1")
    assert settled(clerk.site) == [("1.pdf", "done")]
    assert kept == [("1.pdf", [(595, 842), (842, 595), (595, 842)])]
    assert list((office[0].home / "uploads").iterdir()) == []


def test_what_is_no_picture_is_not_joined_and_nothing_stays(clerk, office):
    answer = bring(clerk, ("1.jpg", picture()), ("2.jpg", b"no picture"), together="1")
    assert answer.status_code == 422 and "Không ghép được" in answer.text
    assert list((office[0].home / "uploads").iterdir()) == [] == clerk.site.intake.jobs()


def test_forms_that_are_none_of_ours(clerk, office, guarded):
    mark = clerk.mark()
    for options in (
        {"data": {"mark": "x"}, "files": [("files", ("a.pdf", b"%PDF"))]},
        {"data": {"mark": mark}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=y"}},
        {"content": b"", "headers": {"content-type": "multipart/form-data; boundary=y"}},
        {"content": b"--y\r\n" + b"a" * 9000, "headers": {"content-type": "multipart/form-data; boundary=y"}},
        {
            "content": b"--y\r\nContent-Disposition: form-data\r\n\r\nv\r\n--y--",
            "headers": {"content-type": "multipart/form-data; boundary=y"},
        },
    ):
        assert clerk.client.post("/upload", **options).status_code == 403
    assert bring(clerk).status_code in {403, 422}
    too_large = {"content-type": "multipart/form-data; boundary=y", "content-length": str(LONGEST_UPLOAD + 1)}
    assert clerk.client.post("/upload", content=b"x", headers=too_large).status_code == 413
    reader = guarded()
    reader.sign_in("minh")
    assert bring(reader, ("a.pdf", b"%PDF")).status_code == 403
    assert 'href="/upload"' not in reader.get("/documents").text
    folder = office[0].home / "uploads"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_document_is_read_again_with_options_once_at_a_time(clerk, program, office):
    program.goes_on.clear()
    address = f"/documents/{office[1][0]}"
    assert clerk.post(f"{address}/again", dpi="300", force_ocr="1").headers["location"] == f"{address}?said=again"
    assert clerk.post(f"{address}/again").headers["location"] == f"{address}?said=again_already"
    assert "Đang nhận dạng lại" in clerk.get(address).text
    program.goes_on.set()
    settled(clerk.site)
    assert program.commands == [("reprocess", office[1][0], "--dpi", "300", "--force-ocr")]
    assert clerk.post(f"/documents/{office[1][2]}/again", dpi="7; rm").status_code == 303
    settled(clerk.site)
    assert program.commands[1:] == [("reprocess", office[1][2])]
    assert "Thử nhận dạng lại" in clerk.get(f"/documents/{office[1][2]}").text


def test_dropped_and_taken_pictures_are_sent_together(open_page, program, office):
    pages = Pages(site_for(office, program))
    try:
        page = open_page(width=390, height=844)
        page.goto(f"{pages.url}/upload")
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
        assert page.get_by_label("Chụp ảnh bằng điện thoại").get_attribute("capture") == "environment"
        for name in ("mot.jpg", "hai.jpg"):
            page.get_by_label("Chụp ảnh bằng điện thoại").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": picture()})
        page.evaluate(
            """() => { const all = new DataTransfer(); all.items.add(new File(["x"], "ba.jpg"));
            document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: all, bubbles: true })); }"""
        )
        expect(page.locator("#chosen li")).to_have_count(3)
        page.get_by_role("button", name="Bỏ: ba.jpg").click()
        expect(page.locator("#chosen li")).to_have_count(2)
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.get_by_role("link", name="Quay lại danh sách").click()
        page.wait_for_timeout(200)
        assert asked == ["beforeunload"]
        page.get_by_label("Các ảnh này là các trang của một văn bản").check()
        page.get_by_role("button", name="Đưa vào").click()
        page.locator("#said", has_text="Đã nhận tệp").wait_for()
        page.get_by_role("link", name="mot.pdf").wait_for()
    finally:
        pages.stop()
    assert [command[1].rsplit("/", 1)[1] for command in program.commands] == ["mot.pdf"]
    assert find_document(office[0].database, "mot.pdf").state == "waiting"
