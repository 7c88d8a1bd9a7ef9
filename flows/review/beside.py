"""The review pages beside `thongbao serve`: started and stopped with it. Run as ``python -m flows.review.beside HOST PORT``."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings, load_settings
from flows.server.api_process import end_with_parent
from flows.server.start import STOP_SECONDS, stop_process

AGAIN_SECONDS = 5.0


@contextmanager
def pages_beside(settings: Settings, host: str, port: int) -> Iterator[None]:
    """Have the review pages while inside; should their process end by itself, another one is started.

    Args:
        settings: of the program.
        host: address to listen at.
        port: to listen at; 0: there are no pages.

    Raises:
        ConfigError: people from elsewhere would reach them and there are no accounts.
        AlreadyServedError: something else listens there.
    """
    if not port:
        yield
        return
    from flows.review.serving import check_place

    check_place(settings, host, port)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(host, port, stop), name="review-pages", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(STOP_SECONDS + AGAIN_SECONDS)


def _keep(host: str, port: int, stop: threading.Event) -> None:
    while not stop.is_set():
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.review.beside", host, str(port)],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the one who serves, who then ends this
        )
        while process.poll() is None and not stop.wait(0.5):
            pass
        if process.poll() is None:
            stop_process(process)
        stop.wait(AGAIN_SECONDS)


def main() -> None:
    """Serve the pages; end when the process that started this one is gone."""
    from flows.review.serving import serve_pages

    end_with_parent()
    serve_pages(load_settings(), sys.argv[1], int(sys.argv[2]))


if __name__ == "__main__":
    main()
