"""A file's clean text becomes its notices: cut first, then head and sections of each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.domain.doubt import message_of, severity_of
from tasks.domain.lexicon import Vocabulary
from tasks.domain.outcome import Issue
from tasks.domain.parts import Decisions, NoticePart, Segmented
from tasks.structure.cutting import Beginning, find_beginnings, notices_of
from tasks.structure.head_check import Written
from tasks.structure.head_evidence import SignedDay
from tasks.structure.parse import parse_structure
from tasks.structure.urgency import with_stamp
from tasks.text.clean import CleanedNotice
from tasks.text.portion import pages_of, portion

DOUBTFUL = "another-notice-doubtful"


def parse_notices(cleaned: CleanedNotice, vocabulary: Vocabulary, decisions: Decisions, signed: tuple[SignedDay, ...] = ()) -> Segmented:
    """The notices of a file; a file that is one notice has one part that is the whole file. Never raises.

    Args:
        cleaned: text of the whole file.
        vocabulary: all of it.
        decisions: what a person said of pages; it counts more than what is read.
        signed: days of the file's signatures.
    """
    beginnings = find_beginnings(cleaned.clean, vocabulary, dict(cleaned.printed))
    parts = []
    for number, pages in enumerate(notices_of(pages_of(cleaned), beginnings, decisions), 1):
        own = portion(cleaned, pages)
        structure = with_stamp(parse_structure(own.clean, vocabulary, Written(own.written, signed)), own.stamps)
        parts.append(NoticePart(number, pages, structure, tuple(_doubts(own, beginnings, decisions))))
    return Segmented(tuple(parts))


def _doubts(own: CleanedNotice, beginnings: Sequence[Beginning], decisions: Decisions) -> Iterator[Issue]:
    """One for each page of a notice with which another may begin, unless a person said what is right."""
    for beginning in beginnings:
        if beginning.page not in own.pages or beginning.certain or beginning.page in decisions:
            continue
        symbol = f"{beginning.head.symbol}: " if beginning.head.symbol else ""
        message = message_of(DOUBTFUL, f"{symbol}{beginning.lacks}")
        yield Issue(DOUBTFUL, severity_of(DOUBTFUL), message, beginning.page, kind="page")
