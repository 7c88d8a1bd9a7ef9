"""PDFs whose structure is damaged, each in a way of its own: read with a doubt, or refused at once in words that a person understands."""

import io
import re

import pikepdf
import pytest
from fpdf import FPDF
from sheets import FACE, TEXT

from tasks.domain.errors import DamagedFileError, EncryptedPdfError, UnsupportedFileError
from tasks.domain.page import PageSource
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, check_shown, rasterize_sheet
from tasks.scan.source import open_source


@pytest.fixture(scope="module")
def whole():
    """Two pages of text with a plain table of objects."""
    pdf = FPDF(format="A4")
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=13)
    for _ in range(2):
        pdf.add_page()
        for line in TEXT * 2:
            pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return saved(bytes(pdf.output()), object_stream_mode=pikepdf.ObjectStreamMode.disable)


def saved(data, **options):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def kids(data):
    return re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) \]", data)


def with_second_kid(data, kid):
    found = kids(data)
    return data.replace(found[0], b"/Kids [ " + found[1] + b" " + kid + b" ]")


def of_page(data, entry):
    """With a further entry in the dictionary of the first page."""
    return data.replace(b"/Type /Page >>", entry + b" /Type /Page >>", 1)


def with_box(data, box):
    return re.sub(rb"/MediaBox \d+ 0 R", b"/MediaBox " + box, data, count=1)


def in_one_stream(data):
    return saved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)


