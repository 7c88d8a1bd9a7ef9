"""Words on their way from the page to the clean text: what was read, what it became, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, RecognizedPage
from tasks.domain.span import Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """A change that was thought of and not made."""

    after: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Token:
    """One word as read and as it stands now.

    Attributes:
        raw: as read; ``raw_text[raw_span] == raw``.
        text: as kept, never empty, without white space.
        raw_span: in the raw text.
        bbox: pixels of the page.
        confidence: 0 to 100, of the recogniser.
        reason: rule that made ``text`` differ from ``raw``; the last one where there were several.
        score: of the least sure rule, 0 to 1.
        doubt: a change that was only noted.
        glued: no space stands before this word, although one was read.
    """

    raw: str
    text: str
    raw_span: Span
    bbox: BBox
    confidence: float
    reason: str = ""
    score: float = 1.0
    doubt: Doubt | None = None
    glued: bool = False

    def mended(self, text: str, reason: str, score: float = 1.0) -> Token:
        """This word as ``text``; itself where nothing changes or nothing would be left."""
        if text == self.text or not text:
            return self
        return replace(self, text=text, reason=reason, score=min(self.score, score))

    def split(self, at: int) -> tuple[Token, Token]:
        """Two words out of this one, cut before character ``at`` of ``text``; the box is shared out by the number of characters.

        Raises:
            ValueError: the word was changed already, or a part would be empty.
        """
        if self.text != self.raw or not 0 < at < len(self.text):
            raise ValueError(f"cannot cut {self.text!r} at {at}")
        border = self.bbox.left + round(self.bbox.width * at / len(self.text))
        place = self.raw_span.start + at
        left = replace(
            self,
            raw=self.raw[:at],
            text=self.raw[:at],
            raw_span=Span(self.raw_span.start, place),
            bbox=replace(self.bbox, right=max(border, self.bbox.left)),
        )
        right = replace(
            self,
            raw=self.raw[at:],
            text=self.raw[at:],
            raw_span=Span(place, self.raw_span.end),
            bbox=replace(self.bbox, left=min(border, self.bbox.right)),
            glued=False,
        )
        return left, right


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One printed line of tokens; the geometry is in units of :class:`tasks.domain.notice.TextLine`."""

    tokens: tuple[Token, ...]
    page: int
    column: Column
    bbox: BBox
    indent: float | None = None
    fill: float | None = None
    starts_paragraph: bool = False
    centered: bool = False
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The words as they stand now, joined by single spaces."""
        return " ".join(t.text for t in self.tokens)

    @property
    def confidence(self) -> float:
        """Mean of the words, 0 to 100."""
        return sum(t.confidence for t in self.tokens) / len(self.tokens)


@dataclass(frozen=True, slots=True)
class TokenPage:
    """The lines of one page, with its size in pixels."""

    number: int
    width: int
    height: int
    lines: tuple[TokenLine, ...]


def tokenize_pages(pages: Sequence[RecognizedPage]) -> tuple[str, tuple[TokenPage, ...]]:
    """The raw text (lines joined by a line feed, pages by a form feed) and its words with their places in it.

    White space inside a recognised word, which its contract excludes, and words without characters are dropped here, so that all later
    steps may rely on it.
    """
    pieces: list[str] = []
    position = 0
    result: list[TokenPage] = []
    for page_index, page in enumerate(pages):
        if page_index:
            pieces.append("\f")
            position += 1
        lines: list[TokenLine] = []
        for line in page.lines:
            tokens: list[Token] = []
            for word in line.words:
                text = "".join(word.text.split())
                if not text:
                    continue
                if tokens or lines:
                    pieces.append(" " if tokens else "\n")
                    position += 1
                span = Span(position, position + len(text))
                pieces.append(text)
                position = span.end
                tokens.append(Token(text, text, span, word.bbox, word.confidence))
            if tokens:
                box = BBox.union(t.bbox for t in tokens)
                lines.append(TokenLine(tuple(tokens), page.number, line.column, box, cell=line.cell))
        result.append(TokenPage(page.number, page.width, page.height, tuple(lines)))
    return "".join(pieces), tuple(result)
