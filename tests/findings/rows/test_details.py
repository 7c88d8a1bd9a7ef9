"""Lines below a task that name its party, time or product."""

from datetime import date

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.finding import Directive, Part
from tasks.domain.span import Span
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.extract import tagger_of
from tasks.findings.rows.details import DetailReader
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)
READER = DetailReader(VOCABULARY.cues, date(2025, 2, 10))


def read(line):
    return READER.read(ClauseReader(of_plain(line, TAGGER), CUES))


@pytest.mark.parametrize(
    ("line", "kind", "names"),
    [
        ("Cơ quan chủ trì: Sở Y tế.", "lead", ["Sở Y tế"]),
        ("Đơn vị thực hiện: Các sở, ngành; UBND các xã.", "lead", ["Các sở, ngành", "UBND các xã"]),
        ("Chủ trì: Sở Nội vụ", "lead", ["Sở Nội vụ"]),
        ("Cơ quan, đơn vị phối hợp: Công an tỉnh, các đơn vị liên quan", "coordinating", ["Công an tỉnh", "các đơn vị liên quan"]),
        ("Phối hợp thực hiện: Tỉnh đoàn", "coordinating", ["Tỉnh đoàn"]),
        ("Sản phẩm dự kiến: Đề án.", "product", []),
    ],
)
def test_what_a_line_names(line, kind, names):
    (detail,) = read(line)
    assert (detail.kind, [p.value for p in detail.parts]) == (kind, names)
    assert all(line[p.span.start : p.span.end] == p.value for p in detail.parts)


def test_a_time_and_a_product():
    (time,) = read("Thời gian hoàn thành: Quý II/2025.")
    assert (time.kind, time.due.deadline.on) == ("time", date(2025, 6, 30))
    (product,) = read("Sản phẩm: Kế hoạch của UBND tỉnh.")
    assert product.printed == "Kế hoạch của UBND tỉnh"


def test_one_line_may_name_several():
    details = read("Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Công an tỉnh; thời gian: tháng 6/2025.")
    assert [(d.kind, [p.value for p in d.parts]) for d in details] == [
        ("lead", ["Sở Y tế"]),
        ("coordinating", ["Công an tỉnh"]),
        ("time", []),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian qua, công tác quản lý còn yếu.",
        "Sở Y tế: Rà soát.",
        "Lãnh đạo phụ trách: ông Trần Văn A.",
        "Chủ trì, phối hợp với Sở Y tế.",
    ],
)
def test_other_lines_are_none(line):
    assert read(line) == ()


TASK = Directive(
    "1",
    "Phối hợp với Tỉnh đoàn ra quân",
    Span(0, 30),
    ("UBND xã",),
    ("Tỉnh đoàn",),
    parts=(Part("lead", "UBND xã", Span(40, 47), "heading"), Part("coordinating", "Tỉnh đoàn", Span(13, 22), "together")),
)


def test_a_line_wins_over_the_lead_inside_and_adds_to_who_takes_part():
    changed = READER.apply(TASK, (*read("Cơ quan chủ trì: Sở Y tế"), *read("Cơ quan phối hợp: Công an tỉnh")))
    assert (changed.lead, changed.coordinating) == (("Sở Y tế",), ("Công an tỉnh", "Tỉnh đoàn"))
    assert [p.value for p in changed.parts if p.field == "lead"] == ["Sở Y tế"]


def test_a_time_and_a_product_go_into_the_task():
    changed = READER.apply(TASK, (*read("Thời gian: tháng 5/2025"), *read("Sản phẩm: Báo cáo")))
    assert (changed.deadline.on, changed.product) == (date(2025, 5, 31), "Báo cáo")
    assert READER.apply(TASK, ()) == TASK
