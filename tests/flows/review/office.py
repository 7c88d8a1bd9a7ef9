"""A small office: made-up notices in a real database, with page pictures that show their words where the database has them."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
from notice import PLAIN, Variant

from config.settings import Settings
from db.reading.documents import quarantine, register_document, set_media_type
from db.repository import RevisionKey, write_reading
from tasks.domain.geometry import BBox, Region
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf"
# Doubts that no row and no part of the head tells of.
OF_NO_ROW = (
    Issue("orientation-unsure", Severity.WARNING, "Page 1 may lie sideways.", 1),
    Issue("number-unreadable", Severity.WARNING, "'4OO' may be a figure.", 1, Span(0, 2), (Region(1, BBox(120, 200, 160, 240)),)),
)
DEADLINE_DOUBT = "The deadline 'trong quý III' is no date."


def paint(variant: Variant, path: Path) -> None:
    """The page of a variant, every word in its box."""
    reading = variant.reading()
    [page] = reading.pages
    picture = Image.new("RGB", (page.width, page.height), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 15 * variant.dpi // 100)
    for word in reading.clean.words:
        draw.text((word.bbox.left, word.bbox.top), word.span.of(reading.clean.text), font=font, fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def load_notice(
    settings: Settings,
    number: int,
    variant: Variant = PLAIN,
    *,
    subject: str = "Về rà soát",
    doubts: int = 1,
    reading_number: int = 1,
    of_no_row: tuple[Issue, ...] = (),
    symbol: str | None = None,
) -> str:
    """Put a notice into the database; gives its id."""
    sha256 = f"{number:02x}" * 32
    original = settings.store_folder / f"{sha256[:2]}/{sha256}"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_bytes(f"original {number}".encode())
    document, _ = register_document(
        settings.database,
        sha256=sha256,
        byte_size=10,
        store_path=f"{sha256[:2]}/{sha256}",
        delivery=(f"/in/vb-{number}.pdf", f"vb-{number}.pdf"),
    )
    set_media_type(settings.database, document.id, "pdf")
    reading = replace(variant, symbol=symbol or f"{number}/TB-UBND").reading()
    span = reading.extraction.findings.directives[1].span
    issue = Issue("deadline-unresolved", Severity.WARNING, DEADLINE_DOUBT, 1, span, kind="directive", index=1, field="deadline")
    reading = replace(
        reading,
        pages=tuple(replace(page, picture=f"pictures/{number}.jpg") for page in reading.pages),
        structure=replace(reading.structure, head=replace(reading.structure.head, subject=subject)),
        extraction=replace(reading.extraction, issues=(issue,) * doubts),
        issues=(Issue("doubtful-word", Severity.INFO, "Is it 'rà'?", 1, Span(0, 2)), *of_no_row),
    )
    write_reading(settings.database, RevisionKey(document.id, f"f{number}-{reading_number}", {}, {}), reading)
    paint(variant, settings.work_folder / f"pictures/{number}.jpg")
    return document.short_id


def make_office(home: Path, empty: Path, documents: int = 2) -> tuple[Settings, list[str]]:
    """A home with loaded notices and one that was set aside, in a copy of the file ``empty``, which has the schema."""
    settings = Settings(home=home)
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty, home / "thongbao.db")
    subjects = ("Về việc rà soát cán bộ", "Về phòng chống thiên tai", "Về chuyển đổi số")
    ids = [load_notice(settings, n, subject=subjects[(n - 1) % 3], doubts=n % 2) for n in range(1, documents + 1)]
    aside, _ = register_document(
        settings.database, sha256="f" * 64, byte_size=10, store_path="ff/x", delivery=("/in/khoa.pdf", "khoá <b>.pdf")
    )
    quarantine(settings.database, aside.id, "encrypted-pdf", "The PDF opens only with a password.")
    return settings, [*ids, aside.short_id]
