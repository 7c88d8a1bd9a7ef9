"""An inbox in a mailbox of a real IMAP server on this machine: nothing is lost, nothing is read twice, and what stays is told."""

import logging
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import load_settings
from db.asking.details import list_documents
from db.reading.documents import find_document, waiting_documents
from db.reading.letters import Cover, covers_of, record_letter, taken_letters
from flows import doctor
from flows.batch import ingest_batch
from flows.inbox import mail
from flows.inbox.mail import collect_mail, place_of
from tasks.archive.mailbox import MailboxPlace, Post, opened
from tasks.domain.errors import ConfigError, InboxError, LimitExceededError
from tasks.domain.outcome import Outcome

sys.path.insert(0, str(Path(__file__).parent))
from mail_server import PASSWORD, USER, MailServer, letter_with

PDF = b"%PDF-1.4 no notice"


@pytest.fixture(scope="module")
def running():
    # Sockets have short paths, and the server's own account must get in.
    folder = Path(tempfile.mkdtemp(prefix="mail-", dir="/tmp"))
    server = MailServer(folder)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def server(running, monkeypatch):
    """The server with an empty mailbox, named in the settings."""
    running.empty()
    for name, value in {
        "HOST": "127.0.0.1",
        "PORT": str(running.port),
        "USER": USER,
        "PASSWORD": PASSWORD,
        "AUTHORITY": str(running.folder / "cert.pem"),
    }.items():
        monkeypatch.setenv(f"THONGBAO_MAILBOX__{name}", value)
    return running


def waiting():
    return {document.file_name: document for document in waiting_documents(load_settings().database)}


@pytest.mark.usefixtures("prefect_server")
async def test_letters_bring_files_that_are_read_and_move_away(ready, scan, server, tmp_path):
    server.deliver(letter_with("Thông báo số 1", ("Thông báo số 1.pdf", scan(tmp_path / "a.pdf").read_bytes()), ("b.pdf", b"no scan")))
    server.deliver(letter_with("Chỉ hỏi thôi", number="2"))
    outcomes = {o.source: o.outcome for o in await ingest_batch([])}
    assert outcomes == {"Thông báo số 1.pdf": Outcome.SUCCEEDED, "b.pdf": Outcome.QUARANTINED}
    assert (server.subjects(), server.subjects("thongbao"), server.seen()) == (["Chỉ hỏi thôi"], ["Thông báo số 1"], [])
    settings = load_settings()
    found = find_document(settings.database, "Thông báo số 1.pdf")
    [cover] = covers_of(settings.database, found.id)
    assert (cover.sender, cover.subject) == ("Máy quét <scan@tangiang.example>", "Thông báo số 1")
    assert cover.sent_at and cover.sent_at.isoformat() == "2026-11-29T01:00:00+00:00"
    assert await ingest_batch([]) == []


