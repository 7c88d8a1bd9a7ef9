"""What a batch did, and what the database says behind it: the notice as JSON, and the same for people as sections of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.asking.night import ReadNotice, Standings
from flows.outcome import DocumentOutcome
from flows.report.words import name_of_file, night_name, told, why, why_stopped
from flows.worded import Wording
from tasks.domain.doubt import words_for
from tasks.domain.errors import ThongbaoError
from tasks.domain.outcome import Outcome
from tasks.domain.typed import write_day

MOST_LISTED = 200  # lines of one kind in a notice; a night with more wrong than that is not read line by line
SLOWEST = 5


@dataclass(slots=True)
class Night:
    """A batch, filled while it runs, so that one that breaks off can still be reported.

    Attributes:
        run_id: of our history, "" before it is recorded.
        files: files and waiting documents it set out to read.
        outcomes: how each of them ended, so far.
        growing: files of the inbox left for later, since they were still being written.
        error: what stopped the batch, None where it went to its end.
        stays: letters, or the mailbox, that could not be taken and wait for the next run, as outcomes.
    """

    run_id: str = ""
    files: int = 0
    outcomes: list[DocumentOutcome] = field(default_factory=list)
    growing: tuple[str, ...] = ()
    error: Exception | None = None
    stays: tuple[DocumentOutcome, ...] = ()

    def ended(self, *kinds: Outcome) -> list[DocumentOutcome]:
        """The outcomes of these kinds."""
        return [o for o in self.outcomes if o.outcome in kinds]

    @property
    def read(self) -> list[DocumentOutcome]:
        """Files that were read, into new rows."""
        return [o for o in self.outcomes if o.outcome is Outcome.SUCCEEDED and not o.unpacked]

    @property
    def needs_a_look(self) -> bool:
        """Whether something failed, was set aside, or stopped it."""
        return self.error is not None or bool(self.ended(Outcome.FAILED, Outcome.QUARANTINED))


@dataclass(frozen=True, slots=True)
class DueSoon:
    """A task whose deadline is near.

    Attributes:
        by: the deadline, as ISO 8601 has it.
        document: symbol or id.
        lead: who is to do it, "" where nobody is named.
        task: what is to be done.
        is_new: this batch brought it.
        short_id: of the document.
    """

    by: str
    document: str
    lead: str
    task: str
    is_new: bool
    short_id: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a night.

    Attributes:
        day: the day it is where the office is.
        days: how many days ahead was looked for what is due.
        due: tasks due soon, new ones first.
        stands: what the database says of the night's documents.
        lost: which notices did not arrive, one line each.
    """

    day: date
    days: int
    due: Sequence[DueSoon] = ()
    stands: Standings = field(default_factory=Standings)
    lost: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what it is about, what is said of it, and the document whose page it leads to ("" for none)."""

    about: str
    said: str = ""
    short_id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list below a title; one without a title stands first."""

    title: str
    lines: Sequence[Line]


def due_soon(rows: Sequence[Any], today: date, new: Sequence[str]) -> list[DueSoon]:
    """The rows of tasks whose day has not passed, those of the documents with the short ids ``new`` first."""
    known = set(new)
    found = [
        DueSoon(str(r.deadline_on), r.symbol or r.document, r.lead or "", r.text, r.document in known, r.document)
        for r in rows
        if str(r.deadline_on) >= today.isoformat()
    ]
    return sorted(found, key=lambda d: (not d.is_new, d.by))


def error_code(error: Exception) -> str:
    """The stable code of an error."""
    return error.code if isinstance(error, ThongbaoError) else "bug"


def notice(night: Night, behind: Behind) -> dict[str, Any]:
    """The notice of a night, as it goes out as JSON."""
    counted = Counter(str(o.outcome) for o in night.outcomes)
    quarantined, failed = night.ended(Outcome.QUARANTINED), night.ended(Outcome.FAILED)
    due = list(behind.due)[:MOST_LISTED]
    return {
        "run": night.run_id,
        "day": behind.day.isoformat(),
        "ok": night.error is None and not failed,
        "error": None if night.error is None else {"code": error_code(night.error), "message": str(night.error)},
        "files": night.files,
        "outcomes": dict(counted),
        "failed": len(failed),
        "failures": [_reason(o) for o in failed[:MOST_LISTED]],
        "quarantined": [_reason(o) for o in quarantined[:MOST_LISTED]],
        "unpacked": [_reason(o) for o in night.outcomes if o.unpacked][:MOST_LISTED],
        "still_being_written": len(night.growing),
        "waiting": behind.stands.waiting,
        "doubts": dict(behind.stands.doubts),
        "due": [{"by": d.by, "document": d.document, "id": d.short_id, "lead": d.lead, "task": d.task, "new": d.is_new} for d in due],
    }


def _reason(outcome: DocumentOutcome) -> dict[str, str]:
    return {"file": outcome.source, "id": outcome.short_id, "code": outcome.error_code or "", "reason": outcome.message}


