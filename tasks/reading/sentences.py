"""The sentences of a section as tokens with what each may be, bullets in front noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.notice import CleanText
from tasks.domain.span import Span
from tasks.reading.passages import Passage, read_passages
from tasks.reading.tagger import Tagger, Tags
from tasks.reading.tokens import Token, fold_spelling, tokenize

_BULLETS = ("-", "+", "*", "•", "–")
_LISTS = re.compile(r"(?::|(?:như sau|nội dung sau|nhiệm vụ sau|công việc sau|giải pháp sau|sau đây)\s?[.:]?)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what stands before it.

    Attributes:
        text: single spaces, spelling folded; as long as ``printed``.
        printed: the same characters as printed.
        places: position of each character in the clean text, ascending.
        paragraph: running number of its paragraph or bullet in its section.
        marker: bullet in front ("-", "+"), "" where there is none.
        first: whether it begins its paragraph or bullet.
        tokens: of ``text``.
        tags: what may begin at each token.
    """

    text: str
    printed: str
    places: tuple[int, ...]
    paragraph: int
    marker: str
    first: bool
    tokens: tuple[Token, ...]
    tags: tuple[Tags, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the clean text that the characters ``text[start:end]``, not empty, were made from."""
        return Span(self.places[start], self.places[end - 1] + 1)

    @property
    def opens_list(self) -> bool:
        """Whether it speaks for what follows."""
        return _LISTS.search(self.text) is not None


def read_sentences(clean: CleanText, within: Span, tagger: Tagger) -> tuple[Sentence, ...]:
    """The sentences of the printed lines inside ``within``, in order, those of tables left out; linear in its length."""
    out: list[Sentence] = []
    paragraph = -1
    for passage in read_passages(clean, within):
        marker = _marker(clean.text, passage) if passage.paragraph != paragraph else ""
        out.append(_sentence(passage, marker, first=passage.paragraph != paragraph, tagger=tagger))
        paragraph = passage.paragraph
    return tuple(out)


def of_plain(text: str, tagger: Tagger) -> Sentence:
    """A cell or an example as a sentence whose characters stand where they stand in ``text``."""
    folded = fold_spelling(text)
    tokens = tokenize(folded)
    return Sentence(folded, text, tuple(range(len(text))), 0, "", True, tokens, tagger.tag(tokens))


def of_untagged(text: str) -> Sentence:
    """A phrase as a sentence of tokens that no lexicon has been asked about."""
    folded = fold_spelling(text)
    tokens = tokenize(folded)
    return Sentence(folded, text, tuple(range(len(text))), 0, "", True, tokens, ({},) * len(tokens))


def of_span(clean: CleanText, span: Span, tagger: Tagger) -> Sentence:
    """Everything inside a span as one sentence, white space as single blanks: a heading over several lines."""
    return of_spans(clean, (span,), tagger)


def of_spans(clean: CleanText, spans: Sequence[Span], tagger: Tagger) -> Sentence:
    """Everything inside spans as one sentence, white space as single blanks: a cell that a page break cuts."""
    kept: list[int] = []
    for span in spans:
        if kept and span.start > 0:
            kept.append(span.start - 1)
        kept += [
            p for p in range(span.start, span.end) if not clean.text[p].isspace() or (p > span.start and not clean.text[p - 1].isspace())
        ]
    return _of_places(clean, kept, tagger)


def part_of(sentence: Sentence, start: int, end: int, tagger: Tagger) -> Sentence:
    """The characters ``text[start:end]`` of a sentence as a sentence of their own."""
    tokens = tokenize(sentence.text[start:end])
    places = sentence.places[start:end]
    return Sentence(sentence.text[start:end], sentence.printed[start:end], places, 0, "", True, tokens, tagger.tag(tokens))


def _of_places(clean: CleanText, kept: list[int], tagger: Tagger) -> Sentence:
    printed = "".join(" " if clean.text[p].isspace() else clean.text[p] for p in kept)
    text = fold_spelling(printed)
    tokens = tokenize(text)
    return Sentence(text, printed, tuple(kept), 0, "", True, tokens, tagger.tag(tokens))


def _marker(text: str, passage: Passage) -> str:
    before = text[max(0, passage.places[0] - 4) : passage.places[0]].rstrip(" \t")[-1:]
    if before not in _BULLETS:
        return ""
    return before if before == "+" else "-"


def _sentence(passage: Passage, marker: str, *, first: bool, tagger: Tagger) -> Sentence:
    tokens = tokenize(passage.text)
    return Sentence(passage.text, passage.printed, passage.places, passage.paragraph, marker, first, tokens, tagger.tag(tokens))
