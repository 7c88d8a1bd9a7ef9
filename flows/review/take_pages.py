"""Taking away what a filter leaves, and the calendar that programs subscribe to."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.details import RevisionDetail, revision_details
from db.asking.listing import Wanted, matching_ids
from db.asking.selection import documents_with_tasks, list_parties, tasks_of
from flows.review.board_filter import BoardFilter, board_filter_of
from flows.review.downloads import attachment
from flows.review.list_pages import wanted_of
from flows.review.seeing import reads, reads_as
from flows.review.site import Site, Visitor
from flows.takeaway.agenda import by_task, write_agenda
from flows.takeaway.csv_files import write_csv
from flows.takeaway.workbook import write_workbook
from tasks.domain.choices import CLOSED, TaskState
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.letters import fold

ALARM_DAYS = 3  # as `thongbao export --format ical` has it
_KINDS = {
    "xlsx": ("nhiem-vu.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("bang-csv.zip", "application/zip"),
    "ics": ("thoi-han.ics", "text/calendar; charset=utf-8"),
}


def ids_for(url: str, wanted: Wanted, board: BoardFilter | None) -> list[int]:
    """The documents that a filter of the list or of the board leaves."""
    if board is None:
        return matching_ids(url, wanted)
    return documents_with_tasks(url, board.agency, (board.state,) if board.state else ())


def details_for(url: str, ids: Sequence[int], board: BoardFilter | None) -> Iterator[RevisionDetail]:
    """The readings of some documents; of a filter of the board only the tasks it shows."""
    theirs = tasks_of(url, board.agency) if board and board.agency else None
    for detail in revision_details(url, ids):
        if board is None:
            yield detail
            continue
        left = [t for t in detail.tasks if (theirs is None or t.first.task_id in theirs) and board.state in (None, t.state)]
        if left:
            yield replace(detail.only(left), metrics=[], citations=[])


def without_closed(details: Iterable[RevisionDetail]) -> Iterator[RevisionDetail]:
    """Readings with the tasks that are still to be done."""
    for detail in details:
        left = [task for task in detail.tasks if task.state not in CLOSED]
        if left:
            yield detail.only(left)


def write(site: Site, url: str, ids: Sequence[int], details: Iterable[RevisionDetail], kind: str) -> bytes:
    """The file of a kind, of the documents ``ids``: a workbook, tables in a ZIP, a calendar."""
    with tempfile.TemporaryDirectory(prefix="thongbao-take-") as name:
        target = Path(name) / _KINDS[kind][0]
        if kind == "xlsx":
            write_workbook(details, target, site.today(), site.settings.zone)
        elif kind == "ics":
            write_agenda(details, by_task(list_parties(url, ids)), target, ALARM_DAYS)
        else:
            tables = write_csv(details, Path(name) / "tables")
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
                for path, _rows in tables:
                    packed.write(path, path.name)
        return target.read_bytes()


def calendar_address(site: Site, visitor: Visitor, agency: str) -> str:
    """The secret path of somebody's calendar; it ends to hold when the account goes or gets another password."""
    user, mark = (visitor.session.user, visitor.session.mark) if site.guarded else ("", "")
    token = site.signer.pack("calendar", {"u": user, "m": mark})
    return f"/calendar/{token}.ics" + (f"?agency={quote(agency)}" if agency else "")


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/take/{kind}")
    def take(request: Request, kind: str) -> Response:
        if kind not in _KINDS:
            raise UnknownDocumentError("There is no such form.", "")
        query = request.query_params
        board = board_filter_of(query) if query.get("of") == "board" else None
        name, media = _KINDS[kind]
        url = reads(site, request)
        ids = ids_for(url, wanted_of(query), board)
        made = write(site, url, ids, details_for(url, ids, board), kind)
        return Response(made, media_type=media, headers=attachment(name))

    @pages.get("/calendar/{token}.ics")
    def calendar(request: Request, token: str) -> Response:
        found = site.signer.unpack("calendar", token)
        account = site.accounts().get(str(found.get("u"))) if found else None
        known = found is not None and (not site.guarded or (account is not None and account.mark == found.get("m")))
        if not known:
            raise UnknownDocumentError("There is no such calendar.", "")
        agency = fold(request.query_params.get("agency", "")) and request.query_params["agency"]
        url = reads_as(site, account.name if account else "")
        ids = documents_with_tasks(url, agency or None, [state for state in TaskState if state not in CLOSED])
        details = without_closed(details_for(url, ids, BoardFilter(agency or None, None)))
        headers = attachment("") | {"Content-Disposition": "inline"}
        return Response(write(site, url, ids, details, "ics"), media_type=_KINDS["ics"][1], headers=headers)

    return pages
