"""Taking away what a filter leaves, and the calendar that programs subscribe to."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.board_ids import matching_tasks
from db.asking.details import RevisionDetail, revision_details
from db.asking.listing import matching_ids
from db.asking.selection import list_parties
from flows.review.board_filter import board_filter_of
from flows.review.downloads import attachment
from flows.review.list_pages import wanted_of
from flows.review.seeing import reads, reads_as
from flows.review.site import Site, Visitor
from flows.takeaway.agenda import by_task, write_agenda
from flows.takeaway.csv_files import write_csv
from flows.takeaway.workbook import write_workbook
from tasks.domain.choices import CLOSED
from tasks.domain.errors import UnknownDocumentError

ALARM_DAYS = 3  # as `thongbao export --format ical` has it
_KINDS = {
    "xlsx": ("nhiem-vu.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("bang-csv.zip", "application/zip"),
    "ics": ("thoi-han.ics", "text/calendar; charset=utf-8"),
}


def with_tasks(url: str, documents: Sequence[int], tasks: frozenset[int]) -> Iterator[RevisionDetail]:
    """The readings of some documents with these tasks and nothing else."""
    for detail in revision_details(url, documents):
        left = [task for task in detail.tasks if task.first.task_id in tasks]
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
            write_workbook(details, target, site.today(), site.settings.zone, site.settings.review_url)
        elif kind == "ics":
            write_agenda(details, by_task(list_parties(url, ids)), target, ALARM_DAYS)
        else:
            tables = write_csv(details, Path(name) / "tables")
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
                for path, _rows in tables:
                    packed.write(path, path.name)
        return target.read_bytes()


def calendar_address(site: Site, visitor: Visitor, query: Mapping[str, str]) -> str:
    """The secret path of somebody's calendar of what a filter of the board leaves.

    It ends to hold when the account goes or gets another password.
    """
    user, mark = (visitor.session.user, visitor.session.mark) if site.guarded else ("", "")
    token = site.signer.pack("calendar", {"u": user, "m": mark})
    return f"/calendar/{token}.ics" + (f"?{urlencode(query)}" if query else "")


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/take/{kind}")
    def take(request: Request, kind: str) -> Response:
        if kind not in _KINDS:
            raise UnknownDocumentError("There is no such form.", "")
        query = request.query_params
        name, media = _KINDS[kind]
        url = reads(site, request)
        if query.get("of") == "board":
            tasks, ids = matching_tasks(url, board_filter_of(query).wanted(), site.today())
            made = write(site, url, ids, with_tasks(url, ids, tasks), kind)
        else:
            ids = matching_ids(url, wanted_of(query))
            made = write(site, url, ids, revision_details(url, ids), kind)
        return Response(made, media_type=media, headers=attachment(name))

    @pages.get("/calendar/{token}.ics")
    def calendar(request: Request, token: str) -> Response:
        found = site.signer.unpack("calendar", token)
        account = site.accounts().get(str(found.get("u"))) if found else None
        known = found is not None and (not site.guarded or (account is not None and account.mark == found.get("m")))
        if not known:
            raise UnknownDocumentError("There is no such calendar.", "")
        url = reads_as(site, account.name if account else "")
        tasks, ids = matching_tasks(url, board_filter_of(request.query_params).wanted(), site.today())
        details = without_closed(with_tasks(url, ids, tasks))
        headers = attachment("") | {"Content-Disposition": "inline"}
        return Response(write(site, url, ids, details, "ics"), media_type=_KINDS["ics"][1], headers=headers)

    return pages
