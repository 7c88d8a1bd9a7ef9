"""The time that a figure is of, chosen among those of its clause, its sentence, its deadline, what stands above it and the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.finding import Directive
from tasks.findings.dating import Dated, deadline_period
from tasks.findings.frames import Frame
from tasks.findings.report_time import ReportTime
from tasks.findings.roles import Role, Standing
from tasks.nouns.figure_time import Time, valid_until
from tasks.nouns.period_mentions import read_mentions


class Source(StrEnum):
    """Where the time of a figure is said, from near to far."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    DEADLINE = "deadline"
    PERMIT = "permit"
    ABOVE = "above"
    LATER = "later"
    DOCUMENT = "document"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """The period of a figure, None where nothing says one, and where it was said."""

    period: str | None
    source: Source


def figure_period(dated: Dated, role: Role, directive: Directive | None, frame: Frame, report: ReportTime) -> FigurePeriod:
    """The period of one figure.

    A figure of a permit is of the day the permit ends; a norm and a proposal only of a time printed with them; a target of its own time,
    its deadline, or the plan's; a result of its own time or of the nearest above that is not still to come, and a month without a year
    is then one that is past.
    """
    if dated.open_ended:
        return FigurePeriod(None, Source.NOWHERE)
    if role.standing is Standing.PERMIT:
        return FigurePeriod(valid_until(dated.text[: dated.quantity.figure]) or valid_until(dated.text), Source.PERMIT)
    found = _undated(dated, directive, frame, report) if role.standing is Standing.NORM or frame.petition else None
    if found is None:
        found = _of_target(dated, directive, frame, report) if role.standing is Standing.TARGET else _of_result(dated, frame, report)
    return next((FigurePeriod(period, source) for period, source in found if period), FigurePeriod(None, Source.NOWHERE))


Candidates = Iterator[tuple[str | None, Source]]


def _undated(dated: Dated, directive: Directive | None, frame: Frame, report: ReportTime) -> Candidates:
    yield _single(dated.own()), Source.CLAUSE
    if directive is not None:
        yield deadline_period(directive, report.year), Source.DEADLINE
    if frame.petition:
        yield dated.due(), Source.DEADLINE


def _of_target(dated: Dated, directive: Directive | None, frame: Frame, report: ReportTime) -> Candidates:
    yield from _in_sentence(dated)
    if directive is not None:
        yield deadline_period(directive, report.year), Source.DEADLINE
    yield _years(dated), Source.SENTENCE
    # What is ordered is no figure of the time that was told of before.
    if directive is None or frame.target:
        yield frame.period, Source.ABOVE
    yield dated.later(), Source.LATER
    yield report.period, Source.DOCUMENT


def _of_result(dated: Dated, frame: Frame, report: ReportTime) -> Candidates:
    yield from _in_sentence(dated, report.issued)
    present = any(m.part == "present" and dated.segment <= m.start < dated.quantity.figure for m in read_mentions(dated.text))
    rest = ((frame.period, Source.ABOVE), (_years(dated), Source.SENTENCE), (dated.later(), Source.LATER), (report.period, Source.DOCUMENT))
    for period, source in rest:
        coming = period is not None and report.year is not None and int(period.split("/")[-1][:4]) > report.year
        if period is not None and not (coming and ("/" in period or present)):
            yield period, source


def _in_sentence(dated: Dated, until: str | None = None) -> Candidates:
    own = dated.own()
    time, source = (own, Source.CLAUSE) if own is not None else (dated.earlier(), Source.SENTENCE)
    yield _single(time if time is None or until is None else time.before(until)), source


def _single(time: Time | None) -> str | None:
    return time.period if time is not None and not time.is_range else None


def _years(dated: Dated) -> str | None:
    own = dated.own()
    return own.period if own is not None else dated.span_of_years()
