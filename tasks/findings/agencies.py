"""One canonical agency for all its printed names; groups stay groups."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon

_TITLE = re.compile(
    r"^(?:(?:các )?(?:đồng chí|thủ trưởng|người đứng đầu|lãnh đạo|tập thể lãnh đạo|(?:phó )?giám đốc|(?:phó )?chủ tịch|(?:tổng c|"
    r"chi c|c)ục trưởng|"
    r"(?:phó )?trưởng|bí thư)\s+)+",
    re.IGNORECASE,
)
_SHORT = (
    (r"\bUBND\b", "Ủy ban nhân dân"),
    (r"\bHĐND\b", "Hội đồng nhân dân"),
    (r"\bUỷ\b", "Ủy"),
    (r"\buỷ\b", "ủy"),
    (r"\bNN\s?&\s?PTNT\b", "Nông nghiệp và Phát triển nông thôn"),
)


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """What a printed name stands for.

    Attributes:
        code: entry of the agency vocabulary.
        kind: "agency" or "group".
    """

    code: str
    kind: str


def spelled_out(printed: str) -> str:
    """A printed name with its abbreviations written out, a leader's title in front left out, one space between words."""
    text = " ".join(printed.split())
    for short, full in _SHORT:
        text = re.sub(short, full, text)
    return _TITLE.sub("", text) or text


def resolve_agency(printed: str, lexicon: Lexicon) -> AgencyMatch | None:
    """The agency behind a printed party, None where the vocabulary knows none; the printed form itself is kept elsewhere."""
    entry = lexicon.find(spelled_out(printed))
    return AgencyMatch(entry.code, entry.values.get("kind", "agency")) if entry else None
