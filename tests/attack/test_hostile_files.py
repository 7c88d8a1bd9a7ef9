"""A sender of hostile files tries to stop the night, to take the machine down, and to get out of the process that takes his file apart."""

import io
import os
import time
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from config.settings import load_settings
from flows.app import bring_up
from flows.batch import ingest_batch
from flows.breaker import Breaker
from flows.doctor import confinement, granted
from flows.outcome import DocumentOutcome
from tasks.apart import ROOM
from tasks.bundles.bounds import BundleLimits
from tasks.bundles.reader import BundleReader
from tasks.confined.budget import Budget
from tasks.confined.faults import meant
from tasks.confined.process import Granted
from tasks.confined.terms import Terms
from tasks.domain.errors import DamagedFileError, LimitExceededError, RasterError, UndecodableFileError
from tasks.domain.member import Member
from tasks.domain.outcome import Outcome
from tasks.domain.page import PageSource
from tasks.scan.process import Bounds, run_bounded
from tasks.scan.rasterize import PageImage
from tasks.sheets import checked

pytestmark = pytest.mark.attack
PLENTY, FREE = Budget(600), Terms()
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


# The night goes on.


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.usefixtures("prefect_server")
async def test_an_archive_that_unpacks_to_too_much_ends_alone(home, monkeypatch, tmp_path):
    monkeypatch.setenv("THONGBAO_MAX_UNPACKED_BYTES", "30000000")
    monkeypatch.setenv("THONGBAO_MAX_MEMBERS", "10")
    bring_up(load_settings().database)
    bombs = {
        "large": zipped(*((f"{n}.pdf", b"%PDF-1.7" + bytes(20_000_000)) for n in range(3))),
        "many": zipped(*((f"{n}.pdf", b"%PDF-1.7") for n in range(20))),
        "nested": zipped(("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.pdf", b"%PDF-1.7")))))))),
    }
    for name, data in {**bombs, "z": zipped(("tb.pdf", readable()))}.items():
        (tmp_path / f"{name}.zip").write_bytes(data)
    outcomes = {
        o.source.rpartition("/")[2].strip(): o for o in await ingest_batch([str(tmp_path / f"{name}.zip") for name in (*bombs, "z")])
    }
    assert outcomes["tb.pdf"].outcome is Outcome.SUCCEEDED
    assert {name: outcomes[f"{name}.zip"].error_code for name in ("large", "many")} == dict.fromkeys(("large", "many"), "limit-exceeded")
    assert outcomes["nested.zip"].unpacked and "archive inside an archive" in outcomes["a.zip"].message
    assert not list(load_settings().work_folder.glob(".building-*"))


def test_an_archive_writes_nowhere_but_into_its_folder(tmp_path):
    source, folder = tmp_path / "a.zip", tmp_path / "out"
    source.write_bytes(zipped(("../../up.pdf", b"%PDF-1.7"), ("/tmp/root.pdf", b"%PDF-1.7 2")))
    folder.mkdir()
    terms = replace(FREE, reads=(source,), writes=(folder,))
    with ROOM.confined(terms, "a.zip", PLENTY, BundleReader, source, "a.zip", folder, BundleLimits(), True) as reader:
        members = reader.call(tuple[Member, ...], "members")
    assert [(m.path, m.file) for m in members] == [("up.pdf", "00001"), ("tmp/root.pdf", "00002")]
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == ["a.zip", "out", "out/00001", "out/00002"]


def readable() -> bytes:
    """A notice of an invented place, as a PDF."""
    page = Image.new("L", (900, 420), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 30)
    for row, line in enumerate(("Số: 12/TB-UBND", "THÔNG BÁO", "1. Sở Nội vụ báo cáo trước ngày 30/6/2026.")):
        draw.text((40, 40 + 80 * row), line, font=font, fill=0)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


def larger_than_declared(mark: int) -> bytes:
    """A PDF of some kilobytes whose JPEG says that it has 60,000 times 60,000 pixels, the PDF that it has ten times ten."""
    out = io.BytesIO()
    Image.new("L", (10, 10), mark).save(out, "JPEG")
    data = bytearray(out.getvalue())
    start = data.index(b"\xff\xc0")
    data[start + 5 : start + 9] = (60_000).to_bytes(2, "big") * 2
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    named = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceGray", "Filter": "DCTDecode"}
    about = {key: pikepdf.Name(f"/{name}") for key, name in named.items()}
    picture = pikepdf.Stream(pdf, bytes(data), Width=10, Height=10, BitsPerComponent=8, **about)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /P Do Q")
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


@pytest.mark.usefixtures("prefect_server")
async def test_many_bad_files_in_a_row_do_not_keep_the_good_ones_unread(home, monkeypatch):
    settings = load_settings()
    monkeypatch.setenv("THONGBAO_INBOX_SETTLE_SECONDS", "0")
    monkeypatch.setenv("THONGBAO_STOP_AFTER_SAME_FAILURES", "3")
    monkeypatch.setenv("THONGBAO_DOCUMENTS_AT_ONCE", "1")
    bring_up(settings.database)
    settings.inbox_folder.mkdir(parents=True)
    for number in range(5):
        (settings.inbox_folder / f"a{number}.pdf").write_bytes(larger_than_declared(number))
    (settings.inbox_folder / "z.pdf").write_bytes(readable())
    outcomes = await ingest_batch([])
    assert len(outcomes) == 6
    assert outcomes[-1].outcome is Outcome.SUCCEEDED
    assert "bug" not in {o.error_code for o in outcomes}


