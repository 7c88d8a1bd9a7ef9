"""What hangs on rows over which corrections were laid: paths of sections, and what was said of tasks."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document
from db.models.finding import Directive, Metric, Section
from db.models.task import FollowUp
from db.overlay.rowset import RowSet
from db.reading.placing import logged_anchor
from tasks.domain.anchor import Anchor, find


def rename_sections(rows: RowSet) -> None:
    """A label that was corrected changes the paths of all that stands below it."""
    sections = {s.id: s for s in rows.rows["section"].values() if isinstance(s, Section)}
    renamed: set[int] = set()
    for section in sorted(sections.values(), key=lambda s: s.position):  # each behind the one it stands in
        parent = sections.get(section.parent_id or 0)
        is_new = section.added_by is not None or "label" in (section.machine or {})
        if not is_new and (parent is None or parent.id not in renamed):
            continue
        own = section.label if is_new and section.label else section.path.rpartition("/")[2]
        above = parent.path if parent else section.path.rpartition("/")[0]
        rows.put("section", section, "path", f"{above}/{own}" if above else own)
        renamed.add(section.id)
    for kind in ("directive", "metric"):
        for row in rows.rows[kind].values():
            if isinstance(row, (Directive, Metric)) and (row.section_id in renamed or row.added_by is not None):
                at = sections.get(row.section_id or 0)
                rows.put(kind, row, "section_path", at.path if at else "")


def tie_follow_ups(session: Session, document: Document, rows: RowSet, read: Mapping[int, Anchor]) -> None:
    """Tie what was said of each task to the directive it hangs on: by its key, else by its place and words.

    Keys go first for all of them: a directive that a key names is not given away to an entry that only looks alike.

    Args:
        session: an open transaction that holds the document's row.
        document: whose tasks.
        rows: of its current revision.
        read: anchors of the directives, by row.
    """
    said = session.scalars(select(FollowUp).where(FollowUp.document_id == document.id).order_by(FollowUp.id)).all()
    tied = {d.follow_up_id for d in rows.directives()}
    left = [follow_up for follow_up in said if follow_up.id not in tied]
    if not left:
        return
    free = {d.id: d for d in rows.directives() if d.follow_up_id is None}
    by_key = {d.key: d.id for d in rows.directives() if d.key is not None}
    strange = []
    for follow_up in left:
        if (known := by_key.get(follow_up.key)) in free:
            free.pop(known).follow_up_id = follow_up.id
        else:
            strange.append(follow_up)
    for follow_up in strange:
        ids = [i for i in free if i in read]
        found = find(logged_anchor(follow_up), [read[i] for i in ids])
        if found is not None:
            free.pop(ids[found]).follow_up_id = follow_up.id
