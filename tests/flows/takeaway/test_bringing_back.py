"""Workbooks that come back: edited as people do, saved by other programs, damaged, and brought in twice."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from db.asking.details import revision_detail
from db.asking.selection import Selection, selected
from db.review.brought import list_brought
from db.review.corrections import Change, correct
from db.review.followup import set_task
from flows.takeaway.bringing_back import carry_out, plan
from flows.takeaway.columns import FORMER
from flows.takeaway.exported import read_mark
from flows.takeaway.returned import answer, read_rows
from flows.takeaway.telling import line_words, telling_in
from flows.takeaway.workbook import HEAD_ROW, TASKS, write_workbook
from tasks.domain.choices import LANGUAGES, TaskState
from tasks.domain.correction_errors import SheetError
from tasks.scan.process import Bounds

ENGLISH = telling_in("en")
BOUNDS = Bounds(120.0, 1024**3)

COLUMN = {name: index for index, (name, _) in enumerate(TASKS.columns, 1)}


@pytest.fixture
def sheet(url, tmp_path):
    """Exports the workbook, lets a test edit it, and gives its path."""
    path = tmp_path / "tasks.xlsx"

    def edited(edit=lambda book: None, *, fresh=True):
        if fresh:
            write_workbook(selected(url, Selection()), path, date(2026, 6, 30))
        book = load_workbook(path)
        edit(book)
        book.save(path)
        return path

    return edited


def write(row, **cells):
    """An edit of one task, counted from 1, by the name of the column."""
    names = {"state": "Trạng thái", "owner": "Người phụ trách", "symbol": "Văn bản hoàn thành", "day": "Ngày hoàn thành", "note": "Ghi chú"}

    if cells.get("state") == "Hoàn thành":  # which needs its day
        cells = {"day": datetime(2026, 6, 20), **cells}

    def edit(book):
        for name, value in cells.items():
            book["Nhiệm vụ"].cell(HEAD_ROW + row, COLUMN[names.get(name, name)]).value = value

    return edit


def followed(url):
    """What was said of tasks of the first document."""
    return [task.follow_up for task in revision_detail(url, 1).tasks if task.follow_up]


def bring(url, path, **options):
    return carry_out(url, plan(url, read_rows(path, BOUNDS), **options), "Lan", f"sheet:{path.name}")


def outcomes(lines):
    return [line.outcome for line in lines]


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


def test_a_sheet_that_left_before_a_column_was_renamed_comes_back(url, sheet):
    old = next(iter(FORMER))

    def as_it_left(book):
        page = book["Nhiệm vụ"]
        page.cell(HEAD_ROW, COLUMN[FORMER[old]]).value = old
        for row in range(HEAD_ROW + 1, page.max_row + 1):
            mark = page.cell(row, COLUMN["gốc"])
            mark.value = mark.value.replace(FORMER[old], old)
        page.cell(HEAD_ROW + 1, COLUMN[FORMER[old]]).value = "Phòng TH"

    assert outcomes(bring(url, sheet(as_it_left))) == ["changed", *["unchanged"] * 5]
    assert [task.owner for task in followed(url)] == ["Phòng TH"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("30/06/2026", date(2026, 6, 30)),
        ("30-6-2026", date(2026, 6, 30)),
        (datetime(2026, 6, 30, 12), date(2026, 6, 30)),
        (46203, date(2026, 6, 30)),
        (46203.5, date(2026, 6, 30)),
        (" ", None),
        (None, None),
    ],
)
def test_days_as_spreadsheets_hold_them(cell, said):
    assert answer("completed_on", cell) == said


@pytest.mark.parametrize(
    ("field", "cell"), [("completed_on", "30/06/26"), ("completed_on", 12), ("completed_on", "hôm qua"), ("state", "xong rồi")]
)
def test_what_no_field_can_take(field, cell):
    with pytest.raises(ValueError, match=str(cell)):
        answer(field, cell)


@pytest.mark.parametrize("cell", ["Hoàn thành", "hoàn  thành ", "HOAN THANH", "done"])
def test_states_as_people_write_them(cell):
    assert answer("state", cell) == "done"


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


def test_columns_may_be_moved_added_and_removed_and_rows_sorted(url, sheet):
    def edit(book):
        old = book["Nhiệm vụ"]
        write(2, state="Hủy")(book)
        rows = [[cell.value for cell in row] for row in old.iter_rows()]
        new = book.create_sheet("Bản của Sở")
        new.append(["SỞ NỘI VỤ"])
        new.append([])
        keep = [c for c in range(len(rows[2])) if rows[2][c] not in ("STT", "Sản phẩm", "Ngày hoàn thành")]
        new.append([None, "Phòng"] + [rows[2][c] for c in reversed(keep)])
        for row in reversed(rows[HEAD_ROW:]):
            new.append([None, "TH"] + [row[c] for c in reversed(keep)])
            new.append([])
        for cell in (c for row in new.iter_rows() for c in row if c.data_type == "f"):
            cell.data_type = "s"  # text that begins with =
        new.append([None, "Tổng cộng"])
        old.sheet_state = "hidden"
        write(1, state="Hoàn thành")(book)  # on the hidden sheet: not taken

    lines = bring(url, sheet(edit))
    assert sorted(outcomes(lines)) == ["changed", *["unchanged"] * 5]
    assert [t.state for t in followed(url)] == ["cancelled"]


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


def test_libreoffice_may_have_saved_it(url, sheet, tmp_path):
    assert shutil.which("soffice"), "LibreOffice is missing"
    path = sheet(write(1, state="Hoàn thành", day=datetime(2026, 6, 28), note="=không phải công thức"))
    folder = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    lines = bring(url, folder / path.name)
    assert outcomes(lines) == ["changed", *["unchanged"] * 5]
    [task] = followed(url)
    assert (task.state, task.completed_on) == ("done", date(2026, 6, 28))


def test_without_its_mark_a_sheet_only_adds(url, sheet):
    first = revision_detail(url, 1).directives[0]
    set_task(url, first.id, "Minh", source="page", state="in_progress", owner="Phòng B")

    def edit(book):
        write(1, state="Hoàn thành", owner=None)(book)
        for row in range(HEAD_ROW + 1, HEAD_ROW + 7):
            book["Nhiệm vụ"].cell(row, COLUMN["gốc"]).value = None

    assert bring(url, sheet(edit))[0].changes == {"state": ("in_progress", "done"), "completed_on": (None, date(2026, 6, 20))}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"STT,id\n1,2\n"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetError):
        read_rows(path, BOUNDS)
    with pytest.raises(SheetError):
        read_rows(tmp_path / "missing.xlsx", BOUNDS)


def test_a_workbook_built_to_fill_the_memory_is_refused(tmp_path):
    with ZipFile(tmp_path / "x.xlsx", "w", ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(201):
            part.write(b" " * 1_000_000)
    with pytest.raises(SheetError, match="unpacks to more than"):
        read_rows(tmp_path / "x.xlsx", BOUNDS)


def test_a_workbook_without_tasks_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(SheetError, match="no visible sheet"):
        read_rows(tmp_path / "x.xlsx", BOUNDS)


@pytest.mark.parametrize("text", [None, "", "[1]", "{", "x"])
def test_a_mark_that_was_written_over_is_none(text):
    assert read_mark(text) == {}


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
