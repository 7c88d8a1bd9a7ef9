"""Files that programs send, and files that they have read again."""

import hashlib
import threading

import pytest
from sqlalchemy import select

from db.engine import transaction
from db.models.document import Delivery
from db.reading.documents import find_document, waiting_documents
from db.record.audit import list_entries
from db.record.requests import ask_again, next_request
from flows.review.api import rereading, uploads
from flows.review.app import make_site
from tasks.archive.places import original_place
from tasks.domain.errors import DatabaseUnavailableError, StorageError, StorageFullError

PDF = b"%PDF-1.4 made up"


def send(asking, content=PDF, name="bản quét.pdf"):
    return asking("POST", "documents", params={"name": name}, content=content)


def test_what_was_sent_is_in_the_store_and_waits_for_the_next_run(program, office):
    settings, _ = office
    asking = program("upload")
    answer = send(asking)
    assert answer.status_code == 202
    told = answer.json()
    assert (told["state"], told["duplicate"]) == ("waiting", False)
    assert answer.headers["Location"] == told["status"]
    found = find_document(settings.database, told["id"])
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert original_place(settings.store_folder, found.store_path, found.sha256).read_bytes() == PDF
    assert found.file_name == "bản quét.pdf"
    assert [d.id for d in waiting_documents(settings.database)] == [found.id]
    assert asking.get(told["status"]).json()["state"] == "waiting"
    entry = list_entries(settings.database)[0]
    assert (entry.action, entry.actor, entry.detail) == ("ingest", "api:kiem-thu-0", "api:kiem-thu-0/bản quét.pdf, new content")
    assert list(settings.work_folder.glob("upload-*")) == []


def test_the_same_content_is_one_document_and_another_under_its_name_another(program, office):
    settings, _ = office
    asking = program("upload")
    first = send(asking).json()
    again, elsewhere, other = send(asking), send(asking, name="khác.pdf"), send(asking, PDF + b"!")
    for answer in (again, elsewhere):
        assert (answer.status_code, answer.json()) == (202, first | {"duplicate": True})
    assert (other.status_code, other.json()["duplicate"]) == (202, False)
    assert other.json()["id"] != first["id"]
    with transaction(settings.database, read_only=True) as session:
        sources = session.scalars(select(Delivery.source).where(Delivery.source.startswith("api:")).order_by(Delivery.id)).all()
    assert sources == ["api:kiem-thu-0/bản quét.pdf", "api:kiem-thu-0/khác.pdf", "api:kiem-thu-0/bản quét.pdf"]
    with transaction(settings.database) as session:
        session.get_one(
            type(find_document(settings.database, first["id"])), find_document(settings.database, first["id"]).id
        ).state = "loaded"
    assert (send(asking).status_code, send(asking).json()["state"]) == (200, "loaded")


@pytest.mark.parametrize(
    ("content", "name", "status"), [(b"", "a.pdf", 422), (PDF, "", 422), (PDF, "../a", 422), (PDF, "..", 422), (PDF, "a\nb", 422)]
)
def test_what_is_no_file_is_refused_and_leaves_nothing(program, office, content, name, status):
    settings, _ = office
    assert send(program("upload"), content, name).status_code == status
    assert waiting_documents(settings.database) == []
    assert list(settings.work_folder.glob("upload-*")) == []


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(program, office, clock):
    settings, _ = office
    small = make_site(settings.model_copy(update={"max_file_bytes": 300_000}), "127.0.0.1", lambda: clock[0])
    asking = type(program())(small, program("upload").shown)
    assert send(asking, b"x" * 300_000).status_code == 202
    assert [send(asking, b"x" * 300_001).status_code, send(asking, iter([b"x" * 200_000] * 2)).status_code] == [413, 413]
    assert list(settings.work_folder.glob("upload-*")) == []
    assert asking("PATCH", "tasks/a", content=b"x" * 300_000).status_code == 413  # a file may be long, and nothing else


@pytest.mark.parametrize(
    ("error", "status"),
    [(StorageFullError("full"), 507), (StorageError("broken"), 503), (OSError(5, "broken"), 503), (DatabaseUnavailableError("away"), 503)],
)
def test_what_could_not_be_kept_is_told_and_may_be_sent_again(program, office, monkeypatch, error, status):
    settings, _ = office
    asking = program("upload")

    def fail(*_, **__):
        raise error

    name = "register_document" if isinstance(error, DatabaseUnavailableError) else "store_original"
    with monkeypatch.context() as broken:
        broken.setattr(uploads, name, fail)
        answer = send(asking)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert int(answer.headers["Retry-After"]) > 0
    assert list(settings.work_folder.glob("upload-*")) == []
    assert send(asking).status_code == 202


def test_only_a_few_come_in_at_once(program, site):
    asking = program("upload")
    held = 0
    while site.programs.uploads.acquire(blocking=False):
        held += 1
    assert (send(asking).status_code, send(asking).headers["Retry-After"]) == (503, "5")
    site.programs.uploads.release()
    assert [send(asking).status_code for _ in range(2)] == [202, 202]
    assert held == 4


def test_a_file_is_asked_to_be_read_again_once_and_stays_asked(program, office, site):
    settings, ids = office
    asking = program("reprocess")
    answer = asking("POST", f"documents/{ids[0]}/reprocess")
    assert answer.status_code == 202
    assert site.programs.asked.is_set()
    again = asking("POST", f"documents/{ids[0]}/reprocess").json()
    assert again["request"]["id"] == answer.json()["request"]["id"]
    assert again["request"]["ended_at"] is None
    assert (list_entries(settings.database)[0].action, list_entries(settings.database)[0].actor) == ("reprocess", "api:kiem-thu-0")
    asked = []
    assert rereading.do_next(settings, lambda short_id: asked.append(short_id) or 7)
    assert asked == [ids[0]]
    assert asking.get(f"documents/{ids[0]}/status").json()["request"]["exit_code"] == 7
    assert not rereading.do_next(settings, lambda _: 0)


def test_what_was_stopped_is_done_after_the_next_start(office):
    settings, ids = office
    ask_again(settings.database, find_document(settings.database, ids[0]).id, "api:a")
    assert not rereading.do_next(settings, lambda _: None)
    assert next_request(settings.database).short_id == ids[0]


def test_the_server_reads_what_is_asked_for_one_after_the_other(office, monkeypatch):
    settings, ids = office
    done, asked, both = [], threading.Event(), threading.Event()

    def read(_stop, short_id):
        done.append(short_id)
        if len(done) == 3:
            both.set()
        return 0

    monkeypatch.setattr(rereading, "read_again", read)
    numbers = [find_document(settings.database, short_id).id for short_id in ids]
    ask_again(settings.database, numbers[0], "api:a")  # before the server started
    with rereading.rereading(settings, asked):
        for number in numbers[1:]:
            ask_again(settings.database, number, "api:a")
        asked.set()
        assert both.wait(30)
    assert done == ids
    assert next_request(settings.database) is None


def test_a_run_under_way_ends_with_the_server(monkeypatch, tmp_path):
    stop = threading.Event()
    monkeypatch.setattr(rereading.sys, "executable", "/bin/sleep")
    monkeypatch.setattr(rereading, "COMMAND", ("60",))
    stop.set()
    assert rereading.read_again(stop, "1") is None
    monkeypatch.setattr(rereading, "COMMAND", ())
    assert rereading.read_again(threading.Event(), "0") == 0
