"""Operations on tasks, directives, figures and citations."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from db.asking.board_wanted import STATES
from db.asking.keyed import (
    Wanted,
    find_row,
    find_task,
    list_citations,
    list_metrics,
)
from db.asking.keyed_tasks import list_directives, list_tasks
from db.models.finding import Citation, Directive, Metric
from db.review.followup import set_task
from flows.filters import check_agency
from flows.review.api.entry import ROOT, Reads, Tells
from flows.review.api.paging import After, Limit, Number, page_of, place_of
from flows.review.api.problems import described
from flows.review.api.shapes import Change, CitationRow, Day, DirectiveRow, MetricRow, Page, TaskRow
from flows.review.api.told import citation_told, directive_told, metric_told, task_told
from flows.review.site import Site, log

Key = Annotated[str, Path(pattern=r"^[0-9a-z.-]{1,120}$", description="Lasting name of the row")]
Words = Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Document = Annotated[str, Query(pattern=r"^[0-9a-f]{8,64}(\.\d{1,3})?$", description="Only of this document, by its id")]
Agency = Annotated[Words, Query(description="Only what this agency or a forerunner of it leads: its code, or words of its name")]
State = Annotated[
    str,
    Query(
        pattern=f"^({'|'.join(STATES)})$", description="Only of tasks in this state today, as the board has them; open and done are several"
    ),
]
DueFrom = Annotated[Day, Query(description="Only with a deadline on this day or later: of tasks that in force, of directives as printed")]
DueUntil = Annotated[Day, Query(description="Only with such a deadline on this day or before")]


def of_whom(
    caller: Reads,
    *,
    document: Document | None = None,
    agency: Agency | None = None,
    state: State | None = None,
    due_from: DueFrom | None = None,
    due_until: DueUntil | None = None,
) -> Wanted:
    """What tasks and directives are asked for."""
    check_agency(caller.url, agency)
    return Wanted(document=document, agency=agency, state=state, due_from=due_from, due_until=due_until)


Chosen = Annotated[Wanted, Depends(of_whom)]


def router(site: Site) -> APIRouter:
    """The operations of this module."""
    operations = APIRouter(prefix=ROOT, responses=described())

    @operations.get("/tasks", response_model=Page[TaskRow], responses=described(404), tags=["tasks"], summary="Tasks by deadline")
    def tasks(request: Request, caller: Reads, wanted: Chosen, after: After | None = None, limit: Limit = 50) -> Any:
        """The earliest deadline in force first, tasks without a day last. Of copies of one paper those of the one that counts."""
        found = list_tasks(caller.url, replace(wanted, today=site.today()), place_of(after), limit + 1)
        return page_of(request, found, limit, lambda one: task_told(one, site.today()))

    @operations.get("/tasks/{key}", response_model=TaskRow, responses=described(404), tags=["tasks"], summary="One task")
    def task(key: Key, caller: Reads) -> Any:
        """By its own lasting name, or that of any of its steps."""
        return task_told(find_task(caller.url, key), site.today())

    @operations.patch(
        "/tasks/{key}", response_model=TaskRow, responses=described(404, 409, 413), tags=["tasks"], summary="Say how far a task is"
    )
    def change(key: Key, change: Change, caller: Tells) -> Any:
        """What is said stands in the task's history with the token's name."""
        found = find_task(caller.url, key)
        fields = change.model_dump(exclude_unset=True)
        said = set_task(caller.whole, found.steps[0].row.id, caller.person, source="api", today=site.today(), **fields)
        log.info("task %s by %r", said, caller.person)
        return task_told(find_task(caller.url, key), site.today())

    @operations.get(
        "/directives", response_model=Page[DirectiveRow], responses=described(404), tags=["directives"], summary="Directives by deadline"
    )
    def directives(request: Request, caller: Reads, wanted: Chosen, after: After | None = None, limit: Limit = 50) -> Any:
        """Sentences that oblige somebody, by the deadline that each prints; several may be steps of one task."""
        found = list_directives(caller.url, replace(wanted, today=site.today()), place_of(after), limit + 1)
        return page_of(request, found, limit, directive_told)

    @operations.get(
        "/directives/{key}", response_model=DirectiveRow, responses=described(404), tags=["directives"], summary="One directive"
    )
    def directive(key: Key, caller: Reads) -> Any:
        """Also one that a person rejected, which says so."""
        return directive_told(find_row(caller.url, Directive, key))

    @operations.get("/metrics", response_model=Page[MetricRow], tags=["metrics"], summary="Figures")
    def metrics(
        request: Request,
        caller: Reads,
        *,
        document: Document | None = None,
        code: Annotated[Words | None, Query(description="Only of this indicator of the vocabulary")] = None,
        period: Annotated[Words | None, Query(description="Only of this time: 2021, 2023-Q1, 2023-06, 2022/2025")] = None,
        after: Number | None = None,
        limit: Limit = 50,
    ) -> Any:
        """As printed and in normal units, in the order in which they were written."""
        wanted = Wanted(document=document, code=code, period=period)
        return page_of(request, list_metrics(caller.url, wanted, place_of(after), limit + 1), limit, metric_told)

    @operations.get("/metrics/{key}", response_model=MetricRow, responses=described(404), tags=["metrics"], summary="One figure")
    def metric(key: Key, caller: Reads) -> Any:
        """Also one that a person rejected, which says so."""
        return metric_told(find_row(caller.url, Metric, key))

    @operations.get("/citations", response_model=Page[CitationRow], tags=["citations"], summary="Citations")
    def citations(
        request: Request,
        caller: Reads,
        *,
        document: Document | None = None,
        symbol: Annotated[Words | None, Query(description="Only of the document with this symbol")] = None,
        after: Number | None = None,
        limit: Limit = 50,
    ) -> Any:
        """Which documents cite which, in the order in which they were written."""
        wanted = Wanted(document=document, symbol=symbol)
        return page_of(request, list_citations(caller.url, wanted, place_of(after), limit + 1), limit, citation_told)

    @operations.get("/citations/{key}", response_model=CitationRow, responses=described(404), tags=["citations"], summary="One citation")
    def citation(key: Key, caller: Reads) -> Any:
        """Also one that a person rejected, which says so."""
        return citation_told(find_row(caller.url, Citation, key))

    return operations
