"""What requests and answers carry, piece by piece: no more is taken in than a form has, and nothing is sent faster than it is read."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 256 * 1024  # bytes; a form has a paragraph or two
LONGEST_UPLOAD = 128 * 1024 * 1024  # bytes of one form with files; hundreds of scanned pages, larger ones go by the inbox
LONGEST_SHEET = 8 * 1024 * 1024  # bytes of the form that brings a workbook back; a sheet of 1,000 tasks takes some 150 kB
PIECE = 64 * 1024  # bytes; what uvicorn lets wait in a connection before it makes an answer wait


class TooLargeError(Exception):
    """A body is longer than any form of ours; the rest of it was not taken in."""


class Measured:
    """The application behind it reads bodies that were counted as they came, whatever their headers said.

    An answer goes out in pieces, so that a connection that reads slowly holds one of them and not the whole.

    Args:
        app: the application.
        longest: bytes that the body of a request may have.
    """

    def __init__(self, app: ASGIApp, longest: Callable[[Scope], int] = lambda _: LONGEST_BODY) -> None:
        self._app = app
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on.

        Raises:
            TooLargeError: to whoever reads on, in the application.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        taken, longest = 0, self._longest(scope)
        declared = max((_length(value) for name, value in scope["headers"] if name == b"content-length"), default=0)

        async def measured() -> Message:
            nonlocal taken
            if declared > longest:
                raise TooLargeError
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > longest:
                raise TooLargeError
            return message

        async def in_pieces(message: Message) -> None:
            body = message.get("body", b"")
            if message["type"] != "http.response.body" or len(body) <= PIECE:
                await send(message)
                return
            for start in range(0, len(body), PIECE):
                more = start + PIECE < len(body) or message.get("more_body", False)
                await send({"type": "http.response.body", "body": body[start : start + PIECE], "more_body": more})

        await self._app(scope, measured, in_pieces)


def _length(value: bytes) -> int:
    """A length as HTTP writes it; one that is none, or is longer than any number of bytes, counts as too long."""
    return int(value) if value.isdigit() and len(value) < 16 else 10**16
