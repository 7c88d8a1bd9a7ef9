"""The issuing body: the last of the bodies printed above the number, its name joined over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.span import Span
from tasks.structure.casing import name_case
from tasks.structure.phrases import is_national_line, mend_front
from tasks.structure.rows import in_capitals

Piece = tuple[str, Span]
# First words of most issuing bodies and of the line below, whose accents capitals lose easily.
USUAL_FRONTS = (
    "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "VĂN PHÒNG",
    "THÀNH PHỐ",
    "THỊ TRẤN",
    "THỊ XÃ",
    "TỈNH ỦY",
    "THÀNH ỦY",
    "HUYỆN ỦY",
    "ĐẢNG ỦY",
    "TỈNH",
    "HUYỆN",
    "PHƯỜNG",
    "SỞ",
)


def find_issuer(pieces: Sequence[Piece], vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """The issuing body among the lines above the number, with its place; None where none of them names a body.

    "Văn phòng" and the like say nothing alone and get their parent's name behind them.

    Args:
        pieces: text and place of each line, top first; stamps and mottos may stand among them.
        vocabulary: the cues ``head-issuer``, ``head-parent-joined`` and ``head-place-level``.
    """
    cues = vocabulary.cues
    begins = re.compile(cues.alternation("head-issuer"))
    bodies: list[list[Piece]] = []
    for text, span in pieces:
        name = mend_front(text.strip(" *-–_.:|=~'\"“”‘’"), USUAL_FRONTS)
        if not _may_name_a_body(name, cues):
            continue
        if begins.match(name) and not (bodies and _needs_more(bodies[-1][-1][0])):
            bodies.append([(name, span)])
        elif bodies:
            bodies[-1].append((name, span))
    if not bodies:
        return None
    name = " ".join(text for text, _ in bodies[-1])
    parts = bodies[-1]
    if len(bodies) > 1 and re.match(cues.alternation("head-parent-joined"), name):
        name = f"{name} {' '.join(text for text, _ in bodies[-2])}"
        parts = [*bodies[-2], *parts]
    return name_case(re.sub(r"\s+", " ", name)), Span(min(s.start for _, s in parts), max(s.end for _, s in parts))


def _may_name_a_body(name: str, cues: Lexicon) -> bool:
    if not in_capitals(name) or is_national_line(name):
        return False
    return not any(re.search(cues.alternation(code), name) for code in ("head-banner", "head-urgency"))


def _needs_more(line: str) -> bool:
    return re.search(r"(?i:(?:\svà|,|\s-|\scủa|\stỉnh|\shuyện|\sxã|\sphường))$", line) is not None
