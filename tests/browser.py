"""One Chromium for all tests in a row that need one: to start it takes two seconds of processor time, a context of its own none."""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
_OPEN: list[tuple[ExitStack, Browser]] = []


def running_chromium() -> Browser:
    """Debian's Chromium, which runs until ``close_chromium``."""
    if not _OPEN:
        with ExitStack() as stack:
            browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            stack.callback(browser.close)
            _OPEN.append((stack.pop_all(), browser))
    return _OPEN[0][1]


def close_chromium() -> None:
    """End it, where it runs: as long as it does, so does an event loop, and no other test could have one."""
    while _OPEN:
        _OPEN.pop()[0].close()
