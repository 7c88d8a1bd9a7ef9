"""Words in front of a counted noun that name nothing: the place that has so many, verbs alone, and for whom it was done."""

from __future__ import annotations

from bisect import bisect_left

from tasks.reading.sentences import Sentence

_LONGEST_LEVEL = 3  # tokens of "tỉnh", "thị xã"
_LONGEST_OWNER = 6  # tokens of "Toàn ngành Giáo dục"
_LONGEST_NAME = 8  # tokens behind the noun of a body
_BEFORE_ACTS = frozenset(("đã", "và", "được", "sẽ", "đang", "đó", "nay", "năm", "hiện", "cả"))
_HAS = frozenset(("có", "hiện", "còn", "gồm"))
_MEMBERS = ("people", "group", "level", "body")
_ACTS = ("verb", "order", "auxiliary", "adverb")


def owns(sentence: Sentence, start: int) -> bool:
    """Whether a place begins at a character, or its name behind the word for it: what a province has is counted, not the province.

    A whole body ("Toàn Đảng bộ có 45 tổ chức") and a place without its name ("Xã có 12 thôn") own likewise.
    """
    at = _token_at(sentence, start)
    if at >= len(sentence.tokens):
        return False
    if sentence.tokens[at].folded == "toàn":
        return any(token.folded in _HAS for token in sentence.tokens[at + 1 : at + 1 + _LONGEST_OWNER])
    end = sentence.tags[at].get("level")
    if end is not None:
        return end < len(sentence.tokens) and (sentence.tokens[end].is_capital or sentence.tokens[end].folded in _HAS)
    return sentence.tokens[at].is_capital and any(sentence.tags[back].get("level") == at for back in range(max(0, at - _LONGEST_LEVEL), at))


def only_acts(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words between two characters are verbs alone ("chọn cử"), which name nothing."""
    at = _token_at(sentence, start)
    while at < len(sentence.tokens) and sentence.tokens[at].start < end:
        tags = sentence.tags[at]
        behind = max((tags[tag] for tag in _ACTS if tag in tags), default=None)
        if behind is None:
            return False
        at = behind
    return True


def is_act(sentence: Sentence, start: int, end: int) -> bool:
    """Whether verbs between two characters are an act: whole ("phát | hiện" is not), and no part of a name ("khu vực nuôi - 3 vị trí")."""
    at, stop = _token_at(sentence, start), _token_at(sentence, end)
    before = sentence.tokens[at - 1] if at else None
    cut = any(sentence.tags[i].get(tag, 0) > stop for i in range(at, stop) for tag in _ACTS)
    return not cut and (before is None or not before.is_word or before.folded in _BEFORE_ACTS)


def act_of(sentence: Sentence, start: int) -> int:
    """Where the act begins behind the body that does it, at a character: "UBND tỉnh phê duyệt ..."; ``start`` where no body does."""
    at = _token_at(sentence, start)
    end = next((end for tag in ("body", "name", "title") if (end := sentence.tags[at].get(tag)) is not None), None)
    if end is None:
        return start
    verb = next((i for i in range(end, min(len(sentence.tokens), end + _LONGEST_NAME)) if "verb" in sentence.tags[i]), None)
    return start if verb is None else sentence.tokens[verb].start


def dealt_with(sentence: Sentence, figure: int) -> bool:
    """Whether those counted are only who it was done for or to: "phê duyệt tiền cấp quyền cho 19 trường hợp"."""
    at = _token_at(sentence, figure)
    before = [token.folded for token in sentence.tokens[max(0, at - 2) : at]]
    return before[-1:] == ["cho"] or before == ["đối", "với"]


def list_end(sentence: Sentence, start: int) -> int:
    """Where a list of those who are meant ends that begins at a character ("cán bộ, công chức"); ``start`` where it is none."""
    at, end, items = _token_at(sentence, start), start, 0
    while at < len(sentence.tokens):
        tags = sentence.tags[at]
        at = tags.get("quantifier", at)
        tags = sentence.tags[at] if at < len(sentence.tokens) else {}
        behind = max((tags[tag] for tag in _MEMBERS if tag in tags), default=None)
        if behind is None:
            break
        items, end = items + 1, sentence.tokens[behind - 1].end
        if behind >= len(sentence.tokens) or sentence.tokens[behind].folded not in {",", "và"}:
            break
        at = behind + 1
    return end if items > 1 or "," in sentence.text[start:end] else start


def _token_at(sentence: Sentence, character: int) -> int:
    return bisect_left(sentence.tokens, character, key=lambda token: token.start)
