"""Give back what page pictures leave behind."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any


@cache
def _c_library() -> Any:
    """The C library of this process, None where it has no ``malloc_trim`` (only glibc has)."""
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None


def release_memory() -> None:
    """Hand freed memory back to the system.

    The threads that work on pages leave their arenas full of holes the size of a page picture: without this, a document of 200 pages
    stays 100 MiB above one of 5 through all later steps (measured). Takes a few milliseconds; elsewhere than on glibc does nothing.
    """
    library = _c_library()
    if library is not None:
        library.malloc_trim(0)
