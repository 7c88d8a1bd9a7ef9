"""What else a file says of the number and the day in its head: cited days, deadlines, marks of arrival, signatures, its own annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tasks.domain.letters import without_accents
from tasks.domain.notice import CleanText
from tasks.domain.span import Span
from tasks.vietnamese.dates import find_dates

# Of words read less surely than this too many are misread to contradict anything (measured, ``tasks.findings.doubts``).
_READ = 80.0
# A clerk dates and numbers what was signed on the evening before, or over a weekend.
_AFTER_SIGNING = timedelta(days=3)
# Further back a day behind "trước ngày" is told of, not set: of 271 annotated and official texts none sets a time that had passed.
_RECENT = timedelta(days=31)
_CITED = re.compile(r"\d[\w.]*[/-][A-ZĐ][\w&/–-]*\s*,?\s*(?=ngày\s)")
_LIMIT = re.compile(r"(?:trước|chậm nhất|hoàn thành|hạn chót)[^.;:\n\d]{0,25}(?=ngày\s)", re.IGNORECASE)
_ARRIVAL = re.compile(r"(?<!\w)(?:ĐẾN|CÔNG VĂN ĐẾN|CV ĐẾN)(?!\w)")
_ARRIVED = re.compile(r"[Nn]g[àa]y\s?[:.]*\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:20)?\d\d)(?!\d)")
_ARRIVAL_REACH = 90
_ATTACHED = re.compile(
    r"^\W{0,3}(?:ban hành\s+)?(?:kèm theo|theo)\s+[^\d\n]{2,40}?số\s*:?\s*(?P<number>\d{1,5}[a-zđ]?)\s?(?P<tail>[/-]\S+)", re.IGNORECASE
)
_ATTACHED_DAY = 60


class Relation(StrEnum):
    """How a day stands to the day of issue."""

    SAME = "same"
    NOT_BEFORE = "not before"
    NOT_AFTER = "not after"


@dataclass(frozen=True, slots=True)
class SignedDay:
    """A day on which a digital signature, or the banner of a signing service, says that the file was signed.

    Attributes:
        day: in the office's time.
        by: who signed, for the reader.
    """

    day: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class DayFact:
    """A day that bounds the day of issue.

    Attributes:
        kind: "cited document", "deadline", "arrival", "signature" or "annex".
        relation: of the day of issue to ``day``.
        day: the bound, itself allowed.
        told: what is printed there, for the reader.
    """

    kind: str
    relation: Relation
    day: date
    told: str

    def allows(self, issued_on: date) -> bool:
        """Whether the notice can be of that day."""
        if self.relation is Relation.SAME:
            return issued_on == self.day
        return issued_on >= self.day if self.relation is Relation.NOT_BEFORE else issued_on <= self.day


@dataclass(frozen=True, slots=True)
class OwnMention:
    """The notice's own number (and day, where printed) as the head of one of its annexes gives it."""

    number: str
    day: date | None
    told: str


def day_facts(clean: CleanText, body: Span, signed: Sequence[SignedDay] = ()) -> tuple[DayFact, ...]:
    """Days that bound the day of issue, from the text and from signatures.

    Args:
        clean: the text; words that were hardly read say nothing.
        body: what lies behind the head.
        signed: days of signatures.
    """
    facts = [
        *(DayFact("cited document", Relation.NOT_BEFORE, day, told) for day, told in _days_behind(clean, body, _CITED)),
        *(DayFact("deadline", Relation.NOT_AFTER, day, told) for day, told in _days_behind(clean, body, _LIMIT)),
        *_arrivals(clean, body.start),
        *(DayFact("signature", Relation.NOT_AFTER, s.day + _AFTER_SIGNING, f"{s.day:%d/%m/%Y} {s.by}".strip()) for s in signed),
    ]
    return tuple(facts)


def contradicting(facts: Sequence[DayFact], issued_on: date) -> DayFact | None:
    """A fact that the day of issue cannot stand with: the first of those, None where all agree.

    A deadline counts only where it passed shortly before, else it is history that is told.
    """
    for fact in facts:
        if not fact.allows(issued_on) and (fact.kind != "deadline" or issued_on - fact.day <= _RECENT):
            return fact
    return None


def own_mention(clean: CleanText, symbol: str) -> OwnMention | None:
    """The number that an annex gives the notice it belongs to ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 5/3/2026)").

    Only lines of later pages that begin so and name the same kind and issuer; a first page cites others in these words.
    """
    tail = _folded(symbol.lstrip("0123456789"))
    for line in clean.lines:
        match = _ATTACHED.match(line.span.of(clean.text)) if line.page > 1 else None
        if match is None or not _folded(match["tail"]).startswith(tail):
            continue
        start = line.span.start + match.start("number")
        if not _surely_read(clean, Span(start, start + len(match["number"]))):
            continue
        end = line.span.start + match.end()
        behind = clean.flat[end : end + _ATTACHED_DAY]
        day = next((f.day for f in find_dates(behind) if f.day and f.year_given and _is_sure_day(clean, f.span, end)), None)
        return OwnMention(match["number"], day, clean.flat[line.span.start : end].strip())
    return None


def _is_sure_day(clean: CleanText, span: Span, offset: int) -> bool:
    return _surely_read(clean, Span(span.start + offset, span.end + offset))


def _days_behind(clean: CleanText, body: Span, words: re.Pattern[str]) -> Iterator[tuple[date, str]]:
    """Days with their year right behind some words, and the place for the reader."""
    text = clean.flat
    for match in words.finditer(text, body.start, body.end):
        found = next((f for f in find_dates(text[match.end() : match.end() + 40]) if f.span.start <= 1), None)
        if found is None or found.day is None or not found.year_given:
            continue
        span = Span(match.end() + found.span.start, match.end() + found.span.end)
        if _surely_read(clean, span):
            yield found.day, text[match.start() : span.end].strip()


def _arrivals(clean: CleanText, head_end: int) -> Iterator[DayFact]:
    text = clean.text[: head_end + _ARRIVAL_REACH]
    for mark in _ARRIVAL.finditer(text):
        match = _ARRIVED.search(text, mark.end(), mark.end() + _ARRIVAL_REACH)
        if match is None or not _surely_read(clean, Span(match.start(), match.end())):
            continue
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        try:
            yield DayFact("arrival", Relation.NOT_AFTER, date(year, int(match[2]), int(match[1])), match[0])
        except ValueError:
            continue


def _surely_read(clean: CleanText, span: Span) -> bool:
    """Whether no word with a figure in ``span`` was hardly read; text without geometry counts as read."""
    return all(w.confidence >= _READ for w in clean.words_in(span) if any(c.isdigit() for c in w.span.of(clean.text)))


def _folded(text: str) -> str:
    return "".join(c for c in without_accents(text).upper() if c.isalnum())
