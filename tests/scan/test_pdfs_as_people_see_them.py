"""Text that nobody sees or that stands aslant, files inside, objects that are not there, broken streams, very large sheets."""

import pikepdf
import pytest
from fpdf import FPDF
from sheets import FACE, TEXT

from tasks.domain.page import PageSource
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

HIDDEN = "Sở Tài chính báo cáo trước ngày 30/9/2026."


def paper(path, extra=lambda pdf: None, size="A4"):
    """A born-digital page of text, and what ``extra`` draws on it."""
    pdf = FPDF(format=size)
    pdf.add_font("serif", fname=FACE)
    pdf.set_font("serif", size=13)
    pdf.add_page()
    for line in TEXT * 2:
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    extra(pdf)
    pdf.output(str(path))
    return path


def read(path, number=1, **limits):
    source = open_source(path, Limits(**limits))
    (image,) = rasterize_sheet(source, number, path.parent, RasterOptions())
    return image, " ".join(line.text for line in image.lines), [note.code for note in image.notes]


def white(pdf):
    pdf.set_text_color(255, 255, 255)
    pdf.text(20, 250, HIDDEN)


def covered(pdf):
    pdf.text(20, 250, HIDDEN)
    pdf.set_fill_color(255, 255, 255)
    pdf.rect(15, 240, 180, 15, style="F")


def blackened(pdf):
    pdf.text(20, 250, HIDDEN)
    pdf.set_fill_color(0, 0, 0)
    pdf.rect(15, 244, 120, 9, style="F")


def unpainted(pdf):
    with pdf.local_context(text_mode=3):
        pdf.text(20, 250, HIDDEN)


@pytest.mark.parametrize("draw", [white, covered, unpainted])
def test_what_nobody_sees_is_no_text(tmp_path, draw):
    image, text, codes = read(paper(tmp_path / "s.pdf", draw))
    assert image.source is PageSource.EMBEDDED and "Thủ trưởng các cơ quan" in text
    assert "Tài chính" not in text and codes == ["text-invisible"]


def test_a_page_with_black_boxes_is_read_as_a_picture(tmp_path):
    image, text, _ = read(paper(tmp_path / "s.pdf", blackened))
    assert image.source is PageSource.OCR and text == ""


def red_and_pale(pdf):
    pdf.set_text_color(200, 30, 30)
    pdf.text(20, 250, HIDDEN)
    pdf.set_text_color(170, 170, 170)
    pdf.text(20, 260, "Người soạn: Nguyễn Văn An")


def test_red_and_pale_words_are_seen(tmp_path):
    _, text, codes = read(paper(tmp_path / "s.pdf", red_and_pale))
    assert HIDDEN in text and "Nguyễn Văn An" in text and codes == []


def tiles(angle, grey=180):
    """The user's name and the time all over the page."""

    def draw(pdf):
        pdf.set_text_color(grey)
        pdf.set_font("serif", size=11)
        for left in (20, 90):
            for top in (60, 121, 183, 245):
                with pdf.rotation(angle, left, top):
                    pdf.text(left, top, "an.nv 08:15 28/11/2026")

    return draw


@pytest.mark.parametrize("angle", [50, 35, 12, 6, 2, 180])
def test_a_watermark_aslant_stands_in_no_line(tmp_path, angle):
    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    image, text, _ = read(paper(tmp_path / "s.pdf", tiles(angle, 90)))
    assert image.source is PageSource.EMBEDDED and text == plain


def below(pdf):
    pdf.set_text_color(180)
    for top in (215, 235, 255, 275):
        pdf.text(20, top, "an.nv 08:15 28/11/2026")


def test_a_level_watermark_beside_the_text_is_left_out_and_one_upon_it_makes_the_page_read(tmp_path):
    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    beside, text, _ = read(paper(tmp_path / "s.pdf", below))
    assert beside.source is PageSource.EMBEDDED and text == plain
    upon, _, _ = read(paper(tmp_path / "t.pdf", tiles(0)))
    assert upon.source is PageSource.OCR and "watermark" in upon.source_reason


def test_pale_words_that_stand_once_stay(tmp_path):
    def pale(pdf):
        pdf.set_text_color(180)
        pdf.text(20, 250, "Mẫu số 05 kèm theo")

    assert "Mẫu số 05" in read(paper(tmp_path / "s.pdf", pale))[1]


def test_a_watermark_that_is_an_annotation_is_left_out(tmp_path):
    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(f"BT {next(iter(page.Resources.Font.keys()))} 30 Tf 20 20 Td <00010002> Tj ET".encode())
        form.Type, form.Subtype, form.BBox, form.Resources = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 500, 500], page.Resources
        mark = pikepdf.Dictionary(Subtype=pikepdf.Name.Watermark, Rect=[50, 250, 550, 750], F=4, AP=pikepdf.Dictionary(N=form))
        page.obj["/Annots"] = pikepdf.Array([pdf.make_indirect(mark)])
        pdf.save(path)
    assert read(path)[1] == plain


def upright_and_aslant_form(path):
    """A watermark as editors draw it: a form whose matrix turns its text."""
    paper(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        font = next(iter(page.Resources.Font.keys()))
        form = pdf.make_stream(f"BT {font} 40 Tf 100 100 Td <00010002> Tj ET".encode())
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 600, 800]
        form.Matrix, form.Resources = [0.7, 0.7, -0.7, 0.7, 100, 50], page.Resources
        page.Resources.XObject = pikepdf.Dictionary(Mark=form)
        page.contents_add(b"q /Mark Do Q")
        pdf.save(path)
    return path


