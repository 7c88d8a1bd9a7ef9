"""The report: its sums are its list, for any span; and what is offered as evidence of a completion."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orders import ISSUER, RESOLVE, Order, load_document
from sqlalchemy import select

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.evidence_offers import offers_for
from db.asking.task_report import COLUMN_OF, PARTS, By, ReportWanted, task_report
from db.engine import transaction
from db.limited import Limited, Sight
from db.models.document import Document, Revision
from db.models.task import FollowUp
from db.review.followup import extend_task, set_task
from db.review.offers import dismiss_offer
from db.review.undoing import undo_batch
from tasks.domain.choices import ReportColumn
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.membership import Whose

TODAY = date(2026, 6, 21)
MAY, JUNE = (date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 6, 30))


def fill(url):
    a = load_document(
        url,
        1,
        Order(("Sở Y tế",), date(2026, 5, 20), words="việc một"),
        Order(("Sở Nội vụ",), date(2026, 5, 20), words="việc hai"),
        Order(("Sở Nội vụ", "Sở Tài chính"), date(2026, 6, 10), words="việc ba"),
        Order(("Sở Tài chính",), date(2026, 5, 15), words="việc bốn"),
        Order((), date(2026, 6, 30), words="Việc năm"),
        issued_on=date(2026, 5, 4),
    )
    load_document(
        url, 2, Order(("Sở Y tế",), words="việc sáu"), issued_on=date(2026, 6, 2), issuer="Văn phòng Chính phủ", symbol="7/VPCP-TH"
    )
    load_document(url, 3, Order(("Sở Y tế",), words="việc bảy"), issued_on=None)
    set_task(url, a[0], "Lan", source="page", state="done", completed_on="19/5/2026")
    set_task(url, a[1], "Lan", source="page", state="done", completed_on="5/6/2026")
    extend_task(url, a[2], "Lan", source="page", deadline_on="15/7/2026", symbol="8/UBND", issued_on="9/6/2026")
    set_task(url, a[3], "Lan", source="page", state="cancelled", ended_on="3/6/2026", ending_symbol="9/UBND")


@pytest.fixture
def loaded(copied):
    return copied(fill)[0]


def numbers(url, span, **wanted):
    made = task_report(url, ReportWanted(*span, **wanted), TODAY, most=1000)
    return {name.value: number for name, number in made.total.numbers.items() if number}


def test_states_are_those_of_the_last_day(loaded):
    # In May one was done in time; of the two that were late by then one was done in June, one cancelled in June.
    assert numbers(loaded, MAY) == {"assigned": 5, "done_in_time": 1, "overdue": 2, "in_time": 2}
    # In June: what was open, and what was new; the one done in May is told no more.
    assert numbers(loaded, JUNE) == {"assigned": 5, "done_late": 1, "ended": 1, "in_time": 3}
    assert numbers(loaded, (MAY[0], JUNE[1])) == {"assigned": 6, "done_in_time": 1, "done_late": 1, "ended": 1, "in_time": 3}
    assert numbers(loaded, (date(2026, 1, 1), date(2026, 1, 31))) == {}
    assert numbers(loaded, JUNE, whose=Whose("Sở Y tế")) == {"assigned": 1, "in_time": 1}
    assert numbers(loaded, JUNE, issuers=("Văn phòng Chính phủ",)) == {"assigned": 1, "in_time": 1}


def test_lines_are_by_agency_or_issuer(loaded):
    made = task_report(loaded, ReportWanted(MAY[0], JUNE[1]), TODAY, most=1000)
    assert [(line.name, line.numbers[ReportColumn.ASSIGNED]) for line in made.lines] == [
        ("Sở Nội vụ", 2),
        ("Sở Tài chính", 2),
        ("Sở Y tế", 2),
        (None, 1),
    ]
    assert made.columns == [column for column in ReportColumn if column is not ReportColumn.DONE_UNDATED]
    made = task_report(loaded, ReportWanted(MAY[0], JUNE[1], By.ISSUER), TODAY, most=2)
    assert [(line.name, line.numbers[ReportColumn.ASSIGNED]) for line in made.lines] == [(ISSUER, 5), ("Văn phòng Chính phủ", 1)]
    assert len(made.tasks) == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 4, 20), date(2026, 7, 10)), st.integers(0, 60), st.sampled_from(list(By)), st.dates(date(2026, 5, 1), TODAY))
def test_the_sums_are_the_list(loaded, since, length, by, today):
    made = task_report(loaded, ReportWanted(since, since + timedelta(length), by), today, most=1000)
    listed = Counter(COLUMN_OF[task.standing] for task in made.tasks)
    total = made.total.numbers
    assert {column: total[column] for column in PARTS} == {column: listed[column] for column in PARTS}
    assert total[ReportColumn.ASSIGNED] == len(made.tasks) == sum(total[column] for column in PARTS)
    by_name = Counter(
        (name, COLUMN_OF[task.standing]) for task in made.tasks for name in ((task.issuer,) if by is By.ISSUER else task.lead or (None,))
    )
    for line in made.lines:
        assert {column: line.numbers[column] for column in PARTS} == {column: by_name[line.name, column] for column in PARTS}
    assert {line.name for line in made.lines} == {name for name, _ in by_name}
    assert sum(len(made.of(column)) for column in PARTS) == len(made.tasks)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 4, 20), date(2026, 7, 10)), st.integers(0, 60), st.dates(date(2026, 5, 1), TODAY))
def test_what_indexes_leave_out_is_in_no_span(loaded, since, length, today):
    """Who reads with limited sight has no entries: theirs is made of all tasks."""
    sees_all = Limited(loaded, Sight(sources=("",)))
    wanted = ReportWanted(since, since + timedelta(length))
    by_index, by_all = (task_report(url, wanted, today, most=1000) for url in (loaded, sees_all))
    assert by_index.total == by_all.total and by_index.lines == by_all.lines
    assert [task.text for task in by_index.tasks] == [task.text for task in by_all.tasks]


def offered(url):
    shown = board(url, BoardWanted(), TODAY).tasks
    found = offers_for(url, shown, RESOLVE)
    return {task.text.split(" số ")[0]: [one.symbol for one in found.get(task.directive_id, ()) if not one.is_dismissed] for task in shown}


def test_a_report_of_the_agency_that_leads_is_offered(url):
    first = load_document(
        url, 1, Order(("Sở Y tế",), words="kiểm tra số 1"), Order(("Sở Nội vụ",), words="rà soát số 1"), symbol="1/TB-UBND"
    )
    for number, (issuer, symbol, kind, cites, day) in enumerate(
        (
            ("Sở Y tế tỉnh Tân Giang", "45/BC-SYT", "BC", ("1/TB-UBND",), date(2026, 6, 1)),
            ("SỞ Y TẾ", "46/SYT-VP", "CV", ("1/tb-ubnd",), date(2026, 6, 2)),
            ("Sở Y tế", "47/QĐ-SYT", "QĐ", ("1/TB-UBND",), date(2026, 6, 3)),  # neither report nor letter
            ("Sở Y tế", "48/BC-SYT", "BC", ("2/TB-UBND",), date(2026, 6, 3)),  # of another order
            ("Sở Y tế", "49/BC-SYT", "BC", ("1/TB-UBND",), date(2026, 5, 3)),  # older than the order
            ("Sở Xây dựng", "50/BC-SXD", "BC", ("1/TB-UBND",), date(2026, 6, 3)),  # somebody else
        ),
        10,
    ):
        load_document(url, number, issuer=issuer, symbol=symbol, kind=kind, cites=cites, issued_on=day)
    assert offered(url) == {"Sở Y tế kiểm tra": ["46/SYT-VP", "45/BC-SYT"], "Sở Nội vụ rà soát": []}
    set_task(url, first[0], "Lan", source="page", state="done", completed_on="1/6/2026", completion_symbol="45/BC-SYT")
    assert offered(url) == {"Sở Y tế kiểm tra": [], "Sở Nội vụ rà soát": []}


def test_what_was_dismissed_is_not_offered_again(url):
    [order] = load_document(url, 1, Order(("Sở Y tế",), words="kiểm tra số 1"), symbol="1/TB-UBND")
    for number, symbol in enumerate(("45/BC-SYT", "46/BC-SYT"), 10):
        load_document(url, number, issuer="Sở Y tế", symbol=symbol, kind="BC", cites=("1/TB-UBND",), issued_on=date(2026, 6, 1))
    with transaction(url) as session:
        known = dict(session.execute(select(Revision.symbol, Document.short_id).join(Document, Document.id == Revision.document_id)).all())
    said = dismiss_offer(url, order, known["46/BC-SYT"], "Lan", source="page")
    assert offered(url) == {"Sở Y tế kiểm tra": ["45/BC-SYT"]}
    assert [one.is_dismissed for one in offers_for(url, board(url, BoardWanted(), TODAY).tasks, RESOLVE)[order]] == [True, False]
    assert not dismiss_offer(url, order, known["46/BC-SYT"], "Lan", source="page").changed
    load_document(url, 11, issuer="Sở Y tế", symbol="46/BC-SYT", kind="BC", cites=("1/TB-UBND",), issued_on=date(2026, 6, 1))  # read again
    load_document(url, 12, issuer="Sở Y tế", symbol="46/BC-SYT", kind="BC", cites=("1/TB-UBND",), issued_on=date(2026, 6, 1))  # a copy
    assert offered(url) == {"Sở Y tế kiểm tra": ["45/BC-SYT"]}
    assert undo_batch(url, said.batch, "Minh").restored == 1
    assert "46/BC-SYT" in offered(url)["Sở Y tế kiểm tra"]
    dismiss_offer(url, order, known["45/BC-SYT"], "Lan", source="page")
    dismiss_offer(url, order, known["45/BC-SYT"], "Lan", source="page", again=True)
    assert "45/BC-SYT" in offered(url)["Sở Y tế kiểm tra"]
    with transaction(url) as session:
        assert session.scalars(select(FollowUp)).one().dismissed is None
    with pytest.raises(CorrectionError):
        dismiss_offer(url, order, "eeeeeeee", "Lan", source="page")
