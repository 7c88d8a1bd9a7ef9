"""Text that stands aslant on a page: watermarks ("DỰ THẢO", the user's name and the time), which belong to no line of the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pikepdf
from pikepdf import Matrix

from tasks.scan.unpacked import unpacks_within

Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
# A scan that lies askew is turned by a few degrees at most, and so is the text that somebody's OCR laid under it.
_TANGENT = 0.15
_MOST_UNPACKED_BYTES = 8_000_000
_DEPTH = 3
_NUMBER = rb"([-+]?(?:\d+\.?\d*|\.\d+))\s+"
_MATRIX = re.compile(_NUMBER * 6 + rb"(?:cm|Tm)(?![A-Za-z])")
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))


def shows_text_aslant(page: pikepdf.Page) -> bool:
    """Whether the page may hold such text: something that it, or a form that it draws, sets is turned by less than a quarter.

    Cheap, since only matrices are looked at; a slanted drawing counts too.
    """
    streams = _streams(page.obj.get("/Contents"), page.obj.get("/Resources"), _DEPTH)
    return any(_turns(stream) for stream in streams if unpacks_within(stream, _MOST_UNPACKED_BYTES))


def leave_out_aslant(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Take slanted text out of a page's content; drawings stay.

    Args:
        pdf: that owns the page.
        page: is changed.

    Raises:
        pikepdf.PikepdfError: the content is bent.
    """
    resources = page.obj.get("/Resources")
    kept = list(_level(pdf, pikepdf.parse_content_stream(page), resources, Matrix(), _DEPTH))
    page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _level(
    pdf: pikepdf.Pdf, instructions: Iterable[Instruction], resources: pikepdf.Object | None, matrix: Matrix, depth: int
) -> Iterator[Instruction]:
    """The instructions without those that show text aslant; forms that hold such text are replaced by copies without it."""
    stack: list[Matrix] = []
    text = Matrix()
    for instruction in instructions:
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            stack.append(matrix)
        elif name == "Q" and stack:
            matrix = stack.pop()
        elif name == "cm":
            matrix = _matrix(operands) @ matrix
        elif name == "BT":
            text = Matrix()
        elif name == "Tm":
            text = _matrix(operands)
        elif name in _SHOWS and _is_aslant(text @ matrix):
            continue
        elif name == "Do" and depth and resources is not None:
            _level_form(pdf, resources, str(operands[0]), matrix, depth)
        yield instruction


def _level_form(pdf: pikepdf.Pdf, resources: pikepdf.Object, name: str, matrix: Matrix, depth: int) -> None:
    """Take slanted text out of a form that is drawn under a matrix."""
    forms = resources.get("/XObject")
    form = forms.get(name) if isinstance(forms, pikepdf.Dictionary) else None
    if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form" or not unpacks_within(form, _MOST_UNPACKED_BYTES):
        return
    own = form.get("/Matrix")
    inner = (_matrix(list(own)) if isinstance(own, pikepdf.Array) else Matrix()) @ matrix
    kept = list(_level(pdf, pikepdf.parse_content_stream(form), form.get("/Resources", resources), inner, depth - 1))
    form.write(pikepdf.unparse_content_stream(kept))


def _streams(contents: pikepdf.Object | None, resources: pikepdf.Object | None, depth: int) -> Iterator[pikepdf.Stream]:
    """The content streams of a page or a form, and of the forms among its resources."""
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for form in forms.values() if depth and isinstance(forms, pikepdf.Dictionary) else ():
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
            yield from _streams(form, form.get("/Resources"), depth - 1)


def _turns(stream: pikepdf.Stream) -> bool:
    own = stream.get("/Matrix")
    if isinstance(own, pikepdf.Array) and len(own) == 6 and _is_aslant(_matrix(list(own))):
        return True
    return any(_is_aslant(Matrix(*(float(v) for v in match.groups()))) for match in _MATRIX.finditer(stream.read_bytes()))


def _matrix(operands: Iterable[object]) -> Matrix:
    return Matrix(*(float(str(v)) for v in operands))


def _is_aslant(matrix: Matrix) -> bool:
    """Whether the base line is turned by more than a scanner turns a page, and by no quarter."""
    across, up = abs(matrix.a), abs(matrix.b)
    return min(across, up) > _TANGENT * max(across, up) > 0
