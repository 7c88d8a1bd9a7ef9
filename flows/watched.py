"""A flow that a command runs: beside a server that is there or starts, with its progress on the terminal."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

from config.settings import Settings
from flows import render
from flows.app import err
from flows.server.environment import prepare_prefect
from flows.server.start import answers, start_server, wait_for_server
from tasks.apart import ROOM
from tasks.progress import Progress, watch

T = TypeVar("T")
# Until their first page is being read, this process has more to do than the machine; then it waits for others.
_PAGES = ("rasterize", "recognize")


def begin_prefect(settings: Settings) -> None:
    """Set Prefect up, and have its server and the process that reads files on their way while the rest is imported."""
    prepare_prefect(settings)
    start_server()
    ROOM.prepare()


def run_watched(start: Callable[[], Awaitable[T]]) -> T:
    """Run an async flow with its progress on the terminal, once the server answers.

    What the first document needs is made while this process waits: for a server that is still starting, else for the first page.

    Raises:
        ServerUnavailableError: the server does not answer, or does not take our password.
    """
    from flows.warming import warm_beside

    waiting = [warm_beside]
    if not answers(os.environ["PREFECT_API_URL"].rstrip("/")):
        waiting.pop()()
    with render.progress(err) as draw:

        def tell(sign: Progress) -> None:
            if waiting and sign.step in _PAGES:
                waiting.pop()()
            draw(sign)

        async def main() -> T:
            watch(tell)
            return await start()

        wait_for_server()
        return anyio.run(main)
