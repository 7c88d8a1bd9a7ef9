"""What the database tells in English, in the language of the page: why a file is not loaded, a change not taken, a correction not placed.

Reasons are kept with a code; English pages show the sentence itself, which has the values in question, others the words of the code.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Sequence

from config.vocabulary import load_vocabulary
from db.overlay.laying import FOUND_TOO, GONE, LOST, NO_WORDS, TWICE
from db.overlay.values import decode
from db.reading.members import MemberRow
from flows.review.fields import WrongValueError
from flows.review.language import Wording
from tasks.domain.choices import RowKind
from tasks.domain.choices import said as said_of
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.doubt import DOUBTS, words_for
from tasks.domain.row_fields import FIELDS, Field, FieldType
from tasks.domain.typed import write_field

_DETAILS = {LOST: "lost", NO_WORDS: "no_words", GONE: "gone", FOUND_TOO: "found_too", TWICE: "twice"}
_OF_A_FIELD = re.compile(r"(?P<field>\w+): (?P<what>the machine now reads|another row has) (?P<value>.*)", re.DOTALL)
_PART_OF = re.compile(r"its pages part of (?P<id>[0-9a-f]{8,64}(?:\.\d+)?)\.$")
_NEXT = re.compile(r"; (?=\w+: (?:the machine now reads|another row has) )")


def type_label(code: str) -> str:
    """What a kind of document is called; its code where the vocabulary has changed since."""
    try:
        return load_vocabulary().document_types.get(code).label
    except KeyError:
        return code


def why_apart(code: str | None, reason: str | None, t: Wording) -> str:
    """Why a file, or one inside it, is no document of its own; "" for no reason.

    Args:
        code: of the error that set it aside, or of the doubt that it vanished.
        reason: in English.
        t: the words.
    """
    if t.language == "en" or not code:
        return reason or ""
    if (taken := _PART_OF.search(reason or "")) is not None:
        return t("document.part_of", id=taken["id"])
    return words_for(code, t.language) if code in DOUBTS else t(f"apart.{code}") if t.has(f"apart.{code}") else t("apart.other", code=code)


def taken_apart(members: Sequence[MemberRow], t: Wording) -> str:
    """What became of the files inside a file."""
    taken = sum(bool(member.short_id) for member in members)
    return t("document.taken_apart", taken=taken, aside=len(members) - taken)


def refusal(error: WrongValueError | CorrectionError, t: Wording) -> str:
    """Why a form was not taken."""
    if isinstance(error, WrongValueError):
        return t(error.key, **error.values)
    if t.has(f"refused.{error.code}"):
        return t(f"refused.{error.code}")
    return t("wrong.value", message=str(error) if t.language == "en" else t("refused.other"))


def detail_of(kind: str, detail: str, t: Wording) -> str:
    """What the machine reads where a person said something else, or why a correction has no row; "" for nothing.

    Args:
        kind: of the row.
        detail: as the log has it.
        t: the words.
    """
    if t.language == "en" or not detail:
        return detail
    return "; ".join(filter(None, (_one(kind, part, t) for part in _NEXT.split(detail))))


def _one(kind: str, part: str, t: Wording) -> str:
    first, _, rest = part.partition("; ")
    if first in _DETAILS:
        return "; ".join(filter(None, (t(f"placing.{_DETAILS[first]}"), _one(kind, rest, t) if rest else "")))
    found = _OF_A_FIELD.fullmatch(part)
    if found is None:
        return ""
    field = FIELDS[RowKind(kind)].get(found["field"])
    value = _value(kind, field, found["value"], t)
    key = "placing.taken" if found["what"].startswith("another") else "placing.reads" if value else "placing.reads_nothing"
    said = t(key, value=value)
    return f"{field.label(t.language)}: {said}" if field else said


def _value(kind: str, field: Field | None, told: str, t: Wording) -> str:
    """A value of the log for the reader; "" for none."""
    if told == "nothing":
        return ""
    try:
        value = str(literal_eval(told))
    except (ValueError, SyntaxError):
        return told
    if field is None:
        return value
    if field.choices is not None:
        return said_of(field.choices(value), t.language)
    return value if field.holds is FieldType.LINES else write_field(field, decode(kind, field.name, value))
