"""Whether a page's own text is really the page."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image
from sheets import DPI, TEXT, body, page

from benchmarks.drawn_pages import DrawnPage, Text, drawn
from benchmarks.laid_tables import Look, laid
from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageSource, Word
from tasks.scan.embedded import covered_share, decide_source, embedded_text, fault_of, marked_share
from tasks.scan.limits import Limits
from tasks.scan.process import Bounds
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source


def words(text):
    return text.split(" ")


ACCENTS_LOST = words("Thyc hién Ké hoach cua Uy ban nhan dan tinh Tan Giang vé cai cach hanh chinh sua d6i bd sung quy dinh")
TCVN3 = words("Thùc hiÖn KÕ ho¹ch cña Uû ban nh©n d©n tØnh T©n Giang vÒ c¶i c¸ch hµnh chÝnh söa ®æi bæ sung quy ®Þnh")
BROKEN_MAP = words("7KӵF KLӋQ .Ӄ KRҥFK FӫD Ӫ\\ EDQ QKkQ GkQ WӍQK 7kQ *LDQJ YӅ FҧL FiFK KjQK FKtQK VӱD ÿәL")
NO_ACCENTS = words("Thuc hien Ke hoach cua Uy ban nhan dan tinh Tan Giang ve cai cach hanh chinh sua doi bo sung quy dinh")
GOOD = " ".join(TEXT).split(" ")


def laid_over(grey, found):
    """Words in boxes that together cover the ink of ``grey``."""
    rows = np.flatnonzero((grey < 160).any(axis=1))
    box = BBox(0, int(rows[0]), grey.shape[1], int(rows[-1]) + 1)
    return (Line(tuple(Word(w, box, 100.0) for w in found)),)


def decide(lines, grey, *, force_ocr, over_picture):
    fault = fault_of([w.text for line in lines for w in line.words], over_picture=over_picture)
    return decide_source(lines, grey, fault=fault, force_ocr=force_ocr)


@pytest.mark.parametrize(
    ("found", "source"),
    [
        (GOOD, "embedded"),
        (ACCENTS_LOST, "ocr"),
        (NO_ACCENTS, "ocr"),
        (TCVN3, "ocr"),
        (BROKEN_MAP, "ocr"),
        (["\ue001\ue002"] * 9, "ocr"),
        ([], "ocr"),
    ],
)
def test_only_readable_vietnamese_is_taken(found, source):
    grey = body()
    decision = decide(laid_over(grey, found), grey, force_ocr=False, over_picture=False)
    assert decision.source == source
    assert decision.reason


@pytest.mark.parametrize("rules", ["full", "dashed", "rows"])
def test_the_rules_of_a_table_are_no_text_that_is_missing(rules):
    marks, _ = laid((22, 40), (30.0,) * 5, (("Tỷ lệ",) * 5, *(("0",) * 5,) * 20), "c" * 5, look=Look(rules))
    grey = drawn(DrawnPage("", tuple(marks)))
    boxes = (BBox(*(round(v * DPI / 25.4) for v in (m.left, m.top, m.left + 20, m.top + 5))) for m in marks if isinstance(m, Text))
    lines = tuple(Line((Word("0", box, 100.0),)) for box in boxes)
    assert covered_share(lines, grey) > 0.95


def test_a_banner_does_not_cover_the_page():
    grey = body()
    banner = (Line(tuple(Word(w, BBox(1000 + 60 * i, 20, 1050 + 60 * i, 40), 100.0) for i, w in enumerate(words("Ký bởi: Sở Nội vụ")))),)
    assert covered_share(banner, grey) < 0.05
    assert decide(banner, grey, force_ocr=False, over_picture=True).source is PageSource.OCR


def test_blank_pages_are_blank_and_force_wins_over_good_text():
    grey = body()
    assert decide((), np.full_like(grey, 255), force_ocr=False, over_picture=True).source is PageSource.BLANK
    assert decide(laid_over(grey, GOOD), grey, force_ocr=True, over_picture=False).source is PageSource.OCR


def test_a_hidden_layer_has_to_be_better_than_a_born_digital_one():
    grey = body()
    doubtful = [*GOOD[:70], *words("thyc hién dugc nhiém Quyét tridn kh0ng cAp")]
    assert decide(laid_over(grey, doubtful), grey, force_ocr=False, over_picture=False).source is PageSource.EMBEDDED
    assert decide(laid_over(grey, doubtful), grey, force_ocr=False, over_picture=True).source is PageSource.OCR


def test_the_fault_of_words_is_told():
    assert fault_of(GOOD, over_picture=True) == ""
    assert fault_of([], over_picture=True) == "no embedded text"
    assert "valid syllables" in fault_of(TCVN3, over_picture=False)


def test_share_of_marks():
    assert marked_share(GOOD) > 0.6
    assert marked_share(NO_ACCENTS) == 0
    assert marked_share([]) == 0


def annotation(pdf, box, ink, kind):
    form = Stream(pdf, ink)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, box[2] - box[0], box[3] - box[1]])
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=kind, Rect=Array(box), F=4, AP=Dictionary(N=form)))


def scan_with_marks(path, marks):
    """A PDF of one scanned page with widget annotations that paint black boxes."""
    out = io.BytesIO()
    Image.fromarray(body(200)).save(out, "PDF", resolution=200)
    pdf = Pdf.open(io.BytesIO(out.getvalue()))
    pdf.pages[0].Annots = Array(
        [annotation(pdf, box, b"0 g 0 0 %d %d re f" % (box[2] - box[0], box[3] - box[1]), kind) for box, kind in marks]
    )
    pdf.save(path)
    return open_source(path, Limits())


def darkness(picture, box):
    """Mean darkness of a place given in points from the lower left."""
    scale = 842 / picture.shape[0]
    left, low, right, high = (round(v / scale) for v in box)
    part = picture[picture.shape[0] - high + 4 : picture.shape[0] - low - 4, left + 4 : right - 4]
    return 255 - part.mean()


def test_signing_banner_and_seal_are_not_read_but_a_signed_number_and_a_form_field_are(tmp_path):
    banner, seal, number, field = [350, 800, 560, 838], [300, 100, 400, 200], [70, 740, 130, 760], [350, 740, 420, 760]
    source = scan_with_marks(tmp_path / "s.pdf", [(banner, Name.Sig), (seal, Name.Sig), (number, Name.Sig), (field, Name.Tx)])
    image = rasterize_sheet(source, 1, tmp_path, RasterOptions())[0]
    grey, people = (cv2.imread(str(tmp_path / name), cv2.IMREAD_GRAYSCALE) for name in (image.grey, image.colour))
    assert max(darkness(grey, banner), darkness(grey, seal)) < 5
    assert min(darkness(grey, number), darkness(grey, field)) > 150
    assert min(darkness(people, banner), darkness(people, seal)) > 150
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page-0001.jpg", "page-0001.png", "s.pdf"]


def test_words_of_a_pdf_come_with_their_boxes(tmp_path):
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    content = b"BT /F1 20 Tf 72 700 Td (Ban hanh) Tj ET"
    pdf.pages[0].Contents = Stream(pdf, zlib.compress(content), Filter=Name.FlateDecode)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.save(tmp_path / "t.pdf")
    text = embedded_text(tmp_path / "t.pdf", 1, Bounds(20))
    assert text.words == ["Ban", "hanh"]
    (line,) = text.lines(144)
    assert line.text == "Ban hanh"
    assert line.words[0].bbox.left == pytest.approx(144, abs=3)
    assert line.words[0].bbox.bottom == pytest.approx(2 * (842 - 700), abs=14)
    with pytest.raises(RasterError):
        embedded_text(tmp_path / "none.pdf", 1, Bounds(20))


def test_a_page_of_ink_without_text_is_read(tmp_path):
    Image.fromarray(page([(30, 50, "Thông báo")])).save(tmp_path / "p.pdf", resolution=DPI)
    image = rasterize_sheet(open_source(tmp_path / "p.pdf", Limits()), 1, tmp_path, RasterOptions())[0]
    assert image.source is PageSource.OCR
