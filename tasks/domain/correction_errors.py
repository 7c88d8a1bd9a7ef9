"""Errors of corrections, typed in or brought back in a spreadsheet; leaves of the one tree of ``tasks/domain/errors.py``."""

from __future__ import annotations

from tasks.domain.errors import ThongbaoError


class CorrectionError(ThongbaoError):
    """A correction says something that the row cannot take."""

    code = "correction"
    exit_code = 17


class StaleCorrectionError(CorrectionError):
    """Somebody else corrected the same row meanwhile."""

    code = "stale-correction"


class ReadAnewError(CorrectionError):
    """The document was read anew meanwhile, and what was meant is not there by that number."""

    code = "read-anew"


class TwoDeadlinesError(CorrectionError):
    """A deadline would be a day and recur."""

    code = "two-deadlines"


class CitedAlreadyError(CorrectionError):
    """The document has a citation of that symbol."""

    code = "cited-already"


class SettledAlreadyError(CorrectionError):
    """Somebody settled the doubt before."""

    code = "settled-already"


class LongLineError(CorrectionError):
    """The text of a line is longer than any printed line."""

    code = "long-line"


class TaskStateError(CorrectionError):
    """What is said of a task contradicts itself, or lacks the day or document that it needs."""

    code = "task-state"


class TaskUndatedError(TaskStateError):
    """A completion without its day."""

    code = "task-undated"


class TaskNotDoneError(TaskStateError):
    """A day of completion where nothing is done."""

    code = "task-not-done"


class TaskNotYetError(TaskStateError):
    """A day of completion that is still to come."""

    code = "task-not-yet"


class TaskUnreplacedError(TaskStateError):
    """A task that is replaced, by no document."""

    code = "task-unreplaced"


class TaskNotEndedError(TaskStateError):
    """A document or day that cancels or replaces a task that goes on."""

    code = "task-not-ended"


class TaskClosedError(TaskStateError):
    """An extension of a task that is closed."""

    code = "task-closed"


class NothingToUndoError(CorrectionError):
    """What should be taken back is not there."""

    code = "nothing-to-undo"


class TooManyFiltersError(CorrectionError):
    """An account keeps as many filters as it may."""

    code = "too-many-filters"


class SheetError(ThongbaoError):
    """A spreadsheet that came back cannot be read, or has none of our columns."""

    code = "sheet"
    exit_code = 16
