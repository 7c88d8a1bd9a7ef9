"""Documents that order something, or report on it, with the agencies that the vocabularies know behind their parties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from notice import LINES, PLAIN, Task

from config.vocabulary import load_vocabulary
from db.asking.details import revision_detail
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from tasks.domain.finding import Deadline
from tasks.findings.agencies import Agencies
from tasks.vietnamese.places import load_places

RESOLVE = Agencies(load_vocabulary().agencies, load_places()).resolve
ISSUER = "UBND tỉnh Tân Giang"
WORDS = ("rà soát danh sách", "kiểm tra trạm y tế", "bố trí kinh phí", "niêm yết công khai")


@dataclass(frozen=True)
class Order:
    """What is ordered: who leads, who helps, by when."""

    lead: tuple[str, ...]
    by: date | None = None
    coordinating: tuple[str, ...] = ()
    words: str = ""
    sure: bool = True


def load_document(
    url: str,
    number: int,
    *orders: Order,
    issued_on: date | None = date(2026, 5, 4),
    issuer: str = ISSUER,
    symbol: str | None = None,
    kind: str = "TB",
    cites: tuple[str, ...] = (),
) -> list[int]:
    """Load a document; gives the ids of the first directives of its tasks, in order.

    Each order stands on a line of its own in an item of its own, so that each is a task.
    """
    lines = [*LINES[:3]]
    tasks = []
    for place, order in enumerate(orders):
        words = order.words or f"{WORDS[place % len(WORDS)]} số {number}.{place}"
        due = f" trước ngày {order.by:%d/%m/%Y}" if order.by else ""
        lines.append(f"{', '.join(order.lead)} {words}{due}.")
        deadline = Deadline(f"trước ngày {order.by:%d/%m/%Y}", order.by) if order.by else None
        tasks.append(Task(3 + place, order.lead, deadline=deadline, coordinating=order.coordinating, sure=order.sure))
    lines += ["Văn bản này thay lời kết."] * max(1, 8 - len(lines))
    variant = replace(PLAIN, lines=tuple(lines), tasks=tuple(tasks), figures=(), citations=cites, symbol=symbol or f"{number}/TB-UBND")
    reading = variant.reading()
    head = replace(reading.structure.head, issuer=issuer, issued_on=issued_on, type=kind, symbol=variant.symbol)
    names = dict.fromkeys(name for order in orders for name in (*order.lead, *order.coordinating))
    agencies = tuple((name, agency) for name in names if (agency := RESOLVE(name)) is not None)
    extraction = replace(reading.extraction, agencies=agencies)
    document, _ = register_document(
        url, sha256=f"{number:04x}" * 16, byte_size=1, store_path=f"{number}/x", delivery=(f"/in/vb-{number}.pdf", f"vb-{number}.pdf")
    )
    reading = replace(reading, structure=replace(reading.structure, head=head), extraction=extraction)
    write_reading(url, RevisionKey(document.id, f"f{number}", {}, {}), reading)
    return [task.first.id for task in revision_detail(url, document.id).tasks]
