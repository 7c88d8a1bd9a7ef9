"""One canonical agency for all its printed names; groups stay groups."""

from __future__ import annotations

import re

from tasks.domain.finding import Agency
from tasks.domain.letters import without_accents
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


# A place: its level and a name in capitals, or the number of a ward ("phường 5").
_PLACE = re.compile(
    r"(?:(?P<level>huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)|[Hh]uyện ủy|[Tt]hị ủy|[Qq]uận ủy) "
    r"(?P<name>\d{1,2}|[A-ZĐÀ-Ỹ][\w'-]*(?: [A-ZĐÀ-Ỹ][\w'-]*)*)"
)


def spelled_out(printed: str) -> str:
    """A printed name with its abbreviations written out, a leader's title in front left out, one space between words."""
    text = " ".join(printed.split())
    for short, full in _SHORT:
        text = re.sub(short, full, text)
    return _TITLE.sub("", text) or text


def resolve_agency(printed: str, lexicon: Lexicon) -> Agency | None:
    """The agency behind a printed party, None where the vocabulary knows none; the printed form itself is kept elsewhere.

    Bodies of which every district or commune has one (value ``placed``) are told apart by their place, where it is named.
    """
    name = spelled_out(printed)
    entry = lexicon.find(name)
    if entry is None:
        return None
    kind = entry.values.get("kind", "agency")
    place = _PLACE.search(name) if entry.values.get("placed") else None
    if place is None:
        return Agency(entry.code, entry.label, kind)
    level = next(filter(None, (place["level"], name.split()[0])))
    slug = "-".join(re.findall(r"\w+", without_accents(f"{level} {place['name']}").lower()))
    return Agency(f"{entry.code}/{slug}", name[: place.end()], kind)
