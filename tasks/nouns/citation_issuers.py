"""Who issued a cited document: named behind its symbol or day, before its number or "tại", or in the words that open its list."""

from __future__ import annotations

from bisect import bisect_left

from tasks.nouns.citation_words import LONGEST_NAME, CitationParse, Lead, says_who
from tasks.nouns.document_kinds import Kinds
from tasks.reading.sentences import Sentence
from tasks.rules.engine import Node

BODY_REACH = 30
"""Tokens back to the body of "... của UBND tỉnh tại Công văn số ..."."""
MOST_COLONS = 8
"""How many colons back a list may have been opened."""
_VERBS = frozenset(
    tuple(verb.split())
    for verb in ("quy định", "qui định", "hướng dẫn", "ban hành", "sửa đổi", "phê duyệt", "về việc", "bổ sung", "trên địa")
)
"""What may follow an issuer: the title of its document, which begins with a capital, and where that applies."""
_PETITIONS = frozenset((("đề", "nghị"), ("đề", "xuất"), ("kiến", "nghị")))
_BEFORE_BODY = frozenset(("của", "do", "theo", "cứ", "khi", "và", "hiện"))
_STOPS = frozenset(',;.:()"?!/')


def named_lead(sentence: Sentence, kinds: Kinds) -> Lead | None:
    """What a sentence that ends with a colon says of the list below it."""
    parse = CitationParse(sentence, kinds)
    last = len(parse.tokens) - 1
    return _lead(parse, last) if last > 0 and parse.folded(last) == ":" else None


def issuer_of(parse: CitationParse, node: Node) -> str | None:
    """The body behind "của", "do" or the day of a citation's node, as printed."""
    by = node.child("issued-by") or node.child("direct")
    bodies = [c for c in by.children if c.name == "issuer"] if by is not None else []
    if not bodies:
        return None
    return _body(parse, bodies[0].start, bodies[-1].end)


def _body(parse: CitationParse, start: int, end: int) -> str | None:
    """A body as printed, without brackets and without a capitalised verb behind it; None for a noun in small letters."""
    if not says_who(parse, start):
        return None
    pairs = ((n, (parse.folded(n), parse.folded(n + 1))) for n in range(start + 1, end))
    cut = next((n for n, pair in pairs if pair[0] == "(" or pair in _VERBS), end)
    if cut == end > start + 2 and _is_title_verb(parse, end - 1):
        cut -= 1
    return " ".join(parse.text(start, cut).split()).rstrip(" -,") or None


def _is_title_verb(parse: CitationParse, at: int) -> bool:
    """Whether a capitalised word begins the document's title, which goes on in small letters ("... tỉnh Tân Giang Thành lập ...")."""
    if any(not token.is_capital or token.text.isupper() for token in parse.tokens[at - 2 : at + 1]):
        return False  # a name in front has two words at least, "thành phố Tân Giang" keeps both
    tags = parse.sentence.tags[at]
    return "adverb" in tags or any(tags.get(tag, at) > at + 1 for tag in ("verb", "order", "verb-inside"))


def speaker_before(parse: CitationParse, begin: int) -> str | None:
    """The body of "chỉ đạo của X tại Công văn số ..."; whoever petitions did not issue what he petitions in."""
    if "tại" not in (parse.folded(begin - 1), parse.folded(begin - 2)):
        return None
    for first in range(begin - 2, max(-1, begin - BODY_REACH), -1):
        if parse.tokens[first].text == ";":
            return None
        if first > 0 and parse.tokens[first - 1].text not in _STOPS and parse.folded(first - 1) not in _BEFORE_BODY:
            continue
        found = parse.node("at", first)
        if found is not None and found.end == begin:
            if (parse.folded(first - 3), parse.folded(first - 2)) in _PETITIONS or (
                parse.folded(first - 2),
                parse.folded(first - 1),
            ) in _PETITIONS:
                return None
            return _body(parse, found.children[0].start, found.children[0].end)
    return None


def owner_before(parse: CitationParse, begin: int) -> str | None:
    """The body between a document's kind and its number: "Nghị quyết của HĐND tỉnh số 12/NQ-HĐND"."""
    end = begin - (parse.folded(begin - 1) == "số")
    for of in range(end - 1, max(0, end - LONGEST_NAME), -1):
        if parse.tokens[of].text in _STOPS:
            return None
        if parse.folded(of) == "của":
            found = parse.node("issuer", of + 1) if parse.kinds.named_before(parse.tokens, of) is not None else None
            return _body(parse, found.start, found.end) if found is not None and found.end == end else None
    return None


def lead_before(parse: CitationParse, begin: int) -> Lead | None:
    """The nearest list that a colon in front of a token opened."""
    for colon in reversed(parse.colons[max(0, bisect_left(parse.colons, begin) - MOST_COLONS) : bisect_left(parse.colons, begin)]):
        if colon not in parse.leads:
            parse.leads[colon] = _lead(parse, colon)
        if parse.leads[colon] is not None:
            return parse.leads[colon]
    return None


def _lead(parse: CitationParse, colon: int) -> Lead | None:
    last = colon - (parse.folded(colon - 1) in {"gồm", "sau"})
    if parse.kinds.named_before(parse.tokens, last) is not None:
        places = range(last - 2, max(-1, last - BODY_REACH), -1)
    else:
        of = next((at for at in range(last - 1, max(0, last - LONGEST_NAME), -1) if parse.folded(at) == "của"), 0)
        named = parse.kinds.named_before(parse.tokens, of)
        places = range(max(0, named[0] - LONGEST_NAME), named[0] + 1) if named is not None else range(0)
    for first in places:
        if first > 0 and parse.tokens[first - 1].text not in _STOPS and parse.folded(first - 1) not in _BEFORE_BODY:
            continue
        found = parse.node("lead", first)
        body = found.child("issuer") if found is not None and found.end == colon + 1 else None
        listed = found.child("documents") if found is not None else None
        if body is not None and listed is not None:
            kinds = (parse.kinds.name_at(parse.tokens, at) for at in range(listed.start, listed.end))
            issuer = _body(parse, body.start, body.end)
            return Lead(issuer, frozenset(kind[1] for kind in kinds if kind is not None)) if issuer else None
    return None
