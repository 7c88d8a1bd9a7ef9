"""One test runs the corpus file of periods: texts, the times that can date a figure in them, and what must date none."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.nouns.figure_time import find_times, time_spans, valid_until
from tasks.nouns.period_mentions import counted_on, read_mentions

KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "period.toml").read_text("utf-8"))["kind"]
PIECES = (
    "năm", "tháng", "quý", "giai đoạn", "2025", "2021-2025", "30/6/2025", "30/6", "6 tháng đầu năm", "IV", "I1", "đến", "từ", "so với",
    "cùng kỳ", "hết", "trong", "và", ",", ";", "(", ")", "/", "%", "kế hoạch",
    "Luật", "12/NQ-HĐND", "ngày", "hiệu lực", "sang", "cả năm", "nay",
    '"', "9", "lũy kế", "đạt", "16 giờ", "\n",
)  # fmt: skip


def cases(field):
    found = ((kind["name"], case) for kind in KINDS for case in kind.get(field, []))
    return [pytest.param(case, id=f"{name}: {case['text'] if isinstance(case, dict) else case}"[:90]) for name, case in found]


@pytest.mark.parametrize("case", cases("reads"))
def test_a_text_holds_these_times(case):
    times = find_times(case["text"], 2025)
    assert [t.period for t in times] == case["periods"]
    assert [t.as_of for t in times] == case.get("as_of", [t.as_of for t in times])
    parts = [m.part for m in read_mentions(case["text"])]
    assert parts == case.get("parts", parts)


@pytest.mark.parametrize("text", cases("rejects"))
def test_a_text_dates_no_figure(text):
    assert [t.period for t in find_times(text, 2025)] == []


@pytest.mark.parametrize("case", cases("until"))
def test_a_permit_ends(case):
    assert valid_until(case["text"]) == case["day"]


@pytest.mark.parametrize("case", cases("counted"))
def test_a_report_has_counted_up_to(case):
    assert (counted_on(case["text"]) or "") == case["day"]


def test_every_kind_has_two_variants():
    fields = ("reads", "rejects", "until", "counted")
    assert [kind["name"] for kind in KINDS if sum(len(kind.get(field, [])) for field in fields) < 2] == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("tăng 5% so với năm 2023", ["năm 2023"]),
        ("Quyết định số 5/QĐ-UBND ngày 02/6/2025", ["ngày 02/6/2025"]),
        ("cùng kỳ năm 2023 là 45 vụ", ["năm 2023"]),
        ("trồng 5 tháng 1.250 cây", []),
    ],
)
def test_what_is_a_time_is_no_figure(text, spans):
    assert [s.of(text) for s in time_spans(text)] == spans


def test_without_a_year_there_is_no_time():
    assert find_times("trong quý II") == ()
    assert find_times("ngày 29/02", 2024)[0].period == "2024-02-29"
    assert find_times("ngày 29/02", 2025) == ()


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text(max_size=120)))
def test_times_stand_in_the_text_in_order(text):
    times = find_times(text, 2025)
    assert all(0 <= t.lead <= t.start < t.end <= len(text) for t in times)
    assert [t.start for t in times] == sorted(t.start for t in times)
    mentions = read_mentions(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
