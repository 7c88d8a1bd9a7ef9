"""A notice of three tasks, one of them in three steps."""

from dataclasses import replace
from datetime import date

from notice import LINES, PLAIN, Task

from db.upkeep.verify import check_database
from tasks.domain.finding import Deadline

TODAY = date(2026, 6, 25)


JUNE = Deadline("trước ngày 30/6/2026", date(2026, 6, 30))


WORDS = (
    *LINES[:3],
    "- Sở Nội vụ rà soát danh sách cán bộ theo Quyết định số 12/QĐ-UBND.",
    "Tổng hợp số liệu của các địa phương.",
    "Hoàn thành và báo cáo UBND tỉnh trước ngày 30/6/2026.",
    "a) Ủy ban nhân dân các xã niêm yết công khai kết quả.",
    "b) Các cơ quan gửi báo cáo về Văn phòng.",
)


ORDERS = (
    Task(3, ("Sở Nội vụ",), citations=("12/QĐ-UBND",), coordinating=("Sở Y tế",)),
    Task(4, ("Sở Nội vụ",), coordinating=("Sở Tài chính",)),
    Task(5, ("Sở Nội vụ",), deadline=JUNE),
    Task(6, ("Ủy ban nhân dân các xã",)),
    Task(7, ("các cơ quan",)),
)


NOTICE = replace(PLAIN, lines=WORDS, tasks=ORDERS)


WHOLE = [([0, 1, 2], 3, "not_started"), ([3], None, "not_started"), ([4], None, "not_started")]


def sound(url):
    return {fault.code for fault in check_database(url).faults}
