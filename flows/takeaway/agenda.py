"""Deadlines of tasks as an iCalendar that calendars subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from db.asking.details import RevisionDetail
from db.asking.selection import Party
from db.asking.tasks import TaskRow
from db.models.task import FollowUp
from flows.takeaway import wording
from flows.takeaway.columns import ANSWERS, TASK
from flows.takeaway.recurrence import find_recurrence
from tasks.domain.choices import CLOSED
from tasks.domain.letters import fold
from tasks.domain.standing import ENDED
from tasks.domain.typed import write_day

_SUMMARY = 120  # characters: what a calendar shows in one line
_RINGS_AT = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What became of the deadlines.

    Attributes:
        events: in the calendar.
        without_day: recur without saying on which day, or are no date; left out.
    """

    events: int
    without_day: int


def write_agenda(details: Iterable[RevisionDetail], parties: Mapping[int, Sequence[Party]], output: Path, alarm_days: int) -> Agenda:
    """Write one all-day event for every task whose day is known.

    An event has the same UID whenever its document is exported, so that a calendar that imports the file again changes events instead of
    doubling them.

    Args:
        details: the documents.
        parties: who has a part, by task.
        output: the file.
        alarm_days: the alarm rings at nine in the morning so many days before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//thongbao//thongbao//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thời hạn nhiệm vụ")
    events = without_day = 0
    for detail in details:
        for task in detail.tasks:
            if task.deadline_raw is None and task.in_force is None and task.deadline_recurs is None:
                continue
            event = event_of(detail, task, parties.get(task.first.task_id or 0, ()), alarm_days)
            if event is None:
                without_day += 1
            else:
                calendar.add_component(event)
                events += 1
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(calendar.to_ical())
    return Agenda(events, without_day)


def event_of(detail: RevisionDetail, task: TaskRow, parties: Sequence[Party], alarm_days: int) -> Event | None:
    """The event of one task, None where its day is not known; one that is done or cancelled says so and rings no more."""
    revision, state = detail.revision, task.state
    is_closed = state in CLOSED
    event = Event()
    first = task.in_force
    if first is None:
        start = revision.issued_on or revision.created_at.date()
        found = find_recurrence(task.deadline_raw or "", task.deadline_recurs or "", start)
        if found is None:
            return None
        first = found.first
        event.add("rrule", found.rule)
    title = _title(task, parties)
    event.add("uid", f"{task.key}@thongbao")
    # An event cannot be COMPLETED (RFC 5545, 3.8.1.11), so that a task that is done says so in its words alone.
    event.add("status", "CANCELLED" if state in ENDED else "CONFIRMED" if task.is_sure or is_closed else "TENTATIVE")
    event.add("dtstamp", revision.created_at)
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=1))
    event.add("summary", title if len(title) <= _SUMMARY else title[: _SUMMARY - 1] + "…")
    event.add("description", _description(detail, task, parties))
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    if categories := list(dict.fromkeys(p.name for p in parties)):
        event.add("categories", categories)
    if is_closed:
        return event
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title[:_SUMMARY])
    alarm.add("trigger", _RINGS_AT - timedelta(days=alarm_days))
    event.add_component(alarm)
    return event


def _title(task: TaskRow, parties: Sequence[Party]) -> str:
    """The task, who leads it unless its words begin with that, and whether it is closed or to be checked."""
    lead = wording.joined(dict.fromkeys(p.name for p in parties if p.role == "lead"))
    said = not lead or fold(task.text).startswith(fold(lead))
    title = task.text if said else f"{lead}: {task.text}"
    if task.state in CLOSED:
        return f"[{wording.STATE_NAMES[task.state]}] {title}"
    return title if task.is_sure else f"[{wording.CHECK}] {title}"


def _description(detail: RevisionDetail, task: TaskRow, parties: Sequence[Party]) -> str:
    helping = wording.joined(dict.fromkeys(p.printed for p in parties if p.role == "coordinating"))
    place = f", ở bước {task.deadline_step}" if len(task.steps) > 1 else ""
    reasons = wording.task_reasons(detail, task)
    lines = (
        wording.steps(task),
        f"Phối hợp: {helping}" if helping else "",
        f"Thời hạn (nguyên văn{place}): {task.deadline_raw}" if task.deadline_raw else "",
        f"{TASK['product']}: {task.product}" if task.product else "",
        f"Văn bản giao: {wording.cited(detail)}",
        f"{wording.CHECK}: {wording.joined(said for _, said in reasons)}" if reasons else "",
        *_progress(task.follow_up),
    )
    return "\n".join(line for line in lines if line)


def _progress(said: FollowUp | None) -> tuple[str, ...]:
    if said is None:
        return ()
    report = " ".join(filter(None, (said.completion_symbol, f"ngày {write_day(said.completed_on)}" if said.completed_on else "")))
    last = said.extensions[-1:] if said.extended_to else ()
    return (
        *(f"Được gia hạn đến {write_day(said.extended_to)} ({one.symbol} ngày {write_day(one.issued_on)})" for one in last),
        f"{ANSWERS['state']}: {wording.STATE_NAMES[said.state]}",
        f"{ANSWERS['owner']}: {said.owner}" if said.owner else "",
        f"Hoàn thành: {report}" if report else "",
        f"{ANSWERS['note']}: {said.note}" if said.note else "",
    )


def by_task(parties: Iterable[Party]) -> dict[int, list[Party]]:
    """Parties by the task they have a part in."""
    found: dict[int, list[Party]] = {}
    for party in parties:
        found.setdefault(party.task_id, []).append(party)
    return found
