"""What can be corrected of each kind of row, how it is asked for, and how what was typed is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from db.fields import LONGEST_NUMBER
from flows.review.language import Wording
from flows.takeaway import wording as office


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field of a row.

    Attributes:
        name: as the database calls it.
        widget: line, text, day, number, lines (one value a line), choice.
        group: of the wording: labels of a choice; "" where there is none.
        required: an empty value is refused when a row is added.
        label: key of the wording behind ``field.``.
        offers: list of suggestions: agencies, types, indicators; "" where there is none.
    """

    name: str
    widget: str = "line"
    group: str = ""
    required: bool = False
    label: str = ""
    offers: str = ""

    @property
    def key(self) -> str:
        """Key of its label in the wording."""
        return f"field.{self.label or self.name}"


FIELDS: dict[str, tuple[FieldKind, ...]] = {
    "directive": (
        FieldKind("text", "text", required=True),
        FieldKind("lead", "lines", offers="agencies"),
        FieldKind("coordinating", "lines", offers="agencies"),
        FieldKind("deadline_on", "day"),
        FieldKind("deadline_raw"),
        FieldKind("deadline_recurs", "choice", "recurs"),
        FieldKind("product"),
    ),
    "metric": (
        FieldKind("name", required=True),
        FieldKind("value", "number", required=True),
        FieldKind("unit", required=True),
        FieldKind("kind", "choice", "metric_kind", required=True, label="metric_kind"),
        FieldKind("role", "choice", "metric_role", required=True),
        FieldKind("comparator", "choice", "comparator", required=True),
        FieldKind("period"),
        FieldKind("total", "number"),
        FieldKind("change", "number"),
        FieldKind("direction", "choice", "direction"),
        FieldKind("code", offers="indicators"),
    ),
    "citation": (
        FieldKind("symbol", required=True),
        FieldKind("type", offers="types"),
        FieldKind("issued_on", "day"),
        FieldKind("issuer", offers="agencies"),
    ),
    "section": (FieldKind("label"), FieldKind("heading", "text")),
    "head": (
        FieldKind("type", offers="types"),
        FieldKind("symbol"),
        FieldKind("number_printed"),
        FieldKind("issuer", offers="agencies"),
        FieldKind("place"),
        FieldKind("issued_on", "day"),
        FieldKind("subject", "text"),
        FieldKind("signer_name"),
        FieldKind("signer_title"),
        FieldKind("urgency"),
        FieldKind("on_behalf"),
    ),
    "doubt": (),
    "cell": (FieldKind("text", "text", label="cell_text"),),
}
ADDABLE = ("directive", "metric", "citation")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PLAIN = re.compile(r"[+-]?\d+")
LONGEST_SHOWN = 80  # characters of what was typed that an answer repeats
_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}


class WrongValueError(ValueError):
    """Something was typed that is no value of its field.

    Args:
        key: of the wording that says so.
        values: for its places.
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def read_day(words: str) -> date | None:
    """A day as offices write it (30/6/2026), or as a browser's date field sends it (2026-06-30); None for nothing.

    Raises:
        WrongValueError: it is none.
    """
    typed = words.strip()
    if not typed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(typed)
    except ValueError as error:
        raise WrongValueError("wrong.date", value=typed[:LONGEST_SHOWN]) from error


def read_number(words: str, language: str) -> Decimal | None:
    """A number as the language writes it: 1.234,5 in Vietnamese, 1,234.5 in English; None for nothing.

    What could be meant either way, such as 1.5 in Vietnamese, is refused: it must not become 15.

    Raises:
        WrongValueError: it is none.
    """
    typed = re.sub(r"\s", "", words)
    if not typed:
        return None
    thousands, point = _SEPARATORS[language]
    whole, _, behind = typed.partition(point)
    grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole)
    if not (grouped or _PLAIN.fullmatch(whole)) or (point in typed and not behind.isdecimal()):
        raise WrongValueError("wrong.number", value=typed[:LONGEST_SHOWN])
    if len(typed) > LONGEST_NUMBER:
        raise WrongValueError("wrong.long_number", value=typed[:LONGEST_SHOWN])
    bare = whole.replace(thousands, "")
    return Decimal(f"{bare}.{behind}" if behind else bare)


def write_number(value: Decimal | None, language: str) -> str:
    """A number as the language writes it; no digit is lost."""
    if value is None:
        return ""
    return office.figure(value) if language == "vi" else f"{value:,f}"


def as_typed(field: FieldKind, value: Any, language: str) -> str:
    """A value as it stands in its field of a form."""
    if value is None:
        return ""
    if field.widget == "day":
        return office.day(value)
    if field.widget == "number":
        return write_number(value, language)
    if field.widget == "lines":
        return "\n".join(value)
    return str(value)


def understood(field: FieldKind, typed: str, wording: Wording) -> Any:
    """The value that was typed into a field; None for nothing, an empty list for no lines.

    Raises:
        WrongValueError: it is no value of the field.
    """
    if field.widget == "day":
        return read_day(typed)
    if field.widget == "number":
        return read_number(typed, wording.language)
    if field.widget == "lines":
        return [line.strip() for line in typed.split("\n") if line.strip()]
    bare = " ".join(typed.split())
    if field.widget == "choice" and bare and bare not in wording.group(field.group):
        raise WrongValueError("wrong.unknown_field")
    return bare or None


def changes(kind: str, form: Mapping[str, str], now: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    """The fields of a row that a form changes, with their new values; fields that the form leaves out stay.

    Args:
        kind: of the row.
        form: as sent.
        now: the row's values.
        wording: of the language the form was written in.

    Raises:
        WrongValueError: a value cannot be understood, or one that must be there is taken away.
    """
    found: dict[str, Any] = {}
    for field in FIELDS[kind]:
        if field.name not in form:
            continue
        old = as_typed(field, now.get(field.name), wording.language)
        if " ".join(form[field.name].split()) == " ".join(old.split()):
            continue
        value = understood(field, form[field.name], wording)
        if field.required and value is None:
            raise WrongValueError("wrong.missing", field=wording(field.key))
        found[field.name] = value
    return found


def whole_row(kind: str, form: Mapping[str, str], wording: Wording) -> dict[str, Any]:
    """All values of a row that somebody adds; what was left empty is left out.

    Raises:
        WrongValueError: a value cannot be understood, or one that must be there is missing.
    """
    found = {field.name: understood(field, form.get(field.name, ""), wording) for field in FIELDS[kind]}
    missing = next((field for field in FIELDS[kind] if field.required and found[field.name] is None), None)
    if missing is not None:
        raise WrongValueError("wrong.missing", field=wording(missing.key))
    return {name: value for name, value in found.items() if value not in (None, [])}
