"""Fill a database with made-up notices, many and fast; only for measuring."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Agency, Citation, Directive, DirectiveParty, Evidence, EvidenceRegion, Metric, Section
from db.models.run import Issue
from db.models.task import Task
from db.reading.index import index_rows
from tasks.domain.letters import fold

BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Công an tỉnh", "UBND các huyện", "Văn phòng UBND tỉnh", "Sở Tư pháp")
PLACES = ("Tân Giang", "Bình Sơn", "Hà Châu", "Long Điền", "Phú Mỹ", "An Lộc")
TYPES = ("TB", "CT", "QĐ", "CV", "KH", "BC")
VERBS = ("rà soát", "tham mưu", "báo cáo", "tổng hợp", "kiểm tra", "hướng dẫn", "đôn đốc", "thẩm định", "công bố", "bố trí")
OBJECTS = (
    "kinh phí",
    "biên chế",
    "quy hoạch",
    "thủ tục hành chính",
    "dự án đầu tư",
    "phòng chống thiên tai",
    "hồ sơ",
    "danh sách",
    "kế hoạch",
)
SECTIONS, DIRECTIVES, METRICS, CITATIONS, PAGES = 12, 8, 5, 6, 3
MADE = datetime(2026, 1, 5, tzinfo=UTC)
BATCH = 500


def sentence(rng: random.Random) -> str:
    """A task as notices word it."""
    return (
        f"{rng.choice(BODIES)} chủ trì, phối hợp với {rng.choice(BODIES)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} "
        f"năm {rng.randint(2023, 2027)} tại {rng.choice(PLACES)}, hoàn thành trước ngày {rng.randint(1, 28)}/{rng.randint(1, 12)}/2026."
    )


class Filling:
    """Numbers rows by itself, so that thousands can be inserted in a few statements."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = random.Random(seed)
        self.rows: dict[Any, list[dict[str, Any]]] = {}
        self.found: list[tuple[int, list[tuple[str, int, str]]]] = []
        self.last: dict[Any, int] = {}
        for body in BODIES:
            self.add(Agency, code="-".join(fold(body).split()), label=body, kind="agency")

    def add(self, table: Any, **values: Any) -> int:
        """A row; gives its id."""
        number = self.last[table] = self.last.get(table, 0) + 1
        self.rows.setdefault(table, []).append({"id": number, **values})
        return number

    def evidence(self, revision_id: int, text: str, start: int, end: int, page: int) -> int:
        """Evidence of one line."""
        number = self.add(Evidence, revision_id=revision_id, span_start=start, span_end=end, quote=text[start:end], confidence=92.0)
        top = 100 + start % 2000
        self.add(EvidenceRegion, evidence_id=number, position=1, page=page, box_left=150, box_top=top, box_right=1500, box_bottom=top + 40)
        return number

    def document(self, number: int) -> None:
        """One notice with everything found in it."""
        rng = self.rng
        place, kind = rng.choice(PLACES), rng.choice(TYPES)
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        symbol, issued = f"{number}/{kind}-UBND", date(2023, 1, 1) + timedelta(days=rng.randint(0, 1200))
        issuer, subject = f"UBND tỉnh {place}", f"Về việc {rng.choice(VERBS)} {rng.choice(OBJECTS)} trên địa bàn {place}"
        document = self.add(
            Document,
            sha256=sha256,
            part=1,
            short_id=sha256[:12],
            file_name=f"vb-{number}.pdf",
            byte_size=100_000,
            media_type="pdf",
            store_path=f"{sha256[:2]}/{sha256}",
            state="loaded" if number % 200 else "quarantined",
            reason=None if number % 200 else "The PDF opens only with a password.",
            registered_at=MADE + timedelta(minutes=number),
        )
        if number % 200 == 0:
            return
        sentences = [sentence(rng) for _ in range(SECTIONS)]
        text = "\n".join(f"{place + 1}. {words}" for place, words in enumerate(sentences))
        revision = self.add(
            Revision,
            document_id=document,
            number=1,
            is_current=True,
            fingerprint="made",
            parameters={},
            tool_versions={},
            created_at=MADE,
            raw_text=text,
            clean_text=text,
            offsets=[],
            type=kind,
            symbol=symbol,
            symbol_key=symbol.lower(),
            issuer=issuer,
            issued_on=issued,
            subject=subject,
            compared=True,  # no two have one symbol
        )
        for page in range(1, PAGES + 1):
            self.add(
                Page,
                revision_id=revision,
                number=page,
                width=1654,
                height=2339,
                dpi=200,
                source="ocr",
                source_reason="",
                word_count=300,
                mean_confidence=93.0,
                rotation=0,
                skew=0.0,
                preparation=[],
                attempts=[],
                picture="",
                seconds=1.0,
            )
        entries = [("document", revision, f"{symbol} {issuer} {subject} {text}")]
        entries += self.findings(revision, document, text, sentences)
        self.found.append((revision, entries))

    def findings(self, revision: int, document: int, text: str, sentences: list[str]) -> Iterator[tuple[str, int, str]]:
        """Sections, directives, metrics, citations and doubts; gives what the search finds."""
        rng = self.rng
        for position, words in enumerate(sentences, 1):
            start = text.index(words)
            where = {"revision_id": revision, "position": position}
            path, page = str(position), 1 + position * PAGES // (SECTIONS + 1)
            section = self.add(
                Section,
                **where,
                label=path,
                path=path,
                starts=words[:40],
                evidence_id=self.evidence(revision, text, start, start + len(words), page),
            )
            at = {**where, "section_path": path, "section_id": section}
            if position <= DIRECTIVES:
                due = date(2026, 1, 1) + timedelta(days=rng.randint(0, 700)) if rng.random() < 0.6 else None
                deadline = {"deadline_raw": "trước ngày" if due else None, "deadline_on": due}
                task = self.add(Task, **where, **deadline, deadline_step=1 if due else None)
                directive = self.add(
                    Directive,
                    **at,
                    **deadline,
                    text=words,
                    item=position,
                    task_id=task,
                    step=1,
                    rule="made",
                    confidence=0.9,
                    evidence_id=self.evidence(revision, text, start, start + len(words), page),
                )
                for role in ("lead", "coordinating"):
                    body = rng.randrange(len(BODIES))
                    self.add(DirectiveParty, directive_id=directive, role=role, position=1, printed=BODIES[body], agency_id=body + 1)
                if rng.random() < 0.1:
                    self.add(
                        Issue,
                        document_id=document,
                        revision_id=revision,
                        code="deadline-unresolved",
                        severity="warning",
                        message="?",
                        page=page,
                        subject_kind="directive",
                        subject_id=directive,
                        created_at=MADE,
                    )
                yield "directive", directive, words
            if position <= METRICS:
                metric = self.add(
                    Metric,
                    **at,
                    name=rng.choice(OBJECTS),
                    value=rng.randint(1, 9999),
                    unit="%",
                    kind="percent",
                    role="result",
                    comparator="=",
                    period="2026",
                    text=words,
                    rule="made",
                    confidence=0.9,
                    evidence_id=self.evidence(revision, text, start, start + 20, page),
                )
                yield "metric", metric, words
            if position <= CITATIONS:
                cited = f"{position}{rng.randint(1, 99)}/QĐ-TTg"
                self.add(
                    Citation,
                    **where,
                    symbol=cited,
                    symbol_key=cited.lower(),
                    confidence=0.9,
                    evidence_id=self.evidence(revision, text, start, start + 10, page),
                )

    def write(self, session: Session) -> None:
        """Insert what has been made so far."""
        for table, rows in self.rows.items():
            keys = sorted({key for row in rows for key in row})
            session.execute(insert(table), [{key: row.get(key) for key in keys} for row in rows])
        for revision_id, entries in self.found:
            index_rows(session, revision_id, entries)
        self.rows, self.found = {}, []


def fill(url: str, documents: int, *, seed: int = 7) -> None:
    """Put ``documents`` made-up notices into an empty database with the schema; the same ones for the same seed."""
    filling = Filling(seed)
    for first in range(1, documents + 1, BATCH):
        for number in range(first, min(first + BATCH, documents + 1)):
            filling.document(number)
        with transaction(url) as session:
            filling.write(session)
