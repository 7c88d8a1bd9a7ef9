"""Figures over documents: what there is, series, and where documents contradict each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.figures import has_more_than
from flows.figures.asked import Wanted, asked, conflicts_in, label_of, named
from flows.figures.listed import Listed
from flows.figures.overview import Overview, overview
from flows.normal import beside
from flows.review.answers import AGAIN, Answers, Known, at_once
from flows.review.language import Wording
from flows.review.list_pages import page_number
from flows.review.seeing import reads
from flows.review.site import Site, Visitor, link_with
from flows.row_links import row_path
from flows.takeaway import wording as office
from flows.takeaway.wording import amount, capital
from tasks.domain.typed import write_day, write_number
from tasks.nouns.figure_lines import Line, Point

SIZE = 60  # rows of the list on a page
MOST_LINES = 40  # series on a page
MOST_CONFLICTS = 40
MOST_POINTS = 48  # figures of a series, the last ones: four years of months; 4,800 made a page of 2.4 MB
_LONGEST_SEARCH = 200
# Measured with 20,000 documents: 1,000 figures are put together in 0.2 seconds, 19,000 in 4.
FEW = 1_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure for a reader.

    Attributes:
        period: in words.
        value: with bound, whole and unit, as printed.
        normal: in normal units, "" where that says the same.
        link: to the row on its document's page.
        document: symbol, else id.
        issued: day of issue.
        text: the clause it stands in.
        sure: it may be presented as certain.
        check: key of the words for what is wrong with its period, "" for nothing.
    """

    period: str
    value: str
    normal: str
    link: str
    document: str
    issued: str
    text: str
    sure: bool
    check: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A series, or the figures of one contradiction, with what they share.

    Attributes:
        title: what is measured.
        about: what the figures share, in words.
        figures: as they are shown.
        earlier: how many stand before them that are not.
    """

    title: str
    about: str
    figures: Sequence[Shown]
    earlier: int = 0


def shown(point: Point, line: Line, t: Wording) -> Shown:
    """A figure of a line in the reader's language."""
    figure = point.figure
    value = amount(figure, t.language)
    differs = beside(figure.value, figure.unit, figure.kind)
    normal = f"{write_number(point.normal.value)} {point.normal.unit}" if differs else ""
    disputed = any(conflict.period == figure.period for conflict in line.conflicts)
    check = "figures.disputed" if disputed else "figures.several" if figure.period in line.several else ""
    return Shown(
        office.period(figure.period) or "–",
        *(value, normal, row_path(figure.key, figure.document, f"metric-{figure.id}"), figure.cited),
        *(write_day(figure.issued_on), figure.text, figure.sure, check),
    )


def about(line: Line, t: Wording) -> str:
    """What the figures of a line share, in words."""
    step = "years" if line.step.startswith("years-") else line.step.removesuffix("-sum") or "none"
    total = t("figures.running_total") if line.step.endswith("-sum") else ""
    parts = (
        *(line.place, line.issuer, office.unit(line.unit) if t.language == "vi" else line.unit),
        *(t.of("metric_role", line.role), "" if line.comparator == "=" else t.of("comparator", line.comparator)),
        *(t.of("direction", line.direction), t("figures.of_a_whole") if line.of_a_whole else "", t(f"figure_step.{step}"), total),
    )
    return " · ".join(part for part in parts if part)


def _shown_line(line: Line, points: Sequence[Point], t: Wording, most: int | None = None) -> ShownLine:
    title = _with_code(line.code) if line.code and line.name == line.code else named(line)
    last = points[-most:] if most else points
    return ShownLine(capital(title), about(line, t), [shown(point, line, t) for point in last], len(points) - len(last))


def _with_code(code: str) -> str:
    """A known indicator with its code, once: many names end with it ("Chỉ số cải cách hành chính (PAR INDEX)")."""
    label = label_of(code)
    return label if re.sub(r"\W", "", code.lower()) in re.sub(r"\W", "", label.lower()) else f"{label} ({code})"


def _link(row: Listed, wanted: Wanted) -> str:
    asked_for = {"q": row.code or row.searched, "unit": row.unit, "issuer": wanted.issuer, "place": wanted.place}
    return "/figures?" + urlencode({name: value for name, value in asked_for.items() if value})


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    overviews: Answers[Overview] = Answers("overview of figures")
    series: Answers[list[Line]] = Answers("series of figures")

    def made(request: Request, wanted: Wanted) -> tuple[Known[Overview] | None, Known[list[Line]] | None]:
        """What there is, or the series of what is asked for; beside the page where there are many figures."""
        url = reads(site, request)
        is_little = not has_more_than(url, FEW)
        if wanted.indicator:
            return None, at_once(asked(url, wanted)) if is_little else series.of(url, wanted, lambda: asked(url, wanted))
        return at_once(overview(url)) if is_little else overviews.of(url, None, lambda: overview(url)), None

    @pages.get("/figures")
    def figures(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        t, query = visitor.wording, request.query_params
        given = {name: query.get(name, "")[:_LONGEST_SEARCH].strip() for name in ("q", "issuer", "place", "unit")}
        wanted = Wanted(given["q"] or None, given["issuer"] or None, given["place"] or None, given["unit"] or None)
        found: list[Line] = []
        rows: list[Listed] = []
        whole, lines = made(request, wanted)
        known = lines or whole
        if lines:
            found = lines.answer
            opposed = conflicts_in(found)
        else:
            shown_of = whole.answer.of(wanted) if whole else Overview((), ())
            rows, opposed = shown_of.rows, shown_of.conflicts
        page = min(page_number(query), max(1, ceil(len(rows) / SIZE)))
        answer = site.show(
            request,
            "figures.html",
            is_coming=known is None,
            as_of=known.as_of if known else None,
            given=given,
            conflicts=[_shown_line(line, conflict.points, t) for line, conflict in opposed[:MOST_CONFLICTS]],
            more_conflicts=max(0, len(opposed) - MOST_CONFLICTS),
            lines=[_shown_line(line, line.points, t, None if "whole" in query else MOST_POINTS) for line in found[:MOST_LINES]],
            whole=link_with(request, whole=1),
            more_lines=max(0, len(found) - MOST_LINES),
            rows=[(row, _link(row, wanted)) for row in rows[(page - 1) * SIZE : page * SIZE]],
            total=len(rows),
            page=page,
            pages=max(1, ceil(len(rows) / SIZE)),
            previous=link_with(request, page=page - 1) if page > 1 else "",
            following=link_with(request, page=page + 1) if page * SIZE < len(rows) else "",
            period=office.period,
            unit=office.unit,
            capital=capital,
        )
        if known is None:
            answer.headers["Refresh"] = AGAIN
        return answer

    return pages
