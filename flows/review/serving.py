"""Listening: the review pages as a process of their own."""

from __future__ import annotations

import errno
import logging
import socket
import ssl
import sys
from contextlib import suppress

import uvicorn

from config.settings import Settings
from flows.review.accounts import load_accounts
from flows.review.api.rereading import rereading
from flows.review.app import make_app, make_site
from flows.review.connections import BURST, Connections, Limits, listen, make_room
from flows.review.protocol import protocol_for
from flows.review.sessions import KEY_FILE, load_secret
from flows.review.site import Site, is_loopback, log
from flows.server.listening import bind_once
from tasks.domain.errors import AlreadyServedError, ConfigError

LONGEST_HEAD = 32 * 1024  # bytes of a request's head; an address has a filter in it, not a text
CERTIFICATE_HINT = (
    "review_certificate names a PEM file with the certificate and its chain, review_key one with its key, without a password."
)
PLAIN_HINT = "Set review_certificate and review_key, or review_proxy to the address of a proxy that speaks TLS."
STOP_SECONDS = 3  # a browser keeps connections open that nobody needs


def check_place(settings: Settings, host: str, port: int) -> None:
    """Make sure that the pages can be served there, and that nobody from elsewhere gets in without an account.

    Raises:
        ConfigError: people from elsewhere would reach them and there are neither accounts nor an OpenID provider, or this machine has no
            such address.
        AlreadyServedError: something else listens there.
    """
    check_certificate(settings)
    load_secret(settings.home / KEY_FILE)
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


def check_certificate(settings: Settings) -> None:
    """Make sure that the pages can speak TLS, where they are to.

    Raises:
        ConfigError: certificate or key cannot be used.
    """
    certificate, key = settings.review_certificate, settings.review_key
    if certificate is None:
        if key is not None:
            raise ConfigError("There is a review_key and no review_certificate.", CERTIFICATE_HINT)
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except OSError as error:  # an SSLError is one too
        raise ConfigError(f"The certificate {certificate} cannot be used: {error.strerror or error}.", CERTIFICATE_HINT) from error


def plain_beyond(settings: Settings, host: str) -> str:
    """Why passwords and documents would cross the network in plain text; "" where they do not."""
    if settings.review_certificate is not None or settings.review_proxy:
        return ""
    if not is_loopback(host):
        return f"the review pages at {host} speak no TLS: whoever listens on the network reads passwords. {PLAIN_HINT}"
    if settings.review_hosts:
        return f"no proxy is named: cookies are not kept to TLS, and all people count as one for the brake on guessing. {PLAIN_HINT}"
    return ""


def config_for(site: Site, connections: Connections) -> uvicorn.Config:
    """How uvicorn is to serve the pages, at a socket of ``flows.review.connections``."""
    certificate, key = site.settings.review_certificate, site.settings.review_key
    return uvicorn.Config(
        make_app(site),
        loop="asyncio",  # others accept connections past our socket
        http=protocol_for(connections),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the guard knows which proxy to believe
        backlog=BURST,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=STOP_SECONDS,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def serve_pages(settings: Settings, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Sign-ins and changes go to the error output, without passwords or cookies.

    Raises:
        ConfigError: certificate, key or secret cannot be used.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    log.setLevel(logging.INFO)
    check_certificate(settings)
    if warning := plain_beyond(settings, host):
        log.warning(warning)
    site = make_site(settings, host)
    connections = Connections(make_room(Limits()), site.proxies)
    with rereading(settings, site.programs.asked), suppress(KeyboardInterrupt):  # uvicorn passes the signal on once it has ended
        uvicorn.Server(config_for(site, connections)).run([listen(host, port, connections)])
