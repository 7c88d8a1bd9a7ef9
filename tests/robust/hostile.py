"""Files that are broken, bent or built to harm, each with the ends that are right for it."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LOADED = frozenset({"loaded"})
DAMAGED = frozenset({"damaged-file"})
LIMIT = frozenset({"limit-exceeded"})
# What a file may end in whose damage nobody can foresee: read as far as it goes, or set aside, or tried again.
ANY = frozenset(
    {"loaded", "damaged-file", "undecodable-file", "encrypted-pdf", "empty-file", "unsupported-file", "limit-exceeded", "raster"}
)


@dataclass(frozen=True)
class Hostile:
    """A file and where it may end.

    Attributes:
        name: of the file.
        data: its bytes.
        ends: "loaded" or codes of errors.
    """

    name: str
    data: bytes = field(repr=False)
    ends: frozenset[str]


def picture(mark: str = "") -> Image.Image:
    """A small notice that takes Tesseract a moment; ``mark`` makes its content its own."""
    page = Image.new("L", (900, 420), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 30)
    for row, line in enumerate(("Số: 12/TB-UBND", "THÔNG BÁO", "1. Sở Nội vụ báo cáo trước ngày 30/6/2026.", mark)):
        draw.text((40, 40 + 80 * row), line, font=font, fill=0)
    return page


def scan(mark: str = "", kind: str = "PDF") -> bytes:
    """A readable scan; the same bytes for the same mark."""
    out = io.BytesIO()
    dated = {"creationDate": time.gmtime(0), "modDate": time.gmtime(0)} if kind == "PDF" else {}
    picture(mark).save(out, kind, resolution=150, dpi=(150, 150), **dated)
    return out.getvalue()


def notice_text(mark: str) -> bytes:
    """A notice whose scan is gone and whose accents are lost; ``mark`` makes its content its own."""
    lines = (
        "UY BAN NHAN DAN\nTINH TAN GIANG\nSo: 12/TB-UBND\n\nTHONG BAO\n",
        "Chu tich Uy ban nhan dan tinh yeu cau cac so, nganh thuc hien mot so noi dung sau:\n",
        "1. So Noi vu bao cao ket qua thuc hien truoc ngay 30/6/2026.\n",
    )
    return "\n".join((*lines, mark)).encode()


def saved(pdf: Pdf, **options: object) -> bytes:
    """A PDF as bytes."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def opened(mark: str) -> Pdf:
    """A readable scan, to be changed."""
    return Pdf.open(io.BytesIO(scan(mark)))


def acting() -> bytes:
    """A scan that wants to run programs, scripts and attachments when it is opened."""
    pdf = opened("actions")
    launch = Dictionary(S=Name.Launch, F=pikepdf.String("/usr/bin/touch"), Win=Dictionary(F=pikepdf.String("cmd.exe")))
    script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.launchURL('http://127.0.0.1/', true); while (true) {}"))
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = Dictionary(WC=launch, DP=script)
    pdf.pages[0].AA = Dictionary(O=launch)
    pdf.attachments["evil.exe"] = b"MZ" + b"\0" * 1000
    pdf.attachments["../../escape.txt"] = b"out"
    return saved(pdf)