def test_a_form_drawn_aslant_is_left_out_too(tmp_path):
    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    assert read(upright_and_aslant_form(tmp_path / "s.pdf"))[1] == plain


def test_files_inside_are_known(tmp_path):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["phu-luc.pdf"] = pikepdf.AttachedFileSpec(pdf, b"%PDF-1.4", filename="phu-luc.pdf")
        pdf.save(path)
    assert open_source(path, Limits()).attached == ("phu-luc.pdf",)


def missing_annotation(pdf, page):
    page.obj.Annots = pikepdf.Array([None, pikepdf.Dictionary(Subtype=pikepdf.Name.Text)])


def short_rectangle(pdf, page):
    page.obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=[1, 2, 3])])


def missing_picture(pdf, page):
    page.obj.Resources.XObject = pikepdf.Dictionary()
    page.obj.Resources.XObject["/Gone"] = pdf.make_indirect(pikepdf.Dictionary())
    page.obj.Resources.XObject["/Number"] = 5


@pytest.mark.parametrize("bend", [missing_annotation, short_rectangle, missing_picture])
def test_what_an_editor_left_behind_does_not_matter(tmp_path, bend):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bend(pdf, pdf.pages[0])
        pdf.save(path)
    image, text, codes = read(path)
    assert image.source is PageSource.EMBEDDED and "Thủ trưởng" in text and codes == []


def test_a_page_whose_content_breaks_off_says_so(tmp_path):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path) as pdf:
        raw = bytearray(pdf.pages[0].Contents.read_raw_bytes())
    data = bytearray(path.read_bytes())
    at = data.find(raw) + len(raw) // 2
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)
    assert "page-broken" in read(path)[2]


def test_a_sheet_too_large_is_rendered_coarser(tmp_path):
    image, text, codes = read(paper(tmp_path / "s.pdf", size=(1000, 1000)), max_page_pixels=30_000_000)
    assert image.width * image.height <= 30_000_000 and "Thủ trưởng" in text and codes == []


def retyped(pdf):
    covered(pdf)
    pdf.text(22, 250, "Ghi chú: mục này không còn nội dung gì.")


def across(pdf):
    pdf.set_text_color(190)
    pdf.set_font("serif", size=80)
    pdf.text(30, 120, "DỰ THẢO")


def test_words_upon_words_are_read_from_the_picture(tmp_path):
    image, text, _ = read(paper(tmp_path / "s.pdf", retyped))
    assert image.source is PageSource.OCR and text == "" and "lie on each other" in image.source_reason


def test_a_large_level_watermark_stands_in_no_line(tmp_path):
    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    image, text, _ = read(paper(tmp_path / "s.pdf", across))
    assert image.source is PageSource.EMBEDDED and text == plain


def standing_for(said):
    def bend(pdf, page):
        content = page.Contents.read_bytes()
        at = content.rindex(b"BT")
        text = said.encode("utf-16be").hex().encode()
        page.Contents = pdf.make_stream(content[:at] + b"/Span <</ActualText <FEFF" + text + b">>> BDC " + content[at:] + b" EMC")

    return bend


@pytest.mark.parametrize(("said", "source"), [("ngày 31/12/2027", PageSource.OCR), ("2", PageSource.OCR), ("\u00ad", PageSource.EMBEDDED)])
def test_words_that_stand_for_others_are_read_from_the_picture(tmp_path, said, source):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        standing_for(said)(pdf, pdf.pages[0])
        pdf.save(path)
    assert read(path)[0].source is source


@pytest.mark.parametrize(("turn", "rotation"), [(90, 270), (180, 180)])
def test_a_page_whose_text_does_not_stand_upright_is_turned(tmp_path, turn, rotation):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(path)
    image, _, _ = read(path)
    assert image.source is PageSource.OCR and image.rotation == rotation


def test_a_sheet_too_large_even_so_is_left_out_and_told(tmp_path):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page(page_size=(14_400, 14_400))
        pdf.save(path)
    source = open_source(path, Limits())
    assert source.page_count == 2 and list(source.left_out) == [2]
    image, _, codes = read(path, 2)
    assert image.source is PageSource.BLANK and codes == ["ink-unread"] and read(path)[0].source is PageSource.EMBEDDED


def no_area(pdf, page):
    pdf.add_blank_page().obj.MediaBox = [0, 0, 0, 0]


def missing_part(pdf, page):
    page.obj.Contents = pikepdf.Array([page.obj.Contents, pdf.make_indirect(pikepdf.Dictionary())])


@pytest.mark.parametrize("bend", [no_area, missing_part])
def test_what_can_be_shown_of_a_bent_file_is_read_and_what_is_missing_told(tmp_path, bend):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bend(pdf, pdf.pages[0])
        pdf.save(path)
    _, text, codes = read(path)
    assert "Thủ trưởng các cơ quan" in text and codes == ["structure-damaged"]


def test_a_font_that_is_not_there_is_told(tmp_path):
    path = paper(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Resources = pikepdf.Dictionary()
        pdf.save(path)
    assert read(path)[2] == ["page-broken"]


@pytest.mark.parametrize("grey", [60, 120])
def test_dark_level_marks_beside_the_lines_stand_in_none(tmp_path, grey):
    def marks(pdf):
        below(pdf)
        pdf.set_text_color(grey)
        for top in (215, 235, 255, 275):
            pdf.text(90, top, "an.nv 08:15 28/11/2026")

    _, plain, _ = read(paper(tmp_path / "plain.pdf"))
    image, text, codes = read(paper(tmp_path / "s.pdf", marks))
    assert image.source is PageSource.EMBEDDED and not image.grey and text == plain and codes == []
