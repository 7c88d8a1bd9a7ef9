"""Tests for the parts of a name that no lexicon holds: runs of capitals, nouns in small letters, brackets, relative clauses."""

from __future__ import annotations

from tasks.findings.rules.engine import Parse

LONGEST_BRACKET = 60  # tokens; brackets behind a party's name explain it in a phrase
_SIGNS = frozenset(',;:.()"/')
MOST_UNTIL_DUTY = 10  # tokens between a kind and its duty that may say which are meant
MOST_PLAIN = 6  # nouns in small letters behind a kind ("tổ xây dựng hồ sơ mời thầu"); longer runs are a predicate
LONGEST_RELATIVE = 30  # tokens
CLOSED = ("auxiliary", "adverb", "stop", "order", "verb")
"""Tags at which a name ends."""
_BEGINS = ("title", "body", "name", "quantifier")
_BEFORE_OBJECT = ("quantifier",)
_OBJECT_WORDS = frozenset(("việc", "công", "toàn", "tốt", "ngay", "và"))
_PHRASES = frozenset(("trong", "để", "nhằm", "theo", "về", "khi", "với", "từ", "cho"))
_TENSES = frozenset(("đã", "đang", "sẽ", "chưa", "còn", "không", "vừa", "mới"))
_WITH_VERBS = frozenset(("do", "là", "được"))


def _closed(parse: Parse, at: int) -> bool:
    return any(parse.tag(tag, at) is not None for tag in CLOSED)


def _unit(parse: Parse, at: int, *, first: bool = False) -> int | None:
    """One capitalised word of one or more syllables: as far as the lexicons know it, and what small letters go on with it.

    Behind another capitalised syllable nothing goes on: that is how the names of places and persons are written ("Tân Giang cắt điện").
    """
    if at >= len(parse.tokens) or not parse.tokens[at].is_capital:
        return None
    tags = parse.sentence.tags[at]
    if any(tag in tags for tag in ("title", "name", "quantifier", "order")) and not parse.tokens[at].text.isupper():
        return None
    end = known = max(tags.values(), default=at + 1)
    if "field" in tags or (not first and parse.tokens[at - 1].is_capital):
        return known
    while end < len(parse.tokens) and _goes_on(parse, end):
        end += 1
    return known if parse.tag("quantifier", end) is not None and end > known else end


def _goes_on(parse: Parse, at: int) -> bool:
    """Whether a token in small letters belongs to the capitalised word in front: no word of its own that ends a name."""
    token = parse.tokens[at]
    if token.is_capital or not token.is_word:
        return False
    tags = parse.sentence.tags[at]
    if set(tags) <= {"noun", "field"}:
        return token.folded not in {"và", "hoặc"}
    return _is_nominal(parse, at)


def _is_nominal(parse: Parse, at: int) -> bool:
    """A verb right in front of the clause's own verb or auxiliary is the end of a name ("Trung tâm Xúc tiến đầu tư phối hợp ...")."""
    end = parse.tag("verb", at)
    if end is None or set(parse.sentence.tags[at]) - {"verb", "nominal"}:
        return False
    return any(parse.tag(tag, end) is not None for tag in ("auxiliary", "verb", "adverb")) and parse.tag("nominal", at) is not None


def title_case(parse: Parse, at: int) -> int | None:
    """A name as bodies have it: capitalised words, joined by nothing, a dash or "và"."""
    end = _unit(parse, at, first=True)
    if end is None or any(parse.tag(tag, at) is not None for tag in ("body", "group")):
        return None
    while end < len(parse.tokens):
        following = _unit(parse, end)
        if following is None and parse.folded(end) in {"-", "và"} and end + 1 < len(parse.tokens):
            begins = any(parse.tag(tag, end + 1) is not None for tag in (*_BEGINS, "group"))
            following = None if begins else _unit(parse, end + 1)
        elif following is None and parse.folded(end) == "," and parse.tag("field", at) is None:
            following = _enumerated(parse, end)
        elif following is not None and any(parse.tag(tag, end) is not None for tag in ("title", "body", "name")):
            following = None
        if following is None and not parse.tokens[end].is_capital and _goes_on(parse, end):
            following = _across(parse, end)
        if following is None:
            if parse.tokens[end].is_number and parse.tokens[end - 1].is_word:
                return end + 1
            return end
        end = following
    return end


