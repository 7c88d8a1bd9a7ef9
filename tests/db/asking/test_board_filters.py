"""What the board is filtered and sorted by, and its counts, which follow; states as SQL are those that Python computes."""

from datetime import date, timedelta

import pytest
from orders import Order, load_document

from db.asking.board import board
from db.asking.board_ids import matching_tasks
from db.asking.board_wanted import NOBODY, SORTS, BoardWanted
from db.asking.whose_tasks import columns_in
from db.review.followup import extend_task, set_task
from tasks.domain.standing import Extension

TODAY = date(2026, 6, 21)


def fill(url):
    first = load_document(
        url,
        1,
        Order(("Sở Y tế",), date(2026, 6, 20), words="kiểm tra trạm y tế"),
        Order(("Sở Nội vụ",), date(2026, 6, 30), words="tổng hợp 100% số liệu"),
        Order(("Sở Tài chính",), words="bố trí kinh phí", sure=False),
    )
    second = load_document(
        url,
        2,
        Order(("Sở Y tế",), date(2026, 6, 1), words="báo cáo tiến độ"),
        issued_on=date(2026, 6, 2),
        issuer="Văn phòng Chính phủ",
        symbol="7/VPCP-KTTH",
    )
    set_task(url, first[1], "Lan", source="page", state="in_progress", owner="Lan")
    set_task(url, second[0], "Lan", source="page", state="done", completed_on="10/6/2026", owner="Minh")


@pytest.fixture
def loaded(copied):
    return copied(fill)[0]


def words(url, **wanted):
    return [task.text.split()[2] + " " + task.text.split()[3] for task in board(url, BoardWanted(**wanted), TODAY).tasks]


ALL = ["tế kiểm", "vụ tổng", "chính bố", "tế báo"]
CASES = [
    ({}, ALL),
    ({"words": "trạm y tế"}, ALL[:1]),
    ({"words": "tram"}, ALL[:1]),
    ({"words": '"số liệu"'}, [ALL[1]]),
    ({"words": "liệu số"}, [ALL[1]]),
    ({"words": '"liệu số"'}, []),
    ({"words": "100%"}, [ALL[1]]),
    ({"issuer": "Văn phòng Chính phủ"}, [ALL[3]]),
    ({"document": "vpcp"}, [ALL[3]]),
    ({"document": "7/VPCP-KTTH"}, [ALL[3]]),
    ({"document": "7%"}, []),
    ({"document": "0001" * 2}, ALL[:3]),
    ({"since": date(2026, 6, 1)}, [ALL[3]]),
    ({"until": date(2026, 6, 1)}, ALL[:3]),
    ({"due_since": date(2026, 6, 20), "due_until": date(2026, 6, 20)}, ALL[:1]),
    ({"state": "overdue"}, ALL[:1]),
    ({"state": "open"}, ALL[:3]),
    ({"state": "done"}, [ALL[3]]),
    ({"state": "done_late"}, [ALL[3]]),
    ({"owner": "Lan"}, [ALL[1]]),
    ({"owner": NOBODY}, [ALL[0], ALL[2]]),
    ({"doubt": "open"}, [ALL[2]]),
    ({"doubt": "none", "state": "open"}, ALL[:2]),
    ({"sort": "newest"}, [ALL[3], *ALL[:3]]),
    ({"sort": "symbol"}, ALL),
    ({"sort": "owner"}, [ALL[1], ALL[3], ALL[0], ALL[2]]),
    ({"sort": "state"}, [ALL[2], ALL[1], ALL[0], ALL[3]]),
]


def test_filters_and_orders(loaded):
    for wanted, found in CASES:
        assert words(loaded, **wanted) == found, wanted
        page = board(loaded, BoardWanted(**wanted), TODAY)
        assert page.counts.total == len(found) == sum(page.counts.groups.values()), wanted
        assert len(matching_tasks(loaded, BoardWanted(**wanted), TODAY)[0]) == len(found), wanted
    assert {wanted.get("sort", SORTS[0]) for wanted, _ in CASES} == set(SORTS)


def test_counts_follow_the_filter_but_for_their_own_choice(loaded):
    counts = board(loaded, BoardWanted(state="open", issuer="UBND tỉnh Tân Giang"), TODAY).counts
    assert counts.total == 3
    assert counts.states["done_late"] == 0 and counts.states["open"] == 3
    assert dict(counts.issuers) == {"UBND tỉnh Tân Giang": 3}
    counts = board(loaded, BoardWanted(state="done"), TODAY).counts
    assert (counts.states["open"], dict(counts.issuers), dict(counts.owners), counts.unowned) == (
        3,
        {"Văn phòng Chính phủ": 1},
        {"Minh": 1},
        0,
    )
    counts = board(loaded, BoardWanted(owner="Lan"), TODAY).counts
    assert (counts.total, dict(counts.owners), counts.unowned) == (1, {"Lan": 1, "Minh": 1}, 2)


def test_an_extension_moves_a_task(loaded):
    late = board(loaded, BoardWanted(state="overdue"), TODAY).tasks[0]
    extend_task(loaded, late.directive_id, "Lan", source="page", deadline_on="30/6/2026", symbol="9/UBND-TH", issued_on="19/6/2026")
    [task] = board(loaded, BoardWanted(state="extended"), TODAY).tasks
    assert (task.group, task.deadline_on, task.printed_on) == ("later", date(2026, 6, 30), date(2026, 6, 20))
    assert task.extensions == (Extension("9/UBND-TH", date(2026, 6, 19), date(2026, 6, 30)),)
    assert words(loaded, due_since=date(2026, 6, 30), sort="symbol") == ALL[:2]


def test_the_day_before_it_is_due_is_soon(loaded):
    assert board(loaded, BoardWanted(), date(2026, 6, 30) - timedelta(7)).counts.groups["soon"] >= 1


@pytest.mark.parametrize(
    ("statements", "columns"),
    [
        (("SELECT e.issuer FROM e ORDER BY e.due_on, e.issuer",), ["issuer", "due_on"]),
        (("e.closed", "JOIN task t ON t.id = e.task_id", "size.state"), ["closed", "task_id"]),
        (("SELECT e.number FROM (SELECT 1) e",), []),
        ((), []),
    ],
)
def test_what_statements_ask_of_an_entry(statements, columns):
    assert columns_in(*statements) == columns
