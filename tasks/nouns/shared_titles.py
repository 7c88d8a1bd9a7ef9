"""What a list says once for its entries.

"Giám đốc các Sở: A, B, Công an tỉnh", "Giám đốc các cơ quan: Sở A, Kho bạc B", "Chủ tịch UBND các xã: A, B; các phường: C, D".
"""

from __future__ import annotations

from tasks.rules.engine import Node, Parse

_BODIES = ("party-body", "party-name")


class SharedTitle:
    """The title that goes to the entries of one list; "" where none does."""

    def __init__(self, parse: Parse) -> None:
        """Begin a list."""
        self._parse = parse
        self._title = ""
        self._mark = ""
        self._of_places = ""

    def of(self, node: Node) -> str:
        """The title that goes to an entry, which may take it over, end it, or begin one."""
        parse, titles = self._parse, node.child("titles")
        levels = _levels(node)
        if levels is not None and titles is None and levels.child("noun") is None:
            return self._of_places
        noun = levels.child("noun") if levels is not None else None
        self._of_places = _printed(parse, titles, noun)
        many = parse.tag("quantifier", node.start) is not None
        if titles is None:
            if node.rule not in _BODIES or many or not parse.tokens[node.start].is_capital:
                self._title = ""
            return self._title
        shared = node.child("shared")
        listed = shared is not None and any(parse.folded(at) == ":" for at in range(shared.start, shared.end))
        self._title = parse.text(titles.start, titles.end) if listed or parse.folded(titles.end) == ":" else ""
        self._mark = "," if listed else ""
        return ""

    def onward(self, end: int) -> None:
        """Note the sign behind an entry: a title given to entries between commas ends at a semicolon."""
        sign = self._parse.folded(end)
        if sign in {",", ";"}:
            if self._mark == "," and sign == ";":
                self._title = ""
            self._mark = self._mark or sign

    def announced(self, node: Node) -> int | None:
        """Where the bodies begin that an entry only announces ("Giám đốc các cơ quan: Sở Y tế, ..."), its title going to each."""
        parse = self._parse
        chain = node.child("chain")
        many = chain is not None and any(parse.tag("quantifier", at) is not None for at in range(node.start, chain.start + 1))
        if not many or parse.folded(node.end) != ":":
            return None
        first = parse.node("party", node.end + 1)
        if first is None or first.rule not in _BODIES or not parse.tokens[first.start].is_capital:
            return None
        between = parse.folded(first.end)
        second = parse.node("party", first.end + 1) if between in {",", ";", "và"} else None
        if second is None or second.rule not in _BODIES or not parse.tokens[second.start].is_capital:
            return None
        titles = node.child("titles")
        self._title = parse.text(titles.start, titles.end) if titles is not None else ""
        self._mark = ""
        return node.end + 1


def _levels(node: Node) -> Node | None:
    """The shared part of an entry that lists places of one level: "UBND các xã: A, B", "các phường: C, D"."""
    shared = node.child("shared") if node.rule == "party-shared" else None
    noun = shared.child("shared-noun") if shared is not None else None
    return shared if noun is not None and noun.rule == "shared-level" else None


def _printed(parse: Parse, titles: Node | None, noun: Node | None) -> str:
    """What goes to places of other levels that follow: "Chủ tịch UBND"; "" without a body."""
    if noun is None:
        return ""
    return " ".join(parse.text(part.start, part.end) for part in (titles, noun) if part is not None)
