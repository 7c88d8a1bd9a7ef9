"""What tests of workbooks that come back share: an edit of a task, and bringing the sheet in."""

from datetime import datetime

from db.asking.details import revision_detail
from flows.takeaway.bringing_back import carry_out, plan
from flows.takeaway.returned import read_rows
from flows.takeaway.workbook import HEAD_ROW, TASKS
from tasks.scan.process import Bounds

BOUNDS = Bounds(120.0, 1024**3)
COLUMN = {name: index for index, (name, _) in enumerate(TASKS.columns, 1)}


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
