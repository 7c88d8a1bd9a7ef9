"""What people are told is said in one language, whole, and in both alike."""

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.outcome import TOLD, DocumentOutcome, blames, exit_code_for
from flows.report.words import batch_name, name_of_file, night_name, told, why, why_stopped, words_in
from flows.worded import ONE
from tasks.domain.errors import BatchStoppedError, ThongbaoError
from tasks.domain.outcome import Outcome

EN, VI = words_in("en"), words_in("vi")
ROOM = Path(__file__).parents[3] / "flows"
WRITTEN = re.compile(r'"((?:tally|state|tag|run|said|document|source|item|outcome|night)\.[a-z_]+)"')


def placeholders(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_keys_and_places():
    # Messages of errors and what became of an archive are English already; Vietnamese sets one thing apart from several by no ending.
    vi = {key: words for key, words in VI.words.items() if not key.startswith("error.") and key != "said.unpacked"}
    en = {key: words for key, words in EN.words.items() if not key.endswith(ONE)}
    assert list(vi) == list(en)
    assert {key: placeholders(words) for key, words in vi.items()} == {key: placeholders(words) for key, words in en.items()}
    assert [key for key in EN.words if key.endswith(ONE) and key.removesuffix(ONE) not in en] == []


def test_every_key_that_is_asked_for_is_there():
    sources = [*ROOM.glob("report/*.py"), *ROOM.glob("serving/*.py"), *ROOM.glob("*.py")]
    asked = {key for path in sources for key in WRITTEN.findall(path.read_text("utf-8"))}
    assert asked and asked - set(VI.words) == set()
    assert {f"tally.{kind}" for kind in TOLD} <= set(VI.words)


def all_errors(kind=ThongbaoError):
    for under in kind.__subclasses__():
        yield under
        yield from all_errors(under)


def test_every_error_that_a_document_can_end_by_is_said_in_vietnamese():
    codes = {kind.code for kind in all_errors() if kind.quarantines or kind.retryable or blames(kind.code) != "machine"} | {"bug"}
    assert {code for code in codes - {"notice"} if not VI.has(f"error.{code}")} == set()
    assert {key.removeprefix("error.") for key in VI.words if key.startswith("error.")} - {"cancelled", "abandoned"} <= {
        code for code in {kind.code for kind in all_errors()} | {"bug"} if exit_code_for(code)
    }


@pytest.mark.parametrize(
    ("count", "en", "vi"),
    [
        (0, "Night of 29/11/2026, 0 files", "Đêm 29/11/2026, 0 tệp"),
        (1, "Night of 29/11/2026, 1 file", "Đêm 29/11/2026, 1 tệp"),
        (16, "Night of 29/11/2026, 16 files", "Đêm 29/11/2026, 16 tệp"),
        (None, "Night of 29/11/2026", "Đêm 29/11/2026"),
    ],
)
def test_a_night_is_called_by_its_day_and_number_of_files(count, en, vi):
    assert [night_name(date(2026, 11, 29), words, count) for words in (EN, VI)] == [en, vi]


def test_a_batch_is_called_by_its_hour():
    assert batch_name(datetime(2026, 11, 29, 9, 5, tzinfo=UTC), VI, 2) == "Đợt 29/11/2026 09:05, 2 tệp"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/srv/inbox/phòng A/công văn 7.pdf", "công văn 7.pdf"),
        ("a.pdf", "a.pdf"),
        ("/srv/in/", "in"),
        ("s3://scans/office/a.pdf", "a.pdf"),
        ("inbox:a/b.pdf", "b.pdf"),
        ("hồ sơ.zip / 01/a.pdf", "hồ sơ.zip / 01/a.pdf"),
        ("", ""),
    ],
)
def test_a_file_is_called_by_its_name_and_not_its_path(address, name):
    assert name_of_file(address) == name


def test_why_is_said_in_the_language():
    bad = DocumentOutcome("a.pdf", Outcome.QUARANTINED, error_code="empty-file", message="a.pdf is empty.")
    assert (why(bad, EN), why(bad, VI)) == ("a.pdf is empty.", "Tệp rỗng. Hãy gửi lại tệp. (empty-file)")
    copy = DocumentOutcome("a.pdf", Outcome.DUPLICATE, "9a41c0de")
    assert (why(copy, EN), why(copy, VI)) == ("The same content as document 9a41c0de.", "Cùng nội dung với văn bản 9a41c0de.")
    assert "(batch-stopped)" in why_stopped(BatchStoppedError("10 failed."), VI)
    assert "(bug)" in why_stopped(ValueError("x"), VI)
    assert why(DocumentOutcome("a.pdf", Outcome.SUCCEEDED), VI) == ""


def test_numbers_are_told_in_one_order_and_with_the_right_plural():
    some = [DocumentOutcome("x", kind) for kind in (Outcome.FAILED, Outcome.DUPLICATE, Outcome.SUCCEEDED, Outcome.SUCCEEDED)]
    assert told(some, EN) == "2 read, 1 duplicate, 1 failed"
    assert told([], EN) == "nothing to do"
