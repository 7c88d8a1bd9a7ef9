"""Values of fields as they stand in the log of corrections, and as a person may set them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tasks.domain.choices import RowKind
from tasks.domain.correction_errors import CorrectionError, TwoDeadlinesError
from tasks.domain.row_fields import FIELDS, Field, FieldType
from tasks.domain.typed import LONGEST_NUMBER, LONGEST_TEXT, Wrong, WrongValueError, read_field

_SAID: Mapping[Wrong, tuple[str, str]] = {
    Wrong.DAY: ("{name} cannot be {value!r}: it is no day.", "Write it like 30/06/2026."),
    Wrong.NUMBER: ("{name} cannot be {value!r}: it is no number.", "Write it as it is printed, like 1.234,5."),
    Wrong.LONG_NUMBER: (f"{{name}} cannot be {{value!r}}: it has more than {LONGEST_NUMBER} digits.", "Is it one number?"),
    Wrong.CHOICE: ("{name} cannot be {value!r}.", "It is one of {choices}."),
    Wrong.LONG: (f"{{name}} is longer than {LONGEST_TEXT} characters.", "Correct the row, not the page."),
    Wrong.MISSING: ("{name} cannot be empty.", "Reject the row if it is none."),
}


def encode(value: Any) -> Any:
    """A value of a row as it stands in the log: days in ISO form, figures as plain decimals, lists and text as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def decode(kind: str, name: str, value: Any) -> Any:
    """A value of the log as it stands in a row."""
    field = FIELDS[kind].get(name)
    if value is None or field is None:
        return value
    return date.fromisoformat(value) if field.holds is FieldType.DAY else Decimal(value) if field.holds is FieldType.NUMBER else value


def read_value(field: Field, value: Any) -> Any:
    """The value of a field from what a person typed, as :func:`tasks.domain.typed.read_field` reads it.

    Raises:
        CorrectionError: the field cannot hold it, or may not be empty.
    """
    try:
        return read_field(field, value)
    except WrongValueError as error:
        message, hint = _SAID[error.reason]
        words = {"name": field.name, "value": error.value, "choices": ", ".join(field.choices or ())}
        raise CorrectionError(message.format(**words), hint.format(**words)) from error


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
        found[name] = read_value(known[name], value)
    return _with_deadline(found) if kind == RowKind.DIRECTIVE else found


def _with_deadline(values: dict[str, Any]) -> dict[str, Any]:
    """A deadline is a day or recurs, never both."""
    if values.get("deadline_on") and values.get("deadline_recurs"):
        raise TwoDeadlinesError("A deadline is a day or recurs, not both.", "Leave one of deadline_on and deadline_recurs empty.")
    if values.get("deadline_on"):
        return values | {"deadline_recurs": None}
    return values | {"deadline_on": None} if values.get("deadline_recurs") else values
