"""Names that no lexicon holds: runs of capitals, nouns in small letters, places, second parts behind a dash."""

from __future__ import annotations

from tasks.nouns.signs import in_letters
from tasks.rules.engine import Parse

MISREAD_LEVELS = frozenset(("tinh", "tính"))
MOST_PLAIN = 6  # nouns in small letters behind a kind ("tổ xây dựng hồ sơ mời thầu"); longer runs are a predicate
_BEGINS = ("title", "body", "name", "quantifier")
_BEFORE_OBJECT = ("quantifier",)
_ACTING = ("verb", "verb-inside", "adverb", "modifier")
"""Tags of longer words that go on into the clause ("tham mưu giúp" behind "Ban")."""
_ENDING = ("verb", "adverb", "auxiliary", "duty")
_FOR_AN_OCCASION = frozenset(("tổ", "nhóm"))
_TIMES = frozenset(("quý", "tháng", "năm", "ngày"))
_QUARTERS = frozenset(("I", "II", "III", "IV"))
_OBJECT_WORDS = frozenset(("việc", "công", "toàn", "tốt", "ngay", "và"))


def _unit(parse: Parse, at: int, *, first: bool = False) -> int | None:
    """One capitalised word of one or more syllables: as far as the lexicons know it, and what small letters go on with it.

    Behind another capitalised syllable nothing goes on: that is how the names of places and persons are written ("Tân Giang cắt điện").
    """
    if at >= len(parse.tokens) or not parse.tokens[at].is_capital:
        return None
    tags = parse.sentence.tags[at]
    if any(tag in tags for tag in ("title", "name", "quantifier", "order")) and not parse.tokens[at].text.isupper():
        return None
    if _is_time(parse, at):
        return None
    end = known = max((e for tag, e in tags.items() if tag not in _ACTING), default=max(tags.values(), default=at + 1))
    if "field" in tags or (not first and parse.tokens[at - 1].is_capital):
        return known
    while end < len(parse.tokens) and (_goes_on(parse, end) or (end == known and "verb" in tags and parse.tag("people", end) is not None)):
        end += 1  # "Vận động quần chúng", "Tiếp công dân": what is done, and for whom
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
    return parse.begins(end, "auxiliary", "verb", "adverb") and parse.tag("nominal", at) is not None


def _is_time(parse: Parse, at: int) -> bool:
    """A time that begins a sentence whose full stop was lost: "Quý III", "Tháng 6", "Hằng năm"."""
    end = parse.tag("stop", at)
    if end is None:
        return False
    follows = parse.tokens[end] if end < len(parse.tokens) else None
    return end > at + 1 or (follows is not None and (follows.is_number or follows.text in _QUARTERS) and parse.folded(at) in _TIMES)


def title_case(parse: Parse, at: int) -> int | None:
    """A name as bodies have it: capitalised words, joined by nothing, a dash or "và"."""
    end = _unit(parse, at, first=True)
    if end is None or parse.begins(at, "body", "group"):
        return None
    while end < len(parse.tokens):
        if in_letters(parse, end):
            end += 2
            continue
        following = _unit(parse, end)
        if following is None and parse.folded(end) in {"-", "và"} and end + 1 < len(parse.tokens):
            begins = parse.begins(end + 1, *_BEGINS, "group")
            following = None if begins else _unit(parse, end + 1)
        elif following is None and parse.folded(end) == "," and parse.tag("field", at) is None:
            following = _enumerated(parse, end)
        elif following is not None and parse.begins(end, "title", "body", "name"):
            following = None
        if following is None and not parse.tokens[end].is_capital:
            following = _across(parse, end) if _goes_on(parse, end) else _joined_across(parse, end)
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


def _joined_across(parse: Parse, at: int) -> int | None:
    """Small words before the "và" inside a name: "Phòng Kiểm tra nghiệp vụ và Thi hành án"; no body follows it."""
    end = at
    while end < len(parse.tokens) and end - at < 3 and parse.tokens[end].is_word and parse.folded(end) != "và":
        if set(parse.sentence.tags[end]) - {"noun", "field", "modifier"}:
            return None
        end += 1
    begins = parse.begins(end + 1, *_BEGINS, "group", "level")
    if end == at or parse.folded(end) != "và" or begins or parse.tag("field", end + 1) is None or not parse.tokens[end + 1].is_capital:
        return None
    return _unit(parse, end + 1)


def works(parse: Parse, at: int) -> int | None:
    """The works of a part that is made for an occasion, listed with commas: "Tiểu ban An ninh, Y tế", "Tổ Lễ tân, Khánh tiết"."""
    if parse.folded(at - 1) not in _FOR_AN_OCCASION and (parse.folded(at - 2), parse.folded(at - 1)) != ("tiểu", "ban"):
        return None
    end, listed = title_case(parse, at), False
    while end is not None and parse.folded(end) == "," and end + 1 < len(parse.tokens) and parse.tokens[end + 1].is_capital:
        if parse.begins(end + 1, *_BEGINS, "group", "people", "level", "order"):
            break
        end, listed = title_case(parse, end + 1), True
    return end if listed else None


