"""Tasks, directives, figures, citations and documents as programs get them."""

from dataclasses import replace

import pytest
from notice import PLAIN, TASKS, misread
from office import load_notice

from db.asking.details import revision_detail
from db.reading.documents import find_document
from db.record.audit import list_entries
from db.review.corrections import Change, correct
from flows.takeaway.export import document_json

LISTS = ("documents", "tasks", "directives", "metrics", "citations")


def whole(asking, path, limit):
    """All items of a list, page by page."""
    items, following = [], f"/api/v1/{path}{'&' if '?' in path else '?'}limit={limit}"
    while following:
        answer = asking("GET", following)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["items"]) <= limit
        items += answer.json()["items"]
        following = answer.json()["next"]
    return items


@pytest.fixture
def many(office):
    """Three more notices, one of them with other deadlines."""
    settings, ids = office
    later = replace(PLAIN, tasks=tuple(replace(t, deadline=t.deadline and replace(t.deadline, on=None)) for t in TASKS))
    return [*ids, load_notice(settings, 3), load_notice(settings, 4, later), load_notice(settings, 5)]


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_every_size_make_one_list_and_pass_over_nothing(program, many, path):
    asking = program("read")
    name = "id" if path == "documents" else "key"
    at_once = [row[name] for row in whole(asking, path, 200)]
    assert len(set(at_once)) == len(at_once) > 4
    for limit in (1, 2, 3, len(at_once), len(at_once) + 1):
        assert [row[name] for row in whole(asking, path, limit)] == at_once


def test_tasks_come_by_deadline_those_without_a_day_last(program, many):
    for path in ("tasks", "directives"):
        days = [(row["deadline"] or {}).get("on") for row in whole(program("read"), path, 3)]
        assert days == sorted(filter(None, days)) + [None] * days.count(None)
        assert None in days and days[0]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("agency=so-noi-vu", {"Sở Nội vụ"}),
        ("agency=sở nội vụ", {"Sở Nội vụ"}),
        ("agency=tài chính", {"Sở Tài chính"}),
        ("due_from=2026-06-30&due_until=2026-06-30", {"Sở Nội vụ"}),
        ("due_from=2026-07-01", set()),
        ("state=done", set()),
    ],
)
@pytest.mark.parametrize("path", ["tasks", "directives"])
def test_filters_leave_what_they_say(program, many, path, query, left):
    rows = whole(program("read"), f"{path}?{query}", 3)
    assert {name for row in rows for name in row["lead"]} == left
    one = whole(program("read"), f"{path}?{query}&document={many[0]}", 3)
    assert {row["document_id"] for row in one} <= {many[0]}
    assert len(one) == len([row for row in rows if row["document_id"] == many[0]])


def test_other_filters(program, many):
    asking = program("read")
    assert {row["name"] for row in whole(asking, "metrics?period=2021", 5)} == set()
    assert {row["cited_by"] for row in whole(asking, "citations?symbol=12/qđ-ubnd", 2)} == {f"{n}/TB-UBND" for n in range(1, 6)}
    assert [row["id"] for row in whole(asking, "documents?state=quarantined", 5)] == [many[2]]
    assert [row["id"] for row in whole(asking, "documents?q=thiên tai", 5)] == [many[1]]
    assert asking.get("tasks?agency=không có sở này").status_code == 404


def test_every_row_says_how_sure_it_is_why_and_where(program, look):
    asking = program("read")
    for path in LISTS[1:]:
        for row in whole(asking, path, 50):
            found = [row] if path != "tasks" else row["steps"]
            assert isinstance(row["sure"], bool) or path == "citations"
            for one in found:
                assert {"confidence", "doubts", "evidence", "key", "document_id", "page"} <= set(one)
                assert one["evidence"]["quote"] and one["evidence"]["regions"][0]["page"] == 1
    doubted = [row for row in whole(asking, "directives", 50) if row["doubts"]]
    assert [(d["code"], d["field"]) for row in doubted for d in row["doubts"]] == [("deadline-unresolved", "deadline")]


