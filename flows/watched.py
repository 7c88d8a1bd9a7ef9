"""A flow that a command runs: beside a server that is there or starts, with its progress on the terminal."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from config.settings import Settings
from flows import render
from flows.app import err
from flows.garbage import nothing_collected
from flows.server.environment import prepare_prefect
from flows.server.start import answers, start_server, wait_for_server
from tasks.apart import ROOM
from tasks.progress import Progress, watch

T = TypeVar("T")
# While pages are read this process waits for others.
_PAGES = ("rasterize", "recognize")


def run_watched(settings: Settings, load: Callable[[], Callable[[], Awaitable[T]]], paths: Sequence[str] = ()) -> T:
    """Run an async flow with its progress on the terminal, once the server answers.

    Prefect's server, the process that reads files, and the pages of a single new file are on their way while Prefect is imported. What the
    first document needs besides is made when there is something to wait for.

    Args:
        settings: of the program.
        load: imports the flow and gives what begins it; called when Prefect is set up.
        paths: files and folders that the flow will read.

    Raises:
        ServerUnavailableError: the server does not answer, or does not take our password.
        VanishedFileError: a path does not exist.
    """
    with nothing_collected():
        prepare_prefect(settings)
        start_server()
        ROOM.prepare()
        from flows.reading_ahead import reading_ahead
    later: list[Callable[[], None]] = []
    with render.progress(err) as draw:

        def tell(sign: Progress) -> None:
            if later and sign.step in _PAGES:
                later.pop()()
            draw(sign)

        with reading_ahead(settings, paths, tell) as is_reading:
            with nothing_collected():
                import anyio

                from flows.warming import warm_beside

                begin = load()
            if is_reading or not answers(os.environ["PREFECT_API_URL"].rstrip("/")):
                warm_beside()
            else:
                later.append(warm_beside)

            async def main() -> T:
                watch(tell)
                return await begin()

            wait_for_server()
            return anyio.run(main)
