"""The rows written by hand against the transcripts the typesetter wrote: what a row quotes must stand in the notice."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from samples.build import sources

KEYS = ["document", "sections", "directives", "metrics", "citations"]
PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d\d(-\d\d)?|/\d{4})?")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=sources(), ids=lambda source: source.parent.name)
def sample(request):
    folder = request.param.parent
    text = (folder / "text.txt").read_text("utf-8")
    return json.loads((folder / "gold.json").read_text("utf-8")), " ".join(text.split())


def test_shape(sample):
    gold, _ = sample
    assert list(gold) == KEYS
    assert gold["sections"]


def test_head_fields_stand_in_the_text(sample):
    gold, text = sample
    head = gold["document"]
    for field in ("symbol", "signer_name", "place"):
        assert head[field] in text
    assert head["subject"].casefold() in text.casefold()
    assert head["signer_title"].casefold() in text.casefold()
    assert head["issuer"].casefold() in text.casefold()
    assert head["symbol"].startswith(head["number"])
    day = date.fromisoformat(head["issued_on"])
    assert re.search(rf"ngày {day.day:02} tháng 0?{day.month} năm {day.year}", text)


def test_every_quoted_text_stands_in_the_transcript(sample):
    gold, text = sample
    for row in gold["directives"] + gold["metrics"]:
        assert row["text"] in text
        assert not row["text"].endswith(";")


def test_section_paths_are_consistent(sample):
    gold, text = sample
    paths = [section["path"] for section in gold["sections"]]
    assert len(set(paths)) == len(paths)
    place = 0
    for section in gold["sections"]:
        *parent, last = section["path"].split("/")
        assert not parent or "/".join(parent) in paths
        assert section["label"] == (None if last in ("preamble", "closing") else last)
        assert section["heading"] is None or section["heading"].startswith(section["starts"])
        assert len(section["starts"].split()) <= 8
        place = text.index(section["starts"], place)
    assert {row["section"] for row in gold["directives"] + gold["metrics"]} <= set(paths)


def test_directives_name_parties_and_days_of_the_text(sample):
    gold, text = sample
    cited = {citation["symbol"] for citation in gold["citations"]}
    # "các Sở: Xây dựng, Tài chính" gives "Sở Tài chính": the shared noun and the name stand apart, so words are looked for
    words = set(re.findall(r"\w+", text))
    for row in gold["directives"]:
        assert row["lead"]
        for party in row["lead"] + row["coordinating"]:
            assert party in text or set(re.findall(r"\w+", party)) <= words
        assert set(row["citations"]) <= cited
        if row["deadline"]:
            assert row["deadline"]["raw"] in text
            assert row["deadline"]["recurs"] in (None, "weekly", "monthly", "quarterly", "yearly")
            if row["deadline"]["on"]:
                date.fromisoformat(row["deadline"]["on"])


def vietnamese_number(value: str) -> set[str]:
    """The ways a value is printed: "1846.5" -> "1.846,5"; "7" -> "7", "07"."""
    whole, _, part = value.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") + ("," + part if part else "")
    return {grouped, "0" + grouped}


def test_metrics_print_their_values(sample):
    gold, _ = sample
    for row in gold["metrics"]:
        printed = set(re.findall(r"\d+(?:[.,]\d+)*", row["text"]))
        for value in (row["value"], row["total"], row["change"] and row["change"].lstrip("+-")):
            assert value is None or printed & vietnamese_number(value), (value, row["text"])
        Decimal(row["value"])
        assert row["kind"] in ("rank", "percent", "count", "money", "area", "other")
        assert (row["kind"] == "percent") == (row["unit"] == "%")
        assert row["unit"] in ("rank", "%") or row["unit"].casefold() in row["text"].casefold()
        assert row["role"] in ("result", "target")
        assert row["comparator"] in ("=", ">=", "<=")
        assert row["direction"] in (None, "increase", "decrease")
        assert row["period"] is None or PERIOD.fullmatch(row["period"])


def test_every_citation_is_printed_with_its_day(sample):
    gold, text = sample
    for citation in gold["citations"]:
        at = squeeze(text).index(squeeze(citation["symbol"]))
        if citation["issued_on"]:
            day = date.fromisoformat(citation["issued_on"])
            assert re.match(rf"ngày0?{day.day}/0?{day.month}/{day.year}", squeeze(text)[at + len(citation["symbol"]) :])
        if citation["issuer"]:
            assert citation["issuer"] in text


def test_symbols_of_the_text_are_all_cited(sample):
    gold, text = sample
    known = {squeeze(citation["symbol"]) for citation in gold["citations"]} | {gold["document"]["symbol"]}
    found = {squeeze(s) for s in re.findall(r"số (\d+(?:/\d{4})?[/-][A-ZĐa-z]+\d*(?:[-/] ?[A-ZĐ][A-Za-zĐ]+)*)", text)}
    assert found <= known
