"""What the process does that makes a searchable PDF: ``python -m flows.takeaway.laying ORDER``, an order as JSON.

It opens the original, so it runs under limits and holds nothing of the program's. On its standard output it says what was made, as JSON.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from pathlib import Path

import img2pdf
import pikepdf
from pikepdf import Name
from PIL import Image, ImageOps, UnidentifiedImageError
from pydantic import TypeAdapter

from flows.takeaway.glyphless import add_font
from flows.takeaway.harmless import make_harmless
from flows.takeaway.hidden_text import drop_hidden_text
from flows.takeaway.order import Leaf, Order
from flows.takeaway.text_layer import PageFrame, UprightPage, lines_of_page, text_layer
from tasks.domain.notice import CleanText
from tasks.scan.bent import BENT_PDF
from tasks.scan.pdf_file import is_signed

REFUSED = 3  # exit code; the reason stands on the standard output
_POINTS = 72.0
_QUARTERS = (90, 270)
_EXIF_ORIENTATION, _SIDEWAYS = 0x0112, (6, 8)
_NO_PICTURE = (img2pdf.AlphaChannelError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError, img2pdf.ImageOpenError)


def main(order: Path) -> int:
    """Make what is ordered; gives the exit code."""
    wanted: Order = TypeAdapter(Order).validate_json(order.read_bytes())
    try:
        told = lay(wanted)
    except (*BENT_PDF, LookupError, UnidentifiedImageError, ValueError, OSError) as error:
        # What libraries say of a bent file tells people little, and is not of one tree.
        sys.stdout.write(json.dumps({"refused": f"{type(error).__name__}: {error}"[:300]}))
        return REFUSED
    sys.stdout.write(json.dumps(told))
    return 0


def lay(order: Order) -> dict[str, int | bool]:
    """Put the words on the pages of the original; pictures are taken over as they are, no page is drawn anew.

    Returns:
        ``pages`` in all, ``given_text``, ``was_signed`` (:class:`flows.takeaway.searchable.Searchable`).

    Raises:
        ValueError: the file has other pages than were read.
    """
    sheets = {number: list(of_sheet) for number, of_sheet in groupby(order.pages, key=lambda page: page.sheet)}
    source = Path(order.original)
    if order.media_type != "pdf":
        made = Path(order.target).with_suffix(".pages")
        _pages_of_pictures(source, list(sheets.values()), made)
        source = made
    only = None if order.only is None else frozenset(order.only)
    # As a stream: a file that is mapped would count as memory.
    with source.open("rb") as stream, pikepdf.open(stream, suppress_warnings=True, access_mode=pikepdf.AccessMode.stream) as pdf:
        signed = is_signed(pdf)
        _refuse_holes(pdf)
        if len(pdf.pages) != len(sheets):
            raise ValueError(f"it has {len(pdf.pages)} pages, {len(sheets)} were read")
        make_harmless(pdf)
        given = _words_on(pdf, list(sheets.values()), order.clean, only)
        for index, of_sheet in reversed(list(enumerate(sheets.values()))):
            if only is not None and not any(page.number in only for page in of_sheet):
                del pdf.pages[index]
        if Name.Lang not in pdf.Root:
            pdf.Root.Lang = pikepdf.String("vi")
        pdf.save(order.target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        _refuse_holes(pdf)
        return {"pages": len(pdf.pages), "given_text": given, "was_signed": signed}


def _refuse_holes(pdf: pikepdf.Pdf) -> None:
    """Make sure that nothing was left out for want of memory: qpdf takes an object that it cannot hold for a damaged one, and goes on.

    Raises:
        MemoryError: something was.
    """
    if any("bad_alloc" in str(warning) for warning in pdf.get_warnings()):
        raise MemoryError


def _words_on(pdf: pikepdf.Pdf, sheets: Sequence[Sequence[Leaf]], clean: CleanText, only: Collection[int] | None) -> int:
    """Put the words under all pages but those that hold good text; gives the number of wanted pages that got some."""
    font, given = None, 0
    for shown, of_sheet in zip(pdf.pages, sheets, strict=True):
        if of_sheet[0].has_its_text:
            continue
        drop_hidden_text(pdf, shown)
        for page in of_sheet:
            upright = UprightPage(page.width, page.height, page.rotation, page.skew, page.begin, page.end)
            layer = text_layer(clean.text, lines_of_page(clean, page.number), upright, frame_of(shown), "/ThongbaoText")
            if layer:
                font = font or add_font(pdf)
                shown.obj.Resources = shown.resources  # they may be named further up the tree of pages only
                shown.add_resource(font, Name.Font, Name.ThongbaoText)
                shown.contents_add(layer, prepend=True)
                given += only is None or page.number in only
    return given


def frame_of(page: pikepdf.Page) -> PageFrame:
    """What is shown of a page: its crop box within its media box."""
    crop, media = ([float(v) for v in box] for box in (page.cropbox, page.mediabox))
    (left, right), (bottom, top) = sorted((crop[0], crop[2])), sorted((crop[1], crop[3]))
    edges = sorted((media[0], media[2])), sorted((media[1], media[3]))
    return PageFrame(
        max(left, edges[0][0]), max(bottom, edges[1][0]), min(right, edges[0][1]), min(top, edges[1][1]), int(page.rotation) % 360
    )


def _pages_of_pictures(original: Path, sheets: Sequence[Sequence[Leaf]], target: Path) -> None:
    """The pictures of a file as pages of their size, the compressed pixels taken over; only what a PDF cannot hold is packed anew.

    Args:
        original: the file.
        sheets: the pages that lie on each picture.
        target: the PDF to write.
    """
    with Image.open(original) as image:
        lies_sideways = image.getexif().get(_EXIF_ORIENTATION) in _SIDEWAYS

    def layout_of(*, stored_sideways: bool) -> Callable[[int, int, tuple[float, float]], tuple[float, float, float, float]]:
        sizes = iter(sheets)

        def layout(_width: int, _height: int, _dpi: tuple[float, float]) -> tuple[float, float, float, float]:
            # The size is the one that was found when the page was read: files often state none, or a wrong one.
            pages = next(sizes)
            page = pages[0]
            size = sum(p.width / p.dpi for p in pages) * _POINTS, page.height / page.dpi * _POINTS
            width, height = reversed(size) if (page.rotation in _QUARTERS) != stored_sideways else size
            return width, height, width, height

        return layout

    try:
        with target.open("wb") as out:
            img2pdf.convert(
                str(original),
                layout_fun=layout_of(stored_sideways=lies_sideways),
                rotation=img2pdf.Rotation.ifvalid,
                allow_oversized=True,
                outputstream=out,
            )
    except _NO_PICTURE:
        with target.open("wb") as out:
            img2pdf.convert(_on_paper(original), layout_fun=layout_of(stored_sideways=False), allow_oversized=True, outputstream=out)


def _on_paper(original: Path) -> list[bytes]:
    """The pictures of a file without transparency, pixel for pixel."""
    frames = []
    with Image.open(original) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            frame = ImageOps.exif_transpose(image).convert("RGBA")
            paper = Image.new("RGBA", frame.size, (255, 255, 255, 255))
            stream = io.BytesIO()
            Image.alpha_composite(paper, frame).convert("RGB").save(stream, "PNG")
            frames.append(stream.getvalue())
    return frames


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
