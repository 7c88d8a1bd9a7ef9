"""A notice read once: the sentences of each section and of each heading, with their tokens and tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.domain.notice import CleanText, Section, Structure
from tasks.domain.span import Span
from tasks.reading.sentences import Sentence, of_span, read_sentences
from tasks.reading.tagger import Tagger


@dataclass(slots=True)
class NoticeReading:
    """The sentences of one notice; each place is read when it is first asked for, and kept.

    Attributes:
        clean: the text.
        structure: its sections.
        tagger: of the lexicons.
    """

    clean: CleanText
    structure: Structure
    tagger: Tagger
    _read: dict[Span, tuple[Sentence, ...]] = field(default_factory=dict)
    _headings: dict[Span, Sentence] = field(default_factory=dict)

    def sentences(self, within: Span) -> tuple[Sentence, ...]:
        """The sentences inside a span, in order, those of tables left out."""
        if within not in self._read:
            self._read[within] = read_sentences(self.clean, within, self.tagger)
        return self._read[within]

    def heading(self, section: Section) -> Sentence | None:
        """The heading of a section as one sentence, None where it has none."""
        if section.heading_span is None or not section.heading:
            return None
        if section.heading_span not in self._headings:
            self._headings[section.heading_span] = of_span(self.clean, section.heading_span, self.tagger)
        return self._headings[section.heading_span]
