"""Both languages say the same things, and everything that is said is there."""

import re
import string
from pathlib import Path

import pytest

from db.asking.board_page import GROUPS
from flows.review.language import choose, field_key, wording_of
from tasks.domain.choices import LANGUAGES
from tasks.domain.correction_errors import CorrectionError, StaleCorrectionError
from tasks.domain.errors import InputError
from tasks.domain.row_fields import FIELDS, TASK_FIELDS
from tasks.domain.typed import Wrong

ROOT = Path(__file__).parents[3] / "flows" / "review"
SOURCES = [*ROOT.glob("*.py"), *ROOT.glob("templates/*.html")]
# Keys that are put together from a group and a code.
GROUPS_OF_CODES = (
    "document_state", "sort", "doubt_filter", "review_state", "kind", "correction_action", "correction_state", "recurs", "metric_kind",
    "metric_role", "comparator", "direction", "severity", "task_state", "done", "signature_state", "signature_time", "signature_later",
    "signature_chain", "signature_says", "copy_relation", "copy_why", "copy_do", "copy_said", "openid_refused", "figure_step", "table_kind",
    "apart", "refused", "placing", "text_state", "job_state", "search_order", "search_try", "search_wrong", "passage", "import_outcome",
    "standing", "role", "report_column", "board_state", "board_doubt", "board_sort", "report_by", "report_nobody", "extension",
    "token_scope",
)  # fmt: skip
WRITTEN = re.compile(
    r'"((?:app|login|openid|password|list|document|copies|viewer|keys|act|wrong|field|text|queue|upload|again|figures|search|import|board'
    r'|report|tokens|recurs|severity|signature)\.[a-z_]+)"'
)


def placeholders(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_keys_and_places():
    vi, en = (wording_of(language).words for language in LANGUAGES)
    assert list(vi) == list(en)
    assert {key: placeholders(words) for key, words in vi.items()} == {key: placeholders(words) for key, words in en.items()}
    assert [key for key, words in (vi | en).items() if not words.strip()] == []


def test_every_key_that_is_asked_for_is_there_and_every_other_is_in_use():
    asked = {key for path in SOURCES for key in WRITTEN.findall(path.read_text("utf-8")) if not key.endswith(".html")}
    asked |= {field_key(kind, name) for kind, fields in FIELDS.items() for name in fields} | {f"wrong.{reason}" for reason in Wrong}
    asked |= {f"board.{group}" for group in GROUPS} | {f"document.{name}" for name in ("directives", "metrics", "citations")}
    asked |= {f"board.{name}" for name in TASK_FIELDS} | {"board.extensions"}
    asked |= {f"document.{name}" for name in ("addressees", "recipients", "legal_bases")}
    words = wording_of("vi").words
    assert asked - set(words) == set()
    assert {key for key in words if key.split(".")[0] not in GROUPS_OF_CODES} - asked == set()


def codes_below(kind):
    return {kind.code, *(code for below in kind.__subclasses__() for code in codes_below(below))}


def test_every_reason_has_words():
    words = wording_of("vi")
    assert set(words.group("apart")) == codes_below(InputError) | {"other"}
    said_otherwise = {CorrectionError.code, StaleCorrectionError.code}
    assert set(words.group("refused")) == codes_below(CorrectionError) - said_otherwise | {"other"}


def test_languages_are_not_mixed():
    vietnamese = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    english = re.compile(r"\b(?:the|of|and|is|was|by|with|page|read|row|doubt|closing|preamble|reading|machine)\b", re.IGNORECASE)
    told = re.compile(r"thongbao \w+|\{\w+\}")
    own = wording_of("en").words
    assert [key for key, words in own.items() if vietnamese.search(words)] == []
    assert [key for key, words in wording_of("vi").words.items() if english.search(told.sub("", words))] == []
    assert [
        path.name for path in ROOT.glob("templates/*.html") if vietnamese.search(path.read_text("utf-8").replace("Tiếng Việt", ""))
    ] == []


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "chosen"),
    [
        (None, None, "", "vi"),
        ("en", "vi", "vi", "en"),
        (None, "en", "vi", "en"),
        ("fr", "xx", "de, fr", "vi"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "fr;q=0.9, en;q=0.5, vi;q=0.8", "vi"),
        (None, None, "en;q=0, vi", "vi"),
        (None, None, "en;q=x", "vi"),
    ],
)
def test_the_language(asked, kept, accepted, chosen):
    assert choose(asked, kept, accepted) == chosen
