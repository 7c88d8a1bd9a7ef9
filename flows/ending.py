"""How the program ends: every error says what happened, where and what to do, and sets the exit code (docs/errors.md)."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

import typer

from flows import render
from flows.app import err
from flows.outcome import BUG_EXIT
from flows.streams import forget_output
from tasks.archive.originals import FULL
from tasks.domain.errors import OutputError, StorageError, StorageFullError, ThongbaoError
from tasks.domain.legible import legible

STOPPED_EXIT = 130  # as shells count a process that Ctrl-C ended


def end_with(run: Callable[[], object]) -> NoReturn:
    """Run the program, and leave the process with its exit code."""
    try:
        code = exit_code(run)
    except KeyboardInterrupt:  # once more, while the first was told
        code = STOPPED_EXIT
    forget_output()
    sys.exit(code)


def exit_code(run: Callable[[], object]) -> int:
    """Run the program and tell what went wrong; gives the exit code."""
    try:
        code = run()
        sys.stdout.flush()
    except typer.Exit as error:
        return _flushed(error.exit_code)
    except (typer.Abort, KeyboardInterrupt) as error:
        if isinstance(error, KeyboardInterrupt):
            _tell("Stopped. What was not finished is taken up by the next run.")
        return STOPPED_EXIT
    except BrokenPipeError:  # `| head` has seen enough
        return 0
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Typer ends with 1 for the same
            return 0
        raise
    except ThongbaoError as error:
        return told(error)
    except OSError as error:
        known = of_system(error)
        return told(known) if known else bug(error)
    except UnicodeEncodeError as error:
        return (
            told(OutputError("What was typed, or a file's name, is no text in UTF-8.", "Type it anew, or rename the file."))
            if ("surrogates" in error.reason)
            else bug(error)
        )
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")) and hasattr(error, "show"):
            with suppress(OSError):
                error.show()
            return int(getattr(error, "exit_code", 2))
        return bug(error)
    return code if isinstance(code, int) else 0


def _flushed(code: int) -> int:
    """The code of a command that ended well, unless its last words could not be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except OSError as error:
        known = of_system(error)
        return told(known) if known else code
    return code


def of_system(error: OSError) -> ThongbaoError | None:
    """The error of our tree for one of the operating system that a person can do something about; None for any other."""
    said = error.strerror or str(error)
    if error.errno in FULL:
        where = f" for {error.filename}" if error.filename else " where this command writes"
        return StorageFullError(f"No space is left{where}: {said}.", "Free disk space, then run the same command again.")
    if error.filename is not None:
        return StorageError(f"{error.filename} cannot be used: {said}.", "Check that it is there, what it is, and who may do what with it.")
    return None


def told(error: ThongbaoError) -> int:
    """Say what went wrong; gives the exit code."""
    with suppress(OSError):
        render.error(err, error.code, error.message, error.hint)
    return error.exit_code


def bug(error: Exception) -> int:
    """Say where an error that is ours came from; gives the exit code."""
    with suppress(OSError):
        err.print(legible("".join(traceback.format_exception(error))), markup=False, highlight=False)
        render.error(err, "bug", f"{type(error).__name__} in thongbao.", "Please report the lines above.")
    return BUG_EXIT


def _tell(words: str) -> None:
    with suppress(OSError):
        err.print(words, highlight=False)
