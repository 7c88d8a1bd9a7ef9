"""A printed list of parties: where it ends, how it is cut, and what a shared noun or title gives to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.nouns.chains import cut_chain, titled_each
from tasks.nouns.levels import level_of
from tasks.nouns.naming import MISREAD_LEVELS
from tasks.nouns.party import GRAMMAR, items_of, many_levels
from tasks.nouns.placed_each import placed_each
from tasks.nouns.shared_titles import SharedTitle
from tasks.nouns.signs import separator
from tasks.nouns.titles import behind_address
from tasks.reading.sentences import Sentence
from tasks.rules.engine import Node, Parse

MOST_PARTIES = 60
"""Of one list; the longest of real notices has 27."""
_MISREAD = re.compile(rf"(?<=\w )(?<!máy )(?:{'|'.join(MISREAD_LEVELS)})$")
"""No name of a body ends with "tinh": the hook of "tỉnh" was lost in recognition."""
_TITLE_COLON = re.compile(r" ?: ")
"""Behind a title that a list gives to each: "Giám đốc: Trung tâm A; Trung tâm B"."""
LEVEL_UNKNOWN = "party-level-unknown"
"""Rule of a party of which the list leaves open whether it is, say, a province or a city."""
SHARED_UNSAID = "party-shared-unsaid"
"""Rule of parties that were given the noun of the first without a "các" or colon that says so: all may be one name."""
_BRACKET = re.compile(r"\s*\([^()]*\)|\[\d{1,3}\]")
"""An explanation, or the mark of a footnote."""
_LEVELS = frozenset(("huyện", "thành phố", "thị xã", "xã", "phường", "quận", "thị trấn", "đặc khu", "tỉnh"))


@dataclass(frozen=True, slots=True)
class Party:
    """One who must act or is to take part.

    Attributes:
        name: as printed, explanations in brackets left out, a shared noun or title put in front.
        start: of its first own character in the sentence.
        end: one behind its last.
        rule: that found it.
        complete: whether its name says which body it is; behind a complete one an unknown word is likely the verb.
    """

    name: str
    start: int
    end: int
    rule: str
    complete: bool


@dataclass(frozen=True, slots=True)
class PartyList:
    """Parties that act together.

    Attributes:
        parties: in order, each once.
        start: first token of the list.
        end: one behind its last token.
    """

    parties: tuple[Party, ...]
    start: int
    end: int

    @property
    def names(self) -> tuple[str, ...]:
        """As printed."""
        return tuple(party.name for party in self.parties)


def parse_of(sentence: Sentence) -> Parse:
    """A sentence under the grammar of parties."""
    return Parse(sentence, GRAMMAR)


def read_parties(parse: Parse, at: int) -> PartyList | None:
    """The list of parties that begins at a token, None where none does."""
    found: list[Party] = []
    end = at
    title = SharedTitle(parse)
    position: int | None = _behind_announced(parse, behind_address(parse, at))
    while position is not None and len(found) < MOST_PARTIES:
        node = parse.node("party", position)
        bare = _bare(parse, position) if node is None and found else None
        if bare is not None:
            found.append(_party(parse, position, bare, "party-chain", complete=False))
            end, position = bare, _onward(parse, bare)
            continue
        if node is None or (found and not _may_follow(parse, node)):
            break
        announced = title.announced(node)
        if announced is not None:
            position = announced
            continue
        shared = title.of(node)
        found += [replace(p, name=f"{shared} {p.name}") for p in _members(parse, node)] if shared else _members(parse, node)
        end = node.end
        title.onward(end)
        position = _onward(parse, end)
    if not found:
        return None
    unique = {party.name: party for party in reversed(found)}
    return PartyList(tuple(p for p in found if unique[p.name] is p), at, end)


def _bare(parse: Parse, at: int) -> int | None:
    """The end of a body's noun in small letters between other parties: "Tổng công ty, công ty và các đơn vị trực thuộc"."""
    end = parse.tag("body", at)
    if end is None or parse.tokens[at].is_capital or parse.tag("verb", at) is not None or separator(parse, end) is None:
        return None
    onward = _onward(parse, end)
    return end if onward is not None and parse.node("party", onward) is not None else None


