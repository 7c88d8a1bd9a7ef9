"""One test runs the corpus file of deadlines: texts and what they mean, and what must not match."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.nouns.deadline import read_deadline, read_time

ISSUED = date(2025, 4, 10)  # a Thursday; offices work on the following Friday
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "deadline.toml").read_text("utf-8"))["kind"]
READS = [(kind["name"], None if kind.get("issued") is False else ISSUED, read) for kind in KINDS for read in kind.get("reads", [])]
REJECTS = [
    (kind["name"], text, reader)
    for kind in KINDS
    for name, reader in (("rejects", read_deadline), ("reject_cells", read_time))
    for text in kind.get(name, [])
]
PIECES = (
    "trước", "ngày", "tháng", "quý", "năm", "hết", "đến", "từ", "trong", "định kỳ", "hằng", "mỗi", "lần", "06", "31/11", "30/6/2025", "I1",
    "II/2026", "12/2027", "-", ",", ";", "(", ")", "/", '"', "kể từ", "làm việc", "hoàn thành", "giai đoạn", "2030", "17 giờ 00", "Tết",
    "thứ", "sáu", "này", "\n",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "issued_on", "read"), READS, ids=lambda v: v.get("text") if isinstance(v, dict) else None)
def test_a_text_means(kind, issued_on, read):
    text = read["text"]
    found = (read_time if read.get("cell") else read_deadline)(text, issued_on)
    assert found is not None, kind
    assert (found.deadline.on, found.deadline.recurs) == (read.get("on"), read.get("recurs"))
    assert found.deadline.raw == read.get("raw", found.deadline.raw)
    assert found.doubts == tuple(read.get("doubts", found.doubts))
    assert " ".join(text[found.start : found.end].split()) == found.deadline.raw


@pytest.mark.parametrize(("kind", "text", "reader"), REJECTS)
def test_a_text_means_no_deadline(kind, text, reader):
    assert reader(text, ISSUED) is None, kind


def test_every_kind_has_two_variants():
    assert {kind["name"] for kind in KINDS if len(kind.get("reads", kind.get("rejects", []))) < 2} == set()


def test_a_year_may_come_from_the_context():
    found = read_deadline("báo cáo trước ngày 30/6", None, 2024)
    assert (found.deadline.on, found.doubts) == (date(2024, 6, 30), ("year-assumed",))
    assert read_deadline("đất sử dụng trước ngày 30/6/2014", None, 2024) is None


@pytest.mark.parametrize("reader", [read_deadline, read_time])
@given(
    text=st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.text(max_size=200)), issued_on=st.none() | st.dates()
)
def test_any_text_gives_a_deadline_or_none(reader, text, issued_on):
    found = reader(text, issued_on, 2024)
    if found is not None:
        assert not (found.deadline.on and found.deadline.recurs)
        assert 0 <= found.start < found.end <= len(text)
        assert " ".join(text[found.start : found.end].split()) == found.deadline.raw
        assert found.rule and found.deadline.raw
