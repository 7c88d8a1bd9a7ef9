"""One test runs the corpus file of figures: texts and what they hold, and what must hold none."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.findings.metrics import find_metrics
from tasks.reading.notice import NoticeReading

VOCABULARY = load_vocabulary()
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "metric.toml").read_text("utf-8"))["kind"]
READS = [(kind["name"], read) for kind in KINDS for read in kind.get("reads", [])]
REJECTS = [(kind["name"], text) for kind in KINDS for text in kind.get("rejects", [])]
NONE = "-"


def figures(read):
    """The figures of one notice with a preamble, where there is one, and one section."""
    text, sections = "", []
    if read.get("preamble"):
        text = read["preamble"] + "\n\n"
        sections.append(Section(None, "preamble", None, "", Span(0, len(text)), None, Span(0, len(text))))
    start = len(text)
    heading = read.get("heading")
    text += f"{heading}\n\n" if heading else ""
    begin = len(text)
    text += read["text"] + "\n"
    head_span = Span(start, start + len(heading)) if heading else None
    sections.append(Section("1", "1", heading, "", Span(start, len(text)), head_span, Span(begin, len(text))))
    head = Head(type=read.get("type", "BC"), issued_on=date(2025, 7, 3), subject=read.get("subject"))
    structure = Structure(head, tuple(sections), Span(0, len(text)))
    reading = NoticeReading(CleanText.from_plain(text), structure, tagger_of(VOCABULARY.words))
    return [m for m in find_metrics(reading, (), VOCABULARY) if m.section != "preamble"]


def shown(metric, field):
    if field == "doubt":
        return [doubt.code for doubt in metric.doubts]
    value = getattr(metric, field)
    return NONE if value is None else f"{value:f}" if field in ("value", "total", "change") else value


@pytest.mark.parametrize(("kind", "read"), READS, ids=lambda v: v["text"][:60] if isinstance(v, dict) else None)
def test_a_text_holds(kind, read):
    found = figures(read)
    assert len(found) == len(read["found"]), (kind, [(str(m.value), m.unit) for m in found])
    for metric, wanted in zip(found, read["found"], strict=True):
        for field, value in wanted.items():
            got = shown(metric, field)
            assert value in got if field == "doubt" else got == value, (kind, field, str(metric.value), got)


@pytest.mark.parametrize(("kind", "text"), REJECTS)
def test_a_text_holds_no_figure(kind, text):
    assert [(str(m.value), m.unit) for m in figures({"text": text})] == [], kind


def test_every_kind_has_two_variants():
    assert {kind["name"] for kind in KINDS if len(kind.get("reads", kind.get("rejects", []))) < 2} == set()