def _onward(parse: Parse, end: int) -> int | None:
    """Where the next entry may begin: behind a comma, semicolon, slash or "và"; a bare semicolon ends a list of kinds."""
    word = parse.folded(end)
    if word in {";", "/"}:
        behind = end + 1
        return behind + 1 if parse.folded(behind) in {"và", "hoặc"} else behind
    if word in {"cùng", "với"}:
        behind = end + (2 if parse.folded(end + 1) == "với" else 1)
        return behind if word == "cùng" else None
    return separator(parse, end)


def _may_follow(parse: Parse, node: Node) -> bool:
    """A noun that may be a verb ("tổ chức") goes on with a list only where it is not followed by an object."""
    if node.rule != "party-chain" or parse.tag("quantifier", node.start) is not None:
        return True
    if parse.tag("verb", node.start) is None:
        return True
    return node.end >= len(parse.tokens) or not parse.tokens[node.end].is_word or parse.tag("duty", node.end) is not None


def _members(parse: Parse, node: Node) -> list[Party]:
    shared = node.child("shared") if node.rule == "party-shared" else None
    if shared is not None:
        return _share(parse, node, shared)
    placed = placed_each(parse, node)
    if placed:
        first, *further = placed
        own = [_party(parse, start, end, node.rule, complete=True) for _, start, end in further]
        named = [replace(p, name=f"{front} {p.name}") for p, (front, _, _) in zip(own, further, strict=True)]
        return [_party(parse, node.start, first[2], node.rule, complete=True), *named]
    chain = node.child("chain")
    titles = node.child("titles")
    each = titled_each(parse, node, chain) if chain is not None and titles is not None else []
    if titles is not None and each:
        found = [_party(parse, *piece, node.rule, complete=False) for piece in each]
        return [found[0], *(replace(p, name=f"{parse.text(titles.start, titles.end)} {p.name}") for p in found[1:])]
    pieces = cut_chain(parse, node, chain) if chain is not None else [(node.start, node.end)]
    complete = node.rule not in ("party-chain", "party-titled-chain")
    return [_party(parse, *piece, node.rule, complete=complete) for piece in pieces if piece[1] > piece[0]]


def _share(parse: Parse, node: Node, shared: Node) -> list[Party]:
    items = items_of(shared)
    noun = shared.child("shared-noun")
    if noun is None:
        return []
    prefix = _prefix(parse, node, shared)
    word = parse.text(noun.start, noun.end)
    if many_levels(word):
        return _share_levels(parse, node, prefix, re.split(r", | và ", word), items)
    word = word.lower() if word.lower() in _LEVELS else word[0].upper() + word[1:]
    rule = node.rule if _says_shared(parse, shared, noun, items) else SHARED_UNSAID
    out = []
    for item in items:
        own = parse.text(item.start, item.end)
        name = f"{prefix}{own}" if item.rule == "item-level" else f"{prefix}{word} {own}"
        out.append(Party(_clean(name), parse.tokens[item.start].start, parse.tokens[item.end - 1].end, rule, complete=True))
    return out


def _says_shared(parse: Parse, shared: Node, noun: Node, items: list[Node]) -> bool:
    """Whether "các", a colon or numbers show that a noun goes to each name behind it."""
    many = any(parse.tag("quantifier", at) is not None for at in range(shared.start, noun.start))
    return many or parse.folded(noun.end) == ":" or all(item.rule == "item-number" for item in items)


