"""What people answered in a workbook comes back: once, with reasons for what is not taken, and beside what was said meanwhile."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from answered import BOUNDS, COLUMN, bring, followed, outcomes, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.asking.details import revision_detail
from db.review.brought import list_brought
from db.review.corrections import Change, correct
from db.review.followup import set_task
from flows.takeaway.bringing_back import carry_out, plan
from flows.takeaway.returned import read_rows
from flows.takeaway.telling import line_words, telling_in
from flows.takeaway.workbook import HEAD_ROW
from tasks.domain.choices import LANGUAGES, TaskState

ENGLISH = telling_in("en")
pytestmark = pytest.mark.usefixtures("nothing_apart")  # test_returned_files has the process


def test_answers_come_back_and_a_second_time_change_nothing(url, sheet):
    path = sheet(write(1, state="Hoàn thành", owner="Phòng TH", symbol="5/BC-SNV", day=datetime(2026, 6, 28), note="a\nb"))
    planned = plan(url, read_rows(path, BOUNDS))
    assert followed(url) == []  # a plan writes nothing
    assert planned[0].changes["state"] == ("not_started", "done")
    assert outcomes(bring(url, path)) == ["changed", *["unchanged"] * 5]
    [task] = followed(url)
    assert (task.state, task.owner, task.completion_symbol, task.completed_on, task.note) == (
        "done",
        "Phòng TH",
        "5/BC-SNV",
        date(2026, 6, 28),
        "a\nb",
    )
    assert outcomes(bring(url, path)) == ["unchanged"] * 6
    book = load_workbook(sheet())
    assert book["Nhiệm vụ"].cell(HEAD_ROW + 1, COLUMN["Trạng thái"]).value == "Hoàn thành"
    assert outcomes(bring(url, path)) == ["unchanged"] * 6


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (write(1, day="30/02/2026"), "30/02/2026"),
        (write(1, state="xong"), "no state"),
        (write(1, state="Hoàn thành", **{"Nhiệm vụ": "Một việc khác hẳn"}), "text of the task was changed"),
        (write(1, state="Hoàn thành", id="01010101-0000000000", **{"Nhiệm vụ": "Một việc khác hẳn"}), "no task with this key or this text"),
        (write(1, state="Hoàn thành", id="ffffffff-0000000000"), "No document is known"),
        (write(1, state="Hoàn thành", id="rubbish"), "No document is known"),
        (write(1, state="Hoàn thành", id=None, **{"Văn bản giao": "9/TB-X"}), "no such document"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(url, sheet, edit, said):
    line = bring(url, sheet(edit))[0]
    assert line.outcome == "refused"
    assert said in line_words(line, ENGLISH)
    assert followed(url) == []


def test_a_completion_without_its_day_is_refused(url, sheet):
    line = bring(url, sheet(write(1, state="Hoàn thành", day=None)))[0]
    assert (line.outcome, followed(url)) == ("refused", [])
    assert "needs its day" in line_words(line, ENGLISH)


def test_a_lost_key_is_made_up_for_by_document_and_words(url, sheet):
    lines = bring(url, sheet(write(1, state="Hoàn thành", id=None)))
    assert lines[0].outcome == "changed"
    assert [t.state for t in followed(url)] == ["done"]


def test_other_columns_are_not_taken_and_that_is_said(url, sheet):
    line = bring(url, sheet(write(1, state="Đang thực hiện", **{"Thời hạn": datetime(2026, 12, 31), "Cơ quan chủ trì": "Sở X"})))[0]
    assert (line.outcome, [(note.code, note.column) for note in line.notes]) == (
        "changed",
        [("not-taken", "Cơ quan chủ trì"), ("not-taken", "Thời hạn")],
    )


def test_both_were_changed_meanwhile(url, sheet):
    path = sheet(write(1, state="Hoàn thành", owner="Phòng A"))
    first = revision_detail(url, 1).directives[0]
    set_task(url, first.id, "Minh", source="page", state="in_progress", note="đang làm")
    line = bring(url, path)[0]
    assert line.outcome == "refused"
    assert "it is 'Đang thực hiện' by now, the sheet says 'Hoàn thành'" in line_words(line, ENGLISH)
    assert bring(url, path, sheet_wins=True)[0].outcome == "changed"
    [task] = followed(url)
    assert (task.state, task.owner, task.note) == ("done", "Phòng A", "đang làm")


def test_a_cell_nobody_touched_takes_nothing_back(url, sheet):
    path = sheet()
    first = revision_detail(url, 1).directives[0]
    set_task(url, first.id, "Minh", source="page", state="done", completed_on="20/6/2026", owner="Phòng B")
    assert outcomes(bring(url, path)) == ["unchanged"] * 6
    assert [t.owner for t in followed(url)] == ["Phòng B"]
    # What was there and was emptied by a person is removed; a state cannot be emptied.
    path = sheet(write(1, owner=None, state=None))
    assert bring(url, path)[0].changes == {"owner": ("Phòng B", None)}


def test_a_row_that_stands_twice_counts_once(url, sheet):
    def edit(book):
        rows = book["Nhiệm vụ"]
        write(1, state="Hoàn thành")(book)
        rows.append([cell.value for cell in rows[HEAD_ROW + 1]])

    assert outcomes(bring(url, sheet(edit))) == ["changed", *["unchanged"] * 5, "refused"]


def test_a_corrected_task_takes_the_answer_of_the_sheet_that_left_before(url, sheet):
    path = sheet(write(1, state="Hoàn thành"))
    first = revision_detail(url, 1).directives[0]
    correct(url, Change(1, "directive", "change", "Minh", first.id, {"text": "Rà soát lại toàn bộ"}))
    assert bring(url, path)[0].outcome == "changed"


STATES_AND_WORDS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(list(TaskState)),
        "owner": st.one_of(st.none(), st.text(max_size=12)),
        "note": st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["=1+1", "a\nb", "30/06/2026", "'x", " "])),
        "completion_symbol": st.one_of(st.none(), st.sampled_from(["5/BC-SNV", "-1", "@x"])),
        "completed_on": st.one_of(st.none(), st.dates(date(2000, 1, 2), date(2100, 1, 1))),
    }
)


def coherent(fields):
    """What may be said of a task: a completion has its day, a replacement its document."""
    state = fields["state"]
    day = (fields["completed_on"] or date(2026, 6, 20)) if state == TaskState.DONE else None
    return fields | {"completed_on": day} | ({"ending_symbol": "9/CV-UBND"} if state == TaskState.REPLACED else {})


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(STATES_AND_WORDS.map(coherent), min_size=1, max_size=3))
def test_what_is_exported_and_brought_back_unchanged_changes_nothing(url, sheet, said):
    for directive, fields in zip(revision_detail(url, 1).directives, said, strict=False):
        set_task(url, directive.id, "Lan", source="page", **fields)
    before = [
        (task.key, task.state, task.follow_up and (task.follow_up.owner, task.follow_up.note)) for task in revision_detail(url, 1).tasks
    ]
    path = sheet()
    lines = bring(url, path)
    assert {line.outcome for line in lines} == {"unchanged"} and not any(line.notes or line.changes for line in lines)
    after = [
        (task.key, task.state, task.follow_up and (task.follow_up.owner, task.follow_up.note)) for task in revision_detail(url, 1).tasks
    ]
    assert after == before


def test_all_of_a_sheet_is_written_as_one_batch_or_a_task_is_named(url, sheet):
    lines = bring(url, sheet(write(1, owner="An"))) and bring(url, sheet(write(2, owner="Bình"), fresh=False))
    assert outcomes(lines).count("changed") == 1
    path = sheet(write(1, note="x"))
    sheet(write(2, note="y"), fresh=False)
    bring(url, path)
    assert list_brought(url, "Lan")[0].tasks == 2
    lines = plan(url, read_rows(sheet(write(3, note="z")), BOUNDS))
    gone = [replace(line, directive_id=99_999) if line.outcome == "changed" else line for line in lines]
    [refused] = [line for line in carry_out(url, gone, "Lan", "sheet:x") if line.outcome == "refused"]
    assert "could not be written" in line_words(refused, ENGLISH)


def test_both_languages_say_the_same():
    vi, en = (telling_in(language).words for language in LANGUAGES)
    assert list(vi) == list(en)
