"""A sender of hostile files tries to stop the night and to take the machine down."""

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from config.settings import load_settings
from flows.app import bring_up
from flows.batch import ingest_batch
from flows.breaker import Breaker
from flows.outcome import DocumentOutcome
from tasks.apart import ROOM
from tasks.bundles.bounds import BundleLimits
from tasks.bundles.reader import BundleReader
from tasks.confined.budget import Budget
from tasks.confined.terms import Terms
from tasks.domain.member import Member
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.attack
PLENTY, FREE = Budget(600), Terms()

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


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
