"""Whether the name of a party is made of words that the lexicons know, and whether it ends where a clause may go on.

A name of other words may end too early or too late, and so may one in front of a word that begins nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.nouns.parties import LEVEL_UNKNOWN, SHARED_UNSAID, PartyList
from tasks.nouns.which import BEFORE_VERBS
from tasks.rules.engine import Parse

_OF_NAMES = (
    "title",
    "body",
    "name",
    "group",
    "people",
    "field",
    "level",
    "place",
    "organ",
    "quantifier",
    "link",
    "modifier",
    "noun",
    "relative",
)
_BEHIND_NAMES = ("verb", "adverb", "auxiliary", "duty", "order", "stop", "relative", "modifier", "link", "quantifier")
"""What may stand behind a complete list of parties: the clause goes on."""
_WORDS_BEHIND = frozenset(
    ("và", "với", "để", "trong", "theo", "khi", "về", "cùng", "là", "thì", "do", "như", "bằng", "từ", "đến", "tại", "cho", "của")
)
_DUTIES = frozenset(("không", "phải", "sẽ"))
_OF_RULES = {LEVEL_UNKNOWN: "level-unknown", SHARED_UNSAID: "name-shared"}
_TOO_GENERAL = frozenset((
    "cơ quan", "đơn vị", "tổ chức", "doanh nghiệp", "cơ sở", "bộ phận", "công chức", "cán bộ", "người", "cá nhân", "phòng", "trạm", "hộ",
    "các khu vực",
))  # fmt: skip
"""Kinds that alone name nobody: what says which one stands behind them and was not read ("Đơn vị | thoát nước có nghĩa vụ")."""
_OF_A_BODY = frozenset(("giám đốc", "chủ tịch", "trưởng", "phó", "phó trưởng", "thủ trưởng"))
"""Titles that alone, in front of a title with its body, may be of that body too: "Trưởng, Phó các phòng"."""
_BETWEEN_KINDS = re.compile(r", | và ")
_JOINING = frozenset(("và", "của", "-", ",", "số", "cho"))
_RANGING = frozenset(("từ", "đến", "tới"))
"""Words in front of the places between which many are meant: "UBND các tỉnh từ Hà Tĩnh đến Khánh Hòa"."""
_ZONES = frozenset(("khu", "cụm"))
"""Words in front of kinds of zones: "Ban Quản lý các khu công nghệ cao"."""
LONGEST_PLACE = 4
"""Capitalised syllables in a row that may be the name of a place or person."""


def holds_unknown(parse: Parse, parties: PartyList) -> bool:
    """Whether a name in the list has words in small letters that no lexicon has, or more capitalised ones than a place's name.

    What stands in brackets is no part of a name: "các cơ sở đào tạo trực thuộc Bộ (sau đây gọi là cơ sở đào tạo)".
    """
    covered = strange = depth = 0
    for at in range(parties.start, min(parties.end, len(parse.tokens))):
        depth += (parse.tokens[at].text == "(") - (parse.tokens[at - 1].text == ")" if at else 0)
        if depth > 0:
            continue
        ends = [e for tag in _OF_NAMES if (e := parse.tag(tag, at)) is not None]
        covered = max([covered, *ends])
        token = parse.tokens[at]
        if at < covered or not token.is_word or token.is_number or token.folded in _JOINING or _places(parse, at):
            strange = 0
            continue
        if not token.is_capital:
            return True
        strange += 1
        if strange > LONGEST_PLACE:
            return True
    return False


def _places(parse: Parse, at: int) -> bool:
    """Whether a word of a name only leads to a place or to a kind of zones."""
    if at + 1 >= len(parse.tokens):
        return False
    word = parse.folded(at)
    return (word in _RANGING and parse.tokens[at + 1].is_capital) or (word in _ZONES and parse.tag("field", at + 1) is not None)


def may_go_on(parse: Parse, at: int, high: int) -> bool:
    """Whether a name that ends in front of a token may go on with it.

    So it is with a word that begins no clause, and with a verb that another verb or a duty follows ("Đội Công tác | phòng cháy xử lý ...",
    "Tổ | thu ngân không được ..."): then only the second is likely the clause's own.

    Args:
        parse: of the sentence.
        at: the token behind the name.
        high: one behind the last token of the clause.
    """
    token = parse.tokens[at] if at < high else None
    if token is None or not token.is_word or token.folded in _WORDS_BEHIND:
        return False
    if not parse.begins(at, *_BEHIND_NAMES):
        return True
    verb = parse.tag("verb", at)
    if verb is None or verb >= high or parse.begins(at, "adverb", "auxiliary", "duty", "order", "stop"):
        return False
    if any(parse.folded(inside) == "," for inside in range(at, verb)):
        return False  # two tasks begin there: "Phòng Tài chính | thẩm định, trình bổ sung kinh phí"
    informs = (parse.folded(verb), parse.folded(verb + 1)) == ("thông", "tin")  # behind another verb what is given: "đăng tải | thông tin"
    if parse.tag("verb", verb) is not None and parse.tag("adverb", verb) is None and not informs:
        return parse.folded(at) not in BEFORE_VERBS
    return _acts_later(parse, verb, high)


def list_goes_on(parse: Parse, at: int) -> bool:
    """Whether behind a list that ends in front of a token a sign or "và" is followed by what may be one more party, or a colon by names."""
    if at + 1 >= len(parse.tokens):
        return False
    if parse.folded(at) == ":":
        return parse.tokens[at + 1].is_capital and parse.tag("verb", at + 1) is None
    if parse.folded(at) not in {",", "và", ";"}:
        return False
    return parse.tokens[at + 1].is_capital or parse.begins(at + 1, "body", "group", "people", "quantifier")


def doubts_behind(parse: Parse, at: int, high: int) -> tuple[str, ...]:
    """Codes of what stands behind a list and may belong to it."""
    goes_on = {"name-goes-on": may_go_on(parse, at, high), "list-goes-on": list_goes_on(parse, at)}
    return tuple(code for code, holds in goes_on.items() if holds)


def _acts_later(parse: Parse, at: int, high: int) -> bool:
    """Whether one or two words on a duty follows, without a sign in between."""
    for end in range(at, min(high, at + 3)):
        if not parse.tokens[end].is_word:
            return False
        if parse.folded(end) in _DUTIES and parse.tag("adverb", end) is None:
            return True
    return False


def is_general(name: str) -> bool:
    """Whether a name is but kinds of bodies, without "các" and without a word that says which: "Cơ quan", "tổ chức, cá nhân"."""
    return all(kind in _TOO_GENERAL for kind in _BETWEEN_KINDS.split(name.lower()))


def name_doubts(parse: Parse, parties: PartyList) -> tuple[str, ...]:
    """Codes of what speaks against the names of a list: an unknown word, a level or a shared noun that is not printed."""
    bare = ("name-goes-on",) if any(is_general(party.name) for party in parties.parties) else ()
    of_rules = dict.fromkeys(_OF_RULES[party.rule] for party in parties.parties if party.rule in _OF_RULES)
    hanging = any(a.name.lower() in _OF_A_BODY and b.rule.startswith("party-titled") for a, b in pairwise(parties.parties))
    bare = bare or (("name-goes-on",) if hanging else ())
    return (*bare, *of_rules, *(("name-unknown",) if holds_unknown(parse, parties) else ()))
