"""Lines of tokens become the clean text, its words, its changes and the map back to the raw text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.domain.notice import Change, CleanText, PlacedWord, TextLine
from tasks.domain.span import OffsetMap, Span
from tasks.text.tokens import Token, TokenLine, TokenPage


@dataclass(slots=True)
class _Writer:
    """Collects the text with everything that points into it; ``raw_end`` is how far the raw text is used."""

    pieces: list[str] = field(default_factory=list)
    segments: list[tuple[int, int, int, int]] = field(default_factory=list)
    words: list[PlacedWord] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    length: int = 0
    raw_end: int = 0

    def separate(self, separator: str, raw_start: int) -> None:
        """Write white space; it was made from everything between the last word and the next."""
        if separator:
            self.pieces.append(separator)
            self.segments.append((self.length, self.length + len(separator), self.raw_end, max(self.raw_end, raw_start)))
            self.length += len(separator)

    def write(self, token: Token, page: int) -> None:
        """Write one word."""
        span = Span(self.length, self.length + len(token.text))
        self.pieces.append(token.text)
        self.segments.append((span.start, span.end, token.raw_span.start, token.raw_span.end))
        self.length, self.raw_end = span.end, token.raw_span.end
        self.words.append(PlacedWord(span, page, token.bbox, token.confidence))
        if token.text != token.raw:
            self.changes.append(Change(span, token.raw, token.text, token.reason, token.score))
        if token.doubt is not None:
            doubt = token.doubt
            self.changes.append(Change(span, token.text, doubt.after, doubt.reason, doubt.score, applied=False))

    def write_line(self, line: TokenLine, separator: str) -> None:
        """Write the words of one printed line behind ``separator``."""
        self.separate(separator, line.tokens[0].raw_span.start)
        start = self.length
        for index, token in enumerate(line.tokens):
            if index and not token.glued:
                self.separate(" ", token.raw_span.start)
            self.write(token, line.page)
        place = Span(start, self.length)
        geometry = (line.column, line.bbox, line.indent, line.fill, line.starts_paragraph, line.centered, line.cell)
        self.lines.append(TextLine(place, line.page, *geometry))


def assemble(pages: Sequence[TokenPage], raw_length: int) -> tuple[CleanText, OffsetMap]:
    """The clean text and its map to a raw text of ``raw_length`` characters.

    Printed lines are joined by a line feed, paragraphs by an empty line, pages by a form feed; a page without lines stays as an empty
    page. The words' spans ascend, hold exactly their text, and the map covers the whole clean text.
    """
    writer = _Writer()
    for number, page in enumerate(pages):
        first_raw = page.lines[0].tokens[0].raw_span.start if page.lines else writer.raw_end
        if number:
            writer.separate("\f", first_raw)
        for index, line in enumerate(page.lines):
            separator = "" if not index else "\n\n" if line.starts_paragraph else "\n"
            writer.write_line(line, separator)
        if page.lines and number + 1 < len(pages):
            writer.separate("\n", writer.raw_end)
    if writer.pieces:
        writer.separate("\n", raw_length)
    text = "".join(writer.pieces)
    clean = CleanText(text, tuple(writer.lines), tuple(writer.words), tuple(writer.changes))
    return clean, OffsetMap.of_segments(writer.segments)
