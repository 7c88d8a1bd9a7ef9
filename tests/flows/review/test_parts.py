"""Notices of one file in the browser: one leads to the other, and a person says where one begins."""

import re
from dataclasses import replace

import pytest
from office import PLAIN, load_notice

from db.reading.documents import find_document
from db.reading.parts import decisions_about
from db.repository import RevisionKey, write_readings
from tasks.domain.outcome import Issue, Severity

ASKS = Issue("another-notice-doubtful", Severity.ERROR, "Another notice may begin on this page: its number was not read.", 2, kind="page")


@pytest.fixture
def stack(office):
    """A file of two notices; its id."""
    settings = office[0]
    name = load_notice(settings, 9)
    first = find_document(settings.database, name)
    readings = []
    for number, symbol in ((1, "91/TB-UBND"), (2, "92/TB-UBND")):
        reading = replace(PLAIN, symbol=symbol).reading()
        pages = tuple(replace(page, number=number, sheet=number) for page in reading.pages)
        readings.append(replace(reading, pages=pages, issues=(ASKS,) if number == 2 else ()))
    write_readings(settings.database, RevisionKey(first.id, "stack", {}, {}), readings)
    return settings, name


def test_each_notice_leads_to_the_others(person, stack):
    _, name = stack
    page = person.get(f"/documents/{name}").text
    assert f'<a href="/documents/{name}.2">92/TB-UBND</a>' in page
    assert "Các văn bản trong tệp" in page
    other = person.get(f"/documents/{name}.2").text
    assert f'<a href="/documents/{name}">91/TB-UBND</a>' in other
    assert "trang 2" in other
    assert person.get(f"/documents/{name}.3").status_code == 404
    assert person.get(f"/documents/{name}.2/original").status_code == 200


def test_a_doubtful_beginning_asks_for_a_decision(person, stack):
    page = person.get(f"/documents/{stack[1]}.2").text
    assert "Từ trang này có thể là một văn bản khác" in page
    assert re.search(r'name="page" value="2">\s*<button name="action" value="part">Một văn bản bắt đầu từ đây', page)


def test_what_is_said_is_kept_and_shown(person, stack):
    settings, name = stack
    answer = person.post(f"/documents/{name}.2/parts", page="2", action="join")
    # The words of this made-up file never stood in the work folder, so the cut has to wait for the next reading.
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{name}.2?said=cut_later#notices")
    first = find_document(settings.database, name)
    assert decisions_about(settings.database, first.sha256) == {2: False}
    page = person.get(answer.headers["location"]).text
    assert "Có người xác định: trang 2 thuộc văn bản trước." in page
    assert "sẽ áp dụng khi nhận dạng lại" in page
    person.post(f"/documents/{name}/parts", page="2", action="undo")
    assert decisions_about(settings.database, first.sha256) == {}


@pytest.mark.parametrize(("page", "action", "status"), [("7", "join", 422), ("1", "part", 422), ("x", "part", 422), ("2", "burn", 404)])
def test_what_cannot_be_said_changes_nothing(person, stack, page, action, status):
    settings, name = stack
    assert person.post(f"/documents/{name}/parts", page=page, action=action).status_code == status
    assert decisions_about(settings.database, find_document(settings.database, name).sha256) == {}


def test_a_notice_that_vanished_says_where_it_went(person, stack):
    settings, name = stack
    first = find_document(settings.database, name)
    reading = PLAIN.reading()
    both = tuple(replace(reading.pages[0], number=number, sheet=number) for number in (1, 2))
    write_readings(settings.database, RevisionKey(first.id, "one", {}, {}), [replace(reading, pages=both)])
    page = person.get(f"/documents/{name}.2").text
    assert "Đã gộp vào văn bản khác" in page
    assert f"nay thuộc văn bản {name}." in page
    assert "Đã gộp vào văn bản khác" in person.get(f"/documents/{name}").text
    assert f"made its pages part of {name}" in person.get(f"/documents/{name}.2?lang=en").text
