"""What a list says once for its entries: "Giám đốc các Sở: A, B, Công an tỉnh", "Giám đốc các cơ quan: Sở A, Kho bạc B"."""

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

    def of(self, node: Node) -> str:
        """The title that goes to an entry, which may take it over, end it, or begin one."""
        parse, titles = self._parse, node.child("titles")
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
