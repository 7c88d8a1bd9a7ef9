"""What somebody types into a form: which fields of a row it changes, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.review.language import Wording
from tasks.domain import typed as domain
from tasks.domain.row_fields import FIELDS, Field

LONGEST_SHOWN = 80  # characters of what was typed that an answer repeats


class WrongValueError(ValueError):
    """Something was typed, or asked for, that cannot be.

    Args:
        key: of the wording that says so.
        at: name of the field it was typed into, "" for none.
        values: for its places.
    """

    def __init__(self, key: str, at: str = "", **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.values = values


def understood(field: Field, typed: str, wording: Wording) -> Any:
    """The value that was typed into a field; None for nothing, an empty list for no names.

    Raises:
        WrongValueError: it is no value of the field, or the field may not be empty.
    """
    try:
        return domain.read_field(field, typed)
    except domain.WrongValueError as error:
        raise WrongValueError(f"wrong.{error.reason}", field.name, value=error.value, field=field.label(wording.language)) from error


def changes(kind: str, form: Mapping[str, str], now: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    """The fields of a row that a form changes, with their new values; fields that the form leaves out stay.

    Args:
        kind: of the row.
        form: as sent.
        now: the row's values.
        wording: of the page.

    Raises:
        WrongValueError: a value cannot be understood, or one that must be there is taken away.
    """
    found: dict[str, Any] = {}
    for name, field in FIELDS[kind].items():
        if name not in form:
            continue
        old = domain.write_field(field, now.get(name))
        if " ".join(form[name].split()) != " ".join(old.split()):
            found[name] = understood(field, form[name], wording)
    return found


def whole_row(kind: str, form: Mapping[str, str], wording: Wording) -> dict[str, Any]:
    """All values of a row that somebody adds; what was left empty is left out.

    Raises:
        WrongValueError: a value cannot be understood, or one that must be there is missing.
    """
    found = {name: understood(field, form.get(name, ""), wording) for name, field in FIELDS[kind].items()}
    return {name: value for name, value in found.items() if value not in (None, [])}