def picture_page(width: int, height: int, data: bytes, packing: Name, parameters: Dictionary | None = None) -> bytes:
    """A PDF page that draws one picture."""
    pdf = Pdf.new()
    image = Stream(pdf, data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = width, height, Name.DeviceGray, 1
    image.Filter = packing
    if parameters is not None:
        image.DecodeParms = parameters
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(image)))
    page.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q")
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def huge_picture(side: int) -> bytes:
    """A white fax of ``side`` x ``side`` pixels in a few kilobytes: a row that is like the one above takes one bit."""
    parameters = Dictionary(K=-1, Columns=side, Rows=side)
    return picture_page(side, side, b"\xff" * (side // 8) + b"\x00\x10\x01", Name.CCITTFaxDecode, parameters)


def flood(blocks: int) -> bytes:
    """A page whose content, packed twice, unpacks to ``blocks`` megabytes of blanks and a little drawing."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(blocks)), packer.compress(b"0 0 m 9 9 l S"), packer.flush()])
    stream = Stream(pdf, zlib.compress(data, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    page.Contents = stream
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def fat_picture() -> bytes:
    """A picture of the right size with 500 MB of data behind it, in half a megabyte."""
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(500)), packer.flush()])
    return picture_page(1000, 1000, data, Name.FlateDecode)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF from its objects, numbered from 1, the first being the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def many_pages(count: int) -> bytes:
    """A PDF of empty pages."""
    kids = b" ".join(b"%d 0 R" % n for n in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids), *[page] * count)


def sized_page(width: str) -> bytes:
    """One page of an odd size."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {width}] >>".encode()
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page)


def tiff_loop() -> bytes:
    """A TIFF whose second page is its first again."""
    data = bytearray(scan("loop", "TIFF"))
    order = "<" if data[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", data, 4)[0]
    entries = struct.unpack_from(order + "H", data, first)[0]
    struct.pack_into(order + "I", data, first + 2 + 12 * entries, first)
    return bytes(data)


def tiff_bomb(side: int) -> bytes:
    """A TIFF that claims ``side`` x ``side`` pixels and holds none."""
    entries = [(256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, side), (279, 16)]
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return struct.pack("<2sHI", b"II", 42, 24) + b"\0" * 16 + struct.pack("<H", len(entries)) + body + struct.pack("<I", 0)


def jpeg_bomb(side: int) -> bytes:
    """A JPEG that claims ``side`` x ``side`` pixels."""
    data = bytearray(scan("jpeg bomb", "JPEG"))
    start = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, start + 5, side, side)
    return bytes(data)


def png_bomb(side: int) -> bytes:
    """A PNG of ``side`` x ``side`` white pixels."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (side // 8)
    body = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def locked(owner: str, user: str) -> bytes:
    """A scan under passwords."""
    return saved(opened(f"locked {owner} {user}"), encryption=pikepdf.Encryption(owner=owner, user=user))


def built() -> Iterator[Hostile]:
    """Files built to harm."""
    catalogue, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    yield Hostile("empty.pdf", b"", frozenset({"empty-file"}))
    yield Hostile("words.pdf", b"Just some words.\n", frozenset({"unsupported-file"}))
    yield Hostile("page.html", b"<html><script>alert(1)</script></html>", frozenset({"unsupported-file"}))
    yield Hostile("program.pdf", b"\x7fELF" + bytes(500), frozenset({"unsupported-file"}))
    yield Hostile("header.pdf", b"%PDF-1.7\n", DAMAGED)
    yield Hostile("zeros.pdf", b"%PDF-1.7\n" + bytes(100_000), DAMAGED)
    yield Hostile("owner-only.pdf", locked("owner", ""), LOADED)
    yield Hostile("user-password.pdf", locked("owner", "user"), frozenset({"encrypted-pdf"}))
    yield Hostile("no-pages.pdf", raw_pdf(catalogue, b"<< /Type /Pages /Count 0 /Kids [] >>"), DAMAGED)
    yield Hostile("no-catalogue.pdf", raw_pdf(b"<< /Type /Nothing >>"), DAMAGED)
    yield Hostile("2000-pages.pdf", many_pages(2000), LIMIT)
    yield Hostile("five-metres.pdf", sized_page("14173"), LIMIT)
    yield Hostile("no-area.pdf", sized_page("0"), ANY)
    yield Hostile("endless-size.pdf", sized_page("1e308"), ANY)
    yield Hostile("no-number.pdf", sized_page("(five)"), ANY)
    yield Hostile("nested-arrays.pdf", raw_pdf(catalogue, pages, b"[" * 50_000 + b"]" * 50_000), DAMAGED)
    yield Hostile("nested-dictionaries.pdf", raw_pdf(catalogue, pages, b"<< /A " * 20_000 + b"1" + b" >>" * 20_000), DAMAGED)
    yield Hostile("own-parent.pdf", raw_pdf(catalogue, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), DAMAGED)
    chain = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(2, 3000)]
    yield Hostile("deep-pages.pdf", raw_pdf(catalogue, *chain, b"<< /Type /Page /MediaBox [0 0 100 100] >>"), ANY)
    yield Hostile("actions.pdf", acting(), LOADED)
    yield Hostile("50000-pixels.pdf", huge_picture(50_000), LIMIT)
    yield Hostile("unpacks-short.pdf", picture_page(1000, 1000, zlib.compress(b"\0" * 10), Name.FlateDecode), ANY)
    yield Hostile("flood.pdf", flood(40), ANY)
    yield Hostile("fat.pdf", fat_picture(), ANY)
    yield Hostile("bomb.png", png_bomb(50_000), LIMIT)
    yield Hostile("bomb.tiff", tiff_bomb(100_000), LIMIT)
    yield Hostile("hollow.tiff", tiff_bomb(500), DAMAGED)
    yield Hostile("loop.tiff", tiff_loop(), ANY)
    yield Hostile("bomb.jpg", jpeg_bomb(65_000), LIMIT)
    yield Hostile("lying.jpg", jpeg_bomb(2_000), ANY)
    yield Hostile("really-a-pdf.jpg", scan("pdf as jpg"), LOADED)
    yield Hostile("really-a-png.pdf", scan("png as pdf", "PNG"), LOADED)
    yield Hostile("two-in-one.pdf", scan("two in one", "JPEG") + scan("behind"), ANY)


def cut(kind: str) -> Iterator[Hostile]:
    """A scan cut at every tenth of its length."""
    whole = scan(f"cut {kind}", kind)
    for tenth in range(1, 10):
        yield Hostile(f"cut-{tenth}.{kind.lower()}", whole[: len(whole) * tenth // 10], DAMAGED if kind != "TIFF" else ANY)


def flipped(count: int, seed: int) -> Iterator[Hostile]:
    """Scans with a few bits turned over."""
    kinds = ("PDF", "JPEG", "PNG", "TIFF")
    wholes = {kind: scan("flips", kind) for kind in kinds}
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        kind = kinds[number % len(kinds)]
        data = bytearray(wholes[kind])
        # Half of them near the front, where the structure of pictures is.
        reach = len(data) if number % 8 < 4 else min(len(data), 600)
        for _ in range(dice.choice((1, 3, 10, 40))):
            data[dice.randrange(reach)] ^= 1 << dice.randrange(8)
        yield Hostile(f"flip-{seed}-{number}.{kind.lower()}", bytes(data), ANY)


NAMES = (
    "new\nline.pdf",
    "😀🧨.pdf",
    "ă" * 125 + ".pdf",
    "Tho\u0302ng ba\u0301o nga\u0300y.pdf",
    "-rf --help.pdf",
    "--output=x.pdf",
    "\x1b[2J\x1b]0;title\x07.pdf",
    "a\u202efdp.exe",
    "[bold]{path}[bold].pdf",
    "'; DROP TABLE document; --.pdf",
    "=cmd|' C calc'!A0.pdf",
    "$(touch gone) `touch gone` | ; &.pdf",
    "%s%n%00..%2f..%2f.pdf",
    " leading and trailing .pdf ",
    "no ending",
    "CON.pdf",
)
# Bytes that are no UTF-8, as a disk written under another encoding gives them.
BROKEN_NAME = b"TH\xd4NG B\xc1O.pdf"
