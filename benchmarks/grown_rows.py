"""Rows of made-up notices as a database keeps them after years: a few bodies with very many tasks, old tasks done, some copies."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks.grown_words import INDICATORS, Stock, Words, common_first, indexed, joined
from db.reading.lasting import NAMED

TYPES = ("CV", "CV", "CV", "QĐ", "QĐ", "TB", "TB", "KH", "BC", "CT")
MADE = "2026-01-05 00:00:00.000000"
MADE_OF = {  # columns of the rows below, in order; what is left out is null
    "agency": "id code label kind ends_on",
    "agency_heir": "agency_id position code label",
    "document": "id sha256 part first_page short_id file_name byte_size media_type store_path state reason reason_code registered_at",
    "delivery": "id document_id source file_name is_duplicate received_at",
    "revision": "id document_id number is_current fingerprint parameters tool_versions created_at raw_text clean_text offsets "
    "type symbol symbol_key issuer place issued_on subject compared",
    "page": "id revision_id number width height dpi source source_reason word_count mean_confidence rotation skew preparation attempts "
    "picture seconds",
    "evidence": "id revision_id span_start span_end quote confidence",
    "evidence_region": "id evidence_id position page box_left box_top box_right box_bottom",
    "section": "id revision_id position label path starts evidence_id key",
    "follow_up": "id document_id key state owner completed_on steps section_path quote words places",
    "follow_up_change": "id follow_up_id at actor source before after",
    "task": "id revision_id position deadline_raw deadline_on deadline_step follow_up_id",
    "directive": "id revision_id section_id section_path position text deadline_raw deadline_on rule confidence evidence_id item task_id "
    "step follow_up_id sure review key",
    "directive_party": "id directive_id role position printed agency_id",
    "metric": "id revision_id section_id section_path position name code value unit kind role comparator period text rule confidence "
    "evidence_id sure key",
    "citation": "id revision_id position symbol symbol_key confidence evidence_id key",
    "directive_citation": "directive_id citation_id",
    "issue": "id document_id revision_id code severity message page subject_kind subject_id field review created_at",
    "document_copy": "document_id leading_id",
    "run": "id kind document_id source host process_id parameters started_at heartbeat_at ended_at outcome",
    "search_index": "rowid revision_id kind row_id body words folded",
}
COLUMNS = {table: tuple(names.split()) for table, names in MADE_OF.items()}
_PLACE = {"document": 0, "directive": 1, "metric": 2}  # as db.reading.index numbers rows


@dataclass(frozen=True, slots=True)
class Spread:
    """Over what notices are spread.

    Attributes:
        today: the day up to which they came in; deadlines lie around it.
        years: before that day from which on they came in, more in the later ones.
        names: number of names of parties that are of no known agency; figures have twice as many.
        seed: of all that is left to chance.
    """

    today: date
    years: float = 6.0
    names: int = 1500
    seed: int = 7


class Grown:
    """Makes the rows of one document after the other, the same ones for the same spread."""

    def __init__(self, spread: Spread) -> None:
        self.rng, self.today, self.stock = random.Random(spread.seed), spread.today, Stock(spread.seed, spread.names)
        self.days = spread.years * 365
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self.last = dict.fromkeys(COLUMNS, 0)
        self.loaded: list[int] = []
        for body in self.stock.bodies:
            self.add("agency", "-".join(indexed(body).folded.split()), body, "agency", None)
        # The first took over from the second, and the third from the fourth.
        for old, heir in ((2, 1), (4, 3)):
            code, label = self.rows["agency"][heir - 1][1:3]
            self.rows["agency_heir"].append((old, 1, code, label))

    def add(self, table: str, *values: Any) -> int:
        """A row that is counted, with a lasting name where rows of its table have one; gives its id."""
        self.last[table] = number = self.last[table] + 1
        self.rows[table].append((number, *values, *((f"made-{table}-{number}",) if table in NAMED else ())))
        return number

    def taken(self) -> dict[str, list[tuple[Any, ...]]]:
        """What was made since it was last asked for."""
        made, self.rows = self.rows, {table: [] for table in COLUMNS}
        return made

    def document(self, number: int) -> None:
        """One document with its readings; one of a hundred was set aside, the newest of a thousand waits."""
        rng = self.rng
        sha256 = f"{(number * 0x9E3779B97F4A7C15) % 2**64:016x}{number:048x}"
        chance = rng.random()
        state = "waiting" if number % 1000 == 0 else "quarantined" if chance < 0.01 else "loaded"
        reason = ("The PDF opens only with a password.", "encrypted") if state == "quarantined" else (None, None)
        name, at = f"vb-{number}.pdf", f"{MADE[:11]}{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}.000000"
        where = (sha256, 1, None, sha256[:12], name, 100_000, "pdf", f"{sha256[:2]}/{sha256}")
        document = self.add("document", *where, state, *reason, at)
        self.add("delivery", document, f"/in/{name}", name, False, at)
        if rng.random() < 0.05:
            self.add("delivery", document, f"/in/again/{name}", name, True, at)
        run = ("ingest", document, f"/in/{name}", "made", 1, "{}", at, at, at, "succeeded" if state == "loaded" else "failed")
        self.rows["run"].append((f"run-{number}", *run))
        if state != "loaded":
            return
        age = int(self.days * rng.random() ** 1.4)
        issued = self.today - timedelta(days=age)
        if rng.random() < 0.05:
            self.reading(document, number, 1, issued, is_current=False)
            self.reading(document, number, 2, issued, is_current=True)
        else:
            self.reading(document, number, 1, issued, is_current=True)
        if self.loaded and rng.random() < 0.03:
            self.rows["document_copy"].append((document, rng.choice(self.loaded)))
        else:
            self.loaded.append(document)

    def reading(self, document: int, name: int, number: int, issued: date, *, is_current: bool) -> None:
        """One reading with everything found in it."""
        rng, stock = self.rng, self.stock
        kind, issuer = rng.choice(TYPES), common_first(rng, len(stock.issuers))
        subject = rng.choice(stock.subjects)
        symbol = f"{name}/{kind}-UBND"
        orders = [rng.choice(stock.orders) for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 3, 5)))]
        plain = [rng.choice(stock.plain) for _ in range(rng.randint(4, 12))]
        whole = joined([*orders, *plain], "\n")
        text = whole.text
        dated = issued.isoformat() if rng.random() < 0.97 else None
        revision = self.add(
            "revision", document, number, is_current, f"made-{number}", "{}", "{}", MADE, text, text, "[]",
            kind, symbol, symbol.lower(), stock.issuers[issuer], "Tân Giang", dated, subject.text, True,
        )  # fmt: skip
        for page in (1, 2):
            self.add("page", revision, page, 1654, 2339, 200, "ocr", "", 300, 93.0, 0, 0.0, "[]", "[]", "", 1.0)
        self.searched(revision, "document", revision, joined([indexed(symbol), stock.heads[issuer], subject, whole]))
        section = self.section(revision, orders[0])
        cited = [self.citation(revision, place) for place in range(1, rng.choice((1, 2, 3, 4)))]
        start = 0
        for position, order in enumerate(orders, 1):
            found = self.directive((document, revision, section), position, order, start, issued)
            start += len(order.text) + 1
            if cited and rng.random() < 0.5:
                self.rows["directive_citation"].append((found, rng.choice(cited)))
        for position in range(1, rng.choice((1, 2, 2, 3))):
            self.metric(revision, section, position, plain[position], issued)
        if rng.random() < 0.15:
            field = ("head", None, "issued_on")
            self.add("issue", document, revision, "date-missing", "warning", "?", 1, *field, None, MADE)

    def evidence(self, revision: int, start: int, quote: str) -> int:
        """Evidence of one line."""
        number = self.add("evidence", revision, start, start + len(quote), quote, 92.0)
        top = 100 + start % 2000
        self.add("evidence_region", number, 1, 1, 150, top, 1500, top + 40)
        return number

    def section(self, revision: int, first: Words) -> int:
        """The only section of a reading."""
        return self.add("section", revision, 1, "1", "1", first.text[:40], self.evidence(revision, 0, first.text[:40]))

    def citation(self, revision: int, position: int) -> int:
        """A cited document, a few of them by very many."""
        symbol = f"{1 + common_first(self.rng, 5000)}{position}/QĐ-TTg"
        return self.add("citation", revision, position, symbol, symbol.lower(), 0.9, self.evidence(revision, 0, "x"))

    def directive(self, where: tuple[int, int, int], position: int, order: Words, start: int, issued: date) -> int:
        """An order that is a task, with its parties, how far it is, and now and then a doubt; of a document, a reading and a section."""
        rng, stock = self.rng, self.stock
        document, revision, section = where
        chance = rng.random()
        due = issued + timedelta(days=rng.choice((7, 15, 30, 30, 60, 90, 180, 365))) if chance < 0.6 else None
        raw, on = (f"trước ngày {due:%d/%m/%Y}", due.isoformat()) if due else ("hằng tháng", None) if chance < 0.7 else (None, None)
        follow_up = self.follow_up(document, revision, position, due, issued)
        task = self.add("task", revision, position, raw, on, 1 if raw else None, follow_up)
        review = "confirmed" if rng.random() < 0.1 else None
        found = self.add(
            "directive", revision, section, "1", position, order.text, raw, on, "made", 0.9,
            self.evidence(revision, start, order.text), position, task, 1, follow_up, rng.random() < 0.8, review,
        )  # fmt: skip
        for role in ("lead", "coordinating") if rng.random() < 0.4 else ("lead",):
            if rng.random() < 0.06:
                self.add("directive_party", found, role, 1, rng.choice(stock.unknown), None)
            else:
                body = common_first(rng, len(stock.bodies))
                self.add("directive_party", found, role, 1, stock.bodies[body], body + 1)
        if rng.random() < 0.12:
            about = ("directive", found, rng.choice(("lead", "deadline")))
            code, severity = rng.choice((("deadline-unresolved", "warning"), ("directive-without-deadline", "info")))
            self.add("issue", document, revision, code, severity, "?", 1, *about, None, MADE)
        self.searched(revision, "directive", found, order)
        return found

    def follow_up(self, document: int, revision: int, position: int, due: date | None, issued: date) -> int | None:
        """How far a task is: nine of ten old ones are done, most new ones were not touched."""
        rng = self.rng
        is_old = (due or issued + timedelta(days=180)) < self.today - timedelta(days=30)
        if rng.random() > (0.93 if is_old else 0.2):
            return None
        state = rng.choices(("done", "cancelled", "in_progress"), (90, 4, 6) if is_old else (30, 2, 68))[0]
        closed = min(self.today, issued + timedelta(days=rng.randint(3, 120))).isoformat() if state == "done" else None
        found = self.add("follow_up", document, f"made-{revision}-{position}", state, None, closed, 1, "1", "", "", "[]")
        self.add("follow_up_change", found, MADE, "nobody", "page", '{"state": "not_started"}', f'{{"state": "{state}"}}')
        return found

    def metric(self, revision: int, section: int, position: int, plain: Words, issued: date) -> None:
        """A figure; one of five of a known indicator."""
        rng = self.rng
        code = rng.choice(INDICATORS) if rng.random() < 0.2 else None
        name = code or self.stock.names[common_first(rng, len(self.stock.names))]
        found = self.add(
            "metric", revision, section, "1", position, name, code, str(rng.randint(1, 999)), "%", "percent", "result", "=",
            str(issued.year - 1), plain.text, "made", 0.9, self.evidence(revision, 0, plain.text), rng.random() < 0.8,
        )  # fmt: skip
        self.searched(revision, "metric", found, joined([indexed(name), plain]))

    def searched(self, revision: int, kind: str, row: int, words: Words) -> None:
        """What the search finds of a row."""
        place = (row * 4 + _PLACE[kind], revision, kind, row)
        self.rows["search_index"].append((*place, " ".join(words.text.split()), words.words, words.folded))


def batches(documents: int, spread: Spread, size: int = 1000) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Rows of so many documents, some at a time; tables in an order in which references hold."""
    grown = Grown(spread)
    for number in range(1, documents + 1):
        grown.document(number)
        if number % size == 0 or number == documents:
            yield grown.taken()
