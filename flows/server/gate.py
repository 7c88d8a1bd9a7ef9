"""What stands in front of Prefect's server: nothing of it, page, API or WebSocket, answers a stranger."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import math
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.server.brake import Brake
from flows.server.handshake import REASON, VIOLATION, Reception
from flows.server.login import without_own_login
from flows.server.names import Names, Refusal, values
from flows.server.refusals import Refusals

HEALTH = "/api/health"  # says that the server runs, and nothing else
# Nobody finds a password of so many characters by trying, so that who has it need not wait for what others at the address tried.
LONG_PASSWORD = 32
ASKS = ((b"www-authenticate", b'Basic realm="thongbao", charset="UTF-8"'),)
# Prefect's UI writes scripts and styles of its own into its pages; what it shows of documents fetches nothing from elsewhere.
POLICY = (
    b"default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
    b"object-src 'none'",
    b"base-uri 'self'",
    b"form-action 'self'",
    b"frame-ancestors 'none'",
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"; ".join(POLICY)),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
)


class Gate:
    """An ASGI application that passes on to another what came by a known name, from no foreign page, with the password.

    `/api/health` alone is answered without the password. Wrong passwords are counted by address, and every refusal is told.

    Args:
        app: what is guarded.
        auth: ``NAME:PASSWORD``.
        names: of the server, beside those that every machine has for itself.
        now: a clock in seconds that only goes forward.
        refusals: where refusals are told.
    """

    def __init__(
        self, app: ASGIApp, auth: str, names: Names, now: Callable[[], float] = time.monotonic, refusals: Refusals | None = None
    ) -> None:
        self._app = app
        self._auth = auth.encode()
        self._names = names
        self._brake = Brake(now)
        self._refusals = refusals or Refusals(now)
        self._reception = Reception(app)
        self._is_long = len(auth.partition(":")[2]) >= LONG_PASSWORD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or serve one WebSocket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = {name for name, _ in HEADERS}
                message["headers"] = [*(h for h in message.get("headers", ()) if h[0].lower() not in named), *HEADERS]
            await send(message)

        refusal = self._names.refusal(scope)
        if refusal is None and not (scope["path"] == HEALTH and scope["method"] == "GET"):
            refusal = self._unknown(scope)
        if refusal is not None:
            self._tell(scope, scope["method"], refusal)
            await _answer(sealed, refusal)
        elif scope["path"].endswith("/ui-settings") and scope["method"] == "GET":
            await without_own_login(self._app, scope, receive, sealed)
        else:
            await self._app(scope, receive, sealed)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._names.refusal(scope)
        if refusal is None and values(scope, b"authorization"):
            refusal = self._unknown(scope)
            if refusal is None:
                await self._app(scope, receive, send)
                return
        if refusal is not None:
            await receive()
            await send({"type": "websocket.close", "code": VIOLATION, "reason": REASON})  # before it was accepted: 403
        else:
            # Most of Prefect's own clients tell the password in their first message only.
            refusal = await self._reception.take_in(lambda told: self._judge(scope, told), scope, receive, send)
        if refusal is not None:
            self._tell(scope, "WebSocket", refusal)

    def _unknown(self, scope: Scope) -> Refusal | None:
        """Why a request's header does not let it in; None where it does."""
        headers = values(scope, b"authorization")
        if not headers:
            return Refusal(HTTPStatus.UNAUTHORIZED, "no password", ASKS)
        return self._judge(scope, _basic(headers[0]) if len(headers) == 1 else b"")

    def _judge(self, scope: Scope, told: bytes) -> Refusal | None:
        """Why ``NAME:PASSWORD`` does not let in; None where it does. A wrong one is counted."""
        address = _client(scope)
        wait, fits = self._brake.wait(address), hmac.compare_digest(told, self._auth)
        if wait and not (fits and self._is_long):
            return _later(wait)
        if fits:
            return None
        self._brake.failed(address, told)
        return Refusal(HTTPStatus.UNAUTHORIZED, "wrong password", ASKS)

    def _tell(self, scope: Scope, how: str, refusal: Refusal) -> None:
        self._refusals.tell(_client(scope), f"{how} {scope['path']}", refusal.why)


def _later(wait: float) -> Refusal:
    after = str(math.ceil(wait)).encode()
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, "too many wrong passwords", ((b"retry-after", after),))


def _client(scope: Scope) -> str:
    """The address of the one who is connected. A proxy's word about others is not taken: anybody can say it."""
    return str(scope["client"][0]) if scope.get("client") else "?"


def _basic(header: str) -> bytes:
    """What the header of basic authentication (RFC 7617) tells; another header is a guess like others, and never the right one."""
    scheme, _, coded = header.partition(" ")
    try:
        told = base64.b64decode(coded.strip(), validate=True)
    except (binascii.Error, ValueError):
        told = b""
    return told if scheme.lower() == "basic" and told else b"\0" + header.encode()


async def _answer(send: Send, refusal: Refusal) -> None:
    body = json.dumps({"detail": HTTPStatus(refusal.status).phrase, "exception_message": HTTPStatus(refusal.status).phrase}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *refusal.headers]
    await send({"type": "http.response.start", "status": int(refusal.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
