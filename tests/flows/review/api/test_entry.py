"""Who is let in: a token that holds, for what it is for, as often as it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.record.tokens import withdraw_token
from flows.review.api.quota import Quota
from flows.review.app import make_site
from flows.review.guard import HEADERS

OPERATIONS = {
    "read": [("GET", path) for path in ("documents", "documents/{id}", "documents/{id}/pages/1.jpg", "search?q=a", "tasks", "tasks/{key}")]
    + [("GET", path) for path in ("directives", "directives/{key}", "metrics", "citations", "events", "documents/{id}/status")],
    "follow-up": [("PATCH", "tasks/{key}")],
    "upload": [("POST", "documents?name=a.pdf"), ("GET", "documents/{id}/status")],
    "reprocess": [("POST", "documents/{id}/reprocess"), ("GET", "documents/{id}/status")],
}


def do(asking, method, path, office, look):
    filled = path.format(id=office[1][0], key=look().directives[0].key)
    options = {"json": {"note": "x"}} if method == "PATCH" else {"content": b"%PDF-"} if "?name" in path else {}
    return asking(method, filled, **options)


@pytest.mark.parametrize("scope", [*OPERATIONS, "all"])
def test_a_token_is_for_its_scopes(program, office, look, scope):
    asking = program(scope)
    for other, operations in OPERATIONS.items():
        for method, path in operations:
            answer = do(asking, method, path, office, look)
            if scope in {other, "all"} or (method, path) in OPERATIONS[scope]:
                assert answer.status_code in {200, 202}, (method, path, answer.text)
            else:
                assert (answer.status_code, answer.json()["type"]) == (403, "urn:thongbao:problem:scope"), (method, path)
    assert asking.get("openapi.json").status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Bearer x", "Basic x", "Bearer thongbao_" + "A" * 43, "thongbao_" + "A" * 43])
def test_without_one_that_holds_nothing_is_said(program, shown):
    asking = program()
    for path in ("documents", "openapi.json", "nothing", "tasks/a", "events"):
        answer = asking("GET", path, headers={"Authorization": shown})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(answer.json()) == {"type", "title", "status", "detail", "faults"}


def test_one_that_is_withdrawn_ends_with_the_next_request(program, office):
    asking = program("read")
    assert asking.get("tasks").status_code == 200
    withdraw_token(office[0].database, "kiem-thu-0")
    assert asking.get("tasks").status_code == 401


def test_who_asks_too_often_is_told_how_long_to_wait(program, clock):
    asking, other = program("read", per_minute=3), program("read", per_minute=3)
    assert [asking.get("tasks?limit=1").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = asking.get("tasks")
    assert (refused.headers["Retry-After"], refused.json()["type"]) == ("20", "urn:thongbao:problem:quota")
    assert other.get("tasks").status_code == 200
    clock[0] += 20
    assert [asking.get("tasks").status_code for _ in range(2)] == [200, 429]


def test_tokens_that_do_not_hold_are_slowed_down_and_those_that_do_are_not(program):
    asking = program("read")
    answers = [asking("GET", "tasks", headers={"Authorization": f"Bearer x{n}"}) for n in range(40)]
    assert {a.status_code for a in answers} == {401, 429}
    assert "Retry-After" in answers[-1].headers
    assert asking.get("tasks").status_code == 200


def test_answers_have_the_headers_of_all_answers(program):
    asking = program("read")
    for answer in (asking.get("tasks"), asking.get("nothing"), asking("GET", "tasks", headers={"Authorization": ""})):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    ("headers", "status"), [({"Host": "elsewhere.example"}, 421), ({"X-Forwarded-For": "10.0.0.1"}, 403), ({"Host": "[x"}, 421)]
)
def test_what_came_the_wrong_way_is_refused_in_the_same_shape(program, headers, status):
    answer = program("read")("GET", "tasks", headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_what_no_database_takes_is_a_wrong_value(program):
    asking = program("read")
    for path in ("tasks?agency=%00", "documents/a%00", "search?q=%00", "tasks/%ff", "tasks?agency=%ff"):
        assert asking.get(path).status_code in {400, 404, 422}


def test_a_bug_is_logged_and_said_in_the_same_shape(program, site, monkeypatch, caplog):
    asking = program("read")
    monkeypatch.setattr(site.pictures, "get", lambda *_: 1 / 0)
    monkeypatch.setattr("flows.review.api.documents.search", lambda *_, **__: 1 / 0)
    answer = asking.get("search?q=a")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:thongbao:problem:bug")
    assert "ZeroDivisionError" in caplog.text
    assert "Zero" not in answer.text


def test_a_database_that_is_away_is_another_try(program, office, monkeypatch):
    asking = program("read")
    monkeypatch.setattr(type(asking.site), "whole_database", property(lambda _: "postgresql://nobody@127.0.0.1:1/x"))
    answer = asking.get("tasks")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_with_accounts_it_is_tokens_all_the_same(program, guarded, office, clock):
    asking = program("read")
    inside = make_site(office[0], "0.0.0.0", lambda: clock[0])
    elsewhere = type(asking)(inside, asking.shown, "van-phong.example")
    assert elsewhere.get("tasks").status_code == 200


@given(
    per_minute=st.integers(1, 1000),
    steps=st.lists(st.tuples(st.floats(-5, 120), st.integers(1, 50)), max_size=30),
)
def test_no_clock_gives_more_than_is_due(per_minute, steps):
    quota, now, taken, passed = Quota(), 1_000.0, 0, 0.0
    for seconds, times in steps:
        now += seconds
        passed += max(0.0, seconds)
        for _ in range(times):
            wait = quota.take(1, per_minute, now)
            assert 0 <= wait <= 60.0 / per_minute
            taken += wait == 0
    assert taken <= per_minute + passed * per_minute / 60.0 + 1e-6
