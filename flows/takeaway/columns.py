"""Names of columns: those of fields are their labels, so that sheet, page and import call one thing by one name."""

from __future__ import annotations

from tasks.domain.row_fields import FIELDS, TASK_FIELDS

STEPS = "Nhiệm vụ"
_DIRECTIVE = {name: field.vi for name, field in FIELDS["directive"].items()}
TASK = _DIRECTIVE | {"text": STEPS, "deadline": _DIRECTIVE["deadline_on"]}
"""Columns of the sheet of tasks that show a field of a directive, or of a doubt about one."""
FIGURE = {name: field.vi for name, field in FIELDS["metric"].items()}
"""Columns of the sheets of figures."""
ANSWERS = {name: TASK_FIELDS[name].vi for name in ("state", "owner", "completion_symbol", "completed_on", "note")}
"""Columns that come back, by field of the task."""
FORMER = {"Người thực hiện": ANSWERS["owner"]}
"""Columns as workbooks had them that left before they were renamed, by their name then; they still come back."""
URGENCY = "So với hạn"
"""How far off the deadline was on the day of the workbook, to filter by."""
SECTION, PAGE = "Mục", "Trang"
"""Where a task stands in its document."""
GIVEN = (STEPS, *(TASK[name] for name in ("lead", "coordinating", "deadline", "product")))
"""Columns that say what the document says; they do not come back."""
