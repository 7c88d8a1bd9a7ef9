"""What counts as found, lost and altered between two readings of one text."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.findings_changes import changes, said, shared


def directive(start, end, text="Giao Sở Y tế kiểm tra.", **more):
    row = {"section": "1", "text": text, "span": [start, end], "lead": ["Sở Y tế"], "coordinating": [], "deadline": None, "rule": "order"}
    return row | more


def metric(start, value="5", comparator="=", name="số hộ"):
    at = [start, start + 2]
    return {"section": "1", "name": name, "value": value, "comparator": comparator, "text": "", "span": [0, 90], "value_span": at}


def found(directives=(), metrics=(), citations=(), sections=(), **head):
    return {
        "document": head,
        "sections": list(sections),
        "directives": list(directives),
        "metrics": list(metrics),
        "citations": list(citations),
    }


def told(before, after, **options):
    """What changed, in short."""
    return [(c.kind, c.was, c.now, [(a.field, a.was, a.now) for a in c.altered]) for c in changes("a", before, after, **options)]


def test_the_same_rows_are_no_change():
    rows = found([directive(0, 20)], [metric(5)], type="CT")
    assert told(rows, copy.deepcopy(rows)) == []


def test_a_party_cut_otherwise():
    before, after = directive(0, 20, lead=["Sở Y tế", "Công ty tiếp tục"]), directive(0, 20, lead=["Sở Y tế", "Công ty"])
    assert told(found([before]), found([after])) == [("directive", 0, 0, [("lead", "“Công ty tiếp tục”", "“Công ty”")])]


def test_rows_found_and_lost():
    assert told(found([directive(0, 20)]), found([directive(30, 50)])) == [("directive", 0, None, []), ("directive", None, 0, [])]


def test_a_sentence_with_another_end_is_the_same_row():
    changed = told(found([directive(0, 40, "một hai ba")]), found([directive(0, 30, "một hai")]))
    assert changed == [("directive", 0, 0, [("text", "một hai ba", "một hai")])]


def test_a_sentence_cut_in_two_is_altered_and_found():
    changed = told(found([directive(0, 100, "a; b")]), found([directive(0, 60, "a"), directive(62, 100, "b")]))
    assert changed == [("directive", 0, 0, [("text", "a; b", "a")]), ("directive", None, 1, [])]


def test_two_figures_of_a_range_stay_apart():
    before = found(metrics=[metric(5, "20", ">="), metric(10, "30", "<=")])
    assert told(before, copy.deepcopy(before)) == []
    after = found(metrics=[metric(10, "30", "=")])
    assert told(before, after) == [("metric", 0, None, []), ("metric", 1, 0, [("comparator", "<=", "=")])]


def test_how_a_row_was_found_is_quiet_unless_asked_for():
    before, after = found([directive(0, 20, rule="verb")]), found([directive(0, 20, rule="order")])
    assert told(before, after) == []
    assert told(before, after, quiet=frozenset()) == [("directive", 0, 0, [("rule", "verb", "order")])]


def test_a_field_that_only_one_state_has_says_nothing():
    assert told(found([directive(0, 20)]), found([directive(0, 20, in_table=False)])) == []


def test_the_order_of_a_list_is_told():
    before, after = directive(0, 20, lead=["a", "b"]), directive(0, 20, lead=["b", "a"])
    assert told(found([before]), found([after]))[0][3] == [("lead", "“a”, “b”", "“b”, “a”")]


def test_head_sections_and_citations():
    section = {"label": "1", "path": "1", "heading": None, "starts": "Sở", "span": [0, 30]}
    moved = section | {"path": "I/1"}
    symbol = {"symbol": "12/QĐ-UBND", "type": "QĐ", "issued_on": None, "span": [3, 9]}
    before = found(citations=[symbol], sections=[section], type="CT", urgency=None)
    after = found(citations=[symbol | {"issued_on": "2026-01-02"}], sections=[moved], type="CT", urgency="KHẨN")
    assert told(before, after) == [
        ("citation", 0, 0, [("issued_on", "-", "2026-01-02")]),
        ("section", 0, 0, [("path", "1", "I/1")]),
        ("head", 0, 0, [("urgency", "-", "KHẨN")]),
    ]


def test_a_text_that_one_state_failed_on():
    after = found([directive(0, 20)])
    assert told({"name": "a", "error": "bug"}, after) == [("directive", None, 0, [])]


@pytest.mark.parametrize(
    ("value", "line"),
    [(None, "-"), ([], "-"), ("", "-"), ("30%", "30%"), (["a", "b"], "“a”, “b”"), ({"raw": "quý I", "on": None}, "raw=quý I"), (0, "0")],
)
def test_said(value, line):
    assert said(value) == line


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1])), unique=True, max_size=8)


@given(SPANS, SPANS)
def test_every_row_is_accounted_for_once(before, after):
    old, new = [directive(*span, text=f"{span}") for span in before], [directive(*span, text=f"{span}") for span in after]
    met = list(changes("a", found(old), found(new)))
    lost, gained = [c for c in met if c.now is None], [c for c in met if c.was is None]
    assert len(old) - len(lost) == len(new) - len(gained)
    assert len({c.was for c in lost}) == len(lost)
    altered = [c for c in met if c.altered]
    assert len({c.was for c in altered}) == len(altered) == len({c.now for c in altered})
    same = set(before) & set(after)
    assert not {tuple(old[c.was]["span"]) for c in lost} & same


@given(SPANS.filter(lambda spans: len(spans) > 1))
def test_shared_is_a_share_and_the_same_both_ways(spans):
    first, second = directive(*spans[0]), directive(*spans[1])
    assert 0 <= shared(first, second) == shared(second, first) < 1
    assert shared(first, first) == 1
