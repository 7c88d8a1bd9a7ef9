import json
from datetime import date
from types import SimpleNamespace

from flows.outcome import DocumentOutcome
from flows.report.night import MOST_LISTED, Night, due_soon, notice, notice_text
from tasks.domain.errors import BatchStoppedError
from tasks.domain.outcome import Outcome

TODAY = date(2026, 6, 20)


def row(by, document, lead=None, text="báo cáo"):
    return SimpleNamespace(deadline_on=by, symbol=None, document=document, lead=lead, text=text)


def night(**known):
    outcomes = [
        DocumentOutcome("/in/a.pdf", Outcome.SUCCEEDED, "aaaaaaaa", "1/TB-UBND"),
        DocumentOutcome("/in/b.pdf", Outcome.QUARANTINED, "bbbbbbbb", error_code="damaged-file", message="It is cut off."),
        DocumentOutcome("/in/c.pdf", Outcome.FAILED, "cccccccc", error_code="ocr-crash", message="Tesseract died."),
    ]
    return Night("r1", 4, outcomes, ("/in/d.pdf",), **known)


def test_what_is_due_is_listed_from_today_on_and_new_ones_first():
    rows = [row("2026-06-19", "cccccccc"), row("2026-06-20", "cccccccc"), row(date(2026, 6, 25), "aaaaaaaa", "Sở Nội vụ")]
    found = due_soon(rows, TODAY, night().outcomes)
    assert [(d.by, d.document, d.lead, d.is_new) for d in found] == [
        ("2026-06-25", "aaaaaaaa", "Sở Nội vụ", True),
        ("2026-06-20", "cccccccc", "", False),
    ]


def test_the_notice_tells_what_failed_what_was_set_aside_and_why_and_what_is_due():
    body = notice(night(), due_soon([row("2026-06-21", "aaaaaaaa", "Sở Nội vụ")], TODAY, night().outcomes))
    assert json.loads(json.dumps(body)) == body
    assert (body["ok"], body["failed"], body["files"], body["still_being_written"]) == (False, 1, 4, 1)
    assert body["quarantined"] == [{"file": "/in/b.pdf", "id": "bbbbbbbb", "code": "damaged-file", "reason": "It is cut off."}]
    assert body["failures"][0]["code"] == "ocr-crash"
    assert body["outcomes"] == {"succeeded": 1, "quarantined": 1, "failed": 1}
    assert body["due"] == [{"by": "2026-06-21", "document": "aaaaaaaa", "lead": "Sở Nội vụ", "task": "báo cáo", "new": True}]


def test_a_night_that_stopped_says_why():
    stopped = night(error=BatchStoppedError("10 documents failed.", "Mend the cause."))
    assert notice(stopped, [])["error"] == {"code": "batch-stopped", "message": "10 documents failed. Mend the cause."}
    assert "(batch-stopped)" in notice_text(stopped, [])
    assert notice(Night(error=ValueError("x")), [])["error"]["code"] == "bug"


def test_a_quiet_night_is_a_good_one():
    assert notice(Night("r1"), [])["ok"]
    assert notice_text(Night("r1"), []) == "0 files and waiting documents: nothing to do.\n"


def test_a_notice_has_an_end():
    many = Night("r1", 1000, [DocumentOutcome(f"{n}.pdf", Outcome.FAILED, message="x") for n in range(1000)])
    body = notice(many, [])
    assert (body["failed"], len(body["failures"])) == (1000, MOST_LISTED)
