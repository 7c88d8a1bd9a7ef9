"""What is said of tasks contradicts nothing, is said of several at once, and is taken back at once."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orders import Order, load_document
from sqlalchemy import select, text

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.engine import engine_for, transaction
from db.models.task import FollowUp, FollowUpChange
from db.review.followup import extend_task, set_task, set_tasks
from db.review.saved_filters import MOST, filters_of, forget_filter, keep_filter
from db.review.undoing import batch_size, documents_of, undo_batch
from db.upkeep.verify import check_database
from tasks.domain.correction_errors import (
    CorrectionError,
    NothingToUndoError,
    TaskClosedError,
    TaskNotDoneError,
    TaskNotEndedError,
    TaskNotYetError,
    TaskUndatedError,
    TaskUnreplacedError,
    TooManyFiltersError,
)

TODAY = date(2026, 6, 21)
LATER = {"deadline_on": "31/7/2026", "symbol": "9/UBND-TH", "issued_on": "20/6/2026"}


@pytest.fixture
def tasks(url):
    return load_document(url, 1, *(Order((name,), date(2026, 6, 20)) for name in ("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")))


def say(url, task, **fields):
    return set_task(url, task, "Lan", source="page", today=TODAY, **fields)


def states(url):
    with transaction(url, read_only=True) as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.key)).all()
        names = ("key", "state", "owner", "note", "completion_symbol", "completed_on", "ending_symbol", "ended_on", "extended_to")
        return [(*(getattr(row, name) for name in names), tuple(e.symbol for e in row.extensions)) for row in rows]


def test_what_contradicts_itself_is_refused(url, tasks):
    first, *_ = tasks
    for error, fields in (
        (TaskUndatedError, {"state": "done"}),
        (TaskNotDoneError, {"completed_on": "20/6/2026"}),
        (TaskNotDoneError, {"state": "in_progress", "completed_on": "20/6/2026"}),
        (TaskNotYetError, {"state": "done", "completed_on": "22/6/2026"}),
        (TaskUnreplacedError, {"state": "replaced"}),
        (TaskNotEndedError, {"ending_symbol": "9/QĐ"}),
        (TaskNotEndedError, {"state": "in_progress", "ended_on": "20/6/2026"}),
        (CorrectionError, {"extended_to": "20/6/2026"}),
    ):
        with pytest.raises(error):
            say(url, first, **fields)
    for fields in ({"symbol": None}, {"deadline_on": "x"}, {"issued_on": ""}):
        with pytest.raises(CorrectionError):
            extend_task(url, first, "Lan", source="page", **LATER | fields)
    with pytest.raises(TaskNotYetError):
        extend_task(url, first, "Lan", source="page", today=date(2026, 6, 1), **LATER)
    assert states(url) == []


def test_days_go_with_what_they_are_of(url, tasks):
    first, *_ = tasks
    say(url, first, state="done", completed_on="20/6/2026", completion_symbol="5/BC")
    with pytest.raises(TaskClosedError):
        extend_task(url, first, "Lan", source="page", **LATER)
    say(url, first, state="in_progress", completed_on="20/6/2026")  # as a form sends it that shows the day still
    [(_, state, _, _, symbol, day, *_)] = states(url)
    assert (state, symbol, day) == ("in_progress", "5/BC", None)
    say(url, first, state="replaced", ending_symbol="9/QĐ", ended_on="20/6/2026")
    say(url, first, state="cancelled")
    say(url, first, state="in_progress", ending_symbol="9/QĐ", ended_on="20/6/2026")
    [(*_, ending, ended, _, _)] = states(url)
    assert (ending, ended) == (None, None)


def test_extensions_are_kept_with_their_documents(url, tasks):
    first, *_ = tasks
    extend_task(url, first, "Lan", source="page", **LATER)
    second = extend_task(url, first, "Lan", source="page", **LATER | {"symbol": "10/UBND-TH", "deadline_on": "10/7/2026"})
    assert states(url)[0][-2:] == (date(2026, 7, 10), ("9/UBND-TH", "10/UBND-TH"))
    undo_batch(url, second.batch, "Lan")
    assert states(url)[0][-2:] == (date(2026, 7, 31), ("9/UBND-TH",))
    with engine_for(url).connect() as connection:
        assert connection.scalar(text("SELECT extended_to FROM current_task WHERE extended_to IS NOT NULL")) is not None
    assert list(check_database(url).faults) == []


def test_several_are_changed_and_taken_back_at_once(url, tasks):
    say(url, tasks[0], owner="Minh", state="in_progress")
    before = states(url)
    said = set_tasks(url, [*tasks, tasks[0]], "Lan", source="page", today=TODAY, owner="Lan")
    assert (said.changed, len(said.keys), batch_size(url, said.batch)) == (3, 3, 3)
    assert {row[2] for row in states(url)} == {"Lan"}
    assert len(documents_of(url, said.batch)) == 1
    undone = undo_batch(url, said.batch, "Minh")
    assert (undone.restored, undone.kept) == (3, 0)
    assert [row for row in states(url) if row[1:3] != ("not_started", None)] == before
    assert set_tasks(url, tasks[:1], "Lan", source="page", owner="Minh").batch == ""
    with pytest.raises(NothingToUndoError):
        undo_batch(url, "nothing", "Lan")
    with transaction(url, read_only=True) as session:
        assert [c.source for c in session.scalars(select(FollowUpChange).order_by(FollowUpChange.id))][-3:] == ["undo"] * 3


def test_of_all_or_of_none(url, tasks):
    with pytest.raises(CorrectionError):
        set_tasks(url, [*tasks, 999_999], "Lan", source="page", owner="Lan")
    extend_task(url, tasks[2], "Lan", source="page", **LATER)
    with pytest.raises(TaskUndatedError):
        set_tasks(url, tasks, "Lan", source="page", state="done")
    assert [row[1:3] for row in states(url)] == [("not_started", None)]


def test_what_somebody_said_since_stays(url, tasks):
    said = set_tasks(url, tasks, "Lan", source="page", owner="Lan")
    say(url, tasks[1], owner="Minh")
    say(url, tasks[2], note="gửi lại")  # another field
    undone = undo_batch(url, said.batch, "Lan")
    assert (undone.restored, undone.kept) == (2, 1)
    assert {row[2:4] for row in states(url)} == {(None, None), ("Minh", None), (None, "gửi lại")}


deeds = st.lists(
    st.tuples(
        st.sets(st.sampled_from([0, 1, 2]), min_size=1),
        st.sampled_from([
            {"state": "in_progress"},
            {"state": "done", "completed_on": "20/6/2026", "completion_symbol": "5/BC"},
            {"state": "cancelled", "ended_on": "19/6/2026"},
            {"state": "replaced", "ending_symbol": "9/QĐ"},
            {"state": "not_started", "owner": "Lan"},
            {"owner": "Minh"},
            LATER,
        ]),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_undoing_in_turn_restores_everything(url, tasks, made):
    """Whatever was said: taken back from the last to the first, every task says again what it said."""

    def shown():
        return [(t.state, t.standing, t.owner, t.completed_on, t.ending_symbol, t.ended_on, t.extensions) for t in page()]

    def page():
        return sorted(board(url, BoardWanted(), TODAY).tasks, key=lambda task: task.directive_id)

    seen, batches = [shown()], []
    for numbers, fields in made:
        current = [page()[number].directive_id for number in sorted(numbers)]
        try:
            if "symbol" in fields:
                said = extend_task(url, current[0], "Lan", source="page", today=TODAY, **fields)
            else:
                said = set_tasks(url, current, "Lan", source="page", today=TODAY, **fields)
        except CorrectionError:
            assert shown() == seen[-1]
            continue
        if said.batch:
            batches.append(said.batch)
            seen.append(shown())
    for batch in reversed(batches):
        assert shown() == seen.pop()
        assert undo_batch(url, batch, "Lan").kept == 0
    assert shown() == seen.pop()


def test_filters_are_kept_by_account(url):
    assert keep_filter(url, "lan", "board", "  Sở  tôi ", "agency=x") == "Sở tôi"
    keep_filter(url, "lan", "board", "Sở tôi", "agency=y")
    keep_filter(url, "minh", "board", "Sở tôi", "agency=z")
    [kept] = filters_of(url, "lan", "board")
    assert (kept.name, kept.query) == ("Sở tôi", "agency=y")
    forget_filter(url, "minh", "board", kept.id)
    assert len(filters_of(url, "lan", "board")) == 1
    for number in range(MOST - 1):
        keep_filter(url, "lan", "board", f"{number}", "")
    with pytest.raises(TooManyFiltersError):
        keep_filter(url, "lan", "board", "one more", "")
    with pytest.raises(CorrectionError):
        keep_filter(url, "lan", "board", "  ", "")
    forget_filter(url, "lan", "board", kept.id)
    assert len(filters_of(url, "lan", "board")) == MOST - 1
