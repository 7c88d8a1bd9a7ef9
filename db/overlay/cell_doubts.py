"""Rows that were read from a cell of a table which a person corrected since: where they do not say what it says by now, it is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select

from db.models.finding import Directive, Metric
from db.models.printed import TableCell
from db.models.run import Issue
from db.overlay.rowset import RowSet
from db.record.history import now
from tasks.domain.anchor import flat
from tasks.domain.doubt import message_of, severity_of
from tasks.domain.legible import legible

CODE = "cell-corrected"
_NUMBER = re.compile(r"(?<!\d)[-+−]?\d[\d.,]*")
_GROUP = 3  # digits between signs for thousands
_LONGEST = 80  # characters of a cell that a doubt repeats


def doubt_by_cells(rows: RowSet, document_id: int) -> None:
    """Raise what is to be doubted by now, and take away what is not; a row that is doubted so is not sure.

    A row that a person looked at keeps what that person said. What a row says is never taken from the cell: which figure of it, in which
    unit, is for a person to say.

    Args:
        rows: as people's corrections left them.
        document_id: of the document.
    """
    session, revision = rows.session, rows.revision
    wanted = {(kind, row.id): (row, cell) for kind, row, cell in _disagreeing(rows)}
    query = select(Issue).where(Issue.revision_id == revision.id, Issue.code == CODE).order_by(Issue.id)
    for issue in session.scalars(query).all():
        row, cell = wanted.pop((str(issue.subject_kind), issue.subject_id or 0), (None, None))
        if row is None or cell is None:
            session.delete(issue)
        else:
            issue.message = _message(cell)
            _not_sure(rows, row)
    for (kind, row_id), (row, cell) in wanted.items():
        about = {"subject_kind": kind, "subject_id": row_id, "field": "value" if kind == "metric" else None}
        what = {"code": CODE, "severity": severity_of(CODE), "message": _message(cell), "page": _page(cell), "created_at": now()}
        session.add(Issue(document_id=document_id, revision_id=revision.id, **about, **what))
        _not_sure(rows, row)
    session.flush()


def agrees(row: Directive | Metric, text: str | None) -> bool:
    """Whether a row may have been read from a cell with these words: its figure stands in it, or its task does."""
    if isinstance(row, Metric):
        return row.value in set(numbers_in(text or ""))
    return flat(row.text) in flat(text or "")


def numbers_in(text: str) -> Iterator[Decimal]:
    """The figures of a text, each as it reads in Vietnamese and in English; "1.234" is both 1234 and 1.234."""
    for found in _NUMBER.findall(text):
        bare = found.rstrip(".,").replace("−", "-")
        for thousands, point in ((".", ","), (",", ".")):
            whole, _, behind = bare.partition(point)
            first, *others = whole.lstrip("+-").split(thousands)
            grouped = not others or (len(first) <= _GROUP and all(len(group) == _GROUP for group in others))
            if grouped and "".join((first, *others, behind or "0")).isdecimal():
                yield Decimal(f"{whole.replace(thousands, '')}.{behind or '0'}")


def _disagreeing(rows: RowSet) -> Iterator[tuple[str, Directive | Metric, TableCell]]:
    for kind in ("directive", "metric"):
        for row in rows.rows[kind].values():
            cell = rows.rows["cell"].get(row.cell_id or 0) if isinstance(row, (Directive, Metric)) else None
            if not isinstance(row, (Directive, Metric)) or not isinstance(cell, TableCell):
                continue
            if "text" in (cell.machine or {}) and row.review is None and not agrees(row, cell.text):
                yield kind, row, cell


def _not_sure(rows: RowSet, row: Directive | Metric) -> None:
    if row.sure:
        rows.put("metric" if isinstance(row, Metric) else "directive", row, "sure", value=False)


def _message(cell: TableCell) -> str:
    return message_of(CODE, f"“{legible(cell.text[:_LONGEST])}”" if cell.text else "nothing")


def _page(cell: TableCell) -> int | None:
    return cell.evidence.regions[0].page if cell.evidence.regions else None
