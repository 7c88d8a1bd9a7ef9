"""A searchable PDF: the original's own pages with the clean words as invisible text, made beside the original."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from db.asking.details import RevisionDetail
from db.models.document import Page
from db.reading.provenance import step_output
from flows.apart import run_apart, why_ended
from flows.takeaway.order import Leaf, Order
from tasks.archive.artifacts import ArtifactKey, read_artifact
from tasks.domain.errors import NotMadeError, UnknownDocumentError, VanishedFileError
from tasks.domain.notice import CleanText
from tasks.scan.process import Bounds
from tasks.text.clean import CleanedNotice
from tasks.text.portion import portion

KINDS = ("pdf", "tiff", "png", "jpeg")
_TEXT = "text"
_HAS_ITS_TEXT = "embedded"
# Words and a font are added, pictures that no PDF can hold are packed anew; a file that grows further was built to.
_GROWS, _GROWS_BYTES = 16, 64 * 1024 * 1024
_TAKE_THE_ORIGINAL = "Take the original instead."


@dataclass(frozen=True, slots=True)
class Searchable:
    """A searchable PDF.

    Attributes:
        pages: in all.
        given_text: pages that got invisible text; the others hold good text already, or no words.
        was_signed: the original carries a digital signature, which holds for the original alone.
    """

    pages: int
    given_text: int
    was_signed: bool


def clean_text_of(url: str, detail: RevisionDetail, work: Path) -> CleanText:
    """The clean text of the file that a revision is a reading of, with the place of every word, as it was read, or as people corrected it.

    Raises:
        NotMadeError: the document is a text without pages.
        UnknownDocumentError: it is gone from the work folder; the database alone keeps places of findings, not of words.
    """
    refuse_texts(detail)
    sha256, revision = detail.document.sha256, detail.revision
    steps = ((step, step_output(url, sha256, revision.fingerprint, step)) for step in ("proofread", "clean"))
    key = next((ArtifactKey(sha256, step, folder.rsplit("-", 1)[-1]) for step, folder in steps if folder), None)
    found = read_artifact(work, key, CleanedNotice) if key else None
    own = portion(found, [page.number for page in detail.pages]) if found else None
    if found is None or own is None or own.clean.text != revision.clean_text:
        raise UnknownDocumentError(
            f"The places of the words of document {detail.document.short_id} are gone from {work}.",
            f"`thongbao reprocess {detail.document.short_id}` reads it again.",
        )
    return found.clean


def refuse_texts(detail: RevisionDetail) -> None:
    """Let pass only documents that have pages to put words on.

    Raises:
        NotMadeError: it is a text, or has no pages.
    """
    if detail.document.media_type == _TEXT or not detail.pages:
        raise NotMadeError(f"Document {detail.document.short_id} has no pages that a PDF could show.", _TAKE_THE_ORIGINAL)


def make_searchable(
    original: Path,
    media_type: str,
    pages: Sequence[Page],
    clean: CleanText,
    target: Path,
    *,
    bounds: Bounds,
    only: Collection[int] | None = None,
) -> Searchable:
    """Put the words on the original's pages, in a process of its own; pictures are taken over as they are, no page is drawn anew.

    Text that a scanner's own recognition hid under a page is left out where the page was read again, so that nothing is found twice.
    Scripts, actions, forms and attachments of the original are left out, too (:mod:`flows.takeaway.harmless`).

    Args:
        original: the file, which is only read.
        media_type: pdf, tiff, png or jpeg.
        pages: all of the file, in its order.
        clean: the text of all of them.
        target: the file to write; it is whole where this returns.
        bounds: of the process; its output is limited further by the size of the original.
        only: numbers of the pages that are wanted; None: all.

    Raises:
        VanishedFileError: the original is gone from the store.
        NotMadeError: it has no pages that can be shown, is broken, or asks for more than ``bounds`` allow.
    """
    if not original.is_file():
        raise VanishedFileError(
            f"The original {original} is gone from the store.", "Ingest the file again; the same content gets its place."
        )
    if media_type not in KINDS or not pages:
        raise NotMadeError("The original has no pages that a PDF could show.", _TAKE_THE_ORIGINAL)
    most = _GROWS * original.stat().st_size + _GROWS_BYTES
    with tempfile.TemporaryDirectory(prefix="thongbao-pdf-") as name:
        made = Path(name) / "searchable.pdf"
        wanted = None if only is None else tuple(sorted(only))
        order = Order(str(original.absolute()), media_type, str(made), tuple(map(leaf_of, pages)), clean, wanted)
        (Path(name) / "order.json").write_bytes(TypeAdapter(Order).dump_json(order))
        within = replace(bounds, output_bytes=min(most, bounds.output_bytes or most))
        done = run_apart("flows.takeaway.laying", [str(Path(name) / "order.json")], within)
        if done.returncode != 0 or not done.stdout:
            why = _why(done.stdout) or f"Making a searchable PDF of the original takes {why_ended(done) or 'a file that is whole'}."
            raise NotMadeError(why, _TAKE_THE_ORIGINAL)
        told = json.loads(done.stdout)
        shutil.copyfile(made, target)
    return Searchable(int(told["pages"]), int(told["given_text"]), bool(told["was_signed"]))


def leaf_of(page: Page) -> Leaf:
    """A page of the database as it is ordered."""
    begin, end = page.half[1:] if page.half else (0.0, 1.0)
    return Leaf(
        number=page.number,
        sheet=page.sheet or page.number,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=page.rotation,
        skew=page.skew,
        begin=begin,
        end=end,
        has_its_text=page.source == _HAS_ITS_TEXT,
    )


def _why(said: bytes) -> str:
    """What the process said of the file, where it came so far."""
    try:
        found = json.loads(said)
    except ValueError:
        return ""
    return f"No searchable PDF can be made of the original ({found['refused']})." if isinstance(found, dict) and "refused" in found else ""
