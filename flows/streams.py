"""The three streams of a process, usable whatever they were opened with."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

from rich.console import Console


class Terminal(Console):
    """A console that leaves it to the program's end to say what a reader that went away means."""

    def on_broken_pipe(self) -> NoReturn:
        """Rich would end the process here, with a code of its own."""
        raise BrokenPipeError


def make_usable() -> None:
    """Have all three streams: one that was closed leads nowhere, and a letter that a terminal's encoding lacks is written as an escape.

    Where Python takes the locale C for what it says, letters would else be an error of the program.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))
        elif number and isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def forget_output() -> None:
    """Throw away what is still to be written, which else fails once more when the process ends, with a message of Python's own."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
