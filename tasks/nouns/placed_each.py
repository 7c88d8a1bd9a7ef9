"""A body named once in front of several places, each of which has one of its own: "UBND huyện An Sơn, thị xã Bình Hải" are two."""

from __future__ import annotations

from tasks.rules.engine import Node, Parse

_RULES = ("party-body", "party-titled")
_SEVERAL = 2


def placed_each(parse: Parse, node: Node) -> list[tuple[str, int, int]]:
    """What goes in front of each place, and the first and last token (exclusive) of its own name; [] where the body is one.

    It is one under "các" ("UBND các huyện, thị xã"), where a place has no name, and where no level is printed with the first. A name
    without its level has that of the one before: "UBND huyện An Sơn, Bình Hải".
    """
    places = _last_places(node) if node.rule in _RULES else None
    if places is None:
        return []
    each = [c for c in places.children if c.name == "place"]
    if len(each) < _SEVERAL or any(parse.tag("quantifier", at) is not None for at in range(places.start, places.end)):
        return []
    first = parse.tag("level", each[0].start)
    if each[0].start == node.start or first is None or not all(_is_named(parse, place) for place in each):
        return []
    body, level = parse.text(node.start, each[0].start), ""
    found = []
    for place in each:
        name = parse.tag("level", place.start) or place.start
        level = parse.text(place.start, name) if name > place.start else level
        found.append((body if name > place.start else f"{body} {level}", place.start, place.end))
    return found


def _is_named(parse: Parse, place: Node) -> bool:
    """Whether a place is printed with its name or number, not with its level alone."""
    return place.end > (parse.tag("level", place.start) or place.start)


def _last_places(node: Node) -> Node | None:
    """The places with which a body's name ends, the body's own and no owner's."""
    for child in reversed(node.children):
        if child.end != node.end:
            return None
        if child.name == "places":
            return child
        if child.name in ("body", "tail", "which", "inner"):
            return _last_places(child) if child.rule != "tail-of" else None
    return None
