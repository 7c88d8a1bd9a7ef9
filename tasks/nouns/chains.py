"""Where kinds under one "các" or title are cut into parties: "các sở, ban, ngành" is one, "các Đại sứ quán, tổ chức quốc tế" are two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.rules.engine import Node, Parse

_HEADLESS = ("cá nhân", "công dân", "hộ ", "tổ chức, cá nhân", "tổ chức và cá nhân")
_KIND_OF = frozenset(("sự nghiệp", "nhà nước", "hành chính", "công lập", "chuyên môn", "trực thuộc", "địa phương", "đảng"))
"""Modifiers that say what kind a body is, not which one: others may follow under the same "các"."""
_NOUNS = ("cơ quan", "ngân hàng", "bệnh viện", "trường", "hội", "công ty", "hợp tác xã", "quỹ", "trung tâm", "viện", "chi cục", "đài")
"""Nouns of bodies whose next words are the name of a trade or work; "tổ chức", "đơn vị", "doanh nghiệp" with theirs are kinds."""
_NOUN_LENGTH = 2
"""Tokens of the noun of a kind: "doanh nghiệp", "cơ sở"."""
_OF_THEMSELVES = ("cơ quan ngang", "cơ quan thuộc chính phủ")
"""Kinds whose own words say which bodies they mean."""


def titled_each(parse: Parse, node: Node, chain: Node) -> list[tuple[int, int]]:
    """Kinds that each have a modifier of their own, a title in front going to each; [] where the chain is none of such.

    "Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ" are two.
    """
    kinds = [c for c in chain.children if c.name == "kind"]
    if node.rule != "party-titled-chain" or len(kinds) <= 1 or kinds[-1].end != node.end:
        return []
    if not all(parse.text(kind.start, kind.end).lower().startswith(_OF_THEMSELVES) for kind in kinds):
        return []
    return [(node.start, kinds[0].end), *((kind.start, kind.end) for kind in kinds[1:])]


def cut_chain(parse: Parse, node: Node, chain: Node) -> list[tuple[int, int]]:
    """Kinds under one "các" are one party, but for those that each have a modifier, and persons behind a title."""
    kinds = [c for c in chain.children if c.name == "kind"]
    cuts = [node.start]
    if node.rule == "party-chain" and _is_named_kind(parse, node, kinds[0]):
        # ... and under "các" too: "các Đại sứ quán, tổ chức quốc tế"
        cuts += [k.start for k in kinds[1:]]
    if node.rule == "party-chain" and parse.tag("quantifier", node.start) is None:
        # Without "các" a body in capitals stands for itself: "Thanh tra, Công an, Quản lý thị trường".
        cuts += [k.start for k in kinds[1:] if k.rule == "kind-body" and parse.tokens[k.start].is_capital]
    if len(cuts) == 1 and node.rule == "party-chain" and parse.tag("quantifier", node.start) is None:
        # ... and so does a kind of three words and more: "chính quyền địa phương, cộng đồng dân cư".
        cuts += [after.start for kind, after in pairwise(kinds) if _stands_for_itself(parse, kind, after)]
    if len(cuts) == 1:
        cuts += [after.start for kind, after in pairwise(kinds) if _ends_itself(parse, kind)]
    if len(cuts) == 1 and node.rule == "party-chain" and len(kinds) > 1 and all(_is_qualified(parse, kind) for kind in kinds):
        # ... or under one "các" the name of a trade or work each: "các cơ quan thuế và ngân hàng thương mại"
        cuts += [k.start for k in kinds[1:]]
    if len(cuts) == 1 and node.rule == "party-chain" and len(kinds) > 1 and _repeats_noun(parse, kinds):
        # ... or the same noun with another trade: "các doanh nghiệp viễn thông, doanh nghiệp bưu chính"
        cuts += [k.start for k in kinds[1:]]
    if len(cuts) == 1 and node.rule == "party-titled-chain":
        # "Trưởng các khoa, Điều dưỡng trưởng": persons with a capital of their own stand beside those whom the title leads
        people = [k for k in kinds[1:] if parse.tag("people", k.start) is not None]
        cuts += [k.start for k in people if parse.tokens[k.start].is_capital or _ends_itself(parse, k)]
    if len(cuts) == 1 and node.rule == "party-titled-chain":
        first = next((k for k, after in zip(kinds[1:], [*kinds[2:], None], strict=False) if _heads_nothing(parse, k, after)), None)
        cuts += [first.start] if first is not None else []
    ends = [_before_separator(parse, start) for start in cuts[1:]] + [node.end]
    return list(zip(cuts, ends, strict=True))


def _is_named_kind(parse: Parse, node: Node, kind: Node) -> bool:
    """Whether "các" stands right before a body of several words in capitals."""
    return (
        kind.rule == "kind-body"
        and kind.start > node.start
        and parse.tokens[kind.start].is_capital
        and (parse.tag("body", kind.start) or 0) > kind.start + 1
    )


def _ends_itself(parse: Parse, kind: Node) -> bool:
    """A kind with a modifier or owner of its own, though others follow: "các cơ quan chức năng và cộng đồng dân cư"."""
    own = [o for o in kind.children if o.name == "own"]
    if any(parse.tag("level", at) == kind.end and parse.tokens[at].is_capital for at in range(kind.start + 1, kind.end)):
        return True  # "các sở, ban, ngành Thành phố và đơn vị có liên quan": whose they are, in capitals
    return any(o.rule != "own-modifier" or parse.text(o.start, o.end).lower() not in _KIND_OF for o in own if o.rule != "own-bracket")


def _stands_for_itself(parse: Parse, kind: Node, after: Node) -> bool:
    """Whether a kind without "các" is a party beside the next: of three words and more, or enterprises beside bodies of such names."""
    if parse.text(kind.start, kind.end).lower() == "doanh nghiệp":
        return after.rule == "kind-body" and after.end - after.start > 2
    return kind.end - kind.start > 2 and not _is_many(parse, kind)


def _is_qualified(parse: Parse, kind: Node) -> bool:
    """Whether a kind's own words say of what work it is: a noun of bodies, and more that says which ("cơ quan | thuế")."""
    words = parse.text(kind.start, kind.end).lower()
    noun = next((n for n in _NOUNS if words.startswith(f"{n} ")), None)
    return noun is not None and words.removeprefix(f"{noun} ") not in _KIND_OF and not _is_many(parse, kind)


def _repeats_noun(parse: Parse, kinds: Sequence[Node]) -> bool:
    """Whether kinds all begin with the same noun and each goes on with words that say which are meant."""
    nouns = {(parse.folded(kind.start), parse.folded(kind.start + 1)) for kind in kinds}
    return len(nouns) == 1 and all(kind.end > kind.start + _NOUN_LENGTH and not _is_many(parse, kind) for kind in kinds)


def _is_many(parse: Parse, kind: Node) -> bool:
    """Whether an entry of the lexicon names several kinds at once ("sở, ban, ngành")."""
    return any(parse.folded(at) in {",", "và"} for at in range(kind.start, kind.end))


def _heads_nothing(parse: Parse, kind: Node, after: Node | None) -> bool:
    """Of "tổ chức, cá nhân" nobody is the head, so a title in front does not govern them."""
    words = parse.text(kind.start, kind.end).lower()
    following = parse.text(after.start, after.end).lower() if after is not None else ""
    return words.startswith(_HEADLESS) or (words == "tổ chức" and following.startswith("cá nhân"))


def _before_separator(parse: Parse, at: int) -> int:
    while at > 0 and parse.folded(at - 1) in {",", ";", "và", "hoặc"}:
        at -= 1
    return at
