"""What no correction may do, and what the database itself keeps."""

import pytest
from correcting import rows
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for
from db.review.corrections import Change, PageBox, correct, list_corrections, newest
from db.review.followup import set_task
from tasks.domain.correction_errors import CorrectionError, StaleCorrectionError


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("directive", {"deadline_on": "31/02/2026"}, "31/02/2026"),
        ("directive", {"deadline_on": "soon"}, "soon"),
        ("directive", {"deadline_recurs": "daily"}, "weekly"),
        ("directive", {"deadline_on": "1/7/2026", "deadline_recurs": "weekly"}, "not both"),
        ("directive", {"text": "  "}, "empty"),
        ("directive", {"rule": "x"}, "no field"),
        ("metric", {"value": "abc"}, "no number"),
        ("metric", {"value": ""}, "empty"),
        ("metric", {"kind": "speed"}, "one of"),
        ("citation", {"issued_on": "2026-13-01"}, "2026-13-01"),
    ],
)
def test_what_a_row_cannot_take_is_refused_and_nothing_is_written(url, document, load, say, kind, values, said):
    load()
    row = {"directive": "directives", "metric": "metrics", "citation": "citations"}[kind]
    with pytest.raises(CorrectionError, match=said):
        correct(url, Change(document.id, kind, "change", "Lan", getattr(rows(url, document), row)[0].id, values))
    assert list_corrections(url, document.id) == []


def test_wrong_use_is_refused(url, document, load, say):
    with pytest.raises(CorrectionError, match="no rows"):
        say("directive", "confirm", 1)
    load()
    first = rows(url, document).directives[0]
    for change, said in (
        (Change(document.id, "page", "change", "Lan"), "page"),
        (Change(document.id, "head", "reject", "Lan"), "head"),
        (Change(document.id, "directive", "change", " ", first.id, {"product": "x"}), "Nobody"),
        (Change(document.id, "directive", "change", "Lan", 999, {"product": "x"}), "999"),
        (Change(document.id, "directive", "change", "Lan", first.id, {"text": first.text}), "Nothing would change"),
        (Change(document.id, "directive", "confirm", "Lan", first.id, {"text": "other"}), "cannot be confirmed"),
        (Change(document.id, "directive", "add", "Lan", values={"text": "x"}), "where"),
        (Change(document.id, "directive", "add", "Lan", values={}, quote="x"), "text"),
        (Change(document.id, "directive", "add", "Lan", values={"text": "x"}, box=PageBox(1, 0.5, 0.5, 0.4, 0.6)), "box"),
    ):
        with pytest.raises(CorrectionError, match=said):
            correct(url, change)
    assert list_corrections(url, document.id) == []


def test_somebody_else_was_faster(url, document, load, say):
    load()
    first, second, *_ = rows(url, document).directives
    seen = newest(list_corrections(url, document.id))
    say("directive", "change", first.id, product="báo cáo")
    with pytest.raises(StaleCorrectionError, match="'báo cáo'"):
        correct(url, Change(document.id, "directive", "confirm", "Minh", first.id, seen=seen))
    correct(url, Change(document.id, "directive", "confirm", "Minh", second.id, seen=seen))
    say("head", "change", symbol="9/TB-UBND")
    with pytest.raises(StaleCorrectionError):
        correct(url, Change(document.id, "head", "change", "Minh", values={"symbol": "8/TB-UBND"}, seen=seen))
    correct(url, Change(document.id, "head", "change", "Minh", values={"subject": "x"}, seen=seen))


@pytest.mark.parametrize(
    "statement", ["UPDATE correction SET actor = 'x'", "DELETE FROM correction", "UPDATE follow_up_change SET actor = 'x'"]
)
def test_the_database_keeps_the_log(url, document, load, say, statement):
    load()
    say("head", "change", symbol="9/TB-UBND")
    set_task(url, rows(url, document).directives[0].id, "Lan", source="page", state="done", completed_on="20/6/2026")
    with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
        connection.execute(text(statement))
