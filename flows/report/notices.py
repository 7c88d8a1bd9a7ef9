"""Notices of a night: to a webhook and by e-mail, with time limits and further attempts. What fails is recorded, and ends nothing."""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
import time
from collections.abc import Callable
from email.header import Header
from email.mime.text import MIMEText
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from config.settings import Settings
from db.record.history import Ending, end_attempt, start_attempt
from tasks.domain.errors import NoticeError, ThongbaoError
from tasks.domain.outcome import Outcome

logger = logging.getLogger(__name__)
FIRST_WAIT_SECONDS = 1.0  # doubled before every further attempt


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the notice to an address that nobody set."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def post_json(url: str, body: dict[str, Any], seconds: float) -> None:
    """Post a JSON document once.

    Raises:
        NoticeError: it was not taken; its text does not name the address, which is secret.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise NoticeError("The webhook's address is neither http nor https.", "Correct THONGBAO_WEBHOOK_URL.")
    request = Request(  # noqa: S310 - the scheme was looked at
        url,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "thongbao"},
        method="POST",
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=seconds) as answer:
            answer.read(1024)
    except HTTPError as error:
        error.close()
        raise NoticeError(f"The webhook answered {error.code}.", "Look at its own log.") from None
    except (OSError, ValueError, HTTPException) as error:
        # The texts of these errors can hold the address.
        raise NoticeError(f"The webhook did not answer ({type(error).__name__}).", "Check THONGBAO_WEBHOOK_URL and the network.") from None


def send_mail(settings: Settings, subject: str, text: str) -> None:
    """Send one e-mail to all addresses of ``mail_to``.

    Raises:
        NoticeError: the mail server did not take it.
    """
    # Python's newer EmailMessage loses spaces where it folds a long subject with accents ("khôngcó"; 3.11).
    message = MIMEText(text, "plain", "utf-8")
    message["Subject"], message["From"] = Header(subject, "utf-8").encode(), settings.mail_from
    message["To"] = ", ".join(a.strip() for a in settings.mail_to.split(",") if a.strip())
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=settings.notice_seconds) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user and settings.smtp_password is not None:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise NoticeError(f"The mail server did not take the notice ({type(error).__name__}).", "Check the settings smtp_*.") from None


def send_notices(settings: Settings, run_id: str, body: dict[str, Any], subject: str, text: str) -> list[str]:
    """Send a notice every way that is set up; each way leaves a row in the history of the batch.

    Args:
        settings: where to and how often.
        run_id: our batch, "" where it could not be recorded.
        body: the notice for the webhook.
        subject: the notice for people in one line.
        text: the notice for people.

    Returns:
        What did not arrive and why, one line each.
    """
    ways: dict[str, Callable[[], None]] = {}
    if settings.webhook_url is not None and settings.webhook_url.get_secret_value():
        ways["webhook"] = partial(post_json, settings.webhook_url.get_secret_value(), body, settings.notice_seconds)
    if settings.smtp_host and settings.mail_to:
        ways["mail"] = partial(send_mail, settings, subject, text)
    lost = []
    for name, send in ways.items():
        error = _try(send, settings.notice_attempts)
        if error is not None:
            logger.warning("%s: %s", name, error)
            lost.append(f"{name}: {error}")
        _record(settings.database, run_id, name, error)
    return lost


def _try(send: Callable[[], None], attempts: int) -> NoticeError | None:
    last: NoticeError | None = None
    for number in range(attempts):
        if number:
            time.sleep(FIRST_WAIT_SECONDS * 2 ** (number - 1))
        try:
            send()
        except NoticeError as error:
            last = error
        else:
            return None
    return last


def _record(database: str, run_id: str, way: str, error: NoticeError | None) -> None:
    if not run_id:
        return
    ending = Ending(Outcome.SUCCEEDED) if error is None else Ending(Outcome.FAILED, error.code, str(error))
    try:
        row = start_attempt(database, run_id, way, parameters={}, tools={})
        end_attempt(database, row, ending, summary="notice sent" if error is None else None)
    except ThongbaoError as refused:  # the notice went out or not; that it is not on record must not end the night
        logger.warning("%s is not on record: %s", way, refused)
