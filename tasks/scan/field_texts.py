"""Texts of form fields and notes of which a file holds no drawing, so that the renderer draws them in a font without Vietnamese letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

_HIDDEN = 0b10 | 0b100000  # flags Hidden and NoView (ISO 32000-2, table 167)
_TAG = re.compile(r"<[^>]{0,200}>")
_DEEPEST = 20  # fields below each other
# A renderer draws what has no appearance in one of the standard fonts, whose letters are these (ISO 32000-2, annex D).
_DRAWN = "cp1252"


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text that may not be drawn with all of its letters.

    Attributes:
        name: of the field; "" for a note typed on the page.
        text: its value.
    """

    name: str
    text: str


def undrawn_texts(annotations: Iterable[pikepdf.Object | None], *, redrawn: bool) -> tuple[FieldText, ...]:
    """Texts of the fields and notes of a page that have no appearance, or one that is drawn anew, and letters that standard fonts lack.

    Args:
        annotations: of a page.
        redrawn: the file asks for all fields to be drawn anew (/NeedAppearances).

    Raises:
        pikepdf.PikepdfError: an annotation is bent.
    """
    found = (_text_of(a, redrawn=redrawn) for a in annotations if a is not None and _is_shown(a))
    return tuple(field for field in found if field is not None)


def lost_texts(fields: Sequence[FieldText], words: Sequence[str]) -> tuple[FieldText, ...]:
    """Those of which the words that the renderer tells of the page lack a part; all where it tells none."""
    told = _squeezed("".join(words))
    return tuple(field for field in fields if _squeezed(field.text) not in told)


def wants_redrawing(pdf: pikepdf.Pdf) -> bool:
    """Whether a file asks whoever shows it to draw its fields anew."""
    form = pdf.Root.get("/AcroForm")
    wanted = form.get("/NeedAppearances", False) if isinstance(form, pikepdf.Dictionary) else False
    return isinstance(wanted, bool) and wanted


def _is_shown(annotation: pikepdf.Object) -> bool:
    flags = annotation.get("/F", 0)
    return not (isinstance(flags, int) and flags & _HIDDEN)


def _text_of(annotation: pikepdf.Object, *, redrawn: bool) -> FieldText | None:
    kind = str(annotation.get("/Subtype", ""))
    has_drawing = _has_appearance(annotation)
    if kind == "/FreeText" and not has_drawing:
        text = _string(annotation.get("/Contents")) or _TAG.sub(" ", _string(annotation.get("/RC")))
        return FieldText("", text.strip()) if _has_letters_beyond(text) else None
    if kind != "/Widget" or (has_drawing and not redrawn):
        return None
    sort, text = str(_inherited(annotation, "/FT")), _string(_inherited(annotation, "/V"))
    # Of a list the choice is drawn by nobody but the program that made the file.
    is_lost = _has_letters_beyond(text) if sort == "/Tx" else sort == "/Ch" and not has_drawing
    return FieldText(_string(_inherited(annotation, "/T")) or "?", text.strip()) if is_lost and text.strip() else None


def _has_appearance(annotation: pikepdf.Object) -> bool:
    shows = annotation.get("/AP")
    return isinstance(shows, pikepdf.Dictionary) and isinstance(shows.get("/N"), pikepdf.Stream | pikepdf.Dictionary)


def _inherited(annotation: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = annotation
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _string(value: pikepdf.Object | None) -> str:
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", errors="replace")
    return unicodedata.normalize("NFC", str(value)) if isinstance(value, pikepdf.String) else ""


def _has_letters_beyond(text: str) -> bool:
    return any(c.isalpha() and not c.encode(_DRAWN, errors="ignore") for c in text)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
