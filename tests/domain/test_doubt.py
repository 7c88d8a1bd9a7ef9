import re
from pathlib import Path

import pytest

from tasks.domain.doubt import DOUBTS, GRAVE, NOT_SURE, message_of, severity_of, words_for
from tasks.domain.outcome import Severity

ROOT = Path(__file__).parents[2]
RAISED = re.compile(r"(?:Issue|PageNote|Doubt|issue_at)\(\s*(?:clean, )?\"([a-z-]+)\"")


def test_every_doubt_that_is_raised_has_its_words():
    codes = {code for path in (ROOT / "tasks").rglob("*.py") for code in RAISED.findall(path.read_text("utf-8"))}
    assert {"unreadable-line", "number-doubtful", "handwriting-read", "head-field-missing"} <= codes
    assert codes - set(DOUBTS) == set()


@pytest.mark.parametrize("code", DOUBTS)
def test_words_are_whole_sentences_in_both_languages(code):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    for language in ("en", "vi"):
        words = words_for(code, language)
        assert words[0].isupper() and words.endswith(".") and "{" not in words
    assert words_for(code, "en") != words_for(code, "vi")


def test_what_has_no_entry_is_told_and_not_lost():
    assert words_for("new-doubt", "vi") == "Cần đối chiếu (new-doubt)." and message_of("new-doubt") == "New doubt."
    assert severity_of("new-doubt") is Severity.WARNING


def test_values_stand_behind_the_sentence():
    assert message_of("no-such-date", "“31/2/2025”") == "There is no such date: “31/2/2025”."


def test_gaps_on_purpose_are_notes_and_what_is_not_sure_is_more():
    assert severity_of("directive-without-deadline") is Severity.INFO
    assert all(severity_of(code) in GRAVE for code in NOT_SURE.values())