def ended(code, outcome=Outcome.FAILED):
    return DocumentOutcome("x", outcome, error_code=code, message="It failed.")


FILES = ("vanished-file", "linked-file", "unsupported-file", "limit-exceeded", "empty-file")
EITHER = ("undecodable-file", "raster", "ocr-crash", "ocr-timeout", "ocr-output")
MACHINE = ("bug", "database-unavailable", "storage-full", "storage", "missing-tool", "invariant", "config")


@pytest.mark.parametrize("code", FILES)
async def test_what_a_file_brings_about_never_stops_a_batch(home, code):
    breaker = Breaker(load_settings(stop_after_same_failures=3), lambda _: pytest.fail("nothing is to be proved"))
    assert [await breaker.watch(ended(code)) for _ in range(20)] == [None] * 20


@pytest.mark.parametrize("code", EITHER)
async def test_what_a_program_failed_over_stops_a_batch_only_where_a_good_page_fails_too(home, code):
    asked = []
    breaker = Breaker(load_settings(stop_after_same_failures=3), lambda _: asked.append(1) or "")
    assert [await breaker.watch(ended(code)) for _ in range(20)] == [None] * 20
    assert len(asked) == 6
    breaker = Breaker(load_settings(stop_after_same_failures=3), lambda _: "No model.")
    stops = [await breaker.watch(ended(code, Outcome.QUARANTINED)) for _ in range(3)]
    assert stops[:2] == [None, None]
    assert "3 documents in a row failed" in str(stops[2])
    assert "No model." in str(stops[2])


@pytest.mark.parametrize("code", MACHINE)
async def test_what_is_no_fault_of_files_stops_a_batch_and_files_set_aside_between_do_not_hide_it(home, code):
    breaker = Breaker(load_settings(stop_after_same_failures=2))
    assert await breaker.watch(ended(code)) is None
    assert await breaker.watch(ended("damaged-file", Outcome.QUARANTINED)) is None
    assert f"2 documents in a row failed with {code!r}" in str(await breaker.watch(ended(code)))
    breaker = Breaker(load_settings(stop_after_same_failures=2))
    assert await breaker.watch(ended(code)) is None
    assert await breaker.watch(ended(None, Outcome.SUCCEEDED)) is None
    assert await breaker.watch(ended(code)) is None


# Whoever takes the process over that reads his file is still inside. Modules of Python serve as the one who did.


def inside(module, *, terms=FREE, budget=PLENTY):
    return ROOM.confined(terms, "bad.pdf", budget, import_module, module)


def needs(facts, name):
    if not getattr(facts, name):
        pytest.skip("this kernel does not grant it; `thongbao doctor` says so")


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"])
def test_there_is_no_network_inside(family):
    import socket

    with inside("socket") as process:
        needs(process.granted(), "calls")
        with pytest.raises(OSError, match="EPERM"):
            process.call(str, "socket", getattr(socket, family))


@pytest.mark.parametrize("what", ["database", "secrets", "another original", "accounts of the system", "variables of the program", "list"])
def test_other_files_cannot_be_read_inside(home, what):
    for name in ("thongbao.db", "thongbao.toml"):
        (home / name).write_text("secret")
    (home / "store").mkdir()
    (home / "store" / "other").write_text("secret")
    own = home / "store" / "own"
    own.write_text("own")
    paths = {
        "database": home / "thongbao.db",
        "secrets": home / "thongbao.toml",
        "another original": home / "store" / "other",
        "accounts of the system": Path("/etc/passwd"),
        "variables of the program": Path(f"/proc/{os.getpid()}/environ"),
    }
    with inside("os", terms=Terms(reads=(own,))) as process:
        needs(process.granted(), "files")
        with pytest.raises(OSError, match="EACCES"):
            if what == "list":
                process.call(list[str], "listdir", str(home))
            else:
                process.call(int, "open", str(paths[what]), os.O_RDONLY)
        assert process.call(int, "open", str(own), os.O_RDONLY) > 0


def test_nothing_can_be_written_inside_but_its_own_pictures(home):
    (home / "pictures").mkdir()
    (home / "original").write_text("own")
    making = os.O_WRONLY | os.O_CREAT
    with inside("os", terms=Terms(reads=(home / "original",), writes=(home / "pictures",))) as process:
        needs(process.granted(), "files")
        for path in (home / "new", home / "original", Path("/tmp/new")):
            with pytest.raises(OSError, match="EACCES"):
                process.call(int, "open", str(path), making)
        with pytest.raises(OSError, match="EACCES"):
            process.call(object, "unlink", str(home / "original"))
        # A link that the program would follow later.
        with pytest.raises(OSError, match="EACCES"):
            process.call(object, "symlink", "/etc/passwd", str(home / "pictures" / "page.jpg"))
        assert process.call(int, "open", str(home / "pictures" / "page.jpg"), making) > 0


