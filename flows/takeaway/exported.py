"""What a task's row said when it left: a mark in the spreadsheet by which it is seen later what a person changed in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from flows.takeaway.columns import ANSWERS, FORMER, GIVEN
from tasks.domain.typed import write_day

LONGEST_CELL = 32_767  # characters, of Excel
_DIGITS = 8


def normal(value: Any) -> str:
    """A cell as it is compared: days as 30/06/2026, white space put in order."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return write_day(value)
    # As a cell takes it (flows.takeaway.workbook), and without the mark by which some programs keep text from being a formula.
    return " ".join(ILLEGAL_CHARACTERS_RE.sub(" ", str(value))[:LONGEST_CELL].split()).lstrip("'") if value is not None else ""


def fingerprint(value: Any) -> str:
    """A few letters that stand for a cell."""
    return hashlib.sha256(normal(value).encode()).hexdigest()[:_DIGITS]


def exported_mark(values: Mapping[str, Any]) -> str:
    """The mark of a row: fingerprints of its cells, by column."""
    return json.dumps({name: fingerprint(values.get(name)) for name in (*GIVEN, *ANSWERS.values())}, ensure_ascii=False)


def read_mark(text: Any) -> dict[str, str]:
    """The fingerprints in a mark, none where it was lost or written over."""
    try:
        found = json.loads(str(text))
    except ValueError:
        return {}
    return {FORMER.get(str(k), str(k)): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
