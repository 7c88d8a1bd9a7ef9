"""The content streams of a PDF page."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

_DEPTH = 3


def content_streams(contents: pikepdf.Object | None, resources: pikepdf.Object | None, depth: int = _DEPTH) -> Iterator[pikepdf.Stream]:
    """Those of a page or a form, and of the forms among its resources, so many below each other.

    Args:
        contents: of the page, or the form.
        resources: of it.
        depth: of forms.
    """
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for form in forms.values() if depth and isinstance(forms, pikepdf.Dictionary) else ():
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
            yield from content_streams(form, form.get("/Resources"), depth - 1)
