"""What a decoder written in C says on standard error while it goes on: the only sign that a picture was cut or bent on the way."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_STDERR = 2
_MOST_BYTES = 64 * 1024
# libjpeg, libtiff (fax and other strips), and what they say of harmless things: bytes too many in front of an end mark, unknown tags.
_COMPLAINTS = (
    "Corrupt JPEG data", "Premature end", "premature end", "Bad code word", "Premature EOL", "Premature EOF", "Line length mismatch",
    "Uncompressed data", "Not enough data", "Read error", "decoding error", "Corrupted", "LZWDecode", "ZIPDecode",
)  # fmt: skip
_HARMLESS = ("extraneous bytes before marker",)
_lock = threading.Lock()


@dataclass(slots=True)
class Heard:
    """What was said.

    Attributes:
        text: all of it.
    """

    text: str = ""

    @property
    def complaint(self) -> str:
        """The first line that says that data are missing or wrong, "" where none does."""
        lines = (line.strip() for line in self.text.splitlines())
        wrong = (line for line in lines if any(word in line for word in _COMPLAINTS) and not any(word in line for word in _HARMLESS))
        return next(wrong, "")[:200]


@contextmanager
def overhear() -> Iterator[Heard]:
    """Catch what is written to the process's standard error; complete when the context ends.

    One thread at a time: the descriptor belongs to the whole process. What others write meanwhile is caught too, and lost.
    """
    heard = Heard()
    with _lock, tempfile.TemporaryFile() as said:
        kept = os.dup(_STDERR)
        try:
            os.dup2(said.fileno(), _STDERR)
            yield heard
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            said.seek(0)
            heard.text = said.read(_MOST_BYTES).decode(errors="replace")
