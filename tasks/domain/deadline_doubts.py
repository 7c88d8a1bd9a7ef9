"""Kinds of doubts about deadlines; the others stand in :mod:`tasks.domain.doubt`, which has them all."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.domain.doubt_kind import DoubtKind
from tasks.domain.outcome import Severity

_SAID: Mapping[str, tuple[str, str]] = {
    "deadline-unresolved": ("The deadline is no date.", "Thời hạn không tính được thành ngày."),
    "no-such-date": ("There is no such date.", "Ngày này không có trong lịch."),
    "deadline-in-past": ("The deadline lies before the day of issue.", "Thời hạn trước ngày ban hành văn bản."),
    "year-assumed": ("No year is printed; it follows from the day of issue.", "Thời hạn không ghi năm; năm suy ra từ ngày ban hành."),
    "year-unknown": ("No year is printed.", "Thời hạn không ghi năm."),
    "week-assumed": ("Which week is meant follows from the day of issue.", "Tuần được tính từ ngày ban hành văn bản."),
    "period-assumed": ("Which period is meant follows from the day of issue.", "Khoảng thời gian được tính từ ngày ban hành văn bản."),
    "quarter-misread": ("The number of the quarter was read with a slip.", "Số của quý đọc chưa chắc chắn."),
    "digits-misread": ("Digits of the deadline were read with a slip.", "Chữ số của thời hạn đọc chưa chắc chắn."),
    "start-assumed": ("What the time counts from is not printed.", "Thời hạn không nêu tính từ ngày nào; được tính từ ngày ban hành."),
    "start-unknown": ("The day that the time counts from is not known.", "Thời hạn tính từ một việc chưa rõ ngày."),
    "time-unclear": ("The day is not printed.", "Thời hạn không ghi rõ ngày."),
    "period": ("The time of the whole plan was taken.", "Thời hạn lấy theo thời gian của cả kế hoạch."),
    "recurrence-assumed": ("It may be due once, or each time.", "Chưa rõ thời hạn là một lần hay định kỳ."),
    "several-deadlines": ("One of several deadlines was taken.", "Câu nêu nhiều thời hạn; đã lấy một thời hạn."),
}
DEADLINE_DOUBTS: Mapping[str, DoubtKind] = {code: DoubtKind(Severity.WARNING, en, vi, "deadline") for code, (en, vi) in _SAID.items()}
