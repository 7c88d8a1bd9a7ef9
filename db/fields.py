"""Which fields of a row a person may correct, what each may hold, and how its values stand in the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tasks.domain.correction_errors import CorrectionError
from tasks.domain.legible import storable

ACTIONS = ("confirm", "change", "reject", "add")  # what a person may do to a row
LISTS = ("lead", "coordinating")
_RECURS = ("weekly", "monthly", "quarterly", "yearly")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_VIETNAMESE = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+")
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3}\.\d{3}")
LONGEST_NUMBER = 30  # characters: the state's budget in đồng has sixteen digits, a PostgreSQL numeric holds far more and SQLite any text
_LONGEST = 20_000  # characters of one field; a page of text has some three thousand


def read_day(value: Any) -> date | None:
    """A day: a date, ``2026-06-30``, or as offices write it ``30/06/2026``.

    Raises:
        ValueError: it is none.
    """
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip()
    if not text:
        return None
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise ValueError(text)
    return date(int(year), int(month), int(day))


def read_number(value: Any) -> Decimal | None:
    """A figure: a decimal, plain (``1234.5``) or as it is written in Vietnamese (``1.234,5``).

    Raises:
        ValueError: it is none, has more than ``LONGEST_NUMBER`` characters, or can be read both ways (``1.234``).
    """
    if value is None:
        return value
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) >= LONGEST_NUMBER or len(value.as_tuple().digits) > LONGEST_NUMBER:
            raise ValueError("it is no number, or one of too many digits")
        return value
    text = "".join(str(value).split())
    if not text:
        return None
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"it has more than {LONGEST_NUMBER} characters")
    if _AMBIGUOUS.fullmatch(text):
        raise ValueError(f"{text} can be read as {text.replace('.', '')} or as {text.replace('.', ',')}; write one of these")
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _VIETNAMESE.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    raise ValueError(f"{text} is no number")


def _text(value: Any) -> str | None:
    return " ".join(storable(str(value)).split()) or None if value is not None else None


def _names(value: Any) -> list[str]:
    parts = value.split(";") if isinstance(value, str) else list(value or ())
    return list(dict.fromkeys(name for part in parts if (name := _text(part))))


@dataclass(frozen=True, slots=True)
class Field:
    """What a field may hold.

    Attributes:
        read: from what a person typed; raises ValueError.
        required: it is never empty.
        choices: all values it may have; empty: any.
    """

    read: Callable[[Any], Any] = _text
    required: bool = False
    choices: tuple[str, ...] = ()


_LINE, _NEEDED, _DATE, _NUMBER = Field(), Field(required=True), Field(read_day), Field(read_number)
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "directive": {
        "text": _NEEDED,
        "lead": Field(_names),
        "coordinating": Field(_names),
        "deadline_raw": _LINE,
        "deadline_on": _DATE,
        "deadline_recurs": Field(choices=_RECURS),
        "product": _LINE,
    },
    "metric": {
        "name": _NEEDED,
        "code": _LINE,
        "value": Field(read_number, required=True),
        "unit": _NEEDED,
        "kind": Field(required=True, choices=("rank", "percent", "count", "money", "area", "other")),
        "total": _NUMBER,
        "change": _NUMBER,
        "role": Field(required=True, choices=("result", "target")),
        "comparator": Field(required=True, choices=("=", ">=", "<=")),
        "direction": Field(choices=("increase", "decrease")),
        "period": _LINE,
    },
    "citation": {"symbol": _NEEDED, "type": _LINE, "issued_on": _DATE, "issuer": _LINE},
    "section": {"label": _LINE, "heading": _LINE},
    "cell": {"text": _LINE},
    "head": {
        name: _DATE if name == "issued_on" else _LINE
        for name in (
            "type",
            "number_printed",
            "symbol",
            "issuer",
            "place",
            "issued_on",
            "subject",
            "signer_name",
            "signer_title",
            "urgency",
            "on_behalf",
        )
    },
    "doubt": {},
}
DEFAULTS: Mapping[str, Mapping[str, Any]] = {"metric": {"kind": "other", "role": "result", "comparator": "="}}
"""What a row that is added has where nothing else is said."""


def encode(value: Any) -> Any:
    """A value of a row as it stands in the log: days in ISO form, figures as plain decimals, lists and text as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def decode(kind: str, name: str, value: Any) -> Any:
    """A value of the log as it stands in a row."""
    read = FIELDS[kind][name].read if name in FIELDS[kind] else None
    if value is None or read is None:
        return value
    return date.fromisoformat(value) if read is read_day else Decimal(value) if read is read_number else value


def read_values(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row from what a person typed: white space put in order, empty ones None.

    Raises:
        CorrectionError: there is no such field, or it cannot hold the value.
    """
    known = FIELDS[kind]
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise CorrectionError(f"A {kind} has no field {name!r} to correct.", f"There are: {', '.join(known)}.")
        field = known[name]
        try:
            read = field.read(value)
        except (ValueError, InvalidOperation) as error:
            hint = "Write it like 30/06/2026." if field.read is read_day else "Write it like 1234,5."
            raise CorrectionError(f"{name} cannot be {str(value)[:80]!r}: {error}.", hint) from error
        if field.required and read is None:
            raise CorrectionError(f"{name} cannot be empty.", "Reject the row if it is none.")
        if field.choices and read is not None and read not in field.choices:
            raise CorrectionError(f"{name} cannot be {str(read)[:80]!r}.", f"It is one of {', '.join(field.choices)}.")
        if len(str(read)) > _LONGEST:
            raise CorrectionError(f"{name} is longer than {_LONGEST} characters.", "Correct the row, not the page.")
        found[name] = read
    return _with_deadline(found) if kind == "directive" else found


def _with_deadline(values: dict[str, Any]) -> dict[str, Any]:
    """A deadline is a day or recurs, never both."""
    if values.get("deadline_on") and values.get("deadline_recurs"):
        raise CorrectionError("A deadline is a day or recurs, not both.", "Leave one of deadline_on and deadline_recurs empty.")
    if values.get("deadline_on"):
        return values | {"deadline_recurs": None}
    return values | {"deadline_on": None} if values.get("deadline_recurs") else values