def test_the_program_cannot_be_reached_from_inside(monkeypatch):
    for name in ("THONGBAO_WEBHOOK_URL", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "MY_OWN_SECRET"):
        monkeypatch.setenv(name, "geheim")
    with inside("os") as process:
        for name in ("THONGBAO_WEBHOOK_URL", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "MY_OWN_SECRET"):
            assert process.call(str | None, "getenv", name) is None
        if process.granted().files >= 6:
            with pytest.raises(OSError, match="EPERM"):
                process.call(object, "kill", os.getpid(), 0)


def test_no_document_meets_a_process_that_read_another():
    with inside("os") as one, inside("os") as other:
        assert one.call(int, "getpid") == one.call(int, "getpid") != other.call(int, "getpid")


def test_all_memory_is_refused_and_named():
    with inside("builtins", terms=Terms(memory_bytes=1 << 28)) as process, pytest.raises(LimitExceededError, match="memory_bytes"):
        process.call(str, "bytearray", 1 << 40)


def test_the_time_of_a_document_is_bounded_over_all_its_calls():
    budget = Budget(2)
    with inside("time", budget=budget) as process:
        with pytest.raises(LimitExceededError, match="document_seconds = 2"):
            for _ in range(1000):
                process.call(object, "sleep", 0.25)
        with pytest.raises(LimitExceededError, match="document_seconds = 2"):
            process.call(object, "sleep", 0)
    with inside("time", budget=Budget(1)) as process, pytest.raises(LimitExceededError, match="document_seconds = 1"):
        process.call(object, "sleep", 600)


def test_a_call_that_hangs_is_ended():
    with inside("time") as process, pytest.raises(RasterError, match="took longer than 1 s"):
        process.call(object, "sleep", 600, seconds=1)


def test_processor_time_is_bounded():
    with inside("builtins", terms=Terms(cpu_seconds=1)) as process, pytest.raises(RasterError, match="ended without a word"):
        process.call(str, "eval", "[x for x in iter(int, 1)]")


@pytest.mark.parametrize("death", ["abort", "_exit"])
def test_a_crash_ends_the_process_and_not_the_program(death):
    with inside("os") as process, pytest.raises(RasterError, match=r"The process that read bad\.pdf ended without a word"):
        process.call(object, death, *([0] if death == "_exit" else []))
    with inside("os") as process:
        assert process.call(int, "getpid")


def test_what_a_library_breaks_over_is_the_fault_of_the_file():
    with inside("json") as process, pytest.raises(UndecodableFileError, match=r"A library broke over bad\.pdf: JSONDecodeError: ") as broke:
        process.call(str, "loads", "{")
    assert broke.value.quarantines


def test_an_answer_that_was_not_asked_for_is_refused():
    with inside("os") as process, pytest.raises(RasterError, match="not asked for"):
        process.call(list[PageImage], "getcwd")


@pytest.mark.parametrize("name", ["../../thongbao.db", "/etc/passwd", "link.jpg", "gone.jpg"])
def test_pictures_that_are_no_files_of_the_folder_are_refused(tmp_path, name):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "thongbao.db").write_text("secret")
    (folder / "link.jpg").symlink_to(tmp_path / "thongbao.db")
    (folder / "page.jpg").touch()
    page = PageImage(1, "", "page.jpg", 1, 1, 200, PageSource.BLANK, "")
    assert checked(page, folder) is page
    with pytest.raises(RasterError, match="no file of its folder"):
        checked(replace(page, colour=name), folder)


def lives(word: str) -> bool:
    def command(folder: Path) -> bytes:
        try:
            return (folder / "cmdline").read_bytes()
        except OSError:
            return b""

    return any(word.encode() in command(folder).split(b"\0") for folder in Path("/proc").iterdir() if folder.name.isdigit())


def test_programs_of_a_process_that_was_ended_do_not_live_on():
    word = f"600.{os.getpid()}"
    with inside("tasks.scan.process") as process, pytest.raises(RasterError, match="took longer"):
        process.call(object, run_bounded.__name__, ["sleep", word], Bounds(600), seconds=2)
    for _ in range(1000):
        if not lives(word):
            return
        time.sleep(0.05)
    pytest.fail("it lives on")


def test_doctor_says_what_the_kernel_grants(home):
    found = confinement(load_settings())
    assert found.ok
    assert "limits of memory and time" in found.value
    less = granted(Granted(0, False))
    assert less.ok
    assert "EVERY FILE" in less.value
    assert "THE NETWORK" in less.value
    assert less.hint


@pytest.mark.parametrize("name", ["StorageFullError", "InvariantError", "ConfigError", "DatabaseUnavailableError", "BatchStoppedError"])
def test_whoever_took_a_process_over_cannot_blame_the_machine(name):
    meaning = meant({"error": name, "message": "It failed.", "hint": ""}, "bad.pdf")
    assert isinstance(meaning, RasterError)
    assert isinstance(meant({"error": "DamagedFileError", "message": "It is cut off."}, "bad.pdf"), DamagedFileError)
