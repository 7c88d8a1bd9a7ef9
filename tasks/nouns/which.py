"""Clauses and modifiers that say which bodies are meant, between a name and its verb."""

from __future__ import annotations

from tasks.rules.engine import Parse

MOST_UNTIL_DUTY = 10  # tokens between a kind and its duty that may say which are meant
MOST_GIVEN = 24  # the same where a verb says it: "được giao quản lý, sử dụng ..."
LONGEST_RELATIVE = 30  # tokens
LONGEST_MODIFIER = 5  # tokens
LONGEST_KINDS = 9  # tokens of kinds that share what says which are meant
CLOSED = ("auxiliary", "adverb", "stop", "order", "verb")
"""Tags at which a name ends."""
_SIGNS = frozenset(',;:.()"/')
_PHRASES = frozenset(("trong", "để", "nhằm", "theo", "về", "khi", "với", "từ", "cho"))
_TENSES = frozenset(("đã", "đang", "sẽ", "chưa", "còn", "không", "vừa", "mới"))
_PLACING = frozenset(("đi", "qua", "chạy", "đóng", "đặt", "xảy", "ra", "cư", "trú", "ở"))
"""What goes on in a place ("nơi có đường dây đi qua", "nơi doanh nghiệp đóng trụ sở"): no verb of the clause."""
_GIVEN = frozenset(("được", "đang", "có"))
_AS_GIVEN = frozenset(("theo", "tại", "trong"))
_STATES = frozenset(("hưởng", "thụ", "sử", "tham", "vi", "nhận", "hoạt", "trực"))
"""First syllables of what bodies of a kind are in or have ("hưởng chính sách", "sử dụng lao động"), which a duty may stand behind."""
_PAPERS = frozenset((
    "điều", "khoản", "điểm", "mục", "công", "quyết", "kế", "nghị", "chỉ", "thông", "văn", "luật", "phụ", "chương", "tờ", "báo",
))  # fmt: skip
"""First syllables of documents and of their parts."""
_AMOUNTS = frozenset(("số", "khoản", "mức", "phần", "lượng"))
_WHOLLY = frozenset(("đủ", "hết", "lại", "toàn", "các"))
BEFORE_VERBS = frozenset((
    "quyết", "có", "thực", "tổ", "chủ", "để", "tham", "triển", "xây", "hướng", "tiến", "căn", "xem", "phối", "đề", "hỗ", "kiểm",
    "đảm", "bảo", "lập", "báo", "bố", "rà", "chỉ", "đáp", "thông", "tuyên", "ra", "hoàn", "nghiên", "tiếp", "đôn", "theo", "phê",
    "cử", "tăng", "đẩy", "chịu", "nghiêm", "chấp", "trình", "cho", "đến", "đi", "kết", "cùng", "tập", "vận", "huy", "phát",
    "nâng", "làm", "thường", "giao", "yêu", "phân", "mời", "giúp", "đưa", "phục", "xin", "được", "gắn", "sử", "góp", "ưu",
    "thúc", "khẩn", "trực", "giám", "quán", "dự", "sẽ", "thống", "cập", "tích", "quan", "tổng", "chuẩn", "tạo",
))  # fmt: skip
"""First syllables of verbs that other verbs follow ("tổ chức kiểm tra", "tham mưu ban hành"); counted in 60 official texts."""
_ROLES = frozenset(("chủ trì", "phối hợp"))
"""Modifiers that are verbs too and yet say which are meant where somebody works with those: "phối hợp với cơ quan chủ trì tổng hợp"."""
_WITH = frozenset(("với", "cùng"))
_CARRIES_OUT = frozenset(("thực hiện", "triển khai", "chấp hành"))
_HOW = frozenset(("nghiêm", "tốt", "đúng", "đầy", "kịp"))
"""First syllables of how somebody carries out what he was given: "nghiêm túc", "đầy đủ"."""
_CONDITIONS = frozenset(("khi", "nếu", "trước", "sau"))
_WITH_VERBS = frozenset(("do", "là", "được"))


def relative(parse: Parse, at: int) -> int | None:
    """A clause that says which ones, before verb or duty: "có giấy phép khai thác", "cung cấp dịch vụ Internet phải ..."."""
    first = parse.tag("relative", at)
    if first is None or (parse.tag("modifier", at) or 0) >= first:
        return None
    count = len(parse.tokens)
    placing = parse.folded(at) == "nơi"
    for end in range(first, min(count, at + LONGEST_RELATIVE)):
        if parse.folded(end) in {";", ":", ".", "("} or (placing and _joins_another(parse, end)):
            break
        if parse.tag("duty", end) is not None:
            if parse.folded(end - 1) in {"và", "hoặc"}:
                break  # the duty goes on with another verb, which is the clause's own
            return end
    if parse.tag("verb", at) is not None or parse.folded(at) in _TENSES:
        return None
    return first if _carries_out(parse, first) else _to_its_end(parse, at, first, placing=placing)


