"""Columns of the sheet of tasks by which a sheet that comes back is read."""

from __future__ import annotations

# Columns that come back, by field of the task.
ANSWERS = {
    "state": "Trạng thái",
    "owner": "Người thực hiện",
    "completion_symbol": "Văn bản hoàn thành",
    "completed_on": "Ngày hoàn thành",
    "note": "Ghi chú",
}
# Columns that say what the document says; they do not come back.
GIVEN = ("Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
