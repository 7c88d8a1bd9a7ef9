"""Paths of files as text that can be sent and recorded, whatever bytes their names are made of."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_URI = "file:///"


def address_of(path: Path) -> str:
    """The path itself; where its name is no UTF-8, which neither Prefect nor a database takes, its file URI (RFC 8089)."""
    text = str(path)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return path.absolute().as_uri()
    return text


def path_at(address: str) -> Path:
    """The path that :func:`address_of` was given; no text of a path begins as a URI does, since double slashes are folded."""
    if address.startswith(_URI):
        return Path(os.fsdecode(unquote_to_bytes(address[len(_URI) - 1 :])))
    return Path(address)
