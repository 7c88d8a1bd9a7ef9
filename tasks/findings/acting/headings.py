"""Whom a heading names, and whether it says what they are to do: "Trách nhiệm của Sở Y tế", "Công an tỉnh chủ trì thực hiện"."""

from __future__ import annotations

import re

from tasks.domain.finding import Part
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.openings import is_level, is_owned, is_topic
from tasks.findings.acting.rest import enumerated, prolonged, saying_which
from tasks.nouns.parties import PartyList
from tasks.reading.sentences import Sentence

OWNER = re.compile(
    r"(?:(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Cc]ông việc|[Pp]hân công|[Nn]ghĩa vụ|[Qq]uyền)"
    r"(?:,? (?:và )?(?:quyền hạn|nghĩa vụ|trách nhiệm|cụ thể))*"
    r" (?:của|cho)|[Đđ]ối với|[Vv]ề phía|[Pp]hía|[Dd]o|[Gg]iao(?: cho)?|[Yy]êu cầu|[Đđ]ề nghị|"
    r"[Nn]ội dung(?: công việc| công tác)?"
    r"(?= (?:[Cc]ác |do )?(?:Sở|UBND|Ủy ban|Ban|Bộ|Công an|Cục|Chi cục|Phòng|Văn phòng|Trung tâm)(?!\w)))\s?:?\s+"
)
"""What a heading says in front of whose tasks it lists."""
ASSIGNS = re.compile(r"(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Cc]ông việc|[Pp]hân công|[Nn]ghĩa vụ|[Gg]iao|[Yy]êu cầu)")
"""Openings that give work, also below a heading that tells."""
DUTIES = re.compile(r"(?i:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền)(?!\w)[^:]* của ")
"""A heading that lists duties, of which what its party asks of others is one."""
UNKNOWN_OWNER = re.compile(r"(?i:trách nhiệm|nghĩa vụ) của (?P<rest>[a-zà-ỹđ][^:;.()]{2,70})$")
"""A heading that lists the duties of somebody of whom no lexicon knows."""
TASK = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|thực hiện|triển khai|tổ chức|phải|cần)(?!\w)")
"""Verbs of a heading that says what its party does; other verbs in a heading say which party it is."""
_APPOSITION = re.compile(
    r"(?i:(?:là )?(?:cơ quan|đơn vị) (?:thường trực|chủ trì|đầu mối)|(?:phó )?(?:trưởng|chủ tịch) (?:ban|hội đồng|tổ))(?!\w)"
)
"""What a heading says of its party behind a dash: "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo"."""
_WHICH = re.compile(r"(?:[^\W\d]+ ){0,3}(?:đang|đã|được|chưa)(?!\w)[^,;:]*$|(?:trong|tại|ở|trên|thuộc) [^,;:]*$")
"""What a heading says of many ("Các hộ kinh doanh đang buôn bán tại chợ"): which are meant, up to its end."""
_BETWEEN = re.compile(r"(?:, | và )(?=[a-zà-ỹđ])")


def unknown_owners(heading: Sentence, start: int) -> tuple[Part, ...]:
    """Whose duties a heading lists, by names that no lexicon has: "Trách nhiệm của chủ thuyền, người lái thuyền"."""
    bounds = [start, *(at for cut in _BETWEEN.finditer(heading.text, start) for at in cut.span()), len(heading.text)]
    spans = ((low, high) for low, high in zip(bounds[::2], bounds[1::2], strict=True) if low < high)
    return tuple(Part("lead", heading.printed[low:high], heading.span(low, high), "heading") for low, high in spans)


def names_somebody(heading: ClauseReader, start: int, *, named: bool) -> bool:
    """Whether a heading begins with a party, no topic, or lists the duties of one that was not understood."""
    text = heading.sentence.text
    return (begins_with_party(heading, start) and not is_topic(text)) or is_owned(text, named=named)


def begins_with_party(heading: ClauseReader, start: int) -> bool:
    """Whether a list of parties begins with the first token from a character on."""
    at = next((i for i, t in enumerate(heading.sentence.tokens) if t.start >= start), None)
    return at is not None and heading.parties_at(at) is not None


def party_of(heading: ClauseReader, start: int) -> tuple[PartyList | None, bool]:
    """The party a heading names, and whether verbs follow it ("Sở X chủ trì, phối hợp thực hiện")."""
    tokens = heading.sentence.tokens
    at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
    parties = heading.parties_at(at)
    if parties is not None and (is_level(parties.names) or is_topic(heading.sentence.text)):
        return None, False
    if parties is not None:
        # behind a colon stands what they are to do: "Đối với UBND các xã: chỉ đạo các trạm"
        end = next((i for i in range(parties.end, len(tokens)) if tokens[i].text == ":"), len(tokens))
        rest = heading.text(parties.end, end).strip(" .:-")
        if not rest or rest.startswith("(") or _APPOSITION.match(rest):
            return parties, False
        if rest.startswith("thông tin "):  # "cán bộ phụ trách công nghệ | thông tin tại các trường"
            return prolonged(heading.sentence, parties, end), False
        if TASK.search(rest):
            which = saying_which(heading, parties, owned=start > 0)
            return (parties, True) if which is None else (prolonged(heading.sentence, parties, which), False)
        many = heading.parse.tag("quantifier", parties.start) is not None and not parties.parties[-1].complete
        told_which = _WHICH.match(rest) is not None or " được " in parties.names[-1]
        if many and told_which and not heading.sentence.text.endswith("."):
            return prolonged(heading.sentence, parties, end), False
        if (rest[0] not in ",;" or many or enumerated(heading, parties.end, end)) and (start or is_name(heading)):
            return prolonged(heading.sentence, parties, end), False
        if heading.parse.begins(parties.end, "verb", "adverb", "auxiliary", "duty"):
            return parties, True
        return None, False
    actors = heading.actors(0, len(tokens), assigned=False)
    return (actors.parties, False) if actors is not None and actors.kind == "order" else (None, False)


def is_name(heading: ClauseReader) -> bool:
    """Whether a heading without any verb is the name of a body longer than the rules know."""
    count = len(heading.sentence.tokens)
    return not any(heading.parse.begins(at, "auxiliary", "duty", "adverb", "stop") for at in range(count))
