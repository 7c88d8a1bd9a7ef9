"""Tables of figures: what each cell measures (``tables.toml``)."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.captions import caption_of
from tasks.findings.figure_tables.find import find_table_metrics
from tasks.findings.plain_heads import with_spread_head
from tasks.findings.report_time import report_time
from tasks.findings.tables import read_tables
from tasks.reading.notice import NoticeReading
from tasks.reading.tagger import tagger_of

VOCABULARY = load_vocabulary()
HERE = Path(__file__).parent
TABLES = [table for name in ("tables.toml", "more_tables.toml") for table in tomllib.loads((HERE / name).read_text("utf-8"))["table"]]


def found_in(table):
    clean = CleanText.from_plain(table["text"])
    head = Head(type=table["type"], issued_on=table["issued"], subject=table["subject"])
    section = Section("1", "1", None, "", Span(0, 1), None, Span(0, 1))
    reading = NoticeReading(clean, Structure(head, (section,), Span(0, len(clean.text))), tagger_of(VOCABULARY.words))
    tables = [(found, caption_of(clean, found)) for found in map(with_spread_head, read_tables(clean))]
    return clean, find_table_metrics(reading, tables, (), report_time(head, ()), VOCABULARY)


@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_each_cell_measures(table):
    _, found = found_in(table)
    wanted = [[part.strip() for part in row.split(";")] for row in table["want"]]
    shown = [[str(m.value), m.unit, m.period or "", m.role, m.name] for m in found]
    assert shown == wanted
    assert {f"{m.name}: {d.code}" for m in found for d in m.doubts if d.code == "sum-differs"} == set(table.get("doubts", ()))


@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_each_figure_stands_where_it_was_read(table):
    clean, found = found_in(table)
    for metric in found:
        assert metric.in_table
        assert metric.span.start <= metric.value_span.start < metric.value_span.end <= metric.span.end
        digits = "".join(c for c in metric.value_span.of(clean.text) if c.isdigit())
        assert digits.lstrip("0") == "".join(c for c in str(abs(Decimal(metric.value))) if c.isdigit()).lstrip("0")