def _across(parse: Parse, at: int) -> int | None:
    """Small words of a name between two capitalised ones: "Di sản Văn hóa thế giới Tân Giang"."""
    end = at
    while end < len(parse.tokens) and end - at < 3 and _goes_on(parse, end):
        end += 1
    return _unit(parse, end) if end < len(parse.tokens) and parse.tokens[end].is_capital else None


def _enumerated(parse: Parse, at: int) -> int | None:
    """More of a name behind a comma, where it ends in "và": "Công ty Đầu tư, Xây dựng và Kinh doanh dịch vụ ..."."""
    end: int | None = at
    while end is not None and parse.folded(end) in {",", "và"}:
        last = parse.folded(end) == "và"
        if any(parse.tag(tag, end + 1) is not None for tag in (*_BEGINS, "group", "people", "level")):
            return None
        end = _unit(parse, end + 1)
        if last:
            return end
    return None


def place_name(parse: Parse, at: int) -> int | None:
    """A place's own name: one to four capitalised syllables, with a dash between where printed ("Bà Sơn - Vũng An")."""
    end = at
    while end < len(parse.tokens) and end - at < 5 and parse.tokens[end].is_capital:
        if any(parse.tag(tag, end) is not None for tag in ("body", "title", "order")) and end > at:
            break
        end += 1
    if end == at or (end == at + 1 and parse.tag("body", at) is not None):
        return None
    if parse.folded(end) in {"-", "–"} and end + 1 < len(parse.tokens) and parse.tokens[end + 1].is_capital:
        joined = place_name(parse, end + 1)
        return joined if joined is not None and parse.tag("body", end + 1) is None else end
    return end


def known_place(parse: Parse, at: int) -> int | None:
    """A name that the lexicon of places knows, printed with a capital."""
    return parse.tag("place", at) if parse.tokens[at].is_capital else None


def plain_nouns(parse: Parse, at: int) -> int | None:
    """Nouns in small letters that no lexicon holds ("tổ chuyên gia"): not where an object follows, for then the last was a verb."""
    end = at
    while end < len(parse.tokens) and end - at < MOST_PLAIN:
        token = parse.tokens[end]
        tags = parse.sentence.tags[end]
        if (
            not token.is_word
            or token.is_capital
            or token.folded in {"và", "hoặc"}
            or "verb-inside" in tags
            or ("field" not in tags and set(tags) - {"nominal", "noun"})
        ):
            break
        end = max(tags.values(), default=end + 1)
    if end < at + 2 and parse.tag("field", at) is None:
        return None  # a noun that only says which kind has two syllables; a single one is likelier a verb nobody listed
    if (
        end == at
        or parse.folded(end) in _OBJECT_WORDS
        or _begins_phrase(parse, end)
        or any(parse.tag(tag, end) is not None for tag in _BEFORE_OBJECT)
    ):
        return None
    return end


def _begins_phrase(parse: Parse, at: int) -> bool:
    """Whether a phrase of the clause begins here rather than one that says which ("trong tỉnh")."""
    joins = any(parse.tag(tag, at) is not None for tag in ("link", "modifier", "relative"))
    return parse.tag("stop", at) is not None and not joins


def bracket(parse: Parse, at: int) -> int | None:
    """An explanation in round brackets."""
    if parse.folded(at) != "(":
        return None
    for end in range(at + 1, min(len(parse.tokens), at + LONGEST_BRACKET)):
        if parse.folded(end) == ")":
            return end + 1
    return None


