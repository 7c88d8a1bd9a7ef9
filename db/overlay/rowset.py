"""All rows of one revision in memory, to lay corrections over them and to take them off again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, selectinload

from db.base import symbol_key
from db.models.document import Revision
from db.models.finding import Citation, Directive, DirectiveCitation, DirectiveParty, Evidence, Metric, Section
from db.overlay.values import decode, encode
from db.reading.placing import TABLES, FindingRow, anchor_of, pages_of, words_of
from tasks.domain.anchor import Anchor
from tasks.domain.row_fields import FIELDS, LISTS


class RowSet:
    """The rows of a revision by kind and id; a row keeps what was read in ``machine`` where another value is set.

    Args:
        session: an open transaction that holds the document's row.
        revision: whose rows.
    """

    def __init__(self, session: Session, revision: Revision) -> None:
        self.session, self.revision = session, revision
        self.pages = pages_of(session, revision.id)
        self.rows: dict[str, dict[int, FindingRow]] = {}
        for kind, table in TABLES.items():
            query: Any = select(table).where(table.revision_id == revision.id).order_by(table.position)
            query = query.options(selectinload(table.evidence).selectinload(Evidence.regions))
            self.rows[kind] = {row.id: row for row in session.scalars(query)}
        self.parties: dict[tuple[int, str], list[DirectiveParty]] = {}
        parties = select(DirectiveParty).join(Directive).where(Directive.revision_id == revision.id).order_by(DirectiveParty.position)
        for party in session.scalars(parties):
            self.parties.setdefault((party.directive_id, party.role), []).append(party)
        self.agencies = {p.printed: p.agency_id for found in self.parties.values() for p in found if p.agency_id is not None}
        for row in self.rows["directive"].values():
            self.agencies |= {printed: known for printed, known in (row.machine or {}).get("agencies", {}).items() if known is not None}

    def get(self, row: FindingRow | Revision, name: str) -> Any:
        """A field of a row as it stands; parties as a list of their printed names."""
        if isinstance(row, Directive) and name in LISTS:
            return [p.printed for p in self.parties.get((row.id, name), ())]
        return getattr(row, name)

    def directives(self) -> list[Directive]:
        """The directives of the revision in order."""
        return sorted((d for d in self.rows["directive"].values() if isinstance(d, Directive)), key=lambda d: d.position)

    def leads(self) -> dict[int, list[str]]:
        """Who must act as printed, by directive."""
        return {d.id: self.get(d, "lead") for d in self.directives()}

    def values(self, kind: str, row: FindingRow) -> dict[str, Any]:
        """All fields of a row that tell what it says."""
        further = {"section": ("path", "starts"), "cell": ("known_by",)}.get(kind, ())
        return {name: self.get(row, name) for name in (*FIELDS[kind], *further)}

    def anchor(self, kind: str, row: FindingRow) -> Anchor:
        """The anchor of a row that shows what the machine read."""
        return anchor_of(row, words_of(kind, self.values(kind, row)), self.pages)

    def machine_value(self, row: FindingRow | Revision, name: str) -> Any:
        """What was read of a field, as in the log."""
        kept = row.machine_head if isinstance(row, Revision) else row.machine
        return kept[name] if kept and name in kept else encode(self.get(row, name))

    def put(self, kind: str, row: FindingRow | Revision, name: str, value: Any) -> None:
        """Set a field to a value of the log, and keep what was read where that is another."""
        was = self.machine_value(row, name)
        added = not isinstance(row, Revision) and row.added_by is not None
        if not added:
            attribute = "machine_head" if isinstance(row, Revision) else "machine"
            kept = {key: old for key, old in (getattr(row, attribute) or {}).items() if key != name}
            if decode(kind, name, was) != decode(kind, name, value):
                kept[name] = was
                if name in LISTS and isinstance(row, Directive):
                    known = {p.printed: p.agency_id for p in self.parties.get((row.id, name), ())}
                    kept["agencies"] = known | kept.get("agencies", {})
            setattr(row, attribute, kept or None)
        self._set(kind, row, name, decode(kind, name, value), self.agencies)

    def _set(self, kind: str, row: FindingRow | Revision, name: str, value: Any, agencies: dict[str, Any]) -> None:
        if isinstance(row, Directive) and name in LISTS:
            self._set_parties(row, name, value, agencies)
            return
        setattr(row, name, value)
        if name == "symbol" and isinstance(row, (Citation, Revision)):
            row.symbol_key = symbol_key(value) if value else None
        if kind == "citation":
            self.session.flush()  # in the order of the log, since no two rows may have one symbol at any time

    def _set_parties(self, row: Directive, role: str, names: list[str], agencies: dict[str, Any]) -> None:
        """In place, since no two parties may stand at one position at any time."""
        there = self.parties.setdefault((row.id, role), [])
        for position, printed in enumerate(names, 1):
            if position > len(there):
                there.append(DirectiveParty(directive_id=row.id, role=role, position=position, printed=printed))
                self.session.add(there[-1])
            there[position - 1].printed, there[position - 1].agency_id = printed, agencies.get(printed)
        if surplus := there[len(names) :]:
            del there[len(names) :]
            self.session.flush()  # one that was put there a moment ago is not in the database yet
            for party in surplus:
                self.session.delete(party)
            self.session.flush()  # before another is put at its position

    def reset(self) -> None:
        """Let every row show what the machine read, and no word of what people said; added rows stay as they are."""
        cited = [r for r in self.rows["citation"].values() if isinstance(r, Citation)]
        renamed = [r for r in cited if r.added_by is not None or "symbol" in (r.machine or {})]
        for row in renamed:  # two rows may have changed names
            row.symbol = row.symbol_key = f"\x1f{row.id}"
        if renamed:
            self.session.flush()
        for kind, rows in self.rows.items():
            for found in rows.values():
                if found.added_by is not None:
                    continue
                kept = dict(found.machine or {})
                agencies = kept.pop("agencies", {})
                for name, value in kept.items():
                    self._set(kind, found, name, decode(kind, name, value), agencies)
                found.machine = found.review = None
        for name, value in (self.revision.machine_head or {}).items():
            self._set("head", self.revision, name, decode("head", name, value), {})
        self.revision.machine_head = self.revision.head_review = None

    def remove(self, kind: str, row: FindingRow) -> None:
        """Remove a row that a person had added, with what hangs on it.

        Written down level by level, from what points at the row to what it points at: the session does not know these foreign keys as
        relations, and would else delete in an order that the database refuses.
        """
        self.session.flush()
        if isinstance(row, Directive):
            self.session.execute(delete(DirectiveCitation).where(DirectiveCitation.directive_id == row.id))
            self._delete(party for role in LISTS for party in self.parties.pop((row.id, role), ()))
        elif isinstance(row, Citation):
            self.session.execute(delete(DirectiveCitation).where(DirectiveCitation.citation_id == row.id))
        elif isinstance(row, Section):
            self._hand_up(row)
        evidence = row.evidence
        del self.rows[kind][row.id]
        self._delete([row])
        self._delete(evidence.regions)
        self._delete([evidence])

    def _delete(self, rows: Iterable[object]) -> None:
        for row in rows:
            self.session.delete(row)
        self.session.flush()

    def _hand_up(self, section: Section) -> None:
        """What stood directly in a section stands in the one around it."""
        for other in self.rows["section"].values():
            if isinstance(other, Section) and other.parent_id == section.id:
                other.parent_id = section.parent_id
        for below in (*self.rows["directive"].values(), *self.rows["metric"].values()):
            if isinstance(below, (Directive, Metric)) and below.section_id == section.id:
                below.section_id = section.parent_id
        self.session.flush()

    def add(self, kind: str, evidence: Evidence, values: dict[str, Any], correction_id: int) -> FindingRow:
        """Add a row of a person's own with values of the log."""
        table = TABLES[kind]
        last = self.session.scalar(select(func.max(table.position)).where(table.revision_id == self.revision.id)) or 0
        fields: dict[str, Any] = {name: decode(kind, name, value) for name, value in values.items() if name not in LISTS}
        fields |= {"revision_id": self.revision.id, "position": last + 1, "added_by": correction_id, "evidence_id": evidence.id}
        row = table(**fields, **_of_its_place(kind, evidence, self.section_at(evidence.span_start), values))
        self.session.add(row)
        self.session.flush()
        row.evidence = evidence
        self.rows[kind][row.id] = row
        if isinstance(row, Directive):
            for role in LISTS:
                self._set_parties(row, role, list(values.get(role) or ()), self.agencies)
        self._cite(row)
        return row

    def _cite(self, row: FindingRow) -> None:
        """Tie a directive that is added to the citations whose symbols stand in it, and a citation to the directives it stands in."""
        mine = [row] if isinstance(row, Directive) else self.rows["directive"].values() if isinstance(row, Citation) else ()
        cited = [row] if isinstance(row, Citation) else self.rows["citation"].values()
        for directive in (d for d in mine if isinstance(d, Directive)):
            inside = symbol_key(directive.text)
            for citation in (c for c in cited if isinstance(c, Citation) and c.symbol_key in inside):
                self.session.add(DirectiveCitation(directive_id=directive.id, citation_id=citation.id))

    def section_at(self, position: int) -> Section | None:
        """The section that a character of the clean text belongs to: the last that was read and begins there or before."""
        found = [s for s in self.rows["section"].values() if isinstance(s, Section) and s.added_by is None]
        return max((s for s in found if s.evidence.span_start <= position), key=lambda s: s.evidence.span_start, default=None)


