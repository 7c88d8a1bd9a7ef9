"""The country's name, its motto and the Party's name, with which every notice begins (Decree 30/2020/NĐ-CP, Appendix I, II.1)."""

from __future__ import annotations

import re

from tasks.domain.letters import fold

_NAMES = re.compile("chunghiavietnam|doclaptudohanhphuc|dangcongsanvietnam")
_NO_LETTERS = re.compile(r"[^a-z]+")


def names_the_nation(text: str) -> bool:
    """Whether a line holds one of the three names, whatever its accents, spaces and dashes; no letter may be misread."""
    return _NAMES.search(_NO_LETTERS.sub("", fold(text))) is not None
