from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.choices import CLOSED, Standing, TaskState
from tasks.domain.standing import DONE, ENDED, OPEN, Extension, Progress, extended_to, lasting_standing, standing_on

DAY = date(2026, 6, 30)
BEFORE, BEHIND = DAY - timedelta(1), DAY + timedelta(1)
LATER = Extension("9/UBND-TH", date(2026, 6, 1), date(2026, 7, 31))

CASES = {
    "nobody said anything": (None, Progress(), "not_started"),
    "due today is not late": (DAY, Progress(), "not_started"),
    "due yesterday": (BEFORE, Progress("in_progress"), "overdue"),
    "without a deadline never late": (None, Progress("in_progress"), "in_progress"),
    "put off": (BEFORE, Progress("in_progress", extensions=(LATER,)), "extended"),
    "put off without a deadline before": (None, Progress(extensions=(LATER,)), "extended"),
    "put off, and past that": (BEFORE, Progress(extensions=(Extension("9", date(2026, 6, 1), BEFORE),)), "overdue"),
    "put off by a document that is still to come": (BEFORE, Progress(extensions=(Extension("9", BEHIND, BEHIND),)), "overdue"),
    "done on the last day": (DAY, Progress("done", DAY), "done_in_time"),
    "done behind the last day": (BEFORE, Progress("done", DAY), "done_late"),
    "done behind the first last day, within the extension": (BEFORE, Progress("done", DAY, extensions=(LATER,)), "done_in_time"),
    "done without a deadline": (None, Progress("done", DAY), "done_in_time"),
    "done, nobody said when": (BEFORE, Progress("done"), "done_undated"),
    "done tomorrow": (BEHIND, Progress("done", BEHIND), "in_progress"),
    "done tomorrow, due yesterday": (BEFORE, Progress("done", BEHIND), "overdue"),
    "cancelled": (BEFORE, Progress("cancelled"), "cancelled"),
    "replaced from today on": (BEFORE, Progress("replaced", ended_on=DAY), "replaced"),
    "cancelled from tomorrow on": (BEHIND, Progress("cancelled", ended_on=BEHIND), "in_progress"),
}


@pytest.mark.parametrize(("deadline", "said", "standing"), CASES.values(), ids=CASES)
def test_how_far_a_task_is(deadline, said, standing):
    assert standing_on(DAY, deadline, said) == standing


def test_the_latest_document_is_in_force_and_of_one_day_the_last_that_was_said():
    first, second = Extension("1", DAY, date(2026, 8, 1)), Extension("2", BEFORE, date(2026, 9, 1))
    third = Extension("3", DAY, date(2026, 7, 1))
    assert extended_to(()) is None
    assert extended_to((first, second)) == date(2026, 8, 1)
    assert extended_to((first, second, third)) == date(2026, 7, 1)
    assert extended_to((first, second, third), BEFORE) == date(2026, 9, 1)


days = st.dates(date(2026, 6, 20), date(2026, 7, 10))
maybe = st.none() | days
progress = st.builds(
    Progress,
    state=st.sampled_from(list(TaskState)).map(str),
    completed_on=maybe,
    ended_on=maybe,
    extensions=st.lists(st.builds(Extension, st.just("1/QĐ"), days, days), max_size=3).map(tuple),
)


@given(days, maybe, progress)
def test_states_never_contradict(day, deadline, said):
    standing = standing_on(day, deadline, said)
    due = extended_to(said.extensions, day) or deadline
    assert sum(standing in kinds for kinds in (OPEN, DONE, ENDED)) == 1
    assert standing in OPEN or said.state in CLOSED
    if standing == Standing.OVERDUE:
        assert due is not None and due < day
    elif standing in OPEN:
        assert due is None or due >= day
    if standing == Standing.DONE_LATE:
        assert due is not None and said.completed_on is not None and said.completed_on > due
    if standing == Standing.DONE_IN_TIME:
        assert said.completed_on is not None and said.completed_on <= day and (due is None or said.completed_on <= due)


@given(days, maybe, st.lists(st.builds(Extension, st.just("1/QĐ"), days, days), max_size=3).map(tuple))
def test_what_is_open_only_gets_late_as_days_pass(day, deadline, extensions):
    """Without new documents a task that is late stays late."""
    known = tuple(one for one in extensions if one.issued_on <= day)
    if standing_on(day, deadline, Progress(extensions=known)) == Standing.OVERDUE:
        assert standing_on(day + timedelta(1), deadline, Progress(extensions=known)) == Standing.OVERDUE


@given(maybe, progress, st.integers(0, 30))
def test_what_lasts_is_what_stands_from_the_last_day_that_was_told_on(deadline, said, later):
    last = max([DAY, *(one.issued_on for one in said.extensions), *(day for day in (said.completed_on, said.ended_on) if day)])
    day = last + timedelta(later)
    lasting, due = lasting_standing(deadline, said), extended_to(said.extensions) or deadline
    late = lasting in OPEN and due is not None and due < day
    assert standing_on(day, deadline, said) == (Standing.OVERDUE if late else lasting)
