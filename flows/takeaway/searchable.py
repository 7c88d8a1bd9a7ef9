"""A searchable PDF: the original's own pages with the clean words as invisible text, made beside the original."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import pikepdf
from pikepdf import Name
from PIL import Image, ImageOps

from db.models.document import Page
from db.provenance import step_output
from db.queries import RevisionDetail
from flows.takeaway.glyphless import add_font
from flows.takeaway.hidden_text import drop_hidden_text
from flows.takeaway.text_layer import PageFrame, UprightPage, lines_of_page, text_layer
from tasks.archive.artifacts import ArtifactKey, read_artifact
from tasks.domain.errors import UnknownDocumentError, VanishedFileError
from tasks.domain.notice import CleanText
from tasks.scan.source import is_signed
from tasks.text.clean import CleanedNotice

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
    """The clean text of a revision with the place of every word, as the clean step left it.

    Raises:
        UnknownDocumentError: it is gone from the work folder; the database alone keeps places of findings, not of words.
    """
    sha256, revision = detail.document.sha256, detail.revision
    folder = step_output(url, sha256, revision.fingerprint, "clean")
    key = ArtifactKey(sha256, "clean", folder.rsplit("-", 1)[-1]) if folder else None
    found = read_artifact(work, key, CleanedNotice) if key else None
    if found is None or found.clean.text != revision.clean_text:
        raise UnknownDocumentError(
            f"The places of the words of document {detail.document.short_id} are gone from {work}.",
            f"`thongbao reprocess {detail.document.short_id}` reads it again.",
        )
    return found.clean


def make_searchable(original: Path, media_type: str, pages: Sequence[Page], clean: CleanText) -> Searchable:
    """Put the words on the original's pages; pictures are taken over as they are, no page is drawn anew.

    Text that a scanner's own recognition hid under a page is left out where the page was read again, so that nothing is found twice.

    Args:
        original: the file, which is only read.
        media_type: pdf, tiff, png or jpeg.
        pages: of the revision.
        clean: its text.

    Raises:
        VanishedFileError: the original is gone from the store.
    """
    if not original.is_file():
        raise VanishedFileError(
            f"The original {original} is gone from the store.", "Ingest the file again; the same content gets its place."
        )
    source = original.read_bytes() if media_type == "pdf" else _pdf_of_pictures(original, pages)
    with pikepdf.open(io.BytesIO(source), suppress_warnings=True) as pdf:
        font, given = None, 0
        for page, shown in zip(pages, pdf.pages, strict=True):
            if page.source == _HAS_ITS_TEXT:
                continue
            drop_hidden_text(pdf, shown)
            upright = UprightPage(page.width, page.height, page.rotation, page.skew)
            layer = text_layer(clean.text, lines_of_page(clean, page.number), upright, frame_of(shown), "/ThongbaoText")
            if layer:
                font = font or add_font(pdf)
                shown.obj.Resources = shown.resources  # they may be named further up the tree of pages only
                shown.add_resource(font, Name.Font, Name.ThongbaoText)
                shown.contents_add(layer, prepend=True)
                given += 1
        if Name.Lang not in pdf.Root:
            pdf.Root.Lang = pikepdf.String("vi")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Searchable(out.getvalue(), len(pdf.pages), given, is_signed(pdf))


def frame_of(page: pikepdf.Page) -> PageFrame:
    """What is shown of a page: its crop box within its media box."""
    crop, media = ([float(v) for v in box] for box in (page.cropbox, page.mediabox))
    (left, right), (bottom, top) = sorted((crop[0], crop[2])), sorted((crop[1], crop[3]))
    edges = sorted((media[0], media[2])), sorted((media[1], media[3]))
    return PageFrame(
        max(left, edges[0][0]), max(bottom, edges[1][0]), min(right, edges[0][1]), min(top, edges[1][1]), int(page.rotation) % 360
    )


def _pdf_of_pictures(original: Path, pages: Sequence[Page]) -> bytes:
    """The pictures of a file as pages of their size, the compressed pixels taken over; only what a PDF cannot hold is packed anew."""
    with Image.open(original) as image:
        lies_sideways = image.getexif().get(_EXIF_ORIENTATION) in _SIDEWAYS

    def layout_of(*, stored_sideways: bool) -> Callable[[int, int, tuple[float, float]], tuple[float, float, float, float]]:
        sizes = iter(pages)

        def layout(_width: int, _height: int, _dpi: tuple[float, float]) -> tuple[float, float, float, float]:
            # The size is the one that was found when the page was read: files often state none, or a wrong one.
            page = next(sizes)
            size = page.width / page.dpi * _POINTS, page.height / page.dpi * _POINTS
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
