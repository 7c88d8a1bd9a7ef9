"""What a batch did, in the form that is reported: how many files, what was set aside and why, what is due soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.outcome import DocumentOutcome, tally
from tasks.domain.errors import ThongbaoError
from tasks.domain.outcome import Outcome

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
        stays: letters, or the mailbox, that could not be taken and wait for the next run, as outcomes.
        error: what stopped the batch, None where it went to its end.
    """

    run_id: str = ""
    files: int = 0
    outcomes: list[DocumentOutcome] = field(default_factory=list)
    growing: tuple[str, ...] = ()
    stays: tuple[DocumentOutcome, ...] = ()
    error: Exception | None = None

    def ended(self, *kinds: Outcome) -> list[DocumentOutcome]:
        """The outcomes of these kinds."""
        return [o for o in self.outcomes if o.outcome in kinds]


@dataclass(frozen=True, slots=True)
class DueSoon:
    """A task whose deadline is near.

    Attributes:
        by: the deadline.
        document: symbol or id.
        lead: who is to do it, "" where nobody is named.
        task: what is to be done.
        is_new: this batch brought it.
    """

    by: str
    document: str
    lead: str
    task: str
    is_new: bool


def due_soon(rows: Sequence[Any], today: date, outcomes: Sequence[DocumentOutcome]) -> list[DueSoon]:
    """The rows of tasks whose day has not passed, those that this batch brought first."""
    new = {o.short_id for o in outcomes if o.outcome is Outcome.SUCCEEDED}
    found = [
        DueSoon(str(r.deadline_on), r.symbol or r.document, r.lead or "", r.text, r.document in new)
        for r in rows
        if str(r.deadline_on) >= today.isoformat()
    ]
    return sorted(found, key=lambda d: (not d.is_new, d.by))


def error_code(error: Exception) -> str:
    """The stable code of an error."""
    return error.code if isinstance(error, ThongbaoError) else "bug"


def notice(night: Night, due: Sequence[DueSoon]) -> dict[str, Any]:
    """The notice of a night, as it goes out as JSON."""
    counted = Counter(str(o.outcome) for o in night.outcomes)
    quarantined, failed = night.ended(Outcome.QUARANTINED), night.ended(Outcome.FAILED)
    return {
        "run": night.run_id,
        "ok": night.error is None and not failed,
        "error": None if night.error is None else {"code": error_code(night.error), "message": str(night.error)},
        "files": night.files,
        "outcomes": dict(counted),
        "failed": len(failed),
        "failures": [_reason(o) for o in failed[:MOST_LISTED]],
        "quarantined": [_reason(o) for o in quarantined[:MOST_LISTED]],
        "unpacked": [_reason(o) for o in night.outcomes if o.unpacked][:MOST_LISTED],
        "still_being_written": len(night.growing),
        "due": [{"by": d.by, "document": d.document, "lead": d.lead, "task": d.task, "new": d.is_new} for d in list(due)[:MOST_LISTED]],
    }


def _reason(outcome: DocumentOutcome) -> dict[str, str]:
    return {"file": outcome.source, "id": outcome.short_id, "code": outcome.error_code or "", "reason": outcome.message}


def notice_text(night: Night, due: Sequence[DueSoon]) -> str:
    """The notice of a night for a person, as plain text."""
    lines = [f"{night.files} files and waiting documents: {tally(night.outcomes)}."]
    if night.error is not None:
        lines.append(f"Stopped by an error ({error_code(night.error)}): {night.error}")
    if night.growing:
        lines.append(f"{len(night.growing)} files were still being written and are taken by the next run.")
    for title, kind in (("Failed", Outcome.FAILED), ("Quarantined", Outcome.QUARANTINED)):
        found = night.ended(kind)
        if found:
            lines += ["", f"{title}:", *(f"- {o.source} ({o.short_id or 'not stored'}): {o.message}" for o in found[:MOST_LISTED])]
    parcels = [o for o in night.outcomes if o.unpacked]
    if parcels:
        lines += ["", "Taken apart:", *(f"- {o.source} ({o.short_id}): {o.message}" for o in parcels[:MOST_LISTED])]
    if due:
        lines += ["", "Due soon:"]
        lines += [f"- {d.by} {d.document}: {d.lead or 'nobody is named'}: {d.task}" for d in list(due)[:MOST_LISTED]]
    return "\n".join(lines) + "\n"
