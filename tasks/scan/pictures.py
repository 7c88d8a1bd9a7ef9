"""The pictures that a page of a PDF has at its disposal."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from tasks.scan.unpacked import unpacks_within

# Content longer than this is not searched: all that the page has at its disposal then counts as drawn.
_MOST_CONTENT_BYTES = 8_000_000
_DRAWN = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do(?![A-Za-z])")


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


def drawn_pictures(page: pikepdf.Page, depth: int = 2) -> Iterator[pikepdf.Object]:
    """Those of a page's pictures that it draws: many writers put the pictures of all pages at the disposal of each."""
    yield from _drawn(page.obj.get("/Contents"), page.resources, depth)


def _drawn(contents: pikepdf.Object | None, resources: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    things = resources.get("/XObject")
    if not isinstance(things, pikepdf.Dictionary) or not len(things):
        return
    names = _names_drawn(contents)
    for name, thing in things.items():
        if not isinstance(thing, pikepdf.Stream) or (names is not None and name[1:] not in names):
            continue
        if thing.get("/Subtype") == "/Image":
            yield thing
        elif depth and "/Resources" in thing:
            yield from _drawn(thing, thing["/Resources"], depth - 1)


def _names_drawn(contents: pikepdf.Object | None) -> frozenset[str] | None:
    """Names of what content draws; None where it is too long or bent to be searched."""
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    if not all(unpacks_within(stream, _MOST_CONTENT_BYTES) for stream in streams):
        return None
    try:
        content = b"\n".join(stream.read_bytes() for stream in streams)
    except pikepdf.PikepdfError:
        return None
    found = (match[1].decode("latin-1") for match in _DRAWN.finditer(content))
    # A name may be written with escapes (ISO 32000-2, 7.3.5); who does so has all looked at.
    names = frozenset(found)
    return None if any("#" in name for name in names) else names
