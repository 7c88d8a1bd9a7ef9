"""Two titles that govern the same bodies: "Giám đốc, Thủ trưởng các sở" are the heads of each, by either name."""

from __future__ import annotations

from tasks.rules.engine import Node, Parse

_HEADS = frozenset(("giám đốc", "thủ trưởng", "hiệu trưởng", "chủ tịch", "tổng giám đốc", "trưởng"))
"""How heads of bodies are called; beside "Thủ trưởng" each is another name of the same office."""
_DEPUTY = "phó "
_ADDRESSES = frozenset(("ông", "bà"))
_SIGNS = frozenset(("(", ",", "/", "và"))
"""What stands between "ông" and "bà"."""


def is_pair(parse: Parse, node: Node) -> bool:
    """Whether two titles belong together: a head by two names, or a head and the deputy.

    "Chủ tịch, Phó Chủ tịch UBND xã", "Thủ trưởng, Giám đốc các đơn vị"; but "Chánh Văn phòng, Giám đốc Sở Y tế" are two, the first with an
    office of his own.
    """
    first = parse.tag("title", node.start)
    if first is None:
        return False
    words = parse.text(node.start, first).lower()
    others = parse.text(first, node.end).lower().lstrip(" ,/").removeprefix("và ").strip()
    if others.startswith(_DEPUTY):
        return others.removeprefix(_DEPUTY) == words
    return "thủ trưởng" in (words, others) and {words, others} <= _HEADS and words != others


def behind_address(parse: Parse, at: int) -> int:
    """Where the title begins behind how its holder is addressed ("Các ông (bà) Chánh Văn phòng, ...", "ông Trưởng thôn"), else ``at``."""
    end = at + (parse.folded(at) == "các")
    if parse.folded(end) not in _ADDRESSES:
        return at
    end += 1
    if parse.folded(end) in _SIGNS and parse.folded(end + 1) == "bà":
        end += 2
    end += parse.folded(end) == ")"
    titled = end < len(parse.tokens) and parse.tokens[end].is_capital and parse.tag("title", end) is not None
    return end if titled else at