def _carries_out(parse: Parse, at: int) -> bool:
    """Whether those who were given something are to carry it out: "các bộ phận được phân công | thực hiện nghiêm túc"."""
    return parse.folded(at + 2) in _HOW and f"{parse.folded(at)} {parse.folded(at + 1)}" in _CARRIES_OUT


def _to_its_end(parse: Parse, at: int, first: int, *, placing: bool) -> int | None:
    """Where a clause that says which ones ends without a duty: at a sign, a phrase, or what is the clause's own."""
    count = len(parse.tokens)
    holds_verbs = parse.folded(at) in _WITH_VERBS
    ends = ("auxiliary", "adverb", "order") if holds_verbs else (*CLOSED, "relative")
    end = first
    while end < min(count, at + LONGEST_RELATIVE):
        if not parse.tokens[end].is_word or (parse.folded(end) in _PHRASES and not _measured(parse, end)):
            break
        if placing and _joins_another(parse, end):
            break
        if placing and parse.folded(end) in _PLACING:
            end += 1
            continue
        inside = _ends_in_verb(parse, end) and not (placing and _placed(parse, end))
        if parse.begins(end, *ends) and not inside:
            break
        end = max(parse.sentence.tags[end].values(), default=end + 1)
    return min(end, count) if end > first or first > at + 1 else None


def _joins_another(parse: Parse, at: int) -> bool:
    """Whether another who acts is named behind where the first is: "Cấp ủy nơi có trụ sở Trung tâm và ban giám đốc Trung tâm"."""
    return parse.folded(at) == "và" and parse.begins(at + 1, "title", "people") and parse.tag("verb", at + 1) is None


def _measured(parse: Parse, at: int) -> bool:
    """A size says which are meant: "có chiều dài từ 15 m trở lên"."""
    return parse.folded(at) == "từ" and at + 1 < len(parse.tokens) and parse.tokens[at + 1].is_number


def _ends_in_verb(parse: Parse, at: int) -> bool:
    """A verb at the very end of such a clause: "thuộc đối tượng kiểm tra có trách nhiệm ...", "đủ điều kiện tốt nghiệp sẽ ..."."""
    end = parse.tag("verb", at)
    if end is None or parse.tag("auxiliary", at) is not None:
        return False
    return end >= len(parse.tokens) or parse.begins(end, "duty", "auxiliary")


def _placed(parse: Parse, at: int) -> bool:
    """Whether a verb at the end stands behind all that says where: "nơi doanh nghiệp đóng trụ sở xác nhận", not "nơi xảy ra vi phạm"."""
    return parse.tag("verb", at) == len(parse.tokens) and parse.folded(at - 1) not in _PLACING


def modifying(parse: Parse, at: int) -> int | None:
    """A modifier; one that is a verb too ("chủ trì", "phối hợp") only where nothing follows that it could act on.

    Behind another that already says which are meant it is what they do ("các đơn vị trực thuộc đăng ký"), unless a duty follows.
    """
    end = parse.tag("modifier", at)
    if end is None or (parse.tag("verb", at) or 0) < end:
        return _competent_for(parse, end) if end is not None else None
    if parse.tag("duty", end) is not None:
        return end
    ends = end >= len(parse.tokens) or parse.folded(end) in {":", ";", ".", ")"} or _is_role_of_others(parse, at, end)
    return end if ends and not _follows_modifier(parse, at) else None


def _is_role_of_others(parse: Parse, at: int, end: int) -> bool:
    """Whether those whose role a modifier is are worked with: then what follows is done by somebody else."""
    if parse.text(at, end).lower() not in _ROLES:
        return False
    for back in range(at - 1, max(0, at - LONGEST_KINDS) - 1, -1):
        if parse.folded(back) in _WITH:
            return True
        if parse.tokens[back].text in _SIGNS and parse.folded(back) != ",":
            return False
    return False


def _follows_modifier(parse: Parse, at: int) -> bool:
    return any(parse.tag("modifier", back) == at for back in range(max(0, at - LONGEST_MODIFIER), at))


def _competent_for(parse: Parse, end: int) -> int:
    """What those are competent for who have "thẩm quyền": a verb in front of the clause's own ("có thẩm quyền xử phạt phải ...")."""
    further = parse.tag("verb", end)
    own = further is not None and parse.begins(further, "duty", "auxiliary")
    return further if further is not None and own and parse.folded(end - 1) == "quyền" else end


def plain_modifier(parse: Parse, at: int) -> int | None:
    """A modifier that is no verb; one that may be the clause's own ("được giao") only behind names of many."""
    end = parse.tag("modifier", at)
    if end is None or (parse.tag("verb", at) or 0) >= end:
        return None
    return end if parse.folded(at) not in {"được", "bị", "có", "là"} or is_among_many(parse, at) else None


