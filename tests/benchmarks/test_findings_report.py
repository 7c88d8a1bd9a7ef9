"""The page that is read before a change of rules is kept."""

import pytest

from benchmarks.findings_changes import KINDS, Altered, Change
from benchmarks.findings_effects import Effect, Remark
from benchmarks.findings_report import MOST_LETTERS, Wanted, apart, page, shortened

TOTALS = dict.fromkeys(KINDS, (0, 0))


def row(text="Giao Sở Y tế kiểm tra."):
    return {"section": "1/a", "rule": "order", "lead": ["Sở Y tế"], "text": text}


def altered(document, was="“Công ty tiếp tục”", now="“Công ty”", field="lead", effect=Effect.UNKNOWN):
    change = Altered(field, was, now)
    return Remark(Change(document, "directive", 0, 0, row(), (change,)), change, effect)


def found(document, effect=Effect.UNKNOWN, *, lost=False):
    return Remark(Change(document, "directive", *((0, None) if lost else (None, 0)), row()), None, effect)


def lines(remarks, **wanted):
    return list(page(remarks, TOTALS, Wanted(**wanted)))


def test_equal_alterations_are_one_line_with_their_number():
    text = "\n".join(lines([altered(f"official-{i:03}") for i in range(40)] + [altered("x", "“A”", "“B”")]))
    assert "directive lead: 41 altered, 2 kinds" in text
    assert text.count("“Công ty tiếp tục”") == 1
    assert text.index("40 x") < text.index("1 x")
    assert "37 more" in text


def test_counts_come_first_with_gains_and_losses():
    remarks = [altered("a", effect=Effect.GAIN), altered("a", effect=Effect.LOSS), found("a", Effect.GAIN), found("b", lost=True)]
    first = lines(remarks)
    assert first[0].split() == ["before", "after", "found", "lost", "altered", "gains", "losses", "as", "right"]
    assert first[1].split() == ["directive", "0", "0", "1", "1", "2", "2", "1", "0"]
    assert first[2].split() == ["lead", "0", "0", "2", "1", "1", "0"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 4),
        ({"documents": "official"}, 2),
        ({"kind": "metric"}, 0),
        ({"field": "lead"}, 2),
        ({"field": "text"}, 0),
        ({"what": "lost"}, 1),
        ({"effect": "gain"}, 1),
        ({"documents": "x/", "what": "found"}, 1),
    ],
)
def test_only_what_is_wanted(wanted, count):
    remarks = [altered("official-001"), altered("x/text", effect=Effect.GAIN), found("x/scan"), found("official-002", lost=True)]
    assert sum(Wanted(**wanted).takes(remark) for remark in remarks) == count


def test_long_lists_end_with_how_much_is_left():
    text = lines([found(f"d{i}") for i in range(9)], limit=4)
    assert text[-1] == "  ... and 5 more (--limit)"


def test_long_readings_are_cut_to_where_they_differ():
    same = "chung " * 60
    was, now = apart(same + "cũ", same + "mới")
    assert was.startswith("... ")
    assert was.endswith("cũ")
    assert now.endswith("mới")
    assert max(len(was), len(now)) <= MOST_LETTERS + 4


def test_a_reading_that_goes_on_shows_the_end_of_the_shorter():
    was, now = apart("a" * 200, "a" * 200 + " và b")
    assert now.endswith("và b")
    assert was in now


def test_shortened():
    assert shortened("ngắn") == "ngắn"
    assert len(shortened("dài " * 200)) <= MOST_LETTERS
