"""Deadlines as an iCalendar that calendars subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from db.followup import CLOSED
from db.models.finding import Directive
from db.models.review import Task
from db.queries import RevisionDetail
from db.selection import Party
from flows.takeaway import wording
from flows.takeaway.recurrence import find_recurrence
from tasks.domain.letters import fold

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
    """Write one all-day event for every deadline whose day is known.

    An event has the same UID whenever its document is exported, so that a calendar that imports the file again changes events instead of
    doubling them.

    Args:
        details: the documents.
        parties: who has a part, by directive.
        output: the file.
        alarm_days: the alarm rings at nine in the morning so many days before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//thongbao//thongbao//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thời hạn nhiệm vụ")
    events = without_day = 0
    for detail in details:
        for directive in detail.directives:
            if directive.deadline_raw is None:
                continue
            event = event_of(detail, directive, parties.get(directive.id, ()), alarm_days)
            if event is None:
                without_day += 1
            else:
                calendar.add_component(event)
                events += 1
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(calendar.to_ical())
    return Agenda(events, without_day)


def event_of(detail: RevisionDetail, directive: Directive, parties: Sequence[Party], alarm_days: int) -> Event | None:
    """The event of one deadline, None where its day is not known; one that is done or cancelled says so and rings no more."""
    revision, state = detail.revision, detail.state(directive.id)
    is_closed = state in CLOSED
    event = Event()
    first = directive.deadline_on
    if first is None:
        start = revision.issued_on or revision.created_at.date()
        found = find_recurrence(directive.deadline_raw or "", directive.deadline_recurs or "", start)
        if found is None:
            return None
        first = found.first
        event.add("rrule", found.rule)
    lead = wording.joined(p.name for p in parties if p.role == "lead")
    said = not lead or fold(directive.text).startswith(fold(lead))
    task = directive.text if said else f"{lead}: {directive.text}"
    if is_closed:
        task = f"[{wording.STATE_NAMES[state]}] {task}"
    elif not directive.is_sure:
        task = f"[{wording.CHECK}] {task}"
    event.add("uid", f"{detail.keys[directive.id]}@thongbao")
    # An event cannot be COMPLETED (RFC 5545, 3.8.1.11), so that a task that is done says so in its words alone.
    event.add("status", "CANCELLED" if state == "cancelled" else "CONFIRMED" if directive.is_sure or is_closed else "TENTATIVE")
    event.add("dtstamp", revision.created_at)
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=1))
    event.add("summary", task if len(task) <= _SUMMARY else task[: _SUMMARY - 1] + "…")
    event.add("description", _description(detail, directive, parties))
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    if categories := list(dict.fromkeys(p.name for p in parties)):
        event.add("categories", categories)
    if is_closed:
        return event
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", task[:_SUMMARY])
    alarm.add("trigger", _RINGS_AT - timedelta(days=alarm_days))
    event.add_component(alarm)
    return event


def _description(detail: RevisionDetail, directive: Directive, parties: Sequence[Party]) -> str:
    helping = wording.joined(p.printed for p in parties if p.role == "coordinating")
    reasons = wording.reasons(detail, "directive", directive)
    lines = (
        directive.text,
        f"Phối hợp: {helping}" if helping else "",
        f"Thời hạn (nguyên văn): {directive.deadline_raw}",
        f"Sản phẩm: {directive.product}" if directive.product else "",
        f"Văn bản giao: {wording.cited(detail)}",
        f"{wording.CHECK}: {wording.joined(said for _, said in reasons)}" if reasons else "",
        *_progress(detail.tasks.get(directive.id)),
    )
    return "\n".join(line for line in lines if line)


def _progress(task: Task | None) -> tuple[str, ...]:
    if task is None:
        return ()
    report = " ".join(filter(None, (task.completion_symbol, f"ngày {wording.day(task.completed_on)}" if task.completed_on else "")))
    return (
        f"Trạng thái: {wording.STATE_NAMES[task.state]}",
        f"Người thực hiện: {task.owner}" if task.owner else "",
        f"Hoàn thành: {report}" if report else "",
        f"Ghi chú: {task.note}" if task.note else "",
    )


def by_directive(parties: Iterable[Party]) -> dict[int, list[Party]]:
    """Parties by the directive they have a part in."""
    found: dict[int, list[Party]] = {}
    for party in parties:
        found.setdefault(party.directive_id, []).append(party)
    return found
