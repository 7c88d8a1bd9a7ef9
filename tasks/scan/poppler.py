"""Poppler's programs on a file from outside, within bounds, with their failures translated once."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.domain.errors import MissingToolError, RasterError
from tasks.scan.process import Bounds, Finished, run_bounded


def run_poppler(command: Sequence[str], doing: str, bounds: Bounds) -> Finished:
    """Run one of poppler's programs; how it judged the file is for the caller to see.

    Args:
        command: program and arguments.
        doing: what for, the beginning of a message.
        bounds: of the run.

    Raises:
        RasterError: it passed its bounds and was ended, or died.
        MissingToolError: it is not installed.
    """
    try:
        done = run_bounded(command, bounds)
    except FileNotFoundError as error:
        raise MissingToolError(f"{command[0]} is not installed.", "Install the package poppler-utils.") from error
    except OSError as error:
        raise RasterError(f"{command[0]} cannot be started: {error.strerror}.") from error
    if done.timed_out:
        raise RasterError(f"{doing} took longer than {bounds.seconds:.0f} s.", "Raise the setting render_seconds.")
    if done.too_large:
        raise RasterError(f"{doing} gave more than output_bytes = {bounds.output_bytes}.", "Raise the setting output_bytes.")
    # pdftoppm then hands over a page of one white pixel and says that all went well.
    if "Out of memory" in done.stderr:
        raise RasterError(f"{doing} needs more memory than memory_bytes = {bounds.memory_bytes}.", "Raise the setting memory_bytes.")
    if done.returncode < 0:
        how = f"ended by signal {-done.returncode}: {last_words(done)}"
        raise RasterError(f"{doing} failed, {how}.", "If it stays so, raise the setting memory_bytes.")
    return done


# Said where a content stream or a packed picture ends too early or is bent; poppler goes on with what it has.
_COMPLAINTS = (
    "Unterminated string", "Leftover args in content stream", "flate stream", "FCHECK", "LZW", "DCT", "JPEG", "CCITTFax", "JPX", "JBIG2",
    "End of file inside", "Illegal character", "Unknown operator", "Too few", "Bad image", "Invalid stream", "Weird page contents",
    "segment handler", "End of file in inline", "Unknown font tag", "No font in",
    "Unknown filter", "'Filter'", "filter name", "Unknown compression",
)  # fmt: skip


def complaint_of(done: Finished) -> str:
    """The first line in which a program says that data of a page are missing or wrong, "" where none does."""
    lines = (line.strip() for line in done.stderr.splitlines())
    return next((line for line in lines if "Error" in line and any(word in line for word in _COMPLAINTS)), "")[:200]


def last_words(done: Finished) -> str:
    """The last line a program said of its failure."""
    return (done.stderr.strip().splitlines() or ["it said nothing"])[-1][-200:]
