"""A part of a file's text is what it would be alone, its pages keep their numbers."""

import pytest
from hypothesis import given
from test_clean import read_pages
from typeset import body, set_page

from tasks.domain.errors import InvariantError
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import PageNote
from tasks.text.clean import clean_pages
from tasks.text.portion import pages_of, portion


@given(read_pages())
def test_parts_together_are_the_file(pages):
    cleaned = clean_pages(pages, None)
    numbers = pages_of(cleaned)
    if not pages:
        return
    parts = [portion(cleaned, [number]) for number in numbers]
    assert "\f".join(part.clean.text for part in parts) == cleaned.clean.text
    assert "\f".join(part.raw for part in parts) == cleaned.raw
    for part, number in zip(parts, numbers, strict=True):
        assert part.to_raw.new_length == len(part.clean.text)
        assert {w.page for w in part.clean.words} <= {number}
        for word in part.clean.words:
            assert part.to_raw.to_old(word.span).of(part.raw).strip()
        for change in part.clean.changes:
            assert change.span.of(part.clean.text) == (change.after if change.applied else change.before)
    for what in ("words", "lines", "changes"):
        assert sum(len(getattr(part.clean, what)) for part in parts) == len(getattr(cleaned.clean, what))
    assert sum(len(part.issues) for part in parts) == len(cleaned.issues)
    assert portion(cleaned, numbers) is cleaned


def test_remarks_go_with_their_page_and_those_on_the_file_with_each():
    notes = (PageNote("restored-text", "all of it"), PageNote("orientation-unsure", "lies sideways"))
    pages = [set_page(body("> Sở Nội vụ rà soát danh sách <").lines, 1, notes), body("> Sở Y tế kiểm tra <", number=2)]
    cleaned = clean_pages(pages, None)
    assert [i.code for i in portion(cleaned, [1]).issues] == ["restored-text", "orientation-unsure"]
    assert [(i.code, i.page) for i in portion(cleaned, [2]).issues] == [("restored-text", 2)]


def test_a_doubt_about_words_moves_with_them():
    from dataclasses import replace

    from tasks.domain.span import Span

    cleaned = clean_pages([body("> Sở Nội vụ rà soát <"), body("> Sở Y tế kiểm tra <", number=2)], None)
    at = cleaned.clean.text.index("tế")
    cleaned = replace(cleaned, issues=(Issue("doubtful-word", Severity.INFO, "tế?", 2, Span(at, at + 2)),))
    assert portion(cleaned, [1]).issues == ()
    [issue] = portion(cleaned, [2]).issues
    assert issue.span.of(portion(cleaned, [2]).clean.text) == "tế"


@pytest.mark.parametrize("wanted", [[2, 1], [1, 3], [4], []])
def test_only_pages_that_follow_each_other_are_a_part(wanted):
    cleaned = clean_pages([body("> Sở Nội vụ <", number=n) for n in (1, 2, 3)], None)
    with pytest.raises(InvariantError):
        portion(cleaned, wanted)


def test_pages_in_another_order_are_parts_in_that_order():
    cleaned = clean_pages([body("> Sở Y tế <", number=2), body("> Sở Nội vụ <", number=1)], None)
    assert pages_of(cleaned) == (2, 1)
    assert portion(cleaned, [2]).clean.text.strip() == "Sở Y tế"
