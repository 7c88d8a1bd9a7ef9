"""Corrections on a real database of each kind: what they show, and that they survive another reading."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from correcting import rows, snapshot, states
from indexed import kinds_with
from notice import FIGURES, LINES, PLAIN, Figure, misread

from db.asking.figures import figures
from db.asking.questions import due, under
from db.asking.selection import list_parties
from db.record.audit import list_entries
from db.review.corrections import Change, correct, list_corrections, undo
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.finding import Agency

pytestmark = pytest.mark.usefixtures("kept_right")


def test_a_change_is_shown_with_what_the_machine_read(url, document, load, say):
    load()
    [first, *_] = rows(url, document).directives
    number = say(
        "directive", "change", first.id, text="Sở Nội vụ rà xét kỹ danh sách.", deadline_on="15/07/2026", deadline_raw="trước 15/7"
    )
    shown = rows(url, document).directives[0]
    assert (shown.id, shown.review, shown.text, shown.deadline_on) == (
        first.id,
        "corrected",
        "Sở Nội vụ rà xét kỹ danh sách.",
        date(2026, 7, 15),
    )
    assert shown.machine == {"text": first.text, "deadline_on": "2026-06-30", "deadline_raw": "trước ngày 30/6/2026"}
    [row] = list_corrections(url, document.id)
    assert (row.id, row.actor, row.state, row.row_id, row.quote) == (number, "Lan", "applied", first.id, LINES[3])
    assert row.before["deadline_on"] == "2026-06-30"
    assert row.after["deadline_on"] == "2026-07-15"
    assert [(b.page, b.left, b.top) for b in row.places] == [(1, 0.075, 0.31667)]
    [entry, *_] = list_entries(url)
    assert (entry.action, entry.actor) == ("correct", "Lan")
    assert "'trước 15/7'" in entry.detail


def test_parties_keep_their_agencies_and_get_new_ones(url, document, load, say):
    load()
    first, _, third, _ = rows(url, document).directives
    known = {"Công an tỉnh": Agency("cong-an-tinh", "Công an tỉnh", "agency")}
    correct(
        url, Change(document.id, "directive", "change", "Lan", first.id, {"lead": ["Công an tỉnh", "Sở Y tế"]}), lambda p, _: known.get(p)
    )
    say("directive", "change", third.id, coordinating=[], lead="Sở Nội vụ; Ban X")
    named = {(p.directive_id, p.role, p.printed, p.code) for p in list_parties(url) if p.directive_id in (first.id, third.id)}
    assert named == {
        (first.id, "lead", "Công an tỉnh", "cong-an-tinh"),
        (first.id, "lead", "Sở Y tế", "so-y-te"),
        (third.id, "lead", "Sở Nội vụ", "so-noi-vu"),
        (third.id, "lead", "Ban X", None),
    }
    load(replace(PLAIN, dpi=300))
    assert {(p.role, p.printed, p.code) for p in list_parties(url)} >= {(role, printed, code) for _, role, printed, code in named}
    undo(url, document.id, "Lan")
    undo(url, document.id, "Lan")
    assert [(p.role, p.printed, p.code) for p in list_parties(url)][:1] == [("lead", "Sở Nội vụ", "so-noi-vu")]


def test_a_rejected_row_is_in_no_output_and_comes_back(url, document, load, say):
    load()
    before = snapshot(url, document)
    detail = rows(url, document)
    say("directive", "reject", detail.directives[0].id)
    say("metric", "reject", detail.metrics[0].id)
    say("citation", "reject", detail.citations[0].id)
    assert len(rows(url, document).directives) == 3
    assert len(rows(url, document, rejected=True).directives) == 4
    assert due(url, date(2026, 6, 1), 60) == []
    assert [figure.name for figure in figures(url)] == ["số hộ nghèo"]
    assert under(url, "12/QĐ-UBND") == []
    assert kinds_with(url, "rà soát") == ["document"]
    for _ in range(3):
        undo(url, document.id, "Lan")
    assert snapshot(url, document) == before
    with pytest.raises(CorrectionError, match="Nothing is left"):
        undo(url, document.id, "Lan")


def test_search_finds_the_corrected_words_and_no_others(url, document, load, say):
    load()
    [first, *_] = rows(url, document).directives
    say("directive", "change", first.id, text="Sở Nội vụ thẩm tra hồ sơ.")
    say("head", "change", subject="Kỳ họp thứ mười")
    assert kinds_with(url, "thẩm tra hồ sơ") == ["directive"]
    assert kinds_with(url, "ky hop thu muoi") == ["document"]
    assert kinds_with(url, "rà soát danh sách") == ["document"]


def test_the_head_is_corrected_field_by_field(url, document, load, say):
    load()
    say("head", "change", symbol="2/TB-UBND", issued_on="20/6/2026")
    say("head", "confirm", issuer="UBND tỉnh Tân Giang")
    r = rows(url, document).revision
    assert (r.symbol, r.symbol_key, r.issued_on) == ("2/TB-UBND", "2/tb-ubnd", date(2026, 6, 20))
    assert r.machine_head == {"symbol": "1/TB-UBND", "issued_on": "2026-06-19"}
    assert r.head_review == {"symbol": "corrected", "issued_on": "corrected", "issuer": "confirmed"}
    load(replace(PLAIN, symbol="7/TB-UBND"))
    assert rows(url, document).revision.symbol == "2/TB-UBND"
    [_, change] = list_corrections(url, document.id)
    assert (change.state, change.detail) == ("conflict", "symbol: the machine now reads '7/TB-UBND'")
    load(replace(PLAIN, symbol="2/TB-UBND"))
    assert states(url, document)[change.id] == "applied"
    assert rows(url, document).revision.head_review["symbol"] == "confirmed"


def test_a_later_word_settles_a_conflict(url, document, load, say):
    load()
    say("metric", "change", rows(url, document).metrics[1].id, value="500")
    load(replace(PLAIN, figures=(FIGURES[0], Figure("số hộ nghèo", "490", "hộ"))))
    say("metric", "confirm", rows(url, document).metrics[1].id)
    assert set(states(url, document).values()) == {"applied"}
    assert rows(url, document).metrics[1].value == Decimal(500)
    load(replace(PLAIN, dpi=250, figures=(FIGURES[0], Figure("số hộ nghèo", "480", "hộ"))))
    assert sorted(states(url, document).values()) == ["applied", "conflict"]
    assert rows(url, document).metrics[1].value == Decimal(500)


def test_what_was_confirmed_stays_when_the_machine_reads_otherwise(url, document, load, say):
    load()
    say("directive", "confirm", rows(url, document).directives[1].id)
    load(misread(PLAIN, "kiểm", "kiếm"))
    shown = rows(url, document).directives[1]
    assert (shown.text, shown.review, shown.machine) == (LINES[4], "corrected", {"text": LINES[4].replace("kiểm", "kiếm")})
    assert set(states(url, document).values()) == {"conflict"}
    load(PLAIN)
    assert rows(url, document).directives[1].review == "confirmed"


def test_an_older_revision_stays_as_it_was(url, document, load, say):
    load()
    first = rows(url, document).directives[0].id
    say("directive", "change", first, product="kế hoạch")
    load()
    second = rows(url, document).directives[0]
    assert (second.product, second.id != first) == ("kế hoạch", True)
    say("directive", "change", second.id, product="báo cáo")
    old = rows(url, document, number=1).directives[0]
    assert (old.product, old.review) == ("kế hoạch", "corrected")
    # Somebody still had the old revision on the screen.
    say("directive", "change", first, product="tờ trình")
    assert rows(url, document).directives[0].product == "tờ trình"


def test_citations_may_change_names_with_each_other(url, document, load, say):
    load(replace(PLAIN, citations=("12/QĐ-UBND", "13/QĐ-UBND")))
    before = snapshot(url, document)
    first, second = rows(url, document).citations
    with pytest.raises(CorrectionError, match="already"):
        say("citation", "change", first.id, symbol="13/QĐ-UBND")
    say("citation", "change", first.id, symbol="x")
    say("citation", "change", second.id, symbol="12/QĐ-UBND")
    say("citation", "change", first.id, symbol="13/QĐ-UBND")
    assert [c.symbol for c in rows(url, document).citations] == ["13/QĐ-UBND", "12/QĐ-UBND"]
    for _ in range(3):
        undo(url, document.id, "Lan")
    assert snapshot(url, document) == before


def test_what_was_said_of_a_figure_is_not_said_of_its_neighbour(url, document, load, say):
    load()
    say("metric", "reject", rows(url, document).metrics[1].id)
    load(replace(PLAIN, figures=FIGURES[:1], dpi=300))
    assert [(m.name, m.review) for m in rows(url, document, rejected=True).metrics] == [(FIGURES[0].name, None)]
    assert set(states(url, document).values()) == {"unplaced"}


def test_a_neighbour_with_nearly_the_same_name_is_another_figure(url, document, load, say):
    near = (Figure("số hộ nghèo", "400", "hộ"), Figure("số hộ cận nghèo", "250", "hộ"))
    load(replace(PLAIN, figures=near))
    say("metric", "change", rows(url, document).metrics[1].id, value="260")
    load(replace(PLAIN, figures=near[:1], dpi=300))
    assert [(m.name, str(m.value), m.review) for m in rows(url, document).metrics] == [("số hộ nghèo", "400", None)]
    load(replace(PLAIN, figures=(near[0], replace(near[1], value="280")), dpi=200))
    assert [str(m.value) for m in rows(url, document).metrics] == ["400", "260"]
    assert set(states(url, document).values()) == {"conflict"}
