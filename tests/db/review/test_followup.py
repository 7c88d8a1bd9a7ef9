"""How far tasks are: set, kept over readings, and shown on the board."""

from dataclasses import replace
from datetime import date

import pytest
from notice import LINES, PLAIN, TASKS, misread
from sqlalchemy import event, text

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.questions import due
from db.engine import engine_for
from db.reading.documents import register_document
from db.record.audit import list_entries
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct, undo
from db.review.followup import set_task
from tasks.domain.choices import Role
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.membership import Whose

pytestmark = pytest.mark.usefixtures("kept_right")

TODAY = date(2026, 6, 25)


def followed(url, document):
    """The tasks of which anybody said how far they are."""
    return [task for task in revision_detail(url, document.id).tasks if task.follow_up]


@pytest.fixture
def load(url, document, key):
    count = iter(range(1, 1000))

    def write(variant=PLAIN):
        write_reading(url, key(document, f"f{next(count)}"), variant.reading())
        return revision_detail(url, document.id).directives

    return write


def test_a_task_is_set_logged_and_kept_over_readings(url, document, load):
    first, *_ = load()
    key = set_task(url, first.id, "Lan", source="page", state="in_progress", owner="Phòng TH", note="đang  chờ\n số liệu ")
    assert key == revision_detail(url, document.id).keys[first.id]
    assert set_task(url, first.id, "Lan", source="page", state="in_progress") == key
    assert (
        set_task(url, first.id, "Minh", source="sheet:a.xlsx", state="done", completed_on="28/6/2026", completion_symbol="5/BC-SNV") == key
    )
    [entry, former, *_] = list_entries(url)
    assert (entry.action, entry.actor, former.actor) == ("follow-up", "Minh", "Lan")
    with engine_for(url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM follow_up_change")) == 2
    for variant in (
        replace(PLAIN, dpi=300),
        replace(misread(PLAIN, "rà soát", "rà soat"), order=(3, 2, 1, 0)),
        misread(PLAIN, "danh", "dxnh"),
    ):
        load(variant)
        [task] = followed(url, document)
        said = task.follow_up
        assert (said.state, said.note, said.completed_on) == ("done", "đang chờ\nsố liệu", date(2026, 6, 28))
        assert task.key == key
        assert task.first.evidence.quote.startswith("Sở Nội vụ")
    load(replace(PLAIN, tasks=TASKS[1:]))
    assert followed(url, document) == []
    load(PLAIN)
    assert len(followed(url, document)) == 1


def test_a_correction_changes_no_key(url, document, load):
    first, second, *_ = load()
    before = revision_detail(url, document.id).keys
    correct(url, Change(document.id, "directive", "change", "Lan", first.id, {"text": "Viết lại", "lead": ["Ban X"]}))
    correct(url, Change(document.id, "directive", "reject", "Lan", second.id))
    assert revision_detail(url, document.id, rejected=True).keys == before
    set_task(url, first.id, "Lan", source="page", state="done", completed_on="20/6/2026")
    assert revision_detail(url, document.id, rejected=True).keys == before


def test_a_task_of_a_row_that_a_person_added(url, document, load):
    load()
    number = correct(url, Change(document.id, "directive", "add", "Lan", values={"text": "Gửi báo cáo"}, quote=LINES[7]))
    added = revision_detail(url, document.id).directives[-1]
    key = set_task(url, added.id, "Lan", source="page", state="done", completed_on="20/6/2026")
    assert key == f"{document.short_id}-c{number}"
    load(replace(PLAIN, dpi=300))
    assert [task.key for task in followed(url, document)] == [key]
    undo(url, document.id, "Lan", number)
    assert followed(url, document) == []


@pytest.mark.parametrize(
    "fields", [{"state": "finished"}, {"completed_on": "30/2/2026"}, {"colour": "red"}, {"state": None}, {"completed_on": "soon"}]
)
def test_what_a_task_cannot_be_is_refused(url, document, load, fields):
    first, *_ = load()
    with pytest.raises(CorrectionError):
        set_task(url, first.id, "Lan", source="page", **fields)
    load(replace(PLAIN, dpi=300))
    with pytest.raises(CorrectionError, match="anew"):
        set_task(url, first.id, "Lan", source="page", state="done", completed_on="20/6/2026")
    with pytest.raises(CorrectionError, match="no directive"):
        set_task(url, 999, "Lan", source="page", state="done", completed_on="20/6/2026")
    assert followed(url, document) == []


def test_the_board_is_by_deadline_agency_and_state(url, document, load):
    first, second, third, fourth = load()
    page = board(url, BoardWanted(), TODAY)
    assert [(t.directive_id, t.group) for t in page.tasks] == [(first.id, "soon"), *((d.id, "undated") for d in (second, third, fourth))]
    assert page.tasks[0].lead == ("Sở Nội vụ",)
    assert page.tasks[0].agencies == ("so-noi-vu",)
    assert page.tasks[2].coordinating == ("Sở Y tế",)
    assert page.tasks[0].deadline_on == date(2026, 6, 30)
    assert page.agencies == (("so-noi-vu", "Sở Nội vụ", 1), ("so-y-te", "Sở Y tế", 1))
    assert board(url, BoardWanted(), date(2026, 7, 1)).counts.groups == {"overdue": 1, "soon": 0, "later": 0, "undated": 3, "closed": 0}
    assert board(url, BoardWanted(), date(2026, 1, 1)).counts.groups["later"] == 1
    set_task(url, first.id, "Lan", source="page", state="done", completed_on="2026-06-24")
    page = board(url, BoardWanted(), TODAY)
    assert page.tasks[-1].directive_id == first.id
    assert page.tasks[-1].completed_on == date(2026, 6, 24)
    assert {name: n for name, n in page.counts.states.items() if n} == {"open": 3, "done": 1, "not_started": 3, "done_in_time": 1}
    assert due(url, TODAY, 30) == []
    only = board(url, BoardWanted(state="done"), TODAY)
    assert (only.counts.total, [t.state for t in only.tasks], only.counts.states["not_started"]) == (1, ["done"], 3)
    for agency in ("so-y-te", "sở y tế", "so y te"):
        assert [t.directive_id for t in board(url, BoardWanted(whose=Whose(agency, frozenset({Role.LEAD}))), TODAY).tasks] == [second.id]
        assert [t.directive_id for t in board(url, BoardWanted(whose=Whose(agency)), TODAY).tasks] == [second.id, third.id]
    assert [t.directive_id for t in board(url, BoardWanted(whose=Whose("các xã")), TODAY).tasks] == [fourth.id]
    assert board(url, BoardWanted(whose=Whose("bộ ngoại giao")), TODAY).counts.total == 0
    part = board(url, BoardWanted(limit=2, offset=1), TODAY)
    assert ([t.directive_id for t in part.tasks], part.counts.total) == ([third.id, fourth.id], 4)
    correct(url, Change(document.id, "directive", "reject", "Lan", second.id))
    assert board(url, BoardWanted(), TODAY).counts.total == 3


def test_the_board_asks_as_often_for_many_documents_as_for_one(url, document, load):
    load()

    def queries():
        asked = []
        engine = engine_for(url)

        def count(_connection, _cursor, statement, *_):
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        try:
            board(url, BoardWanted(whose=Whose("sở")), TODAY)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(asked)

    once = queries()
    for number in range(2, 6):
        other = register_document(url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=None)[0]
        write_reading(url, RevisionKey(other.id, "f", {}, {}), replace(PLAIN, symbol=f"{number}/TB-UBND").reading())
    assert queries() == once
    assert board(url, BoardWanted(), TODAY).counts.total == 20


def test_the_board_tells_what_is_not_sure_until_somebody_looked(url, document, load):
    rows = load(replace(PLAIN, tasks=(replace(TASKS[0], sure=False), *TASKS[1:])))
    assert {t.directive_id: t.sure for t in board(url, BoardWanted(), TODAY).tasks} == {d.id: d.id != rows[0].id for d in rows}
    correct(url, Change(document.id, "directive", "confirm", "Lan", rows[0].id))
    assert all(t.sure for t in board(url, BoardWanted(), TODAY).tasks)
