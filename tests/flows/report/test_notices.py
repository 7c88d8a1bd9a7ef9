import logging
from datetime import date
from email import message_from_string
from email.policy import default

import pytest

from benchmarks.ports import free_port
from config.masked import shown
from config.settings import load_settings
from db.asking.details import list_runs
from db.record.history import start_run
from flows.report import notices
from flows.report.night import Behind, Night, notice, plain_text, subject
from flows.report.notices import send_notices
from flows.report.words import words_in

NIGHT, BEHIND, WORDS = Night("r1", 2), Behind(date(2026, 6, 20), 7), words_in("vi")
BODY, TEXT, SUBJECT = notice(NIGHT, BEHIND), plain_text(NIGHT, BEHIND, WORDS, lambda _: None), subject(NIGHT, BEHIND, WORDS)


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    monkeypatch.setattr(notices, "FIRST_WAIT_SECONDS", 0)


@pytest.fixture
def send(ready, caplog):
    """Sends the notice with given settings; gives what was lost, and the attempts on record."""
    caplog.set_level(logging.DEBUG)

    def make(**settings):
        url = load_settings().database
        run_id = start_run(url, "batch", "inbox", parameters={})
        lost = send_notices(load_settings(**settings), run_id, BODY, SUBJECT, TEXT)
        assert "geheim" not in caplog.text + "".join(lost)
        return lost, [(a.step, a.outcome, a.error_code) for a in next(r for r in list_runs(url) if r.id == run_id).attempts]

    return make


def test_nothing_is_sent_where_nothing_is_set(send):
    assert send() == ([], [])


def test_the_notice_arrives_and_is_on_record(send, receiver):
    assert send(webhook_url=receiver.url) == ([], [("webhook", "succeeded", None)])
    assert receiver.got == [("/geheim", BODY)]


def test_a_receiver_that_stumbles_is_asked_again(send, receiver):
    receiver.answers = [500, 503]
    assert send(webhook_url=receiver.url)[1] == [("webhook", "succeeded", None)]
    assert len(receiver.got) == 3


def test_a_receiver_that_refuses_is_recorded_and_ends_nothing(send, receiver):
    receiver.answers = [500] * 3
    lost, attempts = send(webhook_url=receiver.url)
    assert lost == ["webhook: The webhook answered 500. Look at its own log."]
    assert attempts == [("webhook", "failed", "notice")]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/geheim", "file:///geheim", "http://geheim:x", "geheim"])
def test_an_address_that_leads_nowhere_is_recorded_and_never_shown(send, url):
    lost, attempts = send(webhook_url=url.format(port=free_port()), notice_attempts=1)
    assert len(lost) == 1
    assert attempts == [("webhook", "failed", "notice")]


def test_a_silent_receiver_is_left_after_the_time_limit(send, receiver):
    receiver.answers = [0]
    lost, _ = send(webhook_url=receiver.url, notice_seconds=0.2, notice_attempts=1)
    assert "did not answer (TimeoutError)" in lost[0]


def test_a_redirect_is_not_followed(send, receiver):
    receiver.answers = [307]
    assert "answered 307" in send(webhook_url=receiver.url, notice_attempts=1)[0][0]
    assert [path for path, _ in receiver.got] == ["/geheim"]


def test_the_notice_goes_out_as_mail(send, mail_server):
    settings = {"smtp_host": "127.0.0.1", "smtp_port": mail_server.server_address[1], "mail_to": "a@example.org, b@example.org"}
    assert send(**settings) == ([], [("mail", "succeeded", None)])
    assert mail_server.recipients == ["a@example.org", "b@example.org"]
    letter = message_from_string(mail_server.letters[0], policy=default)
    assert letter["Subject"].strip() == "thongbao: đêm 20/06/2026, 2 tệp, không có gì cần xem lại"
    assert "2 tệp và văn bản chờ: không có gì để xử lý." in letter.get_content()


def test_a_mail_server_that_is_away_is_recorded(send):
    lost, attempts = send(smtp_host="127.0.0.1", smtp_port=free_port(), mail_to="a@example.org", notice_attempts=1)
    assert "The mail server did not take the notice" in lost[0]
    assert attempts == [("mail", "failed", "notice")]


def test_a_mail_server_without_the_encryption_asked_for_gets_nothing(send, mail_server):
    settings = {"smtp_host": "127.0.0.1", "smtp_port": mail_server.server_address[1], "mail_to": "a@example.org", "smtp_starttls": True}
    assert send(**settings, notice_attempts=1)[1] == [("mail", "failed", "notice")]
    assert mail_server.letters == []


def test_secrets_are_masked_where_settings_are_shown(home, monkeypatch):
    monkeypatch.setenv("THONGBAO_WEBHOOK_URL", "https://example.org/geheim")
    settings = load_settings(smtp_password="geheim")
    for name in ("webhook_url", "smtp_password"):
        assert "geheim" not in shown(name, getattr(settings, name))
    assert "geheim" not in repr(settings)
