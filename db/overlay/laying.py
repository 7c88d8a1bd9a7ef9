"""Lay what people said over the rows of a document's current revision: always from what was read, through the whole log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.models.document import Document, Revision
from db.models.finding import Agency, Citation, Directive, Metric, Reviewed
from db.models.review import Correction, CorrectionResult
from db.models.task import FollowUp
from db.overlay.cell_doubts import doubt_by_cells
from db.overlay.following import rename_sections, tie_follow_ups
from db.overlay.rowset import RowSet
from db.overlay.settled import Doubts
from db.overlay.values import decode
from db.reading.grouping import regroup
from db.reading.identity import name_of_added
from db.reading.index import document_entry, metric_entry, reindex
from db.reading.placing import FindingRow, add_evidence, boxes_of, find_words, logged_anchor
from tasks.domain.anchor import Anchor, find, is_found_again
from tasks.domain.legible import legible
from tasks.domain.row_fields import DEFAULTS, FIELDS, LISTS

LOST = "No row of this reading stands at its place and says the same, or two do equally."
NO_WORDS = "No word was read at its place."
GONE = "This reading has no such doubt."
FOUND_TOO = "The machine finds it too by now."
TWICE = "It was added twice."


def live_corrections(session: Session, document_id: int) -> list[Correction]:
    """Corrections of a document that were not taken back, oldest first."""
    found = session.scalars(select(Correction).where(Correction.document_id == document_id).order_by(Correction.id)).all()
    undone = {c.undoes_id for c in found if c.undoes_id is not None}
    return [c for c in found if c.action != "undo" and c.id not in undone]


def has_review(session: Session, document_id: int) -> bool:
    """Whether anybody ever said anything about a document."""
    said = or_(exists().where(Correction.document_id == document_id), exists().where(FollowUp.document_id == document_id))
    return bool(session.scalar(select(said)))


def apply(session: Session, document: Document, revision: Revision) -> None:
    """Make the rows of the current revision show what people said.

    It depends on the rows as they were read and on the log alone; doing it twice changes nothing. The caller holds the document's row, so
    that no correction and no load comes in between.
    """
    Overlay(session, document, revision).apply()


class Overlay:
    """One pass over the log of a document.

    First every row is as the machine read it; then each entry of the log that is in force finds its row and sets its fields, the oldest
    first, so that the last word stands. Only then is told what became of the entries, since a later one may have settled what the machine
    contradicted of an earlier one. What hangs on the rows (paths of sections, doubts about cells, tasks, the search) follows at the end.

    Attributes:
        rows: of the revision.
        doubts: of the revision.
        log: what is in force, oldest first.
        anchors: by kind and row, what of a row is found again in another reading; of rows that people added once they stand.
        results: what became of each entry.
        deciding: by kind, row (None for the head) and field: the entry that decided it last, and how the machine contradicts, "" where it
            does not.
        reviews: what is to be shown of a row: corrected or rejected.
    """

    def __init__(self, session: Session, document: Document, revision: Revision) -> None:
        self.session, self.document, self.revision = session, document, revision
        self.rows = RowSet(session, revision)
        self.doubts = Doubts(session, revision, self.rows.pages)
        self.log = live_corrections(session, document.id)
        self.anchors: dict[str, dict[int, Anchor]] = {}
        self.results: dict[int, CorrectionResult] = {}
        self.deciding: dict[tuple[str, int | None, str], tuple[int, str]] = {}
        self.reviews: dict[tuple[str, int], str] = {}

    def apply(self) -> None:
        """From what was read to what is shown."""
        before = self._findable()
        self.rows.reset()
        self.doubts.reset()
        adding = {c.id for c in self.log if c.action == "add"}
        for kind, rows in self.rows.rows.items():
            for row in list(rows.values()):
                if row.added_by is not None and row.added_by not in adding:
                    self.rows.remove(kind, row)
            self.anchors[kind] = {i: self.rows.anchor(kind, row) for i, row in rows.items() if row.added_by is None}
        self._know_agencies()
        for correction in self.log:
            self._one(correction)
        for (kind, row_id), review in self.reviews.items():
            row = self.rows.rows[kind][row_id]
            row.review = review if review == "rejected" or row.added_by is None else "added"
            if row.review == "corrected" and not row.machine:
                row.review = "confirmed"
        rename_sections(self.rows)
        doubt_by_cells(self.rows, self.document.id)
        self._tell()
        tie_follow_ups(self.session, self.document, self.rows, self.anchors["directive"])
        regroup(self.session, self.revision)
        self._reindex(before)

    def _know_agencies(self) -> None:
        codes = {code for c in self.log for code in c.agencies.values()}
        if codes:
            ids = {a.code: a.id for a in self.session.scalars(select(Agency).where(Agency.code.in_(codes)))}
            typed = {printed: ids[code] for c in self.log for printed, code in c.agencies.items() if code in ids}
            self.rows.agencies = typed | self.rows.agencies

    def _one(self, c: Correction) -> None:
        if c.kind == "head":
            self._head(c)
            return
        if c.kind == "doubt":
            settled = self.doubts.settle(c)
            self._note(c, "applied", settled, "" if settled else GONE)
            return
        row_id = self._add(c) if c.action == "add" else self._row_of(c)
        if row_id is None:
            self._note(c, "unplaced", None, NO_WORDS if c.action == "add" else LOST)
            return
        self._note(c, "applied", row_id, self.results[c.id].detail if c.id in self.results else "")
        row = self.rows.rows[c.kind][row_id]
        if c.action == "reject":
            self.reviews[c.kind, row_id] = "rejected"
            return
        self.reviews[c.kind, row_id] = "corrected"
        self._confirm(c, row)
        for name, value in c.after.items():
            self._decide(c, row, name, value)

    def _row_of(self, c: Correction) -> int | None:
        """The row that a correction means in this revision."""
        here = self.anchors[c.kind]
        if c.revision_number == self.revision.number:
            return c.row_id if c.row_id in here else None
        ids = list(here)
        found = find(logged_anchor(c), [here[i] for i in ids])
        return None if found is None else ids[found]

    def _add(self, c: Correction) -> int | None:
        """The row that a person missed: as it was added before, as the machine finds it by now, or made."""
        rows, anchors = self.rows.rows[c.kind], self.anchors[c.kind]
        there: FindingRow | None = next((row for row in rows.values() if row.added_by == c.id), None)
        if (found := self._found_by_now(c, is_new=there is None)) is not None:
            if there is not None:
                self.rows.remove(c.kind, there)
            self._note(c, "applied", found, FOUND_TOO if rows[found].added_by is None else TWICE)
            return found
        values = {**DEFAULTS.get(c.kind, {}), **c.after}
        if there is None:
            place = find_words(self.session, self.revision, boxes_of(c.places), c.quote)
            if place is None:
                return None
            there = self.rows.add(c.kind, add_evidence(self.session, self.revision, place), values, c.id)
            if isinstance(there, Reviewed):
                there.key = f"{self.document.short_id}-{name_of_added(c.id)}"
        else:
            for name in FIELDS[c.kind]:
                self.rows.put(c.kind, there, name, values.get(name, [] if name in LISTS else None))
        there.review = None
        anchors[there.id] = self.rows.anchor(c.kind, there)
        return there.id

    def _found_by_now(self, c: Correction, *, is_new: bool) -> int | None:
        """The row in which the machine, or another person, has what somebody added; a row that another entry means already is not it."""
        if c.kind == "citation":  # a revision has one row for a symbol
            wanted = symbol_key(str(c.after["symbol"]))
            same = (
                r.id for r in self.rows.rows[c.kind].values() if isinstance(r, Citation) and r.symbol_key == wanted and r.added_by != c.id
            )
            return next(same, None)
        if c.revision_number == self.revision.number or not is_new:
            return None
        wanted_row = logged_anchor(c)
        claimed = {r.row_id for r in self.results.values() if r.row_kind == c.kind}
        here = {i: a for i, a in self.anchors[c.kind].items() if i not in claimed and is_found_again(wanted_row, a)}
        found = find(wanted_row, list(here.values()))
        return None if found is None else list(here)[found]

    def _head(self, c: Correction) -> None:
        self._note(c, "applied", None, "")
        said = dict(self.revision.head_review or {})
        self._confirm(c, self.revision)
        for name, value in c.after.items():
            self._decide(c, self.revision, name, value)
        for name in c.after or c.machine:
            kept = self.revision.machine_head or {}
            said[name] = "corrected" if name in kept else "confirmed"
        self.revision.head_review = said

    def _confirm(self, c: Correction, row: FindingRow | Revision) -> None:
        """What was right when it was confirmed stays, whatever the machine reads now; corrected fields follow their corrections.

        ``c.machine`` is what the machine read when somebody confirmed the row. Where it reads the same now, nobody contradicts any longer.
        Where it reads something else, what was confirmed is set, unless a correction decides this field already.
        """
        if c.action != "confirm" or self._is_added(row):
            return
        for name, value in c.machine.items():
            key = self._key(c, row, name)
            now = self.rows.machine_value(row, name)
            if decode(c.kind, name, now) == decode(c.kind, name, value):
                self.deciding.pop(key, None)
            elif key not in self.deciding and name in FIELDS[c.kind]:
                self.rows.put(c.kind, row, name, value)
                self.deciding[key] = c.id, f"{name}: the machine now reads {shown(now)}"

    def _decide(self, c: Correction, row: FindingRow | Revision, name: str, value: Any) -> None:
        """Set a field to what a person said.

        The machine contradicts where it reads now neither what it read when the person spoke nor what the person said.
        """
        if c.kind == "citation" and name == "symbol" and self._is_taken(row, value):
            self.deciding[self._key(c, row, name)] = c.id, f"{name}: another row has {shown(value)}"
            return
        now = decode(c.kind, name, self.rows.machine_value(row, name))
        self.rows.put(c.kind, row, name, value)
        known = [decode(c.kind, name, v) for v in (c.machine.get(name, c.before.get(name)), value)]
        said = "" if c.action == "add" or self._is_added(row) or now in known else f"{name}: the machine now reads {shown(now)}"
        self.deciding[self._key(c, row, name)] = c.id, said

    def _is_added(self, row: FindingRow | Revision) -> bool:
        return not isinstance(row, Revision) and row.added_by is not None

    def _is_taken(self, row: FindingRow | Revision, symbol: Any) -> bool:
        return any(r is not row and isinstance(r, Citation) and r.symbol == symbol for r in self.rows.rows["citation"].values())

    def _key(self, c: Correction, row: FindingRow | Revision, name: str) -> tuple[str, int | None, str]:
        return c.kind, None if isinstance(row, Revision) else row.id, name

    def _note(self, c: Correction, state: str, row_id: int | None, detail: str) -> None:
        self.results[c.id] = CorrectionResult(correction_id=c.id, state=state, row_kind=c.kind, row_id=row_id, detail=detail)

    def _tell(self) -> None:
        """Write down what became of each correction."""
        for correction_id, said in self.deciding.values():
            if said:
                result = self.results[correction_id]
                result.state = "conflict"
                result.detail = "; ".join(filter(None, (result.detail, said)))
        ids = select(Correction.id).where(Correction.document_id == self.document.id)
        self.session.execute(delete(CorrectionResult).where(CorrectionResult.correction_id.in_(ids)))
        self.session.add_all(self.results.values())

    def _findable(self) -> dict[tuple[str, int], str | None]:
        """What the search finds of each row; None for one that was rejected."""
        r = self.revision
        found: dict[tuple[str, int], str | None] = {("document", r.id): document_entry(r.symbol, r.issuer, r.subject)}
        for kind in ("directive", "metric"):
            for row in self.rows.rows[kind].values():
                if isinstance(row, (Directive, Metric)):
                    words = row.text if isinstance(row, Directive) else metric_entry(row.name, row.text)
                    found[kind, row.id] = None if row.review == "rejected" else words
        return found

    def _reindex(self, before: dict[tuple[str, int], str | None]) -> None:
        after = self._findable()
        changed = {key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        document = "document", self.revision.id
        if changed.get(document) is not None:
            r = self.revision
            changed[document] = document_entry(r.symbol, r.issuer, r.subject, r.clean_text)
        reindex(self.session, self.revision.id, changed)


def shown(value: Any) -> str:
    """A value of the log for a person."""
    if isinstance(value, list):
        value = "; ".join(value)
    return "nothing" if value is None or value == "" else repr(legible(str(value)))
