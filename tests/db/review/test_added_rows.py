"""Rows and sections that the machine missed: where they stand, and what their boxes say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from correcting import box_of, rows, snapshot, states
from indexed import rows_with
from notice import FIGURES, LINES, PLAIN, TASKS, Figure, Task

from db.review.corrections import Change, PageBox, correct, list_corrections, undo

pytestmark = pytest.mark.usefixtures("kept_right")


def test_a_missed_row_is_added_where_the_box_is(url, document, load):
    load()
    values = {"text": LINES[7], "lead": ["Các cơ quan"], "deadline_on": "2026-08-01"}
    correct(url, Change(document.id, "directive", "add", "Lan", values=values, box=box_of(7)))
    added = rows(url, document).directives[-1]
    assert (added.review, added.evidence.quote, added.section_path, added.deadline_raw) == ("added", LINES[7], "2/a", None)
    assert [(r.page, r.box_left) for r in added.evidence.regions] == [(1, 120)]
    assert [row for kind, row, _ in rows_with(url, "gửi báo cáo về") if kind == "directive"] == [added.id]
    correct(url, Change(document.id, "directive", "change", "Lan", added.id, {"lead": ["Các sở"]}))
    again = rows(url, document).directives[-1]
    assert (again.id, again.review, [p.printed for p in again.parties]) == (added.id, "added", ["Các sở"])
    load(replace(PLAIN, dpi=300))
    survived = rows(url, document).directives[-1]
    assert (survived.evidence.quote, [p.printed for p in survived.parties], survived.review) == (LINES[7], ["Các sở"], "added")
    assert set(states(url, document).values()) == {"applied"}
    load(replace(PLAIN, tasks=(*TASKS, Task(7, ("Các cơ quan",)))))
    found = rows(url, document).directives
    assert [(d.text, d.review) for d in found][-1] == (LINES[7], "corrected")
    assert len(found) == 5
    assert [p.printed for p in found[-1].parties] == ["Các sở"]


def test_a_box_without_words_is_kept_and_shown(url, document, load):
    load()
    number = correct(url, Change(document.id, "directive", "add", "Lan", values={"text": "Viết tay"}, box=PageBox(1, 0.1, 0.9, 0.2, 0.95)))
    assert len(rows(url, document).directives) == 4
    [row] = list_corrections(url, document.id)
    assert (row.id, row.state, row.row_id, row.detail) == (number, "unplaced", None, "No word was read at its place.")


def test_words_of_the_document_stand_in_for_a_box(url, document, load):
    load()
    change = Change(
        document.id, "metric", "add", "Lan", values={"name": "kinh phí", "value": "1.234,5", "unit": "triệu đồng"}, quote=LINES[5]
    )
    correct(url, change)
    added = rows(url, document).metrics[-1]
    assert (added.value, added.text, added.section_path, added.kind) == (Decimal("1234.5"), LINES[5], "2", "other")
    assert [r.box_top for r in added.evidence.regions] == [500]


def test_figures_of_one_clause_are_told_apart(url, document, load, say):
    load()
    households = rows(url, document).metrics[1]
    say("metric", "change", households.id, value="500")
    load(replace(PLAIN, figures=(FIGURES[1], FIGURES[0]), dpi=300))
    assert [(m.name, m.value, m.review) for m in rows(url, document).metrics] == [
        ("số hộ nghèo", Decimal(500), "corrected"),
        ("tỷ lệ giải ngân", Decimal("45.5"), None),
    ]
    load(replace(PLAIN, figures=(FIGURES[0], Figure("số hộ nghèo", "490", "hộ"))))
    assert [m.value for m in rows(url, document).metrics] == [Decimal("45.5"), Decimal(500)]
    [row] = list_corrections(url, document.id)
    assert (row.state, row.detail) == ("conflict", "value: the machine now reads '490'")


def test_a_section_gets_another_label_and_all_below_it_follows(url, document, load, say):
    load()
    before = snapshot(url, document)
    second = rows(url, document).sections[1]
    say("section", "change", second.id, label="3", heading="Các nhiệm vụ")
    detail = rows(url, document)
    assert [s.path for s in detail.sections] == ["1", "3", "3/a"]
    assert [d.section_path for d in detail.directives] == ["3", "3", "3", "3/a"]
    assert [s.review for s in detail.sections] == [None, "corrected", None]
    load(replace(PLAIN, dpi=300))
    assert [s.path for s in rows(url, document).sections] == ["1", "3", "3/a"]
    undo(url, document.id, "Lan")
    after = snapshot(url, document)
    assert [s[1:] for s in after["sections"]] == [s[1:] for s in before["sections"]]
    assert [d[1:9] for d in after["directives"]] == [d[1:9] for d in before["directives"]]


def test_a_missed_section_stands_beside_the_one_it_was_taken_for(url, document, load):
    load()
    correct(url, Change(document.id, "section", "add", "Lan", values={"label": "b", "heading": "Văn phòng"}, box=box_of(7)))
    added = rows(url, document).sections[-1]
    assert (added.path, added.parent_id, added.starts) == ("2/b", rows(url, document).sections[1].id, "Các cơ quan gửi báo cáo về Văn")
