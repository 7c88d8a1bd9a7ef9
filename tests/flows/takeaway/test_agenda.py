from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update

from db.asking.selection import Selection, list_parties, selected
from db.engine import transaction
from db.models.finding import Directive
from db.models.run import Issue
from db.review.corrections import Change, correct
from db.review.followup import set_task
from flows.takeaway.agenda import by_task, write_agenda
from tasks.domain.doubt import words_for


@pytest.fixture
def write(url, tmp_path):
    """Writes the calendar and reads it back."""

    def run(alarm_days=3):
        path = tmp_path / "x.ics"
        made = write_agenda(selected(url, Selection()), by_task(list_parties(url)), path, alarm_days)
        assert (made.events, made.without_day) == (2, 2)
        return Calendar.from_ical(path.read_bytes())

    return run


def test_a_deadline_is_an_event_of_a_whole_day(write):
    first, _ = write().walk("VEVENT")
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 6, 30), date(2026, 7, 1))
    assert str(first["summary"]) == "Sở Nội vụ: =SUM(A1) rà soát"
    assert [str(c) for c in first["categories"].cats] == ["Sở Nội vụ", "Sở Y tế"]
    assert "1/TB-UBND ngày 19/06/2026" in first["description"]
    assert first["transp"] == "TRANSPARENT"
    assert "rrule" not in first


def test_a_recurring_deadline_whose_day_is_named_has_a_rule(write):
    _, second = write().walk("VEVENT")
    assert second.decoded("dtstart") == date(2026, 6, 20)
    assert second["rrule"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=20"
    assert str(second["summary"]) == "Sở Tài chính; Sở Nội vụ: +84 báo cáo"


@pytest.mark.parametrize(("days", "trigger"), [(3, timedelta(days=-3, hours=9)), (0, timedelta(hours=9))])
def test_the_alarm_rings_in_the_morning_some_days_before(write, days, trigger):
    [alarm, _] = write(days).walk("VALARM")
    assert alarm.decoded("trigger") == trigger


def test_the_same_tasks_have_the_same_uids_after_reprocessing(write, url, load):
    before = [str(event["uid"]) for event in write().walk("VEVENT")]
    load(url, 1, symbol="1/TB-UBND", issued_on=date(2026, 6, 19), issuer="UBND tỉnh Tân Giang", fingerprint="f2")
    assert [str(event["uid"]) for event in write().walk("VEVENT")] == before
    assert len(set(before)) == 2


def test_what_is_not_sure_is_tentative_and_says_why(write, url):
    with transaction(url) as session:
        session.execute(update(Directive).where(Directive.position == 1).values(sure=False))
        session.execute(update(Issue).where(Issue.code == "deadline-unresolved").values(code="party-runs-on", subject_id=1))
    unsure, sure = write().walk("VEVENT")
    assert (str(unsure["status"]), str(sure["status"])) == ("TENTATIVE", "CONFIRMED")
    assert str(unsure["summary"]).startswith("[Cần kiểm tra] ") and "[" not in str(sure["summary"])
    assert f"Cần kiểm tra: {words_for('party-runs-on', 'vi')}" in str(unsure["description"])
    assert "Cần kiểm tra" not in str(sure["description"])
    correct(url, Change(1, "directive", "confirm", "Lan", 1))
    assert [str(event["status"]) for event in write().walk("VEVENT")] == ["CONFIRMED"] * 2


def test_what_is_done_needs_no_comparing(write, url):
    with transaction(url) as session:
        session.execute(update(Directive).values(sure=None))
    set_task(url, 1, "Lan", source="page", state="done", completed_on="20/6/2026")
    done, open_ = write().walk("VEVENT")
    assert (str(done["status"]), str(open_["status"])) == ("CONFIRMED", "TENTATIVE")
    assert str(done["summary"]).startswith("[Hoàn thành] ")