def until_duty(parse: Parse, at: int) -> int | None:
    """What stands between a kind and its duty says which are meant: "Đơn vị thoát nước có trách nhiệm ...".

    What says it with a verb ("được giao quản lý, sử dụng tài sản công") may be longer, hold commas, and end at a condition.
    """
    if parse.folded(at) in {"và", "hoặc"}:
        return None  # another kind follows
    state = parse.folded(at) in _STATES and parse.begins(at, "verb", "adverb")
    given = state or (parse.folded(at) in _GIVEN and parse.tag("verb", at + 1) is not None)
    most = MOST_GIVEN if given else MOST_UNTIL_DUTY
    end = at
    while end < len(parse.tokens) and end - at < most:
        if parse.tag("duty", end) is not None:
            own = parse.folded(end - 1) not in ({"và", "hoặc", ",", "đồng"} if state else {"và", "hoặc"})
            return end if end > at and own and not _of_amount(parse, at, end) else None
        tags = parse.sentence.tags[end]
        if given and end > at and parse.folded(end) in _CONDITIONS and _has_duty(parse, end):
            return end
        if parse.tokens[end].text in _SIGNS and not (given and parse.tokens[end].text == ","):
            return None
        if end == at and _is_where(parse, at):
            end += 1  # "Các cơ sở lưu trú tại Khu du lịch Bãi Dài phải ...": where they are
            continue
        if end > at and parse.folded(end) == "trên" and parse.folded(end + 1) == "địa":
            end = parse.tag("modifier", end) or end + 3  # "Các đơn vị cấp nước sạch trên địa bàn huyện có trách nhiệm"
            continue
        if parse.folded(end) in {"và", "hoặc"} and parse.tokens[end + 1 : end + 2] and _begins_name(parse, end + 1):
            return None
        closed = any(tag in tags for tag in ("order", "adverb", "quantifier", "stop")) and not (state and end == at)
        if closed and not _measured(parse, end):
            if given and parse.folded(end) in _AS_GIVEN and end > at:
                end += 1  # "được phân công thực hiện nhiệm vụ theo Kế hoạch này", "được phân cấp tại Điều 3"
                continue
            return None
        if "auxiliary" in tags and parse.folded(end) != "được" and not (end == at and parse.folded(at) == "có"):
            return None
        end = max(tags.values(), default=end + 1)
    return None


def _of_amount(parse: Parse, at: int, end: int) -> bool:
    """Whether a duty is that of an amount that the clause's own verb acts on: "nộp đủ số phí phải đóng", "kê khai khoản thuế phải nộp"."""
    if parse.tag("verb", at) is None:
        return False
    amounts = [back for back in range(max(at + 1, end - 3), end - 1) if parse.folded(back) in _AMOUNTS]
    return any(parse.folded(back - 1) in _WHOLLY or any(parse.tag("verb", b) == back for b in range(at, back)) for back in amounts)


def _begins_name(parse: Parse, at: int) -> bool:
    """Whether a body or title of its own begins, in capitals: what stands in front does not go on over it."""
    return parse.tokens[at].is_capital and parse.begins(at, "body", "title", "name")


def _is_where(parse: Parse, at: int) -> bool:
    """Whether "tại" or "ở" leads to a place with a name or level, not to a document or an occasion."""
    if parse.folded(at) not in {"tại", "ở"}:
        return False
    capital = at + 1 < len(parse.tokens) and parse.tokens[at + 1].is_capital and parse.folded(at + 1) not in _PAPERS
    return capital or parse.begins(at + 1, "level", "place", "body")


def _has_duty(parse: Parse, at: int) -> bool:
    """Whether a duty follows behind a condition, in the same clause."""
    for end in range(at, min(len(parse.tokens), at + LONGEST_RELATIVE)):
        if parse.tag("duty", end) is not None:
            return True
        if parse.folded(end) in {";", ".", ":", "thì"}:
            return False
    return False


def is_among_many(parse: Parse, at: int) -> bool:
    """Whether the party that a token belongs to is one of many ("các xã, phường"), so that a clause may say which."""
    return any(parse.tag("quantifier", back) is not None for back in range(max(0, at - 9), at))


def many_relative(parse: Parse, at: int) -> int | None:
    """As :func:`relative`, behind names of many; behind one name only a whole phrase ("nơi mở tài khoản") says which."""
    if is_among_many(parse, at):
        return relative(parse, at)
    end = parse.tag("relative", at) if parse.folded(at) == "nơi" else None
    whole = (
        end is not None and end > at + 1 and (end >= len(parse.tokens) or bool(parse.sentence.tags[end]) or not parse.tokens[end].is_word)
    )
    return end if whole and parse.tag("noun", end or at) is None else None


def predicate(parse: Parse, at: int) -> int | None:
    """Where a name ends: a verb, adverb, auxiliary or duty follows, or a sign."""
    if at >= len(parse.tokens) or not parse.tokens[at].is_word:
        return at
    return at if parse.begins(at, *CLOSED) else None
