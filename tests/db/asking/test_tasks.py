"""Tasks in the database: grouped at every load and correction, followed up as wholes."""

from dataclasses import replace

import pytest
from notice import misread
from sqlalchemy import text
from tasked import NOTICE, ORDERS, TODAY, WHOLE, sound

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.questions import due, steps_of, under
from db.asking.selection import tasks_of
from db.asking.statistics import tasks_by_agency
from db.engine import engine_for
from db.review.corrections import Change, correct, undo
from db.review.followup import set_task
from db.review.told import changes_of
from db.schema import upgrade
from tasks.domain.membership import Whose


def test_a_sentence_that_only_carries_the_date_is_a_step_of_its_task(url, document, load, look):
    first, second, third, *_ = load()
    assert look() == WHOLE
    [row] = due(url, TODAY, 30)
    assert (row.steps, row.deadline_step, row.directive_id, row.lead) == (3, 3, first.id, "Sở Nội vụ")
    assert (row.text, row.coordinating) == (" ".join(d.text for d in (first, second, third)), "Sở Y tế; Sở Tài chính")
    assert steps_of(url, [row.id]) == {row.id: [d.text for d in (first, second, third)]}
    assert [r.id for r in under(url, "12/QĐ-UBND")] == [row.id]
    [task, *_] = board(url, BoardWanted(), TODAY).tasks
    assert (task.directive_id, [s.directive_id for s in task.steps]) == (first.id, [first.id, second.id, third.id])
    assert (task.group, task.deadline_step, task.coordinating) == ("soon", 3, ("Sở Y tế", "Sở Tài chính"))
    assert board(url, BoardWanted(), TODAY).agencies == (("so-noi-vu", "Sở Nội vụ", 1),)
    assert board(url, BoardWanted(whose=Whose("so-noi-vu")), TODAY).counts.total == 1
    assert set(tasks_of(url, Whose("Sở Tài chính"))) == {row.id}
    detail = revision_detail(url, document.id)
    assert [(g.name, g.total) for g in tasks_by_agency(detail.tasks, [], TODAY)] == [(None, 3)]
    assert sound(url) == set()


@pytest.mark.parametrize("step", [0, 1, 2])
def test_any_step_stands_for_its_task(url, document, load, look, step):
    directives = load()
    key = set_task(url, directives[step].id, "Lan", source="page", state="done", completed_on="24/6/2026")
    assert set_task(url, directives[2 - step].id, "Minh", source="page", note="đã gửi") == key
    assert look()[0] == ([0, 1, 2], 3, "done")
    assert due(url, TODAY, 30) == []
    assert [t.actor for t in changes_of(url, [directives[1].id])[directives[1].id]] == ["Minh", "Lan"]
    for variant in (replace(NOTICE, dpi=300), misread(NOTICE, "rà soát", "rà soat"), misread(NOTICE, "danh", "dxnh")):
        load(variant)
        assert look()[0] == ([0, 1, 2], 3, "done")
        assert revision_detail(url, document.id).tasks[0].key == key
    assert look(1)[0] == ([0, 1, 2], 3, "done")
    assert sound(url) == set()


def test_corrections_of_lead_deadline_and_text_group_again(url, document, load, look):
    directives = load()
    changes = [
        (1, {"lead": ["Sở Y tế"]}, [([0, 2], 2, "not_started"), ([1], None, "not_started"), *WHOLE[1:]]),
        (1, {"lead": ["Sở Nội vụ"], "deadline_on": "15/6/2026"}, WHOLE),
        (2, {"deadline_on": None, "deadline_raw": None}, [([0, 1, 2], 2, "not_started"), *WHOLE[1:]]),
        (2, {"deadline_on": "1/7/2026"}, [([0, 1], 2, "not_started"), ([2], 1, "not_started"), *WHOLE[1:]]),
    ]
    for index, values, wanted in changes:
        correct(url, Change(document.id, "directive", "change", "Lan", directives[index].id, values))
        assert look() == wanted, values
        assert sound(url) == set()
    for _ in changes:
        undo(url, document.id, "Lan")
    assert look() == WHOLE


