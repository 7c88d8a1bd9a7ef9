"""What a limited account may see it sees, and from when on."""

import pytest
from asking import leaks
from people import Person

from db.copies.shown import copies_of
from flows.review.groups import Change as GroupChange
from flows.review.groups import change_group, let_others_see

pytestmark = pytest.mark.attack


def test_what_may_be_seen_is_seen(office, lan, chu):
    page = lan.get("/documents").text
    assert all(f"/documents/{short_id}" in page for short_id in office.seen)
    for short_id in office.seen:
        assert lan.get(f"/documents/{short_id}").status_code == 200
    for short_id in (office.copy, office.issued):
        assert lan.get(f"/documents/{short_id}/original").status_code == 200
        assert lan.get(f"/documents/{short_id}/pages/1.jpg").status_code == 200
    # A file that holds a hidden notice is not given whole; its own notice is shown.
    assert lan.get(f"/documents/{office.stack[0]}/original").status_code == 404
    assert lan.get(f"/documents/{office.stack[0]}/pages/1.jpg").status_code == 200
    assert lan.get(f"/documents/{office.stack[0]}/pages/2.jpg").status_code == 404
    board = lan.get("/board").text
    assert "Sở Nội vụ (" in board
    assert "Sở Y tế (" not in board  # which has tasks in hidden documents alone; it is offered among all bodies, without a number
    assert copies_of(office.url, office.id_of(office.copy)).leading is not None
    everything = chu.get("/documents").text
    assert all(f"/documents/{short_id}" in everything for short_id in (*office.seen, *office.hidden))
    assert chu.get(f"/documents/{office.secret}").status_code == 200


def test_a_limited_editor_says_how_far_the_own_work_is(office, lan):
    detail = office.detail(office.copy)
    answer = lan.post(f"/tasks/{detail.directives[1].id}", state="in_progress", note="của Lan")
    assert answer.status_code == 303
    assert "của Lan" in lan.get("/board").text


def test_the_calendar_is_that_of_its_account(office, lan, chu):
    feeds = {}
    for person in (lan, chu):
        page = person.get("/board").text
        feeds[person] = page[page.index("/calendar/") :].split('"')[0].split("<")[0]
    nobody = Person(lan.site, "van-phong.example")
    mine, all_of_it = nobody.get(feeds[lan]).text, nobody.get(feeds[chu]).text
    assert "BEGIN:VEVENT" in mine
    assert leaks(office, mine, {}) == []
    assert leaks(office, all_of_it, {}) != []


def test_a_change_of_the_group_holds_from_the_next_page_on(office, site, lan):
    users = office.settings.review_users_file
    assert lan.get(f"/documents/{office.secret}").status_code == 404
    change_group(users, "noi-vu", GroupChange(everything=True), "test")
    assert lan.get(f"/documents/{office.secret}").status_code == 200
    change_group(users, "noi-vu", GroupChange(everything=False), "test")
    assert lan.get(f"/documents/{office.secret}").status_code == 404
    let_others_see(users, "nothing", "test")
    chu = Person(site, "van-phong.example")
    chu.sign_in("chu")
    assert [short_id for short_id in (*office.seen, *office.hidden) if chu.get(f"/documents/{short_id}").status_code != 404] == []
    let_others_see(users, "everything", "test")


def test_a_file_of_accounts_that_cannot_be_read_shows_nothing(office, lan):
    users = office.settings.review_users_file
    kept = users.read_text()
    try:
        for broken in (kept.replace('"everything": false', '"everything": "no"'), kept.replace('"members": [', '"members": [1, ')):
            assert broken != kept
            users.write_text(broken)
            answer = lan.get("/documents")
            assert answer.status_code == 500
            assert not any(f"/documents/{short_id}" in answer.text for short_id in office.seen)
    finally:
        users.write_text(kept)
