from dataclasses import replace
from datetime import date

import pytest

from db.asking.details import revision_detail
from db.asking.selection import list_parties
from db.asking.statistics import AHEAD, LATE, OPEN, RECURRING, deadline_kind, quality_by_month, tasks_by_agency, tasks_by_month
from db.repository import write_reading


@pytest.fixture
def tasks(url, document, reading, key):
    write_reading(url, key(document), reading())
    return revision_detail(url, document.id).tasks


@pytest.mark.parametrize(("today", "kind"), [("2026-06-30", AHEAD), ("2026-07-01", LATE)])
def test_tasks_by_agency_and_month(url, tasks, today, kind):
    day = date.fromisoformat(today)
    [group] = tasks_by_agency(tasks, list_parties(url), day)
    assert (group.name, group.by_deadline, group.total) == ("Sở Nội vụ", {kind: 1}, 1)
    assert [(g.name, g.by_deadline) for g in tasks_by_month(tasks, day)] == [("2026-06", {kind: 1})]


def test_tasks_of_nobody_stand_last_and_tasks_of_no_day_in_no_month(url, tasks):
    [task] = tasks
    today = date(2026, 6, 30)
    assert deadline_kind(replace(task, deadline_on=None, deadline_recurs="weekly"), today) == RECURRING
    undated = replace(task, deadline_on=None)
    assert deadline_kind(undated, today) == OPEN
    assert [g.name for g in tasks_by_agency([undated], [], today)] == [None]
    assert tasks_by_month([undated], today) == []


def test_doubts_and_confidence_by_month_of_issue(url, tasks):
    [month] = quality_by_month(url)
    assert (month.month, month.documents, month.confidence) == ("2026-06", 1, 90.0)
    assert month.doubts == {"warning": 1}
