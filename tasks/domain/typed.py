"""How the value of a field is read from what a person typed, and written for somebody to change: the same on every way in.

Figures are typed as they are printed, whatever the language of the page around them (docs/decisions/0020-typed-figures.md):
"1.234" is one thousand two hundred and thirty-four, "1,234" one and some. What cannot be meant so is taken as the only thing it can mean
("1234.5", "1,234.5"), else refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tasks.domain.legible import storable
from tasks.domain.row_fields import Field, FieldType

LONGEST_NUMBER = 30  # characters: the state's budget in đồng has sixteen digits, a PostgreSQL numeric holds far more and SQLite any text
LONGEST_TEXT = 20_000  # characters of one field; a page of text has some three thousand
LONGEST_NOTE = 2_000
_MINUS = str.maketrans("\u2212\u2013", "--")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PRINTED = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?")  # 1.234.567,8
_POINTED = re.compile(r"[+-]?\d+\.\d+")  # 1234.5; what is printed so was taken before
_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+|[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}")  # 1,234.5


class Wrong(StrEnum):
    """Why what was typed is no value of its field."""

    DAY = "date"
    NUMBER = "number"
    LONG_NUMBER = "long_number"
    CHOICE = "choice"
    LONG = "long"
    MISSING = "missing"


class WrongValueError(ValueError):
    """Something was typed that is no value of its field.

    Args:
        reason: why not.
        value: what was typed, the first 80 characters of it.
        field: it was typed into, where that is known.
    """

    def __init__(self, reason: Wrong, value: object = "", field: Field | None = None) -> None:
        super().__init__(f"{str(value)[:80]!r} is no {reason}")
        self.reason, self.value, self.field = reason, str(value)[:80], field

    def __reduce__(self) -> tuple[type, tuple[Wrong, str, Field | None]]:
        """Crosses processes."""
        return type(self), (self.reason, self.value, self.field)


def read_day(value: Any) -> date | None:
    """A day: a date, ``2026-06-30``, or as offices write it ``30/06/2026``, ``30.6.2026``; None for nothing.

    Raises:
        WrongValueError: it is none.
    """
    if value is None or isinstance(value, date):
        return value
    typed = str(value).strip()
    if not typed:
        return None
    if found := _ISO_DAY.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _DAY.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise WrongValueError(Wrong.DAY, typed)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise WrongValueError(Wrong.DAY, typed) from error


def read_number(value: Any) -> Decimal | None:
    """A figure: a decimal, or words as they are printed (``1.234,5``) or can mean one number alone (``1234.5``); None for nothing.

    Raises:
        WrongValueError: it is none, or has more than ``LONGEST_NUMBER`` characters.
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) >= LONGEST_NUMBER or len(value.as_tuple().digits) > LONGEST_NUMBER:
            raise WrongValueError(Wrong.LONG_NUMBER, value)
        return value
    said = " ".join(str(value).split())
    typed = "".join(said.split()).translate(_MINUS)
    if not typed:
        return None
    if len(typed) > LONGEST_NUMBER:
        raise WrongValueError(Wrong.LONG_NUMBER, said)
    if not typed.isascii():
        raise WrongValueError(Wrong.NUMBER, said)
    if _PRINTED.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    if _POINTED.fullmatch(typed) or _ENGLISH.fullmatch(typed):
        return Decimal(typed.replace(",", ""))
    raise WrongValueError(Wrong.NUMBER, said)


def read_line(value: Any) -> str | None:
    """Words with their white space put in order; None for nothing."""
    return " ".join(storable(str(value)).split()) or None if value is not None else None


def read_note(value: Any) -> str | None:
    """Words whose line breaks stay, since offices list several things in one cell; cut after ``LONGEST_NOTE``, None for nothing."""
    if value is None:
        return None
    lines = (" ".join(line.split()) for line in storable(str(value)).splitlines())
    return "\n".join(lines).strip()[:LONGEST_NOTE] or None


def read_lines(value: str | Iterable[str] | None) -> list[str]:
    """Names, parted by ";" or line breaks, each once."""
    parts = re.split(r"[;\n]", value) if isinstance(value, str) else list(value or ())
    return list(dict.fromkeys(name for part in parts if (name := read_line(part))))


_READ: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.DAY: read_day,
    FieldType.NUMBER: read_number,
    FieldType.NOTE: read_note,
    FieldType.LINES: read_lines,
}


def read_field(field: Field, value: Any) -> Any:
    """The value of a field from what was typed, or from a value as rows have it; None for nothing, an empty list for no names.

    Raises:
        WrongValueError: the field cannot hold it, or may not be empty.
    """
    read: Callable[[Any], Any] = _READ.get(field.holds, read_line)
    try:
        found = read(value)
    except WrongValueError as error:
        raise WrongValueError(error.reason, error.value, field) from error
    if field.choices is not None and found is not None:
        if found not in list(field.choices):
            raise WrongValueError(Wrong.CHOICE, found, field)
        found = str(found)
    if field.required and found is None:
        raise WrongValueError(Wrong.MISSING, "", field)
    if len(str(found)) > LONGEST_TEXT:
        raise WrongValueError(Wrong.LONG, found, field)
    return found


def write_day(value: date | None) -> str:
    """A day as offices write it; "" for none."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}" if value else ""


def write_number(value: Decimal | None) -> str:
    """A figure as it is printed: a full stop between thousands, a comma before decimals; no digit is lost, "" for none."""
    return "" if value is None else f"{value:,f}".translate(str.maketrans(",.", ".,"))


def write_field(field: Field, value: Any) -> str:
    """A value as it stands in its field for somebody to change; read again it is the same."""
    if value is None:
        return ""
    if field.holds is FieldType.DAY:
        return write_day(value)
    if field.holds is FieldType.NUMBER:
        return write_number(value)
    return "\n".join(value) if field.holds is FieldType.LINES else str(value)
