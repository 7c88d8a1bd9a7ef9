"""Text from outside in a form that databases take and that cannot steer a terminal."""

from __future__ import annotations

import unicodedata


def storable(text: str) -> str:
    r"""Text that every database and every encoder takes: NUL and lone surrogates are shown as escapes.

    Python gives the bytes of a file name that are no UTF-8 as lone surrogates; the byte 0xFF becomes ``\udcff``.
    """
    return "".join(_escape(c) if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def legible(text: str) -> str:
    r"""Text of printable characters alone: controls, marks of direction and unknown characters are shown as escapes such as ``\x1b``.

    Line breaks stay, a form feed becomes one, other white space becomes a space.
    """
    return "".join(c if c == "\n" or c.isprintable() else _shown(c) for c in text)


def _shown(char: str) -> str:
    if char == "\f":
        return "\n"
    return " " if char == "\t" or unicodedata.category(char) == "Zs" else _escape(char)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
