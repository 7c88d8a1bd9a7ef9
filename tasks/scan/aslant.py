"""Text that stands aslant on a page: watermarks ("DỰ THẢO", the user's name and the time), which belong to no line of the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pikepdf
from pikepdf import Matrix

from tasks.scan.content import content_streams
from tasks.scan.unpacked import unpacks_within

Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
# A scan that lies askew is turned by a few degrees at most, and so is the text that somebody's OCR laid under it. What is painted by the
# side of level text is turned on purpose, however little.
_TANGENT, _PAINTED_TANGENT = 0.15, 0.02
# Larger than any letter, in points: what is so large and stands on its head is a picture.
_LARGEST = 100.0
_UNPAINTED = 3  # text rendering mode (ISO 32000-2, table 104)
_MOST_UNPACKED_BYTES = 8_000_000
_DEPTH = 3
_NUMBER = rb"([-+]?(?:\d+\.?\d*|\.\d+))\s+"
_MATRIX = re.compile(_NUMBER * 6 + rb"(?:cm|Tm)(?![A-Za-z])")
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))


def shows_text_aslant(page: pikepdf.Page) -> bool:
    """Whether the page may hold such text: something that it, or a form that it draws, sets is turned by less than a quarter.

    Cheap, since only matrices are looked at; a slanted drawing counts too.
    """
    streams = (*content_streams(page.obj.get("/Contents"), page.obj.get("/Resources")), *_appearances(page))
    return any(_turns(stream) for stream in streams if unpacks_within(stream, _MOST_UNPACKED_BYTES))


def leave_out_aslant(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Take slanted text out of a page's content and of what its annotations show; drawings stay.

    Args:
        pdf: that owns the page.
        page: is changed.

    Raises:
        pikepdf.PikepdfError: the content is bent.
    """
    resources = page.obj.get("/Resources")
    instructions = pikepdf.parse_content_stream(page)
    painted = [matrix for matrix, mode in _shown(instructions) if mode != _UNPAINTED]
    turned = sum(_is_aslant(matrix, _PAINTED_TANGENT) for matrix in painted)
    tangent = _PAINTED_TANGENT if 2 * turned < len(painted) else _TANGENT
    leveller = _Leveller(tangent)
    page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(list(leveller.level(instructions, resources, Matrix()))))
    for form in _appearances(page):
        leveller.level_form(form, resources, Matrix(), _DEPTH)


def _shown(instructions: Iterable[Instruction]) -> Iterator[tuple[Matrix, int]]:
    """Where text stands that is shown, and in which rendering mode."""
    state = _State(Matrix())
    for instruction in instructions:
        state.follow(instruction)
        if str(instruction.operator) in _SHOWS:
            yield state.text @ state.matrix, state.mode


class _State:
    """Matrices and text rendering mode while content is gone through."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix, self.text, self.mode = matrix, Matrix(), 0
        self._stack: list[tuple[Matrix, int]] = []

    def follow(self, instruction: Instruction) -> None:
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            self._stack.append((self.matrix, self.mode))
        elif name == "Q" and self._stack:
            self.matrix, self.mode = self._stack.pop()
        elif name == "cm":
            self.matrix = _matrix(operands) @ self.matrix
        elif name == "BT":
            self.text = Matrix()
        elif name == "Tm":
            self.text = _matrix(operands)
        elif name == "Tr":
            self.mode = int(operands[0])


@dataclass(frozen=True, slots=True)
class _Leveller:
    """Takes text out that is turned by more than ``tangent`` says, or where nothing is painted by more than a page lies askew."""

    tangent: float

    def level(
        self, instructions: Iterable[Instruction], resources: pikepdf.Object | None, matrix: Matrix, depth: int = _DEPTH
    ) -> Iterator[Instruction]:
        """The instructions without those that show text aslant; forms that hold such text are replaced by copies without it."""
        state = _State(matrix)
        for instruction in instructions:
            state.follow(instruction)
            name = str(instruction.operator)
            tangent = _TANGENT if state.mode == _UNPAINTED else self.tangent
            if name in _SHOWS and _is_aslant(state.text @ state.matrix, tangent):
                continue
            if name == "Do" and depth and resources is not None:
                forms = resources.get("/XObject")
                form = forms.get(str(instruction.operands[0])) if isinstance(forms, pikepdf.Dictionary) else None
                self.level_form(form, resources, state.matrix, depth)
            yield instruction

    def level_form(self, form: pikepdf.Object | None, resources: pikepdf.Object | None, matrix: Matrix, depth: int) -> None:
        """Take slanted text out of a form that is drawn under a matrix."""
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form" or not unpacks_within(form, _MOST_UNPACKED_BYTES):
            return
        own = form.get("/Matrix")
        inner = (_matrix(list(own)) if isinstance(own, pikepdf.Array) else Matrix()) @ matrix
        kept = list(self.level(pikepdf.parse_content_stream(form), form.get("/Resources", resources), inner, depth - 1))
        form.write(pikepdf.unparse_content_stream(kept))


def _appearances(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """What the page's annotations show."""
    found = page.obj.get("/Annots")
    for annotation in found if isinstance(found, pikepdf.Array) else ():
        shows = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
        form = shows.get("/N") if isinstance(shows, pikepdf.Dictionary) else None
        if isinstance(form, pikepdf.Stream):
            yield form


def _turns(stream: pikepdf.Stream) -> bool:
    own = stream.get("/Matrix")
    if isinstance(own, pikepdf.Array) and len(own) == 6 and _is_aslant(_matrix(list(own)), _PAINTED_TANGENT):
        return True
    return any(_is_aslant(Matrix(*(float(v) for v in match.groups())), _PAINTED_TANGENT) for match in _MATRIX.finditer(stream.read_bytes()))


def _matrix(operands: Iterable[object]) -> Matrix:
    return Matrix(*(float(str(v)) for v in operands))


def _is_aslant(matrix: Matrix, tangent: float) -> bool:
    """Whether the base line is turned by more than ``tangent``, and by no quarter; or stands on its head among level text."""
    across, up = abs(matrix.a), abs(matrix.b)
    if tangent < _TANGENT and -_LARGEST < matrix.a < 0 and up <= tangent * across:
        return True
    return min(across, up) > tangent * max(across, up) > 0
