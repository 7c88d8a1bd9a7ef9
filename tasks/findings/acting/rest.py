"""Words behind a name that was read which still belong to it: up to a colon, or to the end of a heading."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from tasks.findings.acting.named import ActorReader
from tasks.nouns.parties import PartyList
from tasks.reading.sentences import Sentence

LONGEST_REST = 5
"""Tokens between the end of a name and a colon that may belong to the name."""
_ACTS_OR_OPENS = re.compile(
    r"(?:chủ trì|phối hợp|thực hiện|triển khai|tham mưu|báo cáo|trình|đề nghị|yêu cầu|kết luận|quyết định|chỉ đạo|gồm|lưu ý|chú ý)(?!\w)"
)
"""Verbs of a clause in front of a colon: "Sở Y tế chủ trì:", "Giám đốc Sở kết luận:"."""
_DUTY = re.compile(r"(?:có |chịu )?trách nhiệm(?!\w)|(?:phải|cần|không được)(?!\w)")
_GIVEN = re.compile(r"(?i:phân công|giao|yêu cầu|đề nghị)(?!\w)")
"""In a heading that begins so the verbs are what is given: "Phân công trách nhiệm cho các đơn vị | thực hiện báo cáo giá"."""
_LEAST_WHICH = 5
"""Words of a heading behind many that say which are meant; "các đơn vị phối hợp thực hiện" says what they do."""
_OF_TASKS = frozenset(("adverb", "auxiliary", "duty", "order", "stop", "link", "quantifier"))


def rest_of_name(reader: ActorReader, at: int, high: int) -> int | None:
    """The colon behind words that go on with a name, though they are verbs elsewhere: "Trung tâm Khai thác vận chuyển: Tăng chuyến"."""
    parse = reader.parse
    for end in range(at, min(high, at + LONGEST_REST)):
        if parse.folded(end) == ":":
            return end if end > at and parse.tag("verb", at) is not None and not _ACTS_OR_OPENS.search(reader.text(at, end)) else None
        token = parse.tokens[end]
        if not token.is_word or token.is_capital or parse.sentence.tags[end].keys() & _OF_TASKS:
            return None
    return None


def enumerated(reader: ActorReader, at: int, high: int) -> bool:
    """Whether a name goes on to the end with further fields of work: "Viện Văn hóa | , Nghệ thuật, Thể thao và Du lịch"."""
    parse = reader.parse
    joints = [i for i in range(at, high - 1) if parse.folded(i) in {",", "và"}]
    others = ("body", "title", "name", "quantifier", "group", "people", "level")
    return (
        bool(joints)
        and parse.folded(joints[-1]) == "và"
        and parse.tag("field", joints[-1] + 1) is not None
        and all(parse.tokens[i + 1].is_capital and not parse.begins(i + 1, *others) for i in joints)
        and not any(parse.begins(i, "verb", "adverb", "auxiliary", "duty", "order") for i in range(at, high))
    )


def prolonged(sentence: Sentence, parties: PartyList, end: int) -> PartyList:
    """The same parties, the last going on to a token: what stands there says which are meant; behind a ";" stand further ones.

    Args:
        sentence: they stand in.
        parties: not empty.
        end: one behind the last token that belongs to the name; signs in front of it do not.
    """
    last = parties.parties[-1]
    stop = len(sentence.text[: sentence.tokens[end - 1].end].rstrip(" .:-"))
    marks = [last.end, *(last.end + at for at, sign in enumerate(sentence.printed[last.end : stop]) if sign == ";"), stop]
    names = [" ".join(sentence.printed[low:high].strip(" ;").split()) for low, high in pairwise(marks)]
    first = replace(last, name=" ".join((last.name + sentence.printed[marks[0] : marks[1]]).split()), end=marks[1])
    further = [
        replace(last, name=name, start=high - len(sentence.printed[low:high].lstrip(" ;")), end=high)
        for name, (low, high) in zip(names[1:], pairwise(marks[1:]), strict=True)
        if name
    ]
    return replace(parties, parties=(*parties.parties[:-1], first, *further), end=end)


def saying_which(reader: ActorReader, parties: PartyList, *, owned: bool) -> int | None:
    """Where a heading ends that says by verbs which of many are meant; None where the verbs may be their task.

    Args:
        reader: of the heading: "Các sở, ngành chủ trì, quản lý các dự án thành phần thuộc Chương trình".
        parties: that it names.
        owned: whether it begins with "đối với" or whose duties stand below.
    """
    parse, count = reader.parse, len(reader.parse.tokens)
    end = next((at for at in range(parties.end, count) if parse.folded(at) == "("), count)
    rest = reader.text(parties.end, end).strip(" .:-")
    given = _GIVEN.match(reader.text(0, count)) is not None
    many = parse.tag("quantifier", parties.start) is not None and not parties.parties[-1].complete
    says = parse.begins(parties.end, "verb", "adverb", "auxiliary") and _DUTY.match(rest) is None
    says = says and (owned or len(rest.split()) >= _LEAST_WHICH)
    return end if many and says and not given and parse.folded(count - 1) != "." else None
