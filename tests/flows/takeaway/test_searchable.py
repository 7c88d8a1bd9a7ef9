import hashlib
import subprocess

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from db.asking.details import revision_detail
from db.models.document import Page
from flows.takeaway.searchable import clean_text_of, make_searchable
from tasks.domain.errors import UnknownDocumentError, VanishedFileError
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.span import Span
from tasks.scan.process import Bounds

FONT = ImageFont.truetype("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf", 36)
LINES = (
    "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG",
    "Độc lập - Tự do - Hạnh phúc",
    "Giao Sở Nội vụ rà soát, sửa đổi quy chế; kết quả gửi trước ngày 30/6/2026.",
)
BOUNDS = Bounds(120.0, 1024**3, 1024**3, 64)
SIZE = (1654, 2339)  # A4 at 200 dpi


@pytest.fixture(autouse=True)
def process(request):
    """To make the same file twice needs the process, which tests/flows/test_cli.py has too; the others are about what it makes."""
    if request.function is not test_the_same_document_gives_the_same_file:
        request.getfixturevalue("nothing_apart")


def typeset(number=1):
    """A page with printed lines, and its words where they stand: text, boxes by line."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    lines = []
    for row, line in enumerate((*LINES, f"Trang {number}")):
        left, words = 200, []
        for word in line.split():
            draw.text((left, 300 + row * 80), word, font=FONT, fill="black")
            box = draw.textbbox((left, 300 + row * 80), word, font=FONT)
            words.append((word, BBox(*(round(v) for v in box))))
            left += round(draw.textlength(word + " ", font=FONT))
        lines.append(words)
    return picture, lines


def clean_of(pages):
    """The clean text of typeset pages."""
    text, lines, words = "", [], []
    for number, page in enumerate(pages, 1):
        for line in page:
            start = len(text)
            for word, box in line:
                words.append(PlacedWord(Span(len(text), len(text) + len(word)), number, box, 95.0))
                text += word + " "
            text = text[:-1]
            lines.append(TextLine(Span(start, len(text)), number))
            text += "\n"
        text = text[:-1] + "\f"
    return CleanText(text[:-1], tuple(lines), tuple(words))


def page_row(number=1, size=SIZE, **further):
    made = {"source": "ocr", "rotation": 0, "skew": 0.0} | further
    return Page(number=number, width=size[0], height=size[1], dpi=200, **made)


def words_in(path, *options):
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split()


def boxes_in(path):
    """The words of the first page with their places, in pixels of 200 dpi."""
    done = subprocess.run(["pdftotext", "-cropbox", "-bbox", str(path), "-"], capture_output=True, text=True, check=True)
    rows = [line.split('"') for line in done.stdout.splitlines() if "<word" in line]
    return {row[8][1:].removesuffix("</word>"): tuple(float(row[i]) * 200 / 72 for i in (1, 3, 5, 7)) for row in rows}


def pixels(path, page=1):
    done = subprocess.run(["pdftoppm", "-r", "50", "-f", str(page), "-l", str(page), str(path)], capture_output=True, check=True)
    return done.stdout


def save(path, pictures):
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=200)
    return path


def searchable(original, kind, pages, clean, tmp_path):
    before = hashlib.sha256(original.read_bytes()).digest()
    target = tmp_path / "searchable.pdf"
    made = make_searchable(original, kind, pages, clean, target, bounds=BOUNDS)
    assert hashlib.sha256(original.read_bytes()).digest() == before
    return target, made


def test_the_words_of_all_pages_are_found_in_order_and_nothing_looks_different(tmp_path):
    (first, lines_1), (second, lines_2) = typeset(1), typeset(2)
    original = save(tmp_path / "scan.pdf", [first, second])
    clean = clean_of([lines_1, lines_2])
    target, made = searchable(original, "pdf", [page_row(1), page_row(2)], clean, tmp_path)
    assert words_in(target) == words_in(target, "-raw") == clean.text.split()
    assert (made.pages, made.given_text, made.was_signed) == (2, 2, False)
    for number in (1, 2):
        assert pixels(target, number) == pixels(original, number)
    with pikepdf.open(original) as before, pikepdf.open(target) as after:
        for old, new in zip(before.pages, after.pages, strict=True):
            [old_image], [new_image] = (list(page.get_images().values()) for page in (old, new))
            assert new_image.read_raw_bytes() == old_image.read_raw_bytes()
        assert after.Root.Lang == "vi"


def test_every_word_stands_where_it_is_printed(tmp_path):
    picture, lines = typeset()
    target, _ = searchable(save(tmp_path / "scan.pdf", [picture]), "pdf", [page_row()], clean_of([lines]), tmp_path)
    found = boxes_in(target)
    for word, box in lines[2]:
        left, top, right, bottom = found[word]
        assert (left, right) == pytest.approx((box.left, box.right), abs=8)
        assert top < (box.top + box.bottom) / 2 < bottom


def turned(path, degrees):
    """The PDF with its page stored lying, and told to be shown upright; its crop box does not begin at the origin."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        [page] = pdf.pages
        width, height = float(page.mediabox[2]), float(page.mediabox[3])
        content = {0: "1 0 0 1 {x} {y}", 90: "0 1 -1 0 {h} 0", 180: "-1 0 0 -1 {w} {h}", 270: "0 -1 1 0 0 {w}"}[degrees]
        size = (height, width) if degrees in (90, 270) else (width, height)
        matrix = content.format(x=0, y=0, w=width, h=height)
        page.contents_add(f"q 1 0 0 1 100 50 cm {matrix} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.mediabox = [0, 0, size[0] + 300, size[1] + 300]
        page.cropbox = [100, 50, 100 + size[0], 50 + size[1]]
        page.Rotate = degrees
        pdf.save(path)
    return path


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_pages_that_are_stored_turned_and_cropped(tmp_path, degrees):
    picture, lines = typeset()
    original = turned(save(tmp_path / "scan.pdf", [picture]), degrees)
    clean = clean_of([lines])
    target, _ = searchable(original, "pdf", [page_row()], clean, tmp_path)
    assert words_in(target) == clean.text.split()
    left, _, right, _ = boxes_in(target)["30/6/2026."]
    box = next(box for word, box in lines[2] if word == "30/6/2026.")
    assert (left, right) == pytest.approx((box.left, box.right), abs=8)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_pages_that_were_scanned_lying(tmp_path, rotation):
    picture, lines = typeset()
    original = save(tmp_path / "scan.pdf", [picture.rotate(rotation, expand=True)])  # counter-clockwise; reading turned it back
    clean = clean_of([lines])
    target, _ = searchable(original, "pdf", [page_row(rotation=rotation)], clean, tmp_path)
    assert words_in(target, "-raw") == clean.text.split()


@pytest.mark.parametrize("skew", [-1.5, 1.5])
def test_words_of_a_skewed_scan_lie_over_their_ink(tmp_path, skew):
    picture, lines = typeset()
    # Reading turned the page counter-clockwise by ``skew``, so it was scanned turned the other way.
    scanned = picture.rotate(-skew, fillcolor="white", resample=Image.Resampling.BICUBIC)
    clean = clean_of([lines])
    target, _ = searchable(save(tmp_path / "scan.pdf", [scanned]), "pdf", [page_row(skew=skew)], clean, tmp_path)
    assert words_in(target, "-raw") == clean.text.split()
    for word, box in boxes_in(target).items():
        left, top, right, bottom = (round(v) for v in box)
        ink = scanned.convert("L").crop((left, top, right, bottom)).point(lambda v: 255 * (v < 128)).getbbox()
        assert ink is not None, word
        assert ink[2] - ink[0] > 0.7 * (right - left) or len(word) == 1, word


def picture_file(path, kind):
    picture, lines = typeset()
    if kind == "tiff":
        save(path, [picture.convert("1"), typeset(2)[0].convert("1")])
        return path, [lines, typeset(2)[1]]
    if kind == "png":
        picture.putalpha(200)
    picture.save(path, format=kind, quality=90, dpi=(200, 200))
    return path, [lines]


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff"])
def test_pictures_become_pages_of_their_size(tmp_path, kind):
    original, lines = picture_file(tmp_path / f"x.{kind}", kind)
    clean = clean_of(lines)
    target, made = searchable(original, kind, [page_row(n) for n in range(1, len(lines) + 1)], clean, tmp_path)
    assert words_in(target) == clean.text.split()
    with pikepdf.open(target) as pdf:
        assert made.pages == len(pdf.pages) == len(lines)
        assert [float(v) for v in pdf.pages[0].mediabox[2:]] == pytest.approx([SIZE[0] * 72 / 200, SIZE[1] * 72 / 200], abs=0.1)
        if kind == "jpeg":
            [image] = pdf.pages[0].get_images().values()
            assert image.read_raw_bytes() == original.read_bytes()


def test_a_photo_that_lies_on_its_side_stands_up(tmp_path):
    picture, lines = typeset()
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned clockwise
    picture.rotate(90, expand=True).save(tmp_path / "x.jpeg", exif=exif, quality=90)
    clean = clean_of([lines])
    target, _ = searchable(tmp_path / "x.jpeg", "jpeg", [page_row()], clean, tmp_path)
    assert words_in(target) == clean.text.split()


def test_a_page_with_good_text_is_left_alone_and_a_blank_one_has_none(tmp_path):
    picture, lines = typeset()
    original = save(tmp_path / "scan.pdf", [picture, Image.new("RGB", SIZE, "white")])
    pages = [page_row(1, source="embedded"), page_row(2, source="blank")]
    target, made = searchable(original, "pdf", pages, clean_of([lines]), tmp_path)
    assert (made.given_text, words_in(target)) == (0, [])


def test_what_a_scanner_hid_under_the_page_is_not_found_twice(tmp_path):
    picture, lines = typeset()
    original = save(tmp_path / "scan.pdf", [picture])
    with pikepdf.open(original, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font, pikepdf.Name.F1)
        page.contents_add(b"q BT 3 Tr /F1 12 Tf 72 700 Td (UY BAN NHAN DAN) Tj ET Q BT /F1 12 Tf 72 72 Td (shown) Tj ET")
        pdf.save(original)
    assert words_in(original) == ["UY", "BAN", "NHAN", "DAN", "shown"]
    clean = clean_of([lines])
    target, _ = searchable(original, "pdf", [page_row()], clean, tmp_path)
    assert sorted(words_in(target)) == sorted([*clean.text.split(), "shown"])
    assert pixels(target) == pixels(original)


def test_the_same_document_gives_the_same_file(tmp_path):
    picture, lines = typeset()
    original = save(tmp_path / "scan.pdf", [picture])
    made = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for target in made:
        make_searchable(original, "pdf", [page_row()], clean_of([lines]), target, bounds=BOUNDS)
    assert made[0].read_bytes() == made[1].read_bytes()
    with pikepdf.open(made[0]) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_words_whose_places_are_gone_are_read_again(url, home):
    detail = revision_detail(url, 1)
    with pytest.raises(UnknownDocumentError, match="thongbao reprocess 01010101"):
        clean_text_of(url, detail, home / "work")


def test_an_original_that_is_gone_is_told(tmp_path):
    with pytest.raises(VanishedFileError, match="gone from the store"):
        make_searchable(tmp_path / "gone", "pdf", [page_row()], clean_of([]), tmp_path / "x.pdf", bounds=BOUNDS)
