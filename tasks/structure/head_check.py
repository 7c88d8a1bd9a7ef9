"""Number and day of the head against what else the file says: confirmed, left out, or kept with a doubt.

Absent is better than wrong: a figure that was hardly read is left out unless something confirms it, one that is likelier right than wrong
stays with a doubt, and one that something contradicts is left out where it was written by hand; print that is contradicted stays, with the
doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from tasks.domain.finding import Doubt
from tasks.domain.notice import CleanText, Head, HeadDoubt, PlacedWord
from tasks.domain.page import PageNote
from tasks.domain.span import Span
from tasks.structure.head_evidence import DayFact, OwnMention, Relation, SignedDay, contradicting, day_facts, own_mention
from tasks.vietnamese.dates import calendar_day

# Of words below this two in three are misread (measured); writing in doubt is given less (``tasks.ocr.handwriting``).
LEAST_CONFIDENCE = 60.0
# Writing is given its probability, at most this much while it is in doubt: what has it is likelier right than wrong.
LEAST_LIKELY = 50.0
# A reading less probable than this is not made true by something else that agrees.
_LEAST_GUESS = 0.02
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
CONTRADICTED, CONFIRMED, DOUBTFUL = "head-field-contradicted", "head-field-confirmed", "head-field-doubtful"
# From here on a day is one of a weekend: of 212 dated heads, annotated and official, 10 are of one (counted), of misread days two in seven.
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of the head beside its text.

    Attributes:
        notes: on figures written by hand, with what they may be.
        signed: days of signatures.
    """

    notes: tuple[PageNote, ...] = ()
    signed: tuple[SignedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedHead:
    """The head with what may be presented as fact, and the doubts about it."""

    head: Head
    doubts: tuple[HeadDoubt, ...] = ()


def check_head(head: Head, clean: CleanText, body: Span, written: Written) -> CheckedHead:
    """The head without number, symbol and date of issue where these were not surely read or are contradicted.

    Text without geometry has no confidences, so that nothing of it is left out. Places of fields that are left out go with them, since
    nothing stands there that is known.

    Args:
        head: as read.
        clean: the text.
        body: what lies behind the head.
        written: what is known besides.
    """
    own = own_mention(clean, head.symbol) if head.symbol else None
    number = _checked_number(head, clean, written.notes, own)
    facts = list(day_facts(clean, body, written.signed))
    if own is not None and own.day is not None:
        facts.insert(0, DayFact("annex", Relation.SAME, own.day, own.told))
    day = _checked_day(number.head, clean, written, facts)
    return CheckedHead(day.head, number.doubts + day.doubts)


def _checked_number(head: Head, clean: CleanText, notes: Sequence[PageNote], own: OwnMention | None) -> CheckedHead:
    span = dict(head.spans).get("number")
    if span is None or head.number is None:
        return CheckedHead(head)
    sure = _confidence(span, head.number, clean)
    unsure = sure < LEAST_CONFIDENCE
    if own is None:
        if not unsure:
            return CheckedHead(head)
        likely = sure >= LEAST_LIKELY or _has_year_of_issue(head)
        return CheckedHead(_doubted(head, "number", "symbol") if likely else _without(head, "number", "symbol"))
    if _same(own.number, head.number):
        return CheckedHead(head, (HeadDoubt(CONFIRMED, "number", own.told, span),) if unsure else ())
    guesses = dict(guess for note in notes if note.name == "number" for guess in note.guesses)
    if unsure and guesses.get(own.number, 0.0) >= _LEAST_GUESS:
        symbol = head.symbol.replace(head.number, own.number, 1) if head.symbol else None
        return CheckedHead(replace(head, number=own.number, symbol=symbol), (HeadDoubt(CONFIRMED, "number", own.told, span),))
    by_hand = unsure or any(note.name == "number" for note in notes)
    kept = _without(head, "number", "symbol") if by_hand else head
    return CheckedHead(kept, (HeadDoubt(CONTRADICTED, "number", f"{head.number}, but {own.told}", span),))


def _checked_day(head: Head, clean: CleanText, written: Written, facts: Sequence[DayFact]) -> CheckedHead:
    span = dict(head.spans).get("issued_on")
    if span is None or head.issued_on is None:
        return CheckedHead(head)
    sure = _confidence(span, None, clean)
    if sure < LEAST_CONFIDENCE:
        found = _confirmed_day(_possible_days(head.issued_on, clean.words_in(span), written.notes), written.signed, facts)
        if found is None:
            return CheckedHead(_doubted(head, "issued_on") if sure >= LEAST_LIKELY else _without(head, "issued_on"))
        day, told = found
        return CheckedHead(replace(head, issued_on=day), (HeadDoubt(CONFIRMED, "issued_on", told, span),))
    against = contradicting(facts, head.issued_on)
    by_hand = any(note.name in ("day", "month") for note in written.notes)
    if against is None:
        confirmed = _confirmed_day(iter((head.issued_on,)), written.signed, facts)
        if by_hand and head.issued_on.weekday() >= _SATURDAY and confirmed is None:
            told = f"{head.issued_on:%d/%m/%Y}, written by hand, is a {'Saturday' if head.issued_on.weekday() == _SATURDAY else 'Sunday'}"
            return CheckedHead(head, (HeadDoubt(DOUBTFUL, "issued_on", told, span),))
        return CheckedHead(head)
    doubt = HeadDoubt(CONTRADICTED, "issued_on", f"{head.issued_on:%d/%m/%Y}, but {against.kind} {against.told}", span)
    return CheckedHead(_without(head, "issued_on") if by_hand else head, (doubt,))


def _possible_days(read: date, words: Sequence[PlacedWord], notes: Sequence[PageNote]) -> Iterator[date]:
    """The days that the doubtful figures may say; a figure that was surely read stands as it is."""
    here = {word.bbox for word in words}
    values: dict[str, list[str]] = {"day": [str(read.day)], "month": [str(read.month)]}
    for note in notes:
        if note.name in values and note.bbox in here:
            values[note.name] = [text for text, share in note.guesses if share >= _LEAST_GUESS]
    for day, month in product(values["day"], values["month"]):
        found = calendar_day(read.year, int(month), int(day))
        if found is not None:
            yield found


def _confirmed_day(days: Iterator[date], signed: Sequence[SignedDay], facts: Sequence[DayFact]) -> tuple[date, str] | None:
    """The one of the days that a signature or an annex names, and what names it."""
    named = {fact.day: fact.told for fact in facts if fact.relation is Relation.SAME}
    named |= {s.day: f"signed {s.day:%d/%m/%Y} {s.by}".strip() for s in signed}
    found = {day: named[day] for day in days if day in named and contradicting(facts, day) is None}
    return next(iter(found.items())) if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    return one.lstrip("0").lower() == other.lstrip("0").lower()


def _without(head: Head, *names: str) -> Head:
    spans = dict(head.spans)
    kept = tuple((name, span) for name, span in head.spans if name not in names)
    nothing: dict[str, Any] = dict.fromkeys(names)
    doubts = tuple(Doubt("head-field-left-out", name, spans[name]) for name in names if getattr(head, name) is not None and name in spans)
    return replace(head, **nothing, spans=kept, doubts=(*head.doubts, *doubts))


def _doubted(head: Head, *names: str) -> Head:
    spans = dict(head.spans)
    doubts = tuple(Doubt("head-field-doubtful", name, spans[name]) for name in names if getattr(head, name) is not None and name in spans)
    return replace(head, doubts=(*head.doubts, *doubts))


def _has_year_of_issue(head: Head) -> bool:
    """Whether the symbol holds the year of issue, which was read elsewhere: a misread number has none by chance."""
    year = _YEAR.search(head.symbol or "")
    return year is not None and head.issued_on is not None and int(year[1]) == head.issued_on.year


def _confidence(span: Span, figures: str | None, clean: CleanText) -> float:
    """The lowest confidence of a word with figures in a span; only of the word that begins with ``figures`` where these are given."""
    least = 100.0
    for word in clean.words_in(span):
        text = word.span.of(clean.text)
        if any(c.isdigit() for c in text) and (figures is None or text.startswith(figures[:1])):
            least = min(least, word.confidence)
    return least
