"""A restored text: pages of lines of words, each with what it was."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.restore.judge import Treatment


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """One word of a restored text.

    Attributes:
        text: as restored; not empty, no white space.
        confidence: 0 to 100, share of right words among such (measured on layers of other makers); 100 after an exact conversion.
        original: what stood there: a word, two that were one ("Qu yet"), or the one that this word and its neighbour had run into.
        reason: rule that made the word: "" for none (unchanged), ``channel``, ``accents``, ``conversion``, ``symbol``, ``number``,
            ``label``, ``stray``, ``gap``.
        at: number of the first token of its line that it was made from, from 0.
        tokens: how many it was made from; two words that had run together have the same ones.
    """

    text: str
    confidence: float
    original: str
    reason: str = ""
    at: int = 0
    tokens: int = 1


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """One line of the text; an empty line has no words.

    Attributes:
        words: left to right.
        indent: columns of white space before the first word in the input.
    """

    words: tuple[RestoredWord, ...]
    indent: int = 0

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class RestoredPage:
    """The lines between two form feeds, as many as the input has there."""

    lines: tuple[RestoredLine, ...]


@dataclass(frozen=True, slots=True)
class TextDoubt:
    """Something that a person may have to look at.

    Attributes:
        code: ``uncertain-word``, ``number-as-word``, ``unrepaired-symbol``, ``unreadable-number``.
        page: 1-based.
        line: 0-based index in the page's lines.
        word: 0-based index in the line's words.
        message: for the reader, in English.
    """

    code: str
    page: int
    line: int
    word: int
    message: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A text as it was meant.

    Attributes:
        treatment: what was done.
        reasons: why, for the reader.
        text: the whole text: the input itself where it was good, an exact conversion where one exists, else the words of the pages
            joined by single spaces, lines by line feeds and pages by form feeds.
        pages: the same in words.
        doubts: in reading order.
    """

    treatment: Treatment
    reasons: tuple[str, ...]
    text: str
    pages: tuple[RestoredPage, ...]
    doubts: tuple[TextDoubt, ...]
