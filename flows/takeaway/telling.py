"""What is said of a sheet that comes back: words by language, of rows, cells and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from flows.takeaway.bringing_back import Line, Note
from flows.takeaway.columns import ANSWERS
from flows.worded import Wording, written
from tasks.domain.choices import TaskState, words_of
from tasks.domain.typed import write_day

FOLDER = Path(__file__).parent / "told"


@cache
def telling_in(language: str) -> Wording:
    """The words of a language of ``LANGUAGES``."""
    return Wording(language, written(FOLDER, language))


def note_words(note: Note, words: Wording) -> str:
    """What a note says, without the name of its cell."""
    return words(f"note.{note.code}", **note.values)


def value_words(value: object, words: Wording) -> str:
    """A value of a task for a reader."""
    if value is None:
        return words("total.nothing")
    if isinstance(value, date):
        return write_day(value)
    return words_of(TaskState, words.language).get(str(value), str(value))


def line_words(line: Line, words: Wording) -> str:
    """All there is to say of a row on one line."""
    changed = (f"{ANSWERS[name]}: {value_words(a, words)} → {value_words(b, words)}" for name, (a, b) in line.changes.items())
    notes = (": ".join(filter(None, (note.column, note_words(note, words)))) for note in line.notes)
    return " ".join(filter(None, ("; ".join(changed), " ".join(notes))))


def total_words(lines: Iterable[Line], words: Wording) -> str:
    """How many rows became what."""
    counted = Counter(line.outcome for line in lines)
    return words("total.counts", **{name: counted[name] for name in ("changed", "unchanged", "refused")})
