"""The words of what people read in Prefect's UI, in notices and in mails: one language, as the settings say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from config.settings import load_settings
from flows.outcome import TOLD, DocumentOutcome
from flows.worded import Wording, written
from tasks.domain.errors import ThongbaoError
from tasks.domain.member import BETWEEN
from tasks.domain.outcome import Outcome
from tasks.domain.typed import write_day

FOLDER = Path(__file__).parent / "wording"


@cache
def words_in(language: str) -> Wording:
    """The words of a language of ``LANGUAGES``."""
    return Wording(language, written(FOLDER, language))


def words_as_set() -> Wording:
    """The words of the language that the settings in force name."""
    return words_in(load_settings().ui_language)


def told(outcomes: Sequence[DocumentOutcome], words: Wording) -> str:
    """Numbers by outcome in one line, always in the same order: what went well first."""
    counted = Counter(o.outcome for o in outcomes)
    return ", ".join(words.counted(f"tally.{kind}", counted[kind]) for kind in TOLD if counted[kind]) or words("tally.nothing")


def why(outcome: DocumentOutcome, words: Wording) -> str:
    """Why a document ended as it did, "" where there is nothing to say.

    The messages of errors are English and name the place; in another language the kind of error is said, with the code by which
    `thongbao runs` has the whole message.
    """
    if outcome.outcome is Outcome.DUPLICATE:
        return words("said.known", id=outcome.short_id)
    if outcome.unpacked and words.has("said.unpacked"):
        return words("said.unpacked")
    return _said(outcome.error_code, outcome.message, words)


def why_stopped(error: Exception, words: Wording) -> str:
    """Why a batch stopped."""
    return _said(error.code if isinstance(error, ThongbaoError) else "bug", str(error), words)


def _said(code: str | None, message: str, words: Wording) -> str:
    key = f"error.{code}"
    return f"{words(key)} ({code})" if words.has(key) else message


def name_of_file(address: str) -> str:
    """What people call a file: its name without its folders; one that lay in another file is named with that."""
    return address if BETWEEN in address else address.rstrip("/").rsplit("/", 1)[-1] or address


def night_name(day: date, words: Wording, files: int | None = None) -> str:
    """The name of a night, with its number of files where that is known."""
    written_day = write_day(day)
    return words("run.night", day=written_day) if files is None else words.counted("run.night_files", files, day=written_day)


def batch_name(now: datetime, words: Wording, files: int) -> str:
    """The name of a batch that somebody started."""
    return words.counted("run.batch", files, day=write_day(now.date()), hour=f"{now:%H:%M}")