def test_a_whole_document_is_what_the_export_gives(program, office, look):
    settings, ids = office
    told = program("read").get(f"documents/{ids[0]}").json()
    expected = document_json(look(), settings.zone)
    reading = told["reading"]
    assert set(reading) == set(expected)
    for name, value in expected.items():
        for mine, theirs in zip(reading[name], value, strict=True) if isinstance(value, list) else [(reading[name], value)]:
            assert mine == theirs or {key: mine[key] for key in theirs} == theirs, name
    assert told["page_pictures"] == [
        {"page": 1, "width": 1600, "height": 1200, "dpi": 200, "picture": f"/api/v1/documents/{ids[0]}/pages/1.jpg"}
    ]
    picture = program("read").get(told["page_pictures"][0]["picture"])
    assert (picture.headers["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    aside = program("read").get(f"documents/{ids[-1]}").json()
    assert (aside["state"], aside["reading"], aside["reason"]) == ("quarantined", None, "The PDF opens only with a password.")


def test_figures_are_decimal_strings_digit_for_digit(program, office, look):
    settings, _ = office
    correct(settings.database, Change(look().document.id, "metric", "change", "Lan", look().metrics[1].id, {"value": "1.234.567.890,10"}))
    rows = whole(program("read"), "metrics", 50)
    assert "1234567890.10" in {row["value"] for row in rows}


def test_what_is_said_of_a_task_is_said_with_the_name_of_the_token(program, office, look):
    settings, _ = office
    asking, key = program("read", "follow-up"), look().directives[0].key
    answer = asking("PATCH", f"tasks/{key}", json={"state": "done", "owner": " Lan ", "completed_on": "2026-06-20"})
    assert answer.status_code == 200, answer.text
    said = {"state": "done", "owner": "Lan", "note": None, "completion_symbol": None, "completed_on": "2026-06-20"}
    said |= {"ending_symbol": None, "ended_on": None, "extended_to": None, "extensions": []}
    assert answer.json()["follow_up"] == said == asking.get(f"tasks/{key}").json()["follow_up"]
    entry = list_entries(settings.database)[0]
    assert (entry.action, entry.actor) == ("follow-up", "api:kiem-thu-0")
    assert asking("PATCH", f"tasks/{key}", json={"owner": None}).json()["follow_up"] == said | {"owner": None}
    assert asking("PATCH", f"tasks/{key}", json={}).json()["follow_up"]["state"] == "done"
    assert [row["key"] for row in whole(asking, "tasks?state=done", 5)] == [key]


@pytest.mark.parametrize(
    "body", [{"state": "half"}, {"state": None}, {"completed_on": 0}, {"completed_on": "30.2.2026"}, {"x": 1}, [], None]
)
def test_what_a_task_cannot_be_is_refused_with_the_reason(program, look, body):
    answer = program("follow-up")("PATCH", f"tasks/{look().directives[0].key}", json=body)
    assert answer.status_code == 422
    assert answer.json()["faults"] or answer.json()["detail"]


def test_names_outlive_readings_and_corrections(program, office, look):
    settings, ids = office
    asking = program("all")
    before = {row["key"]: row for row in whole(asking, f"tasks?document={ids[0]}", 9)}
    key = next(key for key, row in before.items() if row["lead"] == ["Sở Y tế"])
    asking("PATCH", f"tasks/{key}", json={"state": "in_progress"})
    load_notice(settings, 1, misread(PLAIN, "kiểm tra", "kiêm trn"), reading_number=2)
    after = {row["key"]: row for row in whole(asking, f"tasks?document={ids[0]}", 9)}
    assert set(after) == set(before)
    assert after[key]["follow_up"]["state"] == "in_progress"
    assert "kiêm trn" in after[key]["text"]
    for path in ("directives", "metrics", "citations"):
        for row in whole(asking, f"{path}?document={ids[0]}", 9):
            assert asking.get(f"{path}/{row['key']}").json() == row
    assert asking("PATCH", f"tasks/{key}", json={"state": "done", "completed_on": "2026-06-20"}).json()["standing"] == "done_in_time"


def test_addresses_of_the_pages_outlive_readings_too(person, program, office, look):
    settings, ids = office
    old = look()
    row = program("read").get(f"directives?document={ids[0]}").json()["items"][0]
    address = f"/documents/{ids[0]}?row=directive-{row['id']}#directive-{row['id']}"
    assert person.get(row["page"]).headers["Location"] == address
    assert f'href="{row["page"]}"' in person.get(f"/documents/{ids[0]}").text
    assert person.get(address).status_code == 200
    load_notice(settings, 1, replace(PLAIN, dpi=300), reading_number=2)
    new = revision_detail(settings.database, find_document(settings.database, ids[0]).id)
    for was, now in zip(old.directives, new.directives, strict=True):
        moved = f"/documents/{ids[0]}?row=directive-{now.id}#directive-{now.id}"
        assert [person.get(path).headers["Location"] for path in (f"/rows/{was.key}", f"/old-rows/directive-{was.id}")] == [moved] * 2
        assert person.get(f"/documents/{ids[0]}?row=directive-{was.id}").headers["Location"] == moved
    for path in ("/rows/nothing", "/old-rows/directive-99999", "/old-rows/cell-1", "/rows/A"):
        assert person.get(path).status_code == 404
    assert person.get(f"/documents/{ids[0]}?row=directive-99999").status_code == 200
