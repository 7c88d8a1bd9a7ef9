"""The report on assigned tasks for a span of days, to look at and to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.board import leading_agencies
from db.asking.task_report import By, Report, ReportWanted, has_more_tasks_than, task_report
from db.reading.names import issuer_names
from flows.reporting.commands import MOST, write_report
from flows.review.answers import AGAIN, Answers, Known, at_once
from flows.review.downloads import attachment
from flows.review.list_pages import day_or_none, one_of
from flows.review.seeing import reads
from flows.review.site import Site, Visitor
from flows.whose import others, whose
from tasks.domain.choices import Role
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.typed import write_day

SHOWN = 200  # tasks on the page
# A report of 50,000 tasks, in which all are told, takes 0.3 seconds (measured).
FEW = 20_000
_MONTHS = 6  # offered to choose from
_LONGEST = 200  # characters of a name
_KINDS = {
    "xlsx": ("bao-cao-nhiem-vu.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("bao-cao-nhiem-vu.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for.

    Attributes:
        since: first day.
        until: last day.
        by: agency or issuer.
        agency: code of an agency, or words of its name; None: of all.
        roles: in which it is concerned.
        issuer: exactly as kept; None: of all.
    """

    since: date
    until: date
    by: By
    agency: str | None
    roles: frozenset[Role]
    issuer: str | None

    @property
    def query(self) -> dict[str, str]:
        """The same as an address."""
        asked: dict[str, str | None] = {
            "from": write_day(self.since),
            "to": write_day(self.until),
            "by": str(self.by),
            "agency": self.agency,
            **{str(role): "1" for role in Role if self.agency and self.roles != frozenset(Role) and role in self.roles},
            "issuer": self.issuer,
        }
        return {name: value for name, value in asked.items() if value}

    def wanted(self) -> ReportWanted:
        """The same for the database."""
        issuers = (self.issuer,) if self.issuer else ()
        return ReportWanted(self.since, self.until, self.by, whose(self.agency, self.roles), issuers)


def asked_of(query: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; this month where it says no day."""
    until = day_or_none(query.get("to", "")) or today
    since = day_or_none(query.get("from", "")) or until.replace(day=1)
    named = {name: query.get(name, "").replace("\0", "").strip()[:_LONGEST] or None for name in ("agency", "issuer")}
    return Asked(
        since,
        until,
        By(one_of(query.get("by"), tuple(By)) or By.AGENCY),
        named["agency"],
        frozenset(role for role in Role if query.get(role)) or frozenset(Role),
        named["issuer"],
    )


def months_before(today: date) -> list[tuple[date, date]]:
    """First and last days of this month and those before, the latest first."""
    found, first = [], today.replace(day=1)
    for _ in range(_MONTHS):
        after = (first + timedelta(days=31)).replace(day=1)
        found.append((first, after - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    reports: Answers[Report] = Answers("report on tasks")

    def made(request: Request, asked: Asked) -> Known[Report] | None:
        """The report; beside the page where there are many tasks."""
        url, wanted, today = reads(site, request), asked.wanted(), site.today()
        if has_more_tasks_than(url, FEW):
            return reports.of(url, (wanted, today), lambda: task_report(url, wanted, today, most=SHOWN))
        return at_once(task_report(url, wanted, today, most=SHOWN))

    @pages.get("/report")
    def show(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        t, today, url = visitor.wording, site.today(), reads(site, request)
        asked = asked_of(request.query_params, today)
        bad = [value for name in ("from", "to") if (value := request.query_params.get(name)) and day_or_none(value) is None]
        messages = [t("list.bad_date", value=value) for value in bad] + [t("report.order")] * (asked.since > asked.until)
        known = made(request, asked)
        answer = site.show(
            request,
            "report.html",
            asked=asked,
            report=known.answer if known else None,
            as_of=known.as_of if known else None,
            messages=messages,
            agencies=leading_agencies(url),
            others=others(),
            issuers=issuer_names(url),
            months=[
                (t("report.month", month=f"{first:%m}", year=first.year), urlencode(replace(asked, since=first, until=last).query))
                for first, last in months_before(today)
            ],
            take={kind: f"/report/take/{kind}?{urlencode(asked.query)}" for kind in _KINDS},
        )
        if known is None:
            answer.headers["Refresh"] = AGAIN
        return answer

    @pages.get("/report/take/{kind}")
    def take(request: Request, kind: str) -> Response:
        if kind not in _KINDS:
            raise UnknownDocumentError("There is no such form.", "")
        name, media = _KINDS[kind]
        asked = asked_of(request.query_params, site.today())
        with tempfile.TemporaryDirectory(prefix="thongbao-report-") as folder:
            target = Path(folder) / name
            write_report(task_report(reads(site, request), asked.wanted(), site.today(), most=MOST), target, site.today())
            return Response(target.read_bytes(), media_type=media, headers=attachment(name))

    return pages
