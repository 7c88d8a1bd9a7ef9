import pwd

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for
from db.reading.documents import quarantine, register_document, reopen
from db.record import audit
from db.record.audit import list_entries, record_reprocess
from db.repository import write_reading


def test_every_deed_is_on_record_with_who_and_what(url, document, reading, key):
    quarantine(url, document.id, "damaged-file", "It is cut off.")
    reopen(url, document.id)
    write_reading(url, key(document), reading())
    record_reprocess(url, document.id, "run-1")
    register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/b.pdf", "b.pdf"))
    found = list_entries(url)
    assert [e.action for e in found] == ["ingest", "reprocess", "load", "reopen", "quarantine", "ingest"]
    assert {(e.sha256, e.actor) for e in found} == {("ab" * 32, audit.actor())}
    assert [e.detail for e in found] == [
        "/in/b.pdf, known content",
        "run run-1",
        "revision 1",
        "",
        "It is cut off.",
        "/in/a.pdf, new content",
    ]


def test_what_changes_nothing_leaves_no_entry(url, document, reading, key):
    reopen(url, document.id)
    for _ in range(2):
        register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))
        write_reading(url, key(document), reading())
    assert [e.action for e in list_entries(url)] == ["load", "ingest"]


def test_entries_are_found_by_hash_and_file_name(url, document):
    register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/c.pdf", "c.pdf"))
    assert [e.file_name for e in list_entries(url, "ABAB")] == ["a.pdf"]
    assert [e.sha256 for e in list_entries(url, "c.pdf")] == ["cd" * 32]
    assert list_entries(url, "%") == []
    assert len(list_entries(url, limit=1)) == 1


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_trail(url, document, statement):
    with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
        connection.execute(text(statement))
    assert len(list_entries(url)) == 1


def test_the_account_is_asked_of_the_system(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    audit.actor.cache_clear()
    assert audit.actor() != "somebody-else"

    def nameless(_):
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    audit.actor.cache_clear()
    assert audit.actor().startswith("uid ")
    audit.actor.cache_clear()
