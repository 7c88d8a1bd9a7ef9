"""A token limited by groups, on every operation: nothing of a hidden document comes out, and nothing of it is changed."""

import pytest
from asking import fillings, leaks, routes_of
from people import Person

from db.record.audit import list_entries
from db.record.tokens import make_token
from flows.review.groups import Change as GroupChange
from flows.review.groups import change_group
from tasks.domain.errors import UnknownDocumentError

pytestmark = pytest.mark.attack
ROOT = "/api/v1"
WORDS = ["đà điểu", "da dieu", "777/TB-BM", "bimat.pdf", "Sở Y tế"]


@pytest.fixture
def program(office, site, request):
    """A token that is a member of the limited group, and one that sees everything."""

    def make(name, group):
        token, shown = make_token(office.url, f"{name}-{request.node.name}"[:60].replace("[", "-").rstrip("]"), ["all"], per_minute=10**6)
        change_group(office.settings.review_users_file, group, GroupChange(members=[token.person]), "test")
        person = Person(site, "van-phong.example")
        person.client.headers["Authorization"] = f"Bearer {shown}"
        return person

    change_group(office.settings.review_users_file, "tat-ca", GroupChange(everything=True), "test")
    return make("han-che", "noi-vu"), make("tat-ca", "tat-ca")


def queries(path):
    if path.endswith(("/tasks", "/directives")):
        return [{}, {"limit": 200}, {"agency": "Sở Nội vụ"}, {"state": "in_progress"}]
    if path.endswith(("/documents", "/search")):
        return [*({"q": word} for word in WORDS), {"limit": 200}, {"state": "quarantined"}]
    return [{}, {"limit": 200}, {"symbol": "777/TB-BM"}] if path.endswith("s") else [{}]


def test_no_operation_tells_anything_of_a_hidden_document(office, program):
    limited, whole = program
    tried, told = 0, ""
    for method, path in routes_of(limited.client.app):
        if method != "GET" or not path.startswith(ROOT):
            continue
        for address in fillings(office, path):
            for asked in queries(path):
                answer = limited.get(address, params=asked)
                said = asked | {"itself": address}
                assert answer.status_code in {200, 404, 422}, (address, asked, answer.text)
                assert leaks(office, answer.content.decode("utf-8", "replace"), said) == [], (address, asked)
                told += whole.get(address, params=asked).content.decode("utf-8", "replace")
                tried += 1
    assert tried > 100
    assert len(leaks(office, told, {})) > 10  # which somebody else is told


def test_what_may_be_seen_is_told(office, program):
    limited, whole = program
    assert {row["id"] for row in limited.get(f"{ROOT}/documents?limit=200").json()["items"]} == set(office.seen)
    assert {row["id"] for row in whole.get(f"{ROOT}/documents?limit=200").json()["items"]} >= {*office.seen, *office.hidden}
    for short_id in office.seen:
        assert limited.get(f"{ROOT}/documents/{short_id}").status_code == 200
    seen = {name for event in limited.get(f"{ROOT}/events?limit=200").json()["items"] for name in event["documents"]}
    assert {office.copy, office.issued} <= seen <= set(office.seen)


def test_nothing_of_a_hidden_document_is_changed_or_read_again(office, program):
    limited, _ = program
    before = len(list_entries(office.url, limit=10_000))
    for short_id in office.hidden:
        assert limited.client.post(f"{ROOT}/documents/{short_id}/reprocess").status_code == 404
        for key in (row.key for row in _directives(office, short_id)):
            assert limited.client.patch(f"{ROOT}/tasks/{key}", json={"state": "done"}).status_code == 404
    # The file that holds a hidden notice is not read again either.
    assert limited.client.post(f"{ROOT}/documents/{office.stack[0]}/reprocess").status_code == 404
    assert len(list_entries(office.url, limit=10_000)) == before


def test_who_sends_what_is_there_and_hidden_is_told_what_everybody_is(office, program):
    limited, whole = program
    content = {True: b"original bytes " + f"{1:02x}".encode() * 32, False: b"something new"}
    answers = {}
    for is_there, body in content.items():
        if is_there:  # made known by somebody else
            assert whole.client.post(f"{ROOT}/documents?name=x.pdf", content=body).status_code == 202
        answer = limited.client.post(f"{ROOT}/documents?name=a.pdf", content=body)
        told = answer.json()
        answers[is_there] = (answer.status_code, told["state"], told["duplicate"])
        status = limited.get(told["status"])
        answers[is_there] += (status.status_code, {name: value for name, value in status.json().items() if name != "id"})
    assert answers[True] == answers[False]
    assert answers[True][:3] == (202, "waiting", False)


def _directives(office, short_id):
    try:
        return office.detail(short_id).directives
    except UnknownDocumentError:  # it was never read
        return []
