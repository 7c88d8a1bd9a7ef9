"""How printed lines begin that begin an item."""

from __future__ import annotations

import re

_LABEL = re.compile(r"(?:[-–+*•]|(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[a-zđ][.)]|Điều\s\d+\w?\.)\s")


def begins_item(line: str) -> bool:
    """Whether a line begins with a dash, or with a number or letter as items have them (Decree 30/2020/NĐ-CP, appendix I)."""
    return _LABEL.match(line + " ") is not None
