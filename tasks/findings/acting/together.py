"""Who is named after "phối hợp" and its like."""

from __future__ import annotations

from typing import Protocol

from tasks.domain.letters import without_accents
from tasks.nouns.parties import PartyList
from tasks.rules.engine import Parse

_NOUN_BEFORE = frozenset(("sự", "mối", "việc", "giữa"))
_NOUNS_BEFORE = frozenset(
    ("chương trình", "quy chế", "kế hoạch", "công tác", "hoạt động", "đơn vị", "cơ quan", "tinh thần", "nội dung", "kết quả", "cơ chế")
)
"""What makes "phối hợp" a noun or says which body is meant."""
_BODIES_BEFORE = frozenset(("đơn vị", "cơ quan"))
"""Of these it says which are meant, unless "với" follows: "Các đơn vị phối hợp với Sở Y tế rà soát"."""
_BEFORE_WITH = ("verb", "adverb", "auxiliary")
_WITH = frozenset(("với", "cùng"))
_DONE_TO = frozenset((
    "hướng dẫn", "kiểm tra", "đôn đốc", "giám sát", "tuyên truyền", "vận động", "giúp", "hỗ trợ", "tập huấn",
    "tham mưu", "báo cáo", "trình", "đề xuất", "kiến nghị", "đề nghị", "tham gia",
))  # fmt: skip
"""What is done together to those named behind it: "phối hợp hướng dẫn các đơn vị kiểm kê", "phối hợp tham mưu UBND tỉnh ban hành".

What is taken part in does not take part: "phối hợp tham gia tổ công tác".
"""
_LIVELY = frozenset(("chủ động", "tích cực"))
"""Words in front of "trong phối hợp với ..." by which it is done; else a role "trong phối hợp" is spoken of."""
_SHARED = frozenset(("trao đổi", "thống nhất", "chia sẻ"))
"""What is done with those named behind it beside working together: "phối hợp, trao đổi thông tin (với) cơ quan Công an"."""
_OPENING = ("ph", "k", "chủ", "cùng", "hiệp")
"""How words begin that "_opened" knows."""
_MOST_BETWEEN = 8


class PartyReader(Protocol):
    """Gives the lists of parties of a sentence, each read once."""

    parse: Parse
    lists: dict[tuple[int, int], tuple[PartyList, ...]]

    def parties_at(self, at: int) -> PartyList | None:
        """The list that begins at a token."""
        ...


def together_lists(reader: PartyReader, low: int, high: int) -> tuple[PartyList, ...]:
    """As :func:`find_together`, worked out once for a clause."""
    key = (low, high)
    if key not in reader.lists:
        reader.lists[key] = find_together(reader, low, high)
    return reader.lists[key]


def find_together(reader: PartyReader, low: int, high: int) -> tuple[PartyList, ...]:
    """The lists of parties behind "phối hợp (chặt chẽ) (với)", "kết hợp với", "cùng với" in a clause, in order."""
    found: list[PartyList] = []
    at = low
    forms = reader.parse.forms
    while at < high - 1:
        # Most words open nothing, and each word of each clause is asked.
        behind = _opened(reader, at, low, high) if forms[at].startswith(_OPENING) else None
        parties = _named(reader, behind, high) if behind is not None else None
        if parties is not None and parties.end <= high + 1:
            found.append(parties)
            at = parties.end
        else:
            at += 1
    return tuple(found)


def _opened(reader: PartyReader, at: int, low: int, high: int) -> int | None:
    """The token behind "phối hợp" or "kết hợp", where it is a verb, or behind a "Cùng" that begins a task."""
    parse = reader.parse
    if at == low and parse.folded(at) == "cùng" and parse.tokens[at].is_capital:
        behind = at + 1 + (parse.folded(at + 1) == "với")
        parties = reader.parties_at(behind) if behind < high else None
        return behind if parties is not None and parse.tag("verb", parties.end) is not None else None
    if (parse.folded(at), parse.folded(at + 1)) == ("hiệp", "đồng") and before_with(parse, at + 2):
        return at + 2
    if (parse.folded(at), parse.folded(at + 1)) == ("chủ", "trì"):
        behind = at + 2 + (parse.folded(at + 2) == ",")
        return behind if parse.folded(behind) == "cùng" and behind < high else None
    # Recognition loses accents: "phôi hợp", "phối họp".
    if not parse.folded(at).startswith(("ph", "k")) or not parse.folded(at + 1).startswith("h"):
        return None
    if without_accents(parse.folded(at)) not in {"phoi", "ket"} or without_accents(parse.folded(at + 1)) != "hop":
        return None
    before = parse.folded(at - 1) if at > low else ""
    noun = f"{parse.folded(at - 2)} {before}"
    if before in _NOUN_BEFORE or (noun in _NOUNS_BEFORE and not (noun in _BODIES_BEFORE and before_with(parse, at + 2))):
        return None
    if before == "trong" and f"{parse.folded(at - 3)} {parse.folded(at - 2)}" not in _LIVELY:
        return None
    if parse.folded(at) == "kết" and not before_with(parse, at + 2) and reader.parties_at(at + 2) is None:
        return None
    return at + 2 if at + 2 < high else None


def before_with(parse: Parse, at: int) -> bool:
    """Whether "với" follows, an adverb between left out: the armed forces' word for "phối hợp" is also the noun of a contract."""
    end = parse.tag("adverb", at) or (at + 2 if without_accents(f"{parse.folded(at)} {parse.folded(at + 1)}") == "chat che" else at)
    return parse.folded(end) in _WITH


def _named(reader: PartyReader, at: int, high: int) -> PartyList | None:
    parse = reader.parse
    stop = min(high, at + _MOST_BETWEEN)
    helps = parse.tag("verb", at) is not None and parse.folded(at) == "hỗ"  # "phối hợp hỗ trợ các đơn vị" helps them
    acts = False
    while at < stop:
        if parse.folded(at) in _WITH:
            at += 1 + (parse.folded(at + 1) in _WITH)
            return reader.parties_at(at)
        parties = reader.parties_at(at)
        if parties is not None:
            return None if helps or acts else parties
        if parse.folded(at) in {"'", "`", ".", ","} and parse.folded(at + 1) in _WITH:
            at += 1
            continue
        if without_accents(f"{parse.folded(at)} {parse.folded(at + 1)}") == "chat che":
            at += 2  # "chặt chế": the tone misread
            continue
        if parse.folded(at) in {",", "và"} and f"{parse.folded(at + 1)} {parse.folded(at + 2)}" in _SHARED:
            at += 5 if (parse.folded(at + 3), parse.folded(at + 4)) == ("thông", "tin") else 3
            continue
        end = max((e for tag in _BEFORE_WITH if (e := parse.tag(tag, at)) is not None), default=None)
        if end is None:
            return None
        acts = acts or parse.text(at, end).lower() in _DONE_TO
        at = end
    return None
