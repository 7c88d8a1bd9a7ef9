"""One question for the password instead of two: the browser has asked for it before Prefect's UI could."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send


async def without_own_login(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let the application tell its UI everything of ``/ui-settings`` but that it should ask for a password itself.

    The browser sends what was told to it with every later request to the same origin, and keeps it from pages of others.
    """
    plain = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"accept-encoding"]}
    begun: list[Message] = []
    body = bytearray()

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            begun.append(message)
        else:
            body.extend(message.get("body", b""))

    await app(plain, receive, hold)
    [start] = begun
    told = bytes(body)
    if start["status"] == HTTPStatus.OK:
        told = json.dumps({**json.loads(told), "auth": None}).encode()
    kept = [header for header in start["headers"] if header[0].lower() != b"content-length"]
    await send({**start, "headers": [*kept, (b"content-length", str(len(told)).encode())]})
    await send({"type": "http.response.body", "body": told})