def relative(parse: Parse, at: int) -> int | None:
    """A clause that says which ones, before verb or duty: "có giấy phép khai thác", "cung cấp dịch vụ Internet phải ..."."""
    first = parse.tag("relative", at)
    if first is None or (parse.tag("modifier", at) or 0) >= first:
        return None
    count = len(parse.tokens)
    for end in range(first, min(count, at + LONGEST_RELATIVE)):
        if parse.folded(end) in {";", ":", ".", "("}:
            break
        if parse.tag("duty", end) is not None:
            return end
    if parse.tag("verb", at) is not None or parse.folded(at) in _TENSES:
        return None
    holds_verbs = parse.folded(at) in _WITH_VERBS
    ends = ("auxiliary", "adverb", "order") if holds_verbs else (*CLOSED, "relative")
    end = first
    while end < min(count, at + LONGEST_RELATIVE):
        if not parse.tokens[end].is_word or parse.folded(end) in _PHRASES:
            break
        if any(parse.tag(tag, end) is not None for tag in ends) and not _ends_in_verb(parse, end):
            break
        end = max(parse.sentence.tags[end].values(), default=end + 1)
    return min(end, count) if end > first or first > at + 1 else None


def _ends_in_verb(parse: Parse, at: int) -> bool:
    """A verb at the very end of such a clause: "thuộc đối tượng kiểm tra có trách nhiệm ...", "đủ điều kiện tốt nghiệp sẽ ..."."""
    end = parse.tag("verb", at)
    if end is None or parse.tag("auxiliary", at) is not None:
        return False
    return end >= len(parse.tokens) or any(parse.tag(tag, end) is not None for tag in ("duty", "auxiliary"))


def single_field(parse: Parse, at: int) -> int | None:
    """One field of a list; "Tài chính, Kế hoạch" behind a shared noun are two, though some body bears both."""
    end = parse.tag("field", at)
    if end is None:
        return None
    commas = [i for i in range(at, end) if parse.folded(i) == ","]
    if len(commas) == 1 and parse.tag("field", commas[0] + 1) is not None and "và" not in {parse.folded(i) for i in range(at, end)}:
        return commas[0]
    return end


def modifying(parse: Parse, at: int) -> int | None:
    """A modifier; one that is a verb too ("chủ trì", "phối hợp") only where nothing follows that it could act on."""
    end = parse.tag("modifier", at)
    if end is None or (parse.tag("verb", at) or 0) < end:
        return end
    ends = end >= len(parse.tokens) or parse.folded(end) in {":", ";", ".", ")"} or parse.tag("duty", end) is not None
    return end if ends else None


def plain_modifier(parse: Parse, at: int) -> int | None:
    """A modifier that is no verb; one that may be the clause's own ("được giao") only behind names of many."""
    end = parse.tag("modifier", at)
    if end is None or (parse.tag("verb", at) or 0) >= end:
        return None
    return end if parse.folded(at) not in {"được", "bị", "có", "là"} or is_among_many(parse, at) else None


def until_duty(parse: Parse, at: int) -> int | None:
    """What stands between a kind and its duty says which are meant: "Đơn vị thoát nước có trách nhiệm ..."."""
    end = at
    while end < len(parse.tokens) and end - at < MOST_UNTIL_DUTY:
        if parse.tag("duty", end) is not None:
            return end if end > at else None
        tags = parse.sentence.tags[end]
        if parse.tokens[end].text in _SIGNS or any(tag in tags for tag in ("order", "adverb", "quantifier", "stop")):
            return None
        if "auxiliary" in tags and parse.folded(end) != "được":
            return None
        end = max(tags.values(), default=end + 1)
    return None


def is_among_many(parse: Parse, at: int) -> bool:
    """Whether the party that a token belongs to is one of many ("các xã, phường"), so that a clause may say which."""
    return any(parse.tag("quantifier", back) is not None for back in range(max(0, at - 9), at))


def many_relative(parse: Parse, at: int) -> int | None:
    """As :func:`relative`, behind names of many alone."""
    return relative(parse, at) if is_among_many(parse, at) else None