def _of_its_place(kind: str, evidence: Evidence, section: Section | None, values: dict[str, Any]) -> dict[str, Any]:
    """What nobody types of a row that was missed, since it follows from where it stands."""
    quote = " ".join(evidence.quote.split())
    if kind == "section":
        return {"starts": " ".join(quote.split()[:8]), **_place_of_section(section, values.get("label"))}
    if kind == "citation":
        return {"symbol_key": symbol_key(values["symbol"]), "confidence": 1.0}
    found: dict[str, Any] = {"section_id": section.id if section else None, "section_path": section.path if section else ""}
    found |= {"rule": "person", "confidence": 1.0}
    further: dict[str, dict[str, Any]] = {"metric": {"text": quote}, "directive": {"item": 0}}  # the item is that of its paragraph
    return found | further.get(kind, {})


def _place_of_section(inside: Section | None, label: str | None) -> dict[str, Any]:
    """Parent and path of a section that was missed: beside the one it was taken for a part of where their labels are of one kind."""
    name = label or "closing"
    if inside is None:
        return {"parent_id": None, "path": name}
    if _style(inside.label) == _style(label):
        above = inside.path.rpartition("/")[0]
        return {"parent_id": inside.parent_id, "path": f"{above}/{name}" if above else name}
    return {"parent_id": inside.id, "path": f"{inside.path}/{name}"}


def _style(label: str | None) -> str:
    """What kind of numbering a label is: digits, Roman numerals, letters, words or a sign, with as many parts."""
    text = (label or "").strip(".) ")
    if not text:
        return ""
    if text.replace(".", "").isdigit():
        return f"digits {text.count('.')}"
    if set(text) <= set("IVXLC"):
        return "roman"
    return "letter" if len(text) == 1 and text.isalpha() else text.split()[0]
