"""One filter before all logs of the program: names of files and words of documents cannot steer a terminal or make up a line.

It stands where records are made, not at a handler: Prefect, uvicorn and the pages have handlers of their own, and processes of runs set up
their logs again. It is put in where a process begins: the command line, Prefect's server, and the module of the flows.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from tasks.domain.legible import legible

_INDENT = "    | "


class LegibleRecord(logging.LogRecord):
    """A record whose message is one line of printable characters; what a traceback says stands indented below it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Keep an error in words that are legible; formatters take those before they make their own."""
        super().__init__(*given, **named)
        if isinstance(self.exc_info, tuple) and self.exc_info[0] is not None:
            self.exc_text = indented("".join(traceback.format_exception(*self.exc_info)))

    def getMessage(self) -> str:  # noqa: N802 - the name that handlers ask for
        r"""The message with its arguments in it; a line break in it is shown as ``\n``."""
        return one_line(super().getMessage())


def one_line(text: str) -> str:
    r"""Text on one line: controls, marks of direction and line breaks are shown as escapes such as ``\x1b`` and ``\n``."""
    return legible(text.replace("\f", "\\x0c")).replace("\n", "\\n")


def indented(text: str) -> str:
    """Lines that no reader, person or program, takes for lines of the log itself."""
    return "\n".join(_INDENT + one_line(line) for line in text.rstrip("\n").split("\n"))


def install() -> None:
    """Make all records of this process legible ones; a second time changes nothing."""
    logging.setLogRecordFactory(LegibleRecord)