def _share_levels(parse: Parse, node: Node, prefix: str, printed: list[str], items: list[Node]) -> list[Party]:
    """Names shared under several levels; where nobody knows which of them a name has, it is left out, and the name is not complete."""
    out = []
    for item in items:
        own = parse.text(item.start, item.end)
        level = None if item.rule == "item-level" else level_of(own, printed)
        known = level is not None or item.rule == "item-level"
        name = f"{prefix}{level} {own}" if level is not None else f"{prefix}{own}"
        rule = node.rule if known else LEVEL_UNKNOWN
        out.append(Party(_clean(name), parse.tokens[item.start].start, parse.tokens[item.end - 1].end, rule, complete=known))
    return out


def _prefix(parse: Parse, node: Node, shared: Node) -> str:
    """What stands in front of the shared noun and goes to each: a title, a body ("UBND các xã: ...")."""
    titles, noun = node.child("titles"), shared.child("noun")
    parts = [parse.text(n.start, n.end) for n in (titles, noun) if n is not None]
    return "".join(f"{part} " for part in parts)


def _party(parse: Parse, start: int, end: int, rule: str, *, complete: bool) -> Party:
    return Party(_clean(parse.text(start, end)), parse.tokens[start].start, parse.tokens[end - 1].end, rule, complete)


def _clean(name: str) -> str:
    name = _TITLE_COLON.sub(" ", _MISREAD.sub("tỉnh", name))
    return re.sub(r"\s+", " ", _BRACKET.sub("", name)).strip(" ,;:.")


def _behind_announced(parse: Parse, at: int) -> int:
    """Where the bodies begin that a kind only announces: "Các đơn vị Trung tâm A, Bệnh viện B"."""
    node = parse.node("party", at)
    if node is None or node.rule != "party-chain" or node.end >= len(parse.tokens) or not parse.tokens[node.end].is_capital:
        return at
    following = parse.node("party", node.end)
    alone = parse.folded(node.end + 1) in {"(", ",", ";", "và"}
    named = following is not None and following.rule == "party-body" and following.end > node.end + 1 and not alone
    return node.end if named else at  # a noun alone goes on with the kind: "các tổ chức Hội"


def read_all(parse: Parse, start: int, end: int) -> tuple[Party, ...]:
    """All parties that a cell or the rest of a line names, what no rule knows cut at its commas.

    Args:
        parse: of the sentence.
        start: first character.
        end: one behind the last.
    """
    tokens = parse.tokens
    at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
    stop = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    out: list[Party] = []
    loose, acting = at, False
    while at < stop:
        if acting and parse.folded(at) == ";":
            loose, acting = at + 1, False
        listed = read_parties(parse, at)
        within = tuple(p for p in listed.parties if p.start < end) if listed is not None else ()
        torn = at > loose and parse.folded(at - 1) not in _BETWEEN
        if listed is None or not within or torn or (acting and not _stands(parse, at, within[0])):
            at += 1
            continue
        out += [] if acting else _loose(parse, loose, at)
        out += within
        at = loose = listed.end
        acting = at < stop and parse.begins(at, "verb", "adverb", "duty", "auxiliary")
    return (*out, *([] if acting else _loose(parse, loose, stop)))


def _stands(parse: Parse, at: int, party: Party) -> bool:
    """Whether a party is named for itself, behind what others do: "Sở Nội vụ chủ trì triển khai Luật và các văn bản" names none."""
    return party.complete and parse.tokens[at].is_capital


_BETWEEN = frozenset((",", ";", "và", "-", "+", "•", ":", "."))


def _may_be_named(parse: Parse, at: int) -> bool:
    """Whether a piece that no rule reads begins as a party may: with a capital, "các" or a noun of bodies or people."""
    named = ("quantifier", "group", "people", "body", "title", "name")
    return parse.tokens[at].is_capital or parse.begins(at, *named)


def _loose(parse: Parse, start: int, stop: int) -> list[Party]:
    """What lies between known parties, a piece for each comma."""
    out: list[Party] = []
    begin = start
    for at in range(start, stop + 1):
        if at == stop or parse.folded(at) in _BETWEEN:
            if at > begin and _may_be_named(parse, begin):
                out.append(_party(parse, begin, at, "party-loose", complete=False))
            begin = at + 1
    return out
