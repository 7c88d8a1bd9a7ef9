"""Listening: the review pages as a process of their own."""

from __future__ import annotations

import errno
import logging
import socket
import sys

from config.settings import Settings
from flows.review.accounts import load_accounts
from flows.review.app import is_loopback, make_app, make_site
from flows.server.listening import bind_once
from tasks.domain.errors import AlreadyServedError, ConfigError

STOP_SECONDS = 3  # a browser keeps connections open that nobody needs


def check_place(settings: Settings, host: str, port: int) -> None:
    """Make sure that the pages can be served there, and that nobody from elsewhere gets in without an account.

    Raises:
        ConfigError: people from elsewhere would reach them and there are neither accounts nor an OpenID provider, or this machine has no
            such address.
        AlreadyServedError: something else listens there.
    """
    accounts = load_accounts(settings.review_users_file)
    if not accounts and settings.openid is None and (not is_loopback(host) or settings.review_hosts):
        raise ConfigError(
            f"At {host} other people reach the review pages, and there is no account in {settings.review_users_file}.",
            "Make one: `thongbao review-user NAME --role editor`.",
        )
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bind_once(found[0], found[4])
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AlreadyServedError(f"Port {port} is taken.", "Give another one; `serve --review-port 0` has no review pages.") from error
        raise ConfigError(f"Nothing can listen at {host} port {port}: {error.strerror or error}.", "Give another one.") from error


def serve_pages(settings: Settings, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Sign-ins and changes go to the error output, without passwords or cookies."""
    import uvicorn

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("thongbao.review").setLevel(logging.INFO)
    uvicorn.run(
        make_app(make_site(settings, host)),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
