"""Form fields and notes without a drawing of their own: told where they lose letters, silent where they do not."""

import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String
from sheets import FACE, TEXT

from tasks.domain.doubt import DOUBTS
from tasks.domain.outcome import Severity
from tasks.scan.field_texts import FieldText, lost_texts
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

NUMBER = "Số: 125/TB-UBND, hạn nộp 30/9/2026"


def annotation(kind, text, **more):
    entries = {"Subtype": Name(kind), "Rect": Array([60, 60, 500, 90]), "F": 4, "DA": "/Helv 12 Tf 0 g", **more}
    return Dictionary(**entries, **({"Contents": String(text)} if kind == "/FreeText" else {"V": String(text)}))


def field(text=NUMBER, **more):
    return annotation("/Widget", text, **{"FT": Name.Tx, "T": "so_van_ban", **more})


def under_parent(pdf):
    parent = pdf.make_indirect(Dictionary(FT=Name.Tx, T="so_van_ban", V=String(NUMBER)))
    return Dictionary(Subtype=Name.Widget, Rect=Array([60, 60, 500, 90]), F=4, DA="/Helv 12 Tf 0 g", Parent=parent)


def drawn(pdf, page, made):
    form = pdf.make_stream(b"q Q")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 440, 30])
    made.AP = Dictionary(N=form)
    return made


def notes(tmp_path, make, *, redraw=False, force_ocr=False):
    path = tmp_path / "form.pdf"
    paper = FPDF(format="A4")
    paper.add_font("serif", fname=FACE)
    paper.set_font("serif", size=13)
    paper.add_page()
    for line in TEXT * 2:
        paper.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    paper.output(str(path))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        made = pdf.make_indirect(make(pdf, page))
        page.obj.Annots = Array([made])
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]), DR=Dictionary(Font=Dictionary(Helv=font)), NeedAppearances=redraw)
        pdf.save(path)
    (image,) = rasterize_sheet(open_source(path, Limits()), 1, tmp_path, RasterOptions(force_ocr=force_ocr))
    return [(note.code, note.message) for note in image.notes]


LOST = {
    "a field": (lambda pdf, page: field(), {}),
    "a field that is drawn anew": (lambda pdf, page: drawn(pdf, page, field()), {"redraw": True}),
    "a field whose value its parent has": (lambda pdf, page: under_parent(pdf), {}),
    "a field of a page that is read as a picture": (lambda pdf, page: field(), {"force_ocr": True}),
    "a choice, which nobody draws": (lambda pdf, page: field("Hoa toc", FT=Name.Ch), {}),
    "a field in several lines": (lambda pdf, page: field(f"{NUMBER}\nKính gửi: Sở Y tế", Ff=4096), {}),
    "a note typed on the page": (lambda pdf, page: annotation("/FreeText", NUMBER), {}),
    "a note that names no font": (lambda pdf, page: annotation("/FreeText", NUMBER, DA=""), {}),
    "a note of rich text alone": (
        lambda pdf, page: annotation("/FreeText", "", RC=String(f"<body><p>{NUMBER}</p></body>")),
        {},
    ),
}
KEPT = {
    "letters that every font has": (lambda pdf, page: field("So 125, café 12%"), {}),
    "a field with its drawing": (lambda pdf, page: drawn(pdf, page, field()), {}),
    "a hidden field": (lambda pdf, page: field(F=2), {}),
    "a field that only prints elsewhere": (lambda pdf, page: field(F=32), {}),
    "an empty field": (lambda pdf, page: field(""), {}),
    "a button": (lambda pdf, page: field("Đồng ý", FT=Name.Btn), {}),
    "a note with its drawing": (lambda pdf, page: drawn(pdf, page, annotation("/FreeText", NUMBER)), {}),
    "a remark that pops up": (lambda pdf, page: annotation("/Text", NUMBER, Contents=String(NUMBER)), {}),
    "a value that is a number": (lambda pdf, page: Dictionary(Subtype=Name.Widget, FT=Name.Tx, V=5, Rect=Array([60, 60, 500, 90])), {}),
}


@pytest.mark.parametrize(("make", "more"), LOST.values(), ids=LOST)
def test_what_loses_letters_is_told_by_name_and_value(tmp_path, make, more):
    ((code, message),) = notes(tmp_path, make, **more)
    assert code == "field-unread" and DOUBTS[code].severity is Severity.ERROR
    assert "Số: 125/TB-UBND" in message or "Hoa toc" in message
    assert "so_van_ban" in message or "a note" in message


@pytest.mark.parametrize(("make", "more"), KEPT.values(), ids=KEPT)
def test_what_loses_none_is_no_doubt(tmp_path, make, more):
    assert notes(tmp_path, make, **more) == []


def test_a_field_whose_words_the_page_tells_lost_nothing():
    fields = (FieldText("a", "Số 12 / TB"), FieldText("b", "Hạn nộp"))
    assert lost_texts(fields, ["Số", "12/TB", "Hn", "np"]) == fields[1:]
    assert lost_texts(fields, []) == fields
