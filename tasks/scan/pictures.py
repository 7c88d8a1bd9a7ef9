"""The pictures that a page of a PDF has at its disposal."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf


def pictures_of(resources: pikepdf.Object, depth: int = 2) -> Iterator[pikepdf.Object]:
    """Pictures of a page, also those inside forms, which is where signing services put the page they wrap."""
    drawn = resources.get("/XObject")
    for thing in drawn.values() if isinstance(drawn, pikepdf.Dictionary) else ():
        # A null is what an editor leaves of a picture that was deleted.
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if thing.get("/Subtype") == "/Image":
            yield thing
        elif depth and "/Resources" in thing:
            yield from pictures_of(thing["/Resources"], depth - 1)