def capital_body(parse: Parse, at: int) -> int | None:
    """A body whose noun has more than one word and a capital: it is meant itself, no kind ("các bộ, ngành và Ban Chỉ đạo")."""
    end = parse.tag("body", at)
    return end if end is not None and end > at + 1 and parse.tokens[at].is_capital else None


def business(parse: Parse, at: int) -> int | None:
    """What those do for a living who are meant: "cung cấp dịch vụ Internet" between "các doanh nghiệp" and their verb or duty."""
    end = parse.tag("business", at)
    while end is not None and parse.folded(end) in {",", "và"} and parse.tag("business", end + 1) is not None:
        end = parse.tag("business", end + 1)
    while end is not None and end < len(parse.tokens) and end - at < MOST_PLAIN * 2:
        if any(parse.tag(tag, end) is not None for tag in ("duty", "adverb", "auxiliary", "verb")):
            return end
        if not parse.tokens[end].is_word or any(parse.tag(tag, end) is not None for tag in ("stop", "order", "quantifier")):
            return None
        end = max(parse.sentence.tags[end].values(), default=end + 1)
    return end if end == len(parse.tokens) else None


def person(parse: Parse, at: int) -> int | None:
    """A person's name: two to five capitalised syllables."""
    end = at
    while end < len(parse.tokens) and parse.tokens[end].is_capital and parse.tokens[end].is_word and end - at < 5:
        end += 1
    return end if end - at >= 2 else None


def number(parse: Parse, at: int) -> int | None:
    """A number that belongs to a name: "số 1", "Ban Chỉ đạo 389", "Tổ 2"; no share, no figure with decimals, no part of a symbol."""
    start = at + 1 if parse.folded(at) == "số" else at
    if start >= len(parse.tokens) or not parse.tokens[start].is_number:
        return None
    behind = parse.folded(start + 1)
    goes_on = start + 2 < len(parse.tokens) and parse.tokens[start + 2].is_number
    return None if behind in {"/", "%"} or (behind in {",", "."} and (goes_on or start > at)) else start + 1


def dash_name(parse: Parse, at: int) -> int | None:
    """The second part of a name behind a dash: "Ngân hàng Nhà nước - Chi nhánh Tân Giang"."""
    if parse.folded(at) != "-" or at + 1 >= len(parse.tokens) or not parse.tokens[at + 1].is_capital:
        return None
    node = parse.node("body", at + 1)
    return node.end if node is not None else title_case(parse, at + 1)


def separator(parse: Parse, at: int) -> int | None:
    """What stands between two entries of a list: a comma, "và", "hoặc", a comma with "và"."""
    end = comma(parse, at)
    if end is not None:
        return and_(parse, end) or end
    return and_(parse, at)


def comma(parse: Parse, at: int) -> int | None:
    """A comma."""
    return at + 1 if parse.folded(at) == "," else None


def and_(parse: Parse, at: int) -> int | None:
    """One of "và", "hoặc"."""
    return at + 1 if parse.folded(at) in {"và", "hoặc"} else None


def colon(parse: Parse, at: int) -> int | None:
    """A colon."""
    return at + 1 if parse.folded(at) == ":" else None


def capital(parse: Parse, at: int) -> int | None:
    """A word that begins with a capital."""
    return at + 1 if at < len(parse.tokens) and parse.tokens[at].is_capital else None


TESTS = {
    "title-case": title_case,
    "place-name": place_name,
    "known-place": known_place,
    "plain-nouns": plain_nouns,
    "bracket": bracket,
    "relative": relative,
    "business": business,
    "until-duty": until_duty,
    "many-relative": many_relative,
    "capital-body": capital_body,
    "single-field": single_field,
    "modifier": modifying,
    "plain-modifier": plain_modifier,
    "person": person,
    "number": number,
    "dash-name": dash_name,
    "separator": separator,
    "comma": comma,
    "and": and_,
    "colon": colon,
    "capital": capital,
}