def _enumerated(parse: Parse, at: int) -> int | None:
    """More of a name behind a comma, where it ends in "và": "Công ty Đầu tư, Xây dựng và Kinh doanh dịch vụ ...".

    A verb in capitals goes on with a name without that, for no verb of a clause has a capital: "Viện Khảo sát, Bồi dưỡng cán bộ".
    """
    if parse.tag("nominal", at + 1) is not None:
        work = _unit(parse, at + 1)
        while work is not None and parse.tag("nominal", work) == len(parse.tokens):
            work = len(parse.tokens)
        if work is not None and (work >= len(parse.tokens) or parse.begins(work, *_ENDING)):
            return work
    end: int | None = at
    while end is not None and parse.folded(end) in {",", "và"}:
        last = parse.folded(end) == "và"
        if parse.begins(end + 1, *_BEGINS, "group", "people", "level"):
            return None
        end = _unit(parse, end + 1)
        if last:
            return end
    return None


def place_name(parse: Parse, at: int) -> int | None:
    """A place's own name: one to four capitalised syllables, with a dash between where printed ("Bà Sơn - Vũng An")."""
    if any((parse.tag(tag, at) or 0) > at + 1 for tag in ("adverb", "verb", "auxiliary", "stop", "order")):
        return None  # "UBND các phường Thường xuyên kiểm tra": a verb's phrase with a capital, a line break lost
    noun = parse.tag("noun", at)
    if _is_time(parse, at) or (noun is not None and noun > at + 1 and not parse.tokens[at + 1].is_capital):
        return None
    end = at
    while end < len(parse.tokens) and end - at < 5 and parse.tokens[end].is_capital:
        if parse.begins(end, "body", "title", "order") and end > at:
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


def misread_level(parse: Parse, at: int) -> int | None:
    """The last word "tinh" or "tính" of a body's name: recognition loses the hook of "tỉnh"."""
    if parse.folded(at) not in MISREAD_LEVELS or at == 0 or parse.folded(at - 1) == "máy":
        return None
    ends = at + 1 >= len(parse.tokens) or not parse.tokens[at + 1].is_word
    # "tính lại số tiền" is the verb: an adverb behind it decides nothing
    return at + 1 if ends or parse.begins(at + 1, "verb", "duty", "auxiliary") else None


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
            or ("field" not in tags and set(tags) - {"nominal", "noun", "business"})
        ):
            break
        end = max(tags.values(), default=end + 1)
    if end < at + 2 and parse.tag("field", at) is None:
        return None  # a noun that only says which kind has two syllables; a single one is likelier a verb nobody listed
    if end == at or parse.folded(end) in _OBJECT_WORDS or _begins_phrase(parse, end) or parse.begins(end, *_BEFORE_OBJECT):
        return None
    return end


def more_fields(parse: Parse, at: int) -> int | None:
    """Fields in small letters behind the first, none of them a verb: "Phòng Tài chính kế toán", "Tổ Văn thư lưu trữ"."""
    end = at
    while end < len(parse.tokens) and parse.tokens[end].is_word and not parse.tokens[end].is_capital:
        tags = parse.sentence.tags[end]
        if "field" not in tags or set(tags) - {"field", "noun", "people", "nominal", "organ"}:
            break
        end = tags["field"]
    return end if end > at else None


def field_across(parse: Parse, at: int) -> int | None:
    """A field that begins inside the noun and goes on behind it: "Phòng Quản lý" is a noun, "Phòng Quản lý nợ" has a field."""
    for begin in range(at - 1, max(0, at - 4), -1):
        end = parse.tag("field", begin)
        if end is not None and end > at and parse.tokens[begin].is_capital:
            return end
    return None


def _begins_phrase(parse: Parse, at: int) -> bool:
    """Whether a phrase of the clause begins here rather than one that says which ("trong tỉnh")."""
    joins = parse.begins(at, "link", "modifier", "relative")
    return parse.tag("stop", at) is not None and not joins


def single_field(parse: Parse, at: int) -> int | None:
    """One field of a list; "Tài chính, Kế hoạch" behind a shared noun are two, though some body bears both."""
    end = parse.tag("field", at)
    longer = max((parse.tag("body", at) or 0, parse.tag("title", at) or 0))
    if end is None or longer > end:
        return None  # "Sở Y tế và Thuế cơ sở 3": another body
    commas = [i for i in range(at, end) if parse.folded(i) == ","]
    if len(commas) == 1 and parse.tag("field", commas[0] + 1) is not None and "và" not in {parse.folded(i) for i in range(at, end)}:
        return commas[0]
    return end


def capital_body(parse: Parse, at: int) -> int | None:
    """A body whose noun has more than one word and a capital: it is meant itself, no kind ("các bộ, ngành và Ban Chỉ đạo")."""
    if at and parse.tag("quantifier", at - 1) == at:
        return None  # right behind "các" it is a kind, whatever its capital: "các Bệnh viện"
    end = parse.tag("body", at)
    return end if end is not None and end > at + 1 and parse.tokens[at].is_capital else None


def dash_name(parse: Parse, at: int) -> int | None:
    """The second part of a name behind a dash: "Ngân hàng Nhà nước - Chi nhánh Tân Giang"."""
    if parse.folded(at) != "-" or at + 1 >= len(parse.tokens) or not parse.tokens[at + 1].is_capital:
        return None
    if (parse.folded(at + 1), parse.folded(at + 2)) in {("cơ", "quan"), ("đơn", "vị")}:
        return None  # "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo": what it is there
    node = parse.node("body", at + 1)
    return node.end if node is not None else title_case(parse, at + 1)


def dash_place(parse: Parse, at: int) -> int | None:
    """The place behind a number and a dash: "Tòa án nhân dân khu vực 3 - Tân Giang"."""
    if at == 0 or parse.folded(at) != "-" or not parse.tokens[at - 1].is_number:
        return None
    return place_name(parse, at + 1) if at + 1 < len(parse.tokens) and parse.tag("body", at + 1) is None else None