@pytest.mark.parametrize("where", ["register_document", "record_letter", "move_away"])
def test_a_run_that_dies_loses_nothing_and_the_next_reads_nothing_twice(ready, server, monkeypatch, where):
    server.deliver(letter_with("Hai tệp", ("a.pdf", PDF), ("b.pdf", PDF + b"2")))

    def dies(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(*((Post, where) if where == "move_away" else (mail, where)), dies)
        collect_mail(load_settings())
    assert server.subjects() == ["Hai tệp"]
    assert collect_mail(load_settings()) == ()
    assert (server.subjects(), server.subjects("thongbao")) == ([], ["Hai tệp"])
    assert sorted(waiting()) == ["a.pdf", "b.pdf"]
    assert {len(covers_of(load_settings().database, document.id)) for document in waiting().values()} == {1}


def test_a_letter_that_was_taken_is_only_moved(ready, server, monkeypatch):
    server.deliver(letter_with("Một", ("a.pdf", PDF)))
    with monkeypatch.context() as patch:
        patch.setattr(Post, "move_away", lambda *_: None)
        collect_mail(load_settings())
    monkeypatch.setattr(Post, "fetch", lambda *_: pytest.fail("fetched again"))
    assert collect_mail(load_settings()) == ()
    assert server.subjects() == []


def test_the_same_file_in_two_letters_is_one_document_with_both(ready, server):
    server.deliver(letter_with("Một", ("a.pdf", PDF), number="1"))
    server.deliver(letter_with("Hai", ("b.pdf", PDF), number="2"))
    collect_mail(load_settings())
    [row] = list_documents(load_settings().database)
    [document] = waiting().values()
    assert row.file_name == "a.pdf"
    assert [cover.subject for cover in covers_of(load_settings().database, document.id)] == ["Một", "Hai"]


def test_what_is_too_large_stays_and_is_told(ready, server, monkeypatch, caplog):
    monkeypatch.setenv("THONGBAO_MAX_FILE_BYTES", "2000")
    server.deliver(letter_with("Lớn", ("a.pdf", PDF), ("b.pdf", bytes(2100)), number="1"))
    server.deliver(letter_with("Rất lớn", ("c.pdf", bytes(9000)), number="2"))
    server.deliver(letter_with("Nhỏ", ("d.pdf", PDF + b"d"), number="3"))
    with caplog.at_level(logging.WARNING):
        stays = collect_mail(load_settings())
    assert [type(one.error) for one in stays] == [LimitExceededError, LimitExceededError]
    assert server.subjects() == ["Lớn", "Rất lớn"]
    assert "d.pdf" in waiting()
    assert caplog.text.count("stays in imap://") == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PASSWORD": "wrong"}, "does not let us in"),
        ({"PORT": "1"}, "cannot be used"),
        ({"FOLDER": "Không có"}, "cannot be used"),
        ({"AUTHORITY": ""}, "does not prove its name"),
    ],
)
@pytest.mark.usefixtures("prefect_server")
async def test_a_mailbox_that_cannot_be_used_is_told_and_the_rest_is_read(ready, scan, server, monkeypatch, changed, said):
    for name, value in changed.items():
        monkeypatch.setenv(f"THONGBAO_MAILBOX__{name}", value) if value else monkeypatch.delenv(f"THONGBAO_MAILBOX__{name}")
    scan(load_settings().inbox_folder / "local.pdf")
    first, second = await ingest_batch([])
    assert (first.outcome, first.error_code, second.outcome) == (Outcome.FAILED, "inbox-unavailable", Outcome.SUCCEEDED)
    assert said in first.message and PASSWORD not in first.message


def test_certificates_that_are_none_are_a_fault_of_the_settings(server, tmp_path):
    (tmp_path / "none.pem").write_text("none")
    settings = load_settings().mailbox
    with (
        pytest.raises(ConfigError, match="no certificates"),
        opened(replace(place_of(settings), authority=tmp_path / "none.pem"), PASSWORD),
    ):
        pass


def test_another_name_than_the_server_proves_is_refused(server):
    place = replace(place_of(load_settings().mailbox), host="localhost")
    with pytest.raises(InboxError, match="does not prove its name"), opened(place, PASSWORD):
        pass


def test_doctor_tries_the_mailbox_and_changes_nothing(ready, server, monkeypatch):
    server.deliver(letter_with("Thông báo", ("a.pdf", PDF)))
    [found] = doctor.mailbox(load_settings())
    assert found.ok and found.value == "signed in; letters in INBOX: 1; done: thongbao, made at the first letter"
    assert (server.subjects(), server.seen()) == (["Thông báo"], [])
    with server.box() as box:
        box.folder.create("thongbao")
    assert doctor.mailbox(load_settings())[0].value.endswith("done: thongbao")
    for name, value, said in (
        ("PASSWORD", "falsch", "does not let us in"),
        ("FOLDER", "Fax", "cannot be used"),
        ("PORT", "1", "cannot be used"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(f"THONGBAO_MAILBOX__{name}", value)
            [wrong] = doctor.mailbox(load_settings())
            assert not wrong.ok and said in wrong.value and wrong.hint
            assert PASSWORD not in str(wrong) and "falsch" not in str(wrong)


def test_without_a_mailbox_nobody_is_asked(ready):
    assert doctor.mailbox(load_settings()) == []
    assert collect_mail(load_settings()) == ()


def test_a_letter_is_recorded_once(ready):
    url = load_settings().database
    cover = Cover("imap://a@b/INBOX", "7:1", "x", "y", None)
    for _ in range(2):
        record_letter(url, cover, [])
    assert taken_letters(url, cover.mailbox) == {"7:1": False}
    assert taken_letters(url, "imap://a@c/INBOX") == {}
    assert MailboxPlace("b", 993, "a", "INBOX", "thongbao").address == cover.mailbox