MENDED = {
    "startxref leads nowhere": lambda d: re.sub(rb"startxref\n\d+", b"startxref\n99999999", d),
    "entries of the index are wrong": lambda d: re.sub(rb"\n(\d{10}) 00000 n", lambda m: b"\n%010d 00000 n" % (int(m[1]) + 37), d),
    "the trailer is garbage": lambda d: d[: d.rfind(b"trailer")] + b"trailer << /Root 99 0 R >>\nstartxref\n12\n%%EOF",
    "the index of an object stream is gone": lambda d: in_one_stream(d)[: in_one_stream(d).rfind(b"startxref")] + b"startxref\n0\n%%EOF\n",
    "something stands before the header": lambda d: b"From: scanner\r\n" * 40 + d,
    "something stands behind the end": lambda d: d + bytes(5000),
    "the count of pages is nothing": lambda d: d.replace(b"/Count 2", b"/Count 0"),
    "a unit of nothing": lambda d: d.replace(b"/MediaBox", b"/UserUnit 0 /MediaBox"),
    "the page is cut to what lies beside it": lambda d: d.replace(b"/MediaBox", b"/CropBox [ 9000 9000 9500 9500 ] /MediaBox"),
    "the list of pages begins with nothing": lambda d: d.replace(kids(d)[0], b"/Kids [ null " + kids(d)[1] + b" " + kids(d)[2] + b" ]"),
    "the list of pages holds a number": lambda d: d.replace(kids(d)[0], b"/Kids [ " + kids(d)[1] + b" 5 " + kids(d)[2] + b" ]"),
    "the list of pages ends with nothing": lambda d: d.replace(kids(d)[0], b"/Kids [ " + kids(d)[1] + b" " + kids(d)[2] + b" null null ]"),
    "the count of pages is a text": lambda d: d.replace(b"/Count 2", b"/Count (2)"),
    "the place of the index is off by some bytes": lambda d: re.sub(rb"startxref\n(\d+)", lambda m: b"startxref\n%d" % (int(m[1]) + 3), d),
    "the end mark is missing": lambda d: d.replace(b"%%EOF", b""),
    "a mark of byte order stands in front": lambda d: b"\xef\xbb\xbf" + d,
    "an empty password locks it": lambda d: saved(d, encryption=pikepdf.Encryption(owner="x", user="", R=6)),
    "an empty password locks it in the old way": lambda d: saved(
        d, encryption=pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False)
    ),
    "linearized with a wrong length": lambda d: re.sub(rb"/L \d+", b"/L 99", saved(d, linearize=True)),
    "the form is a number": lambda d: d.replace(b"/Type /Catalog", b"/AcroForm 5 /Type /Catalog"),
    "the flags of the form are a text": lambda d: d.replace(b"/Type /Catalog", b"/AcroForm << /SigFlags (x) >> /Type /Catalog"),
    "a turn by half a quarter": lambda d: of_page(d, b"/Rotate 45"),
    "a turn that is a text": lambda d: of_page(d, b"/Rotate (90)"),
    "the list of pages is a page": lambda d: re.sub(rb"/Pages \d+ 0 R", b"/Pages " + kids(d)[1], d),
}
DOUBTED = {
    "notes that are a dictionary": (lambda d: of_page(d, b"/Annots << /Subtype /Text /Rect [ 0 0 9 9 ] >>"), 2),
    "notes that are an empty dictionary": (lambda d: of_page(d, b"/Annots << >>"), 2),
    "notes that are a number": (lambda d: of_page(d, b"/Annots 5"), 2),
    "notes that are a text": (lambda d: of_page(d, b"/Annots (none)"), 2),
    "notes that are a page": (lambda d: of_page(d, b"/Annots " + kids(d)[2]), 2),
    "a size of three numbers": (lambda d: with_box(d, b"[ 0 0 595 ]"), 2),
    "a size of texts": (lambda d: with_box(d, b"[ (0) (0) (595) (842) ]"), 2),
    "a size that is not there": (lambda d: with_box(d, b"999 0 R"), 2),
    "a size that is a number": (lambda d: with_box(d, b"595"), 2),
    "what is shown are three numbers": (lambda d: of_page(d, b"/CropBox [ 0 0 595 ]"), 2),
    "what is shown is empty": (lambda d: of_page(d, b"/CropBox [ ]"), 2),
    "what is shown is a number": (lambda d: of_page(d, b"/CropBox 7"), 2),
    "content with gaps": (lambda d: re.sub(rb"/Contents (\d+ 0 R)", rb"/Contents [ null \1 null ]", d, count=1), 2),
    "the index at the end is gone": (lambda d: d[: d.rfind(b"xref\n", 0, d.rfind(b"startxref")) + 30], 2),
    "a page is not there": (lambda d: with_second_kid(d, b"999 0 R"), 1),
    "the list leads back to itself": (lambda d: with_second_kid(d, re.search(rb"/Pages (\d+ 0 R)", d)[1]), 1),
    "more pages are named than there are": (lambda d: d.replace(b"/Count 2", b"/Count 7"), 2),
    "a gateway's lines stand in front": (lambda d: b"Received: by mail.example.vn\r\n" * 60 + d, 2),
    "zeros stand in front": (lambda d: bytes(5000) + d, 2),
}
REFUSED = {
    "half": (lambda d: d[: len(d) // 2], DamagedFileError, "cut off"),
    "half of a linearized file": (lambda d: saved(d, linearize=True)[: len(d) // 2], DamagedFileError, "cut off"),
    "nothing but a header": (lambda d: d[:20] + bytes(20_000), DamagedFileError, "damaged beyond reading"),
    "no catalogue": (lambda d: re.sub(rb"/Root \d+ 0 R", b"/Root null", d), DamagedFileError, "damaged beyond reading"),
    "an unknown lock": (lambda d: d.replace(b"trailer <<", b"trailer << /Encrypt 3 0 R", 1), EncryptedPdfError, "locked in a way"),
    "a page of an error": (lambda _: b"<!DOCTYPE html><p>404 %PDF-1.7</p>", UnsupportedFileError, "a web page"),
}


def read(tmp_path, data):
    path = tmp_path / "ab12cd34"
    path.write_bytes(data)
    source = open_source(path, Limits(), "tb.pdf")
    pages = [page for n in range(source.page_count) for page in rasterize_sheet(source, n + 1, tmp_path, RasterOptions())]
    notes = [note for page in pages for note in page.notes]
    assert not any("ab12cd34" in note.message for note in notes)
    return pages, notes


@pytest.mark.parametrize("damage", MENDED.values(), ids=MENDED)
def test_what_can_be_mended_is_read_whole(tmp_path, whole, damage):
    pages, notes = read(tmp_path, damage(whole))
    assert [page.source for page in pages] == [PageSource.EMBEDDED] * 2 and notes == []


@pytest.mark.parametrize(("damage", "count"), DOUBTED.values(), ids=DOUBTED)
def test_what_may_be_missing_is_told(tmp_path, whole, damage, count):
    pages, notes = read(tmp_path, damage(whole))
    assert len(pages) == count
    assert [note.code for note in notes if note.code == "structure-damaged"] == ["structure-damaged"]


@pytest.mark.parametrize(("damage", "error", "said"), REFUSED.values(), ids=REFUSED)
def test_what_nothing_opens_is_refused_at_once_by_its_name(tmp_path, whole, damage, error, said):
    path = tmp_path / "ab12cd34"
    path.write_bytes(damage(whole))
    with pytest.raises(error, match=said) as caught:
        open_source(path, Limits(), "tb.pdf")
    assert caught.value.message.startswith("tb.pdf ") and "ab12cd34" not in str(caught.value) and not caught.value.retryable


@pytest.mark.parametrize("said", [b"0", b"99", b"9999"])
def test_a_wrong_length_of_a_page_loses_none_of_it(tmp_path, whole, said):
    right, _ = read(tmp_path, whole)
    pages, _ = read(tmp_path, re.sub(rb"/Length \d+", b"/Length " + said, whole))
    assert [[line.text for line in page.lines] for page in pages] == [[line.text for line in page.lines] for page in right]


def test_a_length_below_zero_hides_a_page_and_is_told(tmp_path, whole):
    content = re.search(rb"/Contents (\d+) 0 R", whole)[1]
    # As long as the right one, so that the index holds.
    damaged = re.sub(rb"(\n%b 0 obj\n<<[^>]*/Length )\d" % content, rb"\1-", whole, count=1)
    pages, notes = read(tmp_path, damaged)
    assert [page.source for page in pages] == [PageSource.BLANK, PageSource.EMBEDDED]
    assert [note.code for note in notes] == ["page-broken"]


def test_pages_that_only_the_renderer_finds_are_read_as_pictures(tmp_path, whole):
    damage, _ = DOUBTED["the list leads back to itself"]
    [page], [note] = read(tmp_path, damage(whole))
    assert page.source is PageSource.OCR and "read as pictures; of 2 pages 1 were found" in note.message


def test_a_page_that_cannot_be_shown_is_told_and_a_file_of_such_is_refused(tmp_path, whole):
    one = re.sub(rb"/Contents \d+ 0 R", b"/Contents 7    ", whole, count=1)
    pages, notes = read(tmp_path, one)
    assert [page.source for page in pages] == [PageSource.BLANK, PageSource.EMBEDDED]
    assert ["page 1 is gone" in note.message for note in notes] == [True]
    check_shown(pages, "tb.pdf")
    with pytest.raises(DamagedFileError, match="none of its pages can be shown"):
        check_shown(pages[:1], "tb.pdf")


def test_letters_that_a_damaged_font_does_not_draw_are_missed(tmp_path, whole):
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        font = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o).FontFile2
        program = bytearray(font.read_bytes())
        start = program.index(b"glyf")
        place = int.from_bytes(program[start + 8 : start + 12], "big")
        size = int.from_bytes(program[start + 12 : start + 16], "big")
        program[place + size // 3 : place + size] = bytes(size - size // 3)
        font.write(bytes(program))
        out = io.BytesIO()
        pdf.save(out)
    _, notes = read(tmp_path, out.getvalue())
    assert "page-broken" in {note.code for note in notes}


@pytest.mark.parametrize("entry", [b"[ null 5 (x) 999 0 R ]", b"[ [ << /Subtype /Text >> ] ]", b"999 0 R", b"null"])
def test_notes_that_are_none_do_not_matter(tmp_path, whole, entry):
    pages, notes = read(tmp_path, of_page(whole, b"/Annots " + entry))
    assert [page.source for page in pages] == [PageSource.EMBEDDED] * 2 and notes == []


def test_the_head_of_a_page_without_a_size_is_not_cut(tmp_path, whole):
    right, _ = read(tmp_path, whole)
    pages, _ = read(tmp_path, with_box(whole, b"[ 0 0 595 ]"))
    assert [line.text for line in pages[0].lines] == [line.text for line in right[0].lines]


def test_content_packed_in_an_unknown_way_is_told(tmp_path, whole):
    content = re.search(rb"/Contents (\d+) 0 R", whole)[1]
    pages, notes = read(tmp_path, re.sub(rb"(\n%b 0 obj\n<<[^>]*)/FlateDecode" % content, rb"\1/FlateDecodf", whole, count=1))
    assert [page.source for page in pages] == [PageSource.BLANK, PageSource.EMBEDDED]
    assert [note.code for note in notes] == ["page-broken"]
