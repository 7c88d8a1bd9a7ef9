"""Requests to read a file again, which stay until they are done."""

import pytest
from sqlalchemy import select

from db.asking.progress import last_request
from db.engine import transaction
from db.models.program import ReadingRequest
from db.record.audit import list_entries
from db.record.requests import ask_again, end_request, next_request
from db.upkeep.purge import delete_document


def test_one_that_was_begun_and_not_ended_is_begun_again(url, document):
    asked = ask_again(url, document.id, "api:a")
    assert ask_again(url, document.id, "api:b") == asked  # nobody has begun: one reading does for both
    assert [next_request(url), next_request(url)] == [next_request(url)] * 2
    later = ask_again(url, document.id, "api:b")  # begun already: what changed since is to be read too
    assert later != asked
    end_request(url, asked, 0)
    found = next_request(url)
    assert (found.id, found.short_id) == (later, document.short_id)
    end_request(url, later, 2)
    assert next_request(url) is None
    assert last_request(url, document.id).exit_code == 2
    assert [(e.action, e.actor) for e in list_entries(url)][:2] == [("reprocess", "api:b"), ("reprocess", "api:a")]


@pytest.mark.parametrize("begun", [False, True])
def test_they_go_with_the_document(url, document, begun):
    ask_again(url, document.id, "api:a")
    if begun:
        next_request(url)
    delete_document(url, document.id, "a test")
    assert next_request(url) is None
    with transaction(url, read_only=True) as session:
        assert session.scalars(select(ReadingRequest)).all() == []
