"""A searchable PDF: the original's own pages with the clean words as invisible text, made beside the original."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import img2pdf
import pikepdf
from pikepdf import Name
from PIL import Image, ImageOps

from db.models.document import Page
from db.parts import parts_of
from db.provenance import step_output
from db.queries import RevisionDetail, revision_details
from flows.takeaway.glyphless import add_font
from flows.takeaway.hidden_text import drop_hidden_text
from flows.takeaway.text_layer import PageFrame, UprightPage, lines_of_page, text_layer
from tasks.archive.artifacts import ArtifactKey, read_artifact
from tasks.domain.errors import UnknownDocumentError, VanishedFileError
from tasks.domain.notice import CleanText
from tasks.domain.outcome import DocumentState
from tasks.scan.source import is_signed
from tasks.text.clean import CleanedNotice
from tasks.text.portion import portion

_HAS_ITS_TEXT = "embedded"
_POINTS = 72.0
_QUARTERS = (90, 270)
_EXIF_ORIENTATION, _SIDEWAYS = 0x0112, (6, 8)


@dataclass(frozen=True, slots=True)
class Searchable:
    """A searchable PDF.

    Attributes:
        content: of the file.
        pages: in all.
        given_text: pages that got invisible text; the others hold good text already, or no words.
        was_signed: the original carries a digital signature, which holds for the original alone.
    """

    content: bytes
    pages: int
    given_text: int
    was_signed: bool


def clean_text_of(url: str, detail: RevisionDetail, work: Path) -> CleanText:
    """The clean text of the file that a revision is a reading of, with the place of every word, as the clean step left it.

    Raises:
        UnknownDocumentError: it is gone from the work folder; the database alone keeps places of findings, not of words.
    """
    sha256, revision = detail.document.sha256, detail.revision
    folder = step_output(url, sha256, revision.fingerprint, "clean")
    key = ArtifactKey(sha256, "clean", folder.rsplit("-", 1)[-1]) if folder else None
    found = read_artifact(work, key, CleanedNotice) if key else None
    own = portion(found, [page.number for page in detail.pages]) if found else None
    if found is None or own is None or own.clean.text != revision.clean_text:
        raise UnknownDocumentError(
            f"The places of the words of document {detail.document.short_id} are gone from {work}.",
            f"`thongbao reprocess {detail.document.short_id}` reads it again.",
        )
    return found.clean


def pages_of_file(url: str, detail: RevisionDetail) -> list[Page]:
    """All pages of the file that a notice stands in, of all its notices, in the order of the file."""
    there = [document.id for document in parts_of(url, detail.document.sha256) if document.state == DocumentState.LOADED]
    return sorted((page for one in revision_details(url, there) for page in one.pages), key=lambda page: page.number)


def make_searchable(
    original: Path, media_type: str, pages: Sequence[Page], clean: CleanText, only: Collection[int] | None = None
) -> Searchable:
    """Put the words on the original's pages; pictures are taken over as they are, no page is drawn anew.

    Text that a scanner's own recognition hid under a page is left out where the page was read again, so that nothing is found twice.

    Args:
        original: the file, which is only read.
        media_type: pdf, tiff, png or jpeg.
        pages: all of the file, in its order.
        clean: the text of all of them.
        only: numbers of the pages that are wanted; None: all.

    Raises:
        VanishedFileError: the original is gone from the store.
    """
    if not original.is_file():
        raise VanishedFileError(
            f"The original {original} is gone from the store.", "Ingest the file again; the same content gets its place."
        )
    sheets = {number: list(of_sheet) for number, of_sheet in groupby(pages, key=lambda page: page.sheet or page.number)}
    source = original.read_bytes() if media_type == "pdf" else _pdf_of_pictures(original, list(sheets.values()))
    with pikepdf.open(io.BytesIO(source), suppress_warnings=True) as pdf:
        font, given = None, 0
        for shown, of_sheet in zip(pdf.pages, sheets.values(), strict=True):
            if of_sheet[0].source == _HAS_ITS_TEXT:
                continue
            drop_hidden_text(pdf, shown)
            for page in of_sheet:
                begin, end = page.half[1:] if page.half else (0.0, 1.0)
                upright = UprightPage(page.width, page.height, page.rotation, page.skew, begin, end)
                layer = text_layer(clean.text, lines_of_page(clean, page.number), upright, frame_of(shown), "/ThongbaoText")
                if layer:
                    font = font or add_font(pdf)
                    shown.obj.Resources = shown.resources  # they may be named further up the tree of pages only
                    shown.add_resource(font, Name.Font, Name.ThongbaoText)
                    shown.contents_add(layer, prepend=True)
                    given += only is None or page.number in only
        signed = is_signed(pdf)
        for index, of_sheet in reversed(list(enumerate(sheets.values()))):
            if only is not None and not any(page.number in only for page in of_sheet):
                del pdf.pages[index]
        if Name.Lang not in pdf.Root:
            pdf.Root.Lang = pikepdf.String("vi")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Searchable(out.getvalue(), len(pdf.pages), given, signed)


def frame_of(page: pikepdf.Page) -> PageFrame:
    """What is shown of a page: its crop box within its media box."""
    crop, media = ([float(v) for v in box] for box in (page.cropbox, page.mediabox))
    (left, right), (bottom, top) = sorted((crop[0], crop[2])), sorted((crop[1], crop[3]))
    edges = sorted((media[0], media[2])), sorted((media[1], media[3]))
    return PageFrame(
        max(left, edges[0][0]), max(bottom, edges[1][0]), min(right, edges[0][1]), min(top, edges[1][1]), int(page.rotation) % 360
    )


def _pdf_of_pictures(original: Path, sheets: Sequence[Sequence[Page]]) -> bytes:
    """The pictures of a file as pages of their size, the compressed pixels taken over; only what a PDF cannot hold is packed anew.

    Args:
        original: the file.
        sheets: the pages that lie on each picture.
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
        made: bytes = img2pdf.convert(
            original.read_bytes(),
            layout_fun=layout_of(stored_sideways=lies_sideways),
            rotation=img2pdf.Rotation.ifvalid,
            allow_oversized=True,
        )
    except (img2pdf.AlphaChannelError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError, img2pdf.ImageOpenError):
        made = img2pdf.convert(_on_paper(original), layout_fun=layout_of(stored_sideways=False), allow_oversized=True)
    return made


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
