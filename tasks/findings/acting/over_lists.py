"""Lines in front of a list: whether they only say who is to do what stands below, or order by themselves."""

from __future__ import annotations

import re

from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.openings import asks_conditions, contains, is_joint, is_level, joins
from tasks.findings.acting.scope import Scope
from tasks.findings.acting.together import together_lists
from tasks.reading.sentences import Sentence

_ONLY_OPENS = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|việc|yêu cầu|công tác|biện pháp|vấn đề|hoạt động)(?: [^\s:]+){0,6}:$", re.IGNORECASE
)
"""Words at the end of a sentence that promise tasks below."""
_WHOLE_ORDER = 8
"""Tokens; "Xác định giá trị di tích:" is a heading of its list."""
_WHOLE_CONTENTS = 6
"""Tokens; what something to be made is made of says enough: "Thành lập Tổ kiểm tra gồm:"."""
_WHOLE_CASES = 16
"""Tokens; "Thu hồi thẻ trong những trường hợp sau đây:" only opens its list."""
_TOLD = re.compile(r"\w+ (?:được|đã)(?!\w)")
_DUTY = re.compile(r"(?<!\w)(?:phải|cần)(?!\w)")
_DUTY_OF = re.compile(r"(?<!\w)(?:có trách nhiệm|phải)(?!\w)")
HANGS = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải|thực hiện|như)$")


def orders_itself(
    reader: ClauseReader, scope: Scope, index: int, sentences: tuple[Sentence, ...], items: tuple[Sentence, ...] = ()
) -> bool:
    """Whether a sentence orders by itself and its list only says of what: "Gửi về Sở Y tế các tài liệu sau:" above names of papers.

    That is so where it begins with the verb of a task and is more than an opening, and none of two or more bullets below, or of the
    items (the first sentence of each), has a verb or somebody in front.
    """
    sentence = reader.sentence
    count, made_of = len(sentence.tokens), contains(sentence.text)
    short = count < (_WHOLE_CONTENTS if made_of else _WHOLE_ORDER)
    only = _ONLY_OPENS.search(sentence.text) is not None and not made_of
    if not scope.orders or short or not sentence.text.endswith(":") or only or _TOLD.match(sentence.text):
        return False
    if not (reader.begins_with_verb(0, count) or (made_of and acts_itself(reader))):
        return False
    below = []
    for following in sentences[index + 1 :]:
        if following.first and (not following.marker or following.marker == sentence.marker):
            break
        below += [following] if following.first else []
    below = below or (list(items) if acts_itself(reader) else [])  # "Cơ cấu tổ chức của Sở Nội vụ, gồm:" orders nothing
    readers = [(ClauseReader(bullet, reader.cues), len(bullet.tokens)) for bullet in below]
    acted = any(
        _acts_in_list(r, n) if made_of else r.begins_with_verb(0, n) or r.actors(0, n, assigned=False) is not None for r, n in readers
    )
    return len(readers) > 1 and not acted and not any(_DUTY.search(bullet.text) for bullet in below)


def acts_itself(reader: ClauseReader) -> bool:
    """Whether a sentence says who does what: "Sở Nội vụ thành lập đoàn kiểm tra gồm:"."""
    actors = reader.actors(0, len(reader.sentence.tokens), assigned=False)
    return (
        actors is not None
        and actors.kind in ("order", "subject")
        and actors.verb < len(reader.sentence.tokens)
        and reader.acts(actors.verb)
    )


def _acts_in_list(reader: ClauseReader, count: int) -> bool:
    """Whether a bullet says what is to be done, and is not but a name ("Đại diện Sở Y tế")."""
    named = reader.parties_at(reader.begin(0, count))
    if named is not None and named.end >= count - 1:
        return False
    return reader.begins_with_verb(0, count) or acts_itself(reader)


def opens_bullets(reader: ClauseReader, index: int, sentences: tuple[Sentence, ...]) -> bool:
    """A line without its colon in front of bullets: "Trưởng các đoàn có trách nhiệm", "- Bộ Công Thương" in front of "+ ..."."""
    sentence = reader.sentence
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if following is None or not following.marker or following.marker == sentence.marker:
        return False
    return (
        (not sentence.marker and HANGS.search(sentence.text) is not None)
        or _names_only(reader)
        or _names_together(reader)
        or joins(sentence.text)
    )


def orders_cases(reader: ClauseReader, scope: Scope) -> bool:
    """Whether a sentence orders what is to be done in the cases that stand below it."""
    if asks_conditions(reader.sentence.text):
        return False
    count = len(reader.sentence.tokens)
    acts = bool(scope.orders) and count >= _WHOLE_CASES and reader.begins_with_verb(0, count) and " được " not in reader.sentence.text
    return acts or _DUTY_OF.search(reader.sentence.text) is not None


def _names_only(reader: ClauseReader) -> bool:
    """Whether a line is nothing but the parties that the lines below oblige."""
    count = len(reader.sentence.tokens)
    start = reader.begin(0, count)
    # "- Đề nghị Mặt trận Tổ quốc xã" in front of "+ ..." asks for what stands below
    parties = reader.parties_at(reader.parse.tag("order", start) or start)
    if parties is None or not reader.sentence.first or is_level(parties.names):
        return False
    return parties.end >= count - (reader.parse.folded(count - 1) == ";")


def _names_together(reader: ClauseReader) -> bool:
    """Whether a line says only with whom the lines below are done: "b) Chủ trì, phối hợp với Sở Tài chính"."""
    count = len(reader.sentence.tokens)
    lists = together_lists(reader, 0, count)
    return is_joint(reader.sentence.text) and bool(lists) and lists[-1].end >= count
