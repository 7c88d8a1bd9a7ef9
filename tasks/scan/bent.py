"""What the objects of a PDF raise when somebody bent the file: pikepdf's own errors, and Python's where a value is of the wrong kind."""

from __future__ import annotations

import pikepdf

BENT_PDF = (
    pikepdf.PikepdfError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
)
