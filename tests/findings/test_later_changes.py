from decimal import Decimal

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.finding import Metric
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.findings.later_changes import with_later_changes
from tasks.reading.sentences import Sentence, of_plain

TAGGER = tagger_of(load_vocabulary().words)


def row(value: int, unit: str, direction: str | None = None, kind: str = "count") -> Metric:
    return Metric("1", unit, Decimal(value), unit, kind, "a", Span(0, 1), Span(0, 1), direction=direction)


def sentence(text: str, *, first: bool) -> Sentence:
    read = of_plain(text, TAGGER)
    return Sentence(read.text, read.printed, read.places, 0, "", first, read.tokens, read.tags)


def test_changes_go_to_the_figures_before_in_their_order():
    before = [row(1395, "ca mắc"), row(1, "ca")]
    changes = [row(326, "ca", "increase"), row(2, "ca", "decrease")]
    told, left = with_later_changes(sentence("So với cùng kỳ số mắc tăng 326 ca, tử vong giảm 2 ca.", first=False), before, changes)
    assert ([m.change for m in told], left) == ([326, -2], [])
    assert {d.code for m in told for d in m.doubts} == {"change-told-later"}


@pytest.mark.parametrize(
    ("text", "first", "change"),
    [
        ("So với cùng kỳ tăng 3 hộ.", False, row(3, "hộ", "increase")),
        ("So với cùng kỳ tăng 3 ca.", True, row(3, "ca", "increase")),
        ("Trong đó tăng 3 ca.", False, row(3, "ca", "increase")),
        ("So với cùng kỳ năm trước còn 3 ca.", False, row(3, "ca")),
        ("So với cùng kỳ tăng 3%.", False, row(3, "%", "increase", "percent")),
    ],
)
def test_other_figures_stay_their_own(text, first, change):
    before = [row(12, "ca")]
    assert with_later_changes(sentence(text, first=first), before, [change]) == (before, [change])