def subject(night: Night, behind: Behind, words: Wording) -> str:
    """What the night came to, in one line."""
    day = write_day(behind.day)
    if night.needs_a_look:
        return words("night.look", day=day, told=told(night.outcomes, words))
    return words.counted("night.good", night.files, day=day)


def sections(night: Night, behind: Behind, words: Wording) -> list[Section]:
    """A night for people: the numbers, what to do next, then everything by kind; what there is nothing of is left out."""
    stands, days = behind.stands, behind.days
    new, old = [d for d in behind.due if d.is_new], [d for d in behind.due if not d.is_new]

    def bad(kind: Outcome) -> list[Line]:
        return [_line(o, why(o, words), words) for o in night.ended(kind)]

    growing = [Line(words.counted("night.growing", len(night.growing)))] if night.growing else []
    waiting = [Line(words.counted("night.waits", stands.waiting))] if stands.waiting else []
    known = [Line(name_of_file(o.source), why(o, words), o.short_id) for o in night.ended(Outcome.DUPLICATE)]
    slowest = sorted((o for o in night.read if o.seconds > 0), key=lambda o: -o.seconds)[:SLOWEST]
    found = (
        Section("", _summary(night, behind, words)),
        Section(words("night.next"), _next(night, behind, words)),
        Section(words("night.failed"), bad(Outcome.FAILED)),
        Section(words("night.quarantined"), bad(Outcome.QUARANTINED)),
        Section(words("night.waiting"), growing + waiting),
        Section(words("night.new_due", days=days), [_due(d, words) for d in new]),
        Section(words("night.old_due", days=days), [_due(d, words) for d in old]),
        Section(words("night.doubts"), [Line(words_for(code, words.language).rstrip("."), str(number)) for code, number in stands.doubts]),
        Section(words("night.read"), [_read(n, words) for n in stands.notices]),
        Section(words("night.unpacked"), [_line(o, why(o, words), words) for o in night.outcomes if o.unpacked]),
        Section(words("night.duplicates"), known),
        Section(words("night.slowest"), [_line(o, words("night.seconds", seconds=f"{o.seconds:.0f}"), words) for o in slowest]),
    )
    return [section for section in found if section.lines]


def _summary(night: Night, behind: Behind, words: Wording) -> list[Line]:
    lines = [Line(words.counted("night.files", night.files, told=told(night.outcomes, words)))]
    if night.error is not None:
        lines.append(Line(words("night.stopped", message=why_stopped(night.error, words))))
    return lines + [Line(words("night.lost", line=line)) for line in behind.lost]


def _next(night: Night, behind: Behind, words: Wording) -> list[Line]:
    counted = (
        ("night.do_failed", len(night.ended(Outcome.FAILED))),
        ("night.do_set_aside", len(night.ended(Outcome.QUARANTINED))),
        ("night.do_doubts", sum(number for _, number in behind.stands.doubts)),
        ("night.do_due", sum(d.is_new for d in behind.due)),
    )
    lines = [Line(words("night.do_stopped"))] if night.error is not None else []
    lines += [Line(words.counted(key, number, days=behind.days)) for key, number in counted if number]
    return lines or [Line(words("night.do_nothing"))]


def _line(o: DocumentOutcome, said: str, words: Wording) -> Line:
    return Line(name_of_file(o.source), f"{said} [{o.short_id or words('night.not_stored')}]", o.short_id)


def _read(notice: ReadNotice, words: Wording) -> Line:
    numbers = notice.numbers
    counted = [words.counted("outcome.pages", numbers["pages"])]
    counted += [words.counted(f"outcome.{name}", numbers[name]) for name in ("tasks", "metrics", "doubts")]
    return Line(notice.symbol or notice.file_name, f"{', '.join(counted)} [{notice.short_id}]", notice.short_id)


def _due(d: DueSoon, words: Wording) -> Line:
    day = write_day(date.fromisoformat(d.by))
    return Line(f"{day}, {d.document}", f"{d.lead or words('night.nobody')}: {d.task}", d.short_id)


def plain_text(night: Night, behind: Behind, words: Wording, address: Callable[[str], str | None]) -> str:
    """A night for people as plain text; ``address`` gives the page of a document, or None."""
    lines = [night_name(behind.day, words, night.files)]
    for section in sections(night, behind, words):
        lines += ["", f"{section.title}:"] if section.title else [""]
        for line in section.lines[:MOST_LISTED]:
            text = f"{line.about}: {line.said}" if line.said else line.about
            lines.append(f"- {text}" if section.title else text)
            page = address(line.short_id) if line.short_id else None
            lines += [f"  {page}"] if page else []
        left = len(section.lines) - MOST_LISTED
        lines += [f"- {words('document.more', count=left)}"] if left > 0 else []
    return "\n".join(lines) + "\n"
