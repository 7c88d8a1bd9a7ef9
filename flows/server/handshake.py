"""The first message of a WebSocket, in which Prefect's clients tell the password: asked for before Prefect hears of the connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.server.names import Refusal

PROTOCOL = "prefect"  # of Prefect's clients; others tell no password
FIRST_MESSAGE_SECONDS = 10.0
MOST_WAITING = 32  # connections that told no password yet; each holds some memory
LONGEST_MESSAGE = 4096  # characters
VIOLATION = 1008  # RFC 6455: the message violates a policy
# By this word Prefect's worker knows that asking again does not help (WorkerChannelCloseReason of 3.9.1).
REASON = "authentication_failed"
_NOTHING_TOLD = Refusal(HTTPStatus.UNAUTHORIZED, "no password")


class Reception:
    """Takes WebSockets in: accepts them, waits for their password, and hands them on as if they began only then.

    Args:
        app: what is guarded.
        seconds: how long a password may take.
    """

    def __init__(self, app: ASGIApp, seconds: float = FIRST_MESSAGE_SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._waiting = 0

    async def take_in(self, judge: Callable[[bytes], Refusal | None], scope: Scope, receive: Receive, send: Send) -> Refusal | None:
        """Serve a WebSocket whose header told no password, to its end.

        Args:
            judge: says why a password does not let in.
            scope: of the connection.
            receive: gives its messages.
            send: sends to it.

        Returns:
            Why it was closed before the application heard of it; None where it was handed on, or went away by itself.
        """
        connect = await receive()
        if PROTOCOL not in scope.get("subprotocols", ()) or self._waiting >= MOST_WAITING:
            await send({"type": "websocket.close", "code": VIOLATION, "reason": REASON})
            return _NOTHING_TOLD
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        first = await self._first(receive)
        if first is not None and first["type"] == "websocket.disconnect":
            return None
        token = told(first)
        refusal = _NOTHING_TOLD if token is None else judge(token)
        if refusal is not None:
            await send({"type": "websocket.close", "code": VIOLATION, "reason": REASON})
            return refusal
        await self._hand_on([connect, first or {}], scope, receive, send)
        return None

    async def _first(self, receive: Receive) -> Message | None:
        """The first message; None where it does not come in time."""
        self._waiting += 1
        try:
            return await asyncio.wait_for(receive(), self._seconds)
        except TimeoutError:
            return None
        finally:
            self._waiting -= 1

    async def _hand_on(self, before: list[Message], scope: Scope, receive: Receive, send: Send) -> None:
        async def again() -> Message:
            return before.pop(0) if before else await receive()

        async def onward(message: Message) -> None:
            if message["type"] != "websocket.accept":  # it is accepted already
                await send(message)

        await self._app(scope, again, onward)


def told(message: Message | None) -> bytes | None:
    """The password that a first message tells; None where it tells none."""
    text = (message or {}).get("text") or ""
    try:
        found = json.loads(text) if len(text) <= LONGEST_MESSAGE else None
    except (ValueError, RecursionError):
        return None
    token = found.get("token") if isinstance(found, dict) and found.get("type") == "auth" else None
    return token.encode("utf-8", "replace") if isinstance(token, str) and token else None
