"""Papers that come twice: readings of one made-up notice from several files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from notice import PLAIN, Variant

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import PageSource
from tasks.domain.reading import Reading

BEHIND = (
    "Kinh phí thực hiện là 250 triệu đồng, lấy từ ngân sách tỉnh; hoàn thành trước ngày 15/7/2026.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định.",
)


@dataclass(frozen=True)
class Copy:
    """How a file was read: its rows, its head, whether it has a text layer, how many grave doubts there are, and about the issuer too."""

    variant: Variant = PLAIN
    symbol: str | None = "1/TB-UBND"
    issuer: str | None = "UBND tỉnh Tân Giang"
    day: date | None = date(2026, 6, 19)
    typed: bool = False
    doubts: int = 0
    unsure: bool = False
    behind: tuple[str, ...] = BEHIND

    def reading(self) -> Reading:
        made = replace(self.variant, lines=(*self.variant.lines, *self.behind)).reading()
        head = replace(made.structure.head, symbol=self.symbol, issuer=self.issuer, issued_on=self.day)
        issues = tuple(Issue("number-unreadable", Severity.WARNING, f"Number {n}.", 1) for n in range(self.doubts))
        if self.unsure:
            issues += (Issue("head-field-doubtful", Severity.WARNING, "The issuer.", 1, kind="head", field="issuer"),)
        source = PageSource.EMBEDDED if self.typed else PageSource.OCR
        pages = tuple(replace(page, source=source, word_count=90) for page in made.pages)
        return replace(made, structure=replace(made.structure, head=head), pages=pages, issues=issues)


PAPER = Copy()


def arrive(url: str, number: int) -> int:
    """Register a file; gives the document."""
    told = {"sha256": f"{number:02x}" * 32, "byte_size": 3, "store_path": f"{number}/x"}
    return register_document(url, delivery=(f"/in/{number}.pdf", f"{number}.pdf"), **told)[0].id


def load(url: str, number: int, copy: Copy = PAPER, fingerprint: str = "f1") -> int:
    """Load a file that is read so; gives the document."""
    document_id = arrive(url, number)
    write_reading(url, RevisionKey(document_id, fingerprint, {"dpi": None}, {"tesseract": "5.3"}), copy.reading())
    return document_id