def test_a_step_that_is_rejected_leaves_its_task_and_one_that_is_added_joins_it(url, document, load, look):
    directives = load()
    correct(url, Change(document.id, "directive", "reject", "Lan", directives[2].id))
    assert look()[0] == ([0, 1], None, "not_started")
    assert directives[2].id not in {step.id for task in revision_detail(url, document.id, rejected=True).tasks for step in task.steps}
    values = {"text": "Tổng hợp", "lead": ["Sở Nội vụ"]}
    correct(url, Change(document.id, "directive", "add", "Lan", values=values, quote="rà soát danh sách cán bộ"))
    assert look()[0] == ([0, 4, 1], None, "not_started")
    assert sound(url) == set()
    load(replace(NOTICE, dpi=300))
    assert look()[0] == ([0, 4, 1], None, "not_started")


def test_what_was_said_of_a_rejected_step_comes_back_with_it(url, document, load, look):
    directives = load()
    set_task(url, directives[0].id, "Lan", source="page", state="in_progress")
    correct(url, Change(document.id, "directive", "reject", "Lan", directives[0].id))
    assert look()[0] == ([0, 1], 2, "not_started")
    assert sound(url) == set()
    undo(url, document.id, "Lan")
    assert look()[0] == ([0, 1, 2], 3, "in_progress")


def test_items_that_were_read_count_before_paragraphs(url, document, load, look):
    reading = NOTICE.reading()
    found = reading.extraction.findings
    numbered = tuple(replace(d, item=item) for d, item in zip(found.directives, (1, 2, 2, 3, 4), strict=True))
    extraction = replace(reading.extraction, findings=replace(found, directives=numbered))
    load(type("Read", (), {"reading": lambda self: replace(reading, extraction=extraction)})())
    assert [steps for steps, *_ in look()] == [[0], [1, 2], [3], [4]]
    rows = tuple(replace(d, item=1, in_table=True) for d in found.directives)
    extraction = replace(reading.extraction, findings=replace(found, directives=rows))
    load(type("Read", (), {"reading": lambda self: replace(reading, extraction=extraction)})())
    assert [steps for steps, *_ in look()] == [[0], [1], [2], [3], [4]]


@pytest.mark.parametrize("said", ["false", "NULL"])
def test_a_task_is_sure_where_all_its_steps_are(url, document, load, said):
    directives = load()

    def shown():
        with engine_for(url).connect() as connection:
            rows = connection.execute(text("SELECT sure FROM current_task ORDER BY position")).scalars().all()
        found = [bool(sure) for sure in rows]
        assert [t.is_sure for t in revision_detail(url, document.id).tasks] == found
        assert sorted(t.sure for t in board(url, BoardWanted(), TODAY).tasks) == sorted(found)
        return found

    assert shown() == [True, True, True]
    with engine_for(url).begin() as connection:
        connection.execute(text(f"UPDATE directive SET sure = {said} WHERE position = 2"))
    assert shown() == [False, True, True]
    [task, *_] = board(url, BoardWanted(), TODAY).tasks
    assert [step.sure for step in task.steps] == [True, False, True]
    assert [bool(row.sure) for row in due(url, TODAY, 30)] == [False]
    correct(url, Change(document.id, "directive", "confirm", "Lan", directives[1].id))
    assert shown() == [True, True, True]
    correct(url, Change(document.id, "directive", "reject", "Lan", directives[0].id))
    assert shown() == [True, True, True]


def test_a_new_sentence_is_not_done_because_the_one_before_it_is(url, load, look):
    """What was closed as a task of one sentence stays one where a later reading finds more of it."""
    load(replace(NOTICE, tasks=(ORDERS[0], *ORDERS[3:])))
    first = revision_detail(url, 1).directives[0]
    set_task(url, first.id, "Lan", source="page", state="done", completed_on="20/6/2026")
    load()
    assert look()[:2] == [([0], None, "done"), ([1, 2], 2, "not_started")]
    assert len(due(url, TODAY, 30)) == 1
    assert sound(url) == set()


def test_tasks_that_are_not_what_their_directives_are_are_told(url, load):
    load()
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE directive SET task_id = NULL, step = NULL WHERE position = 1"))
        connection.execute(text("UPDATE task SET deadline_step = 7 WHERE position = 2"))
    assert sound(url) == {"not-grouped", "task-not-followed", "numbers-wrong"}  # its body leads one task less
    upgrade(url)
    assert sound(url) == set()
