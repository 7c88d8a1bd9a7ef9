import json
from datetime import date
from types import SimpleNamespace

from db.asking.night import Standings
from flows.outcome import DocumentOutcome
from flows.report.night import MOST_LISTED, Behind, Night, due_soon, notice, plain_text, subject
from flows.report.words import words_in
from tasks.domain.errors import BatchStoppedError
from tasks.domain.outcome import Outcome

TODAY = date(2026, 6, 20)
NOTHING, EN = Behind(TODAY, 7), words_in("en")


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
    found = due_soon(rows, TODAY, ["aaaaaaaa"])
    assert [(d.by, d.document, d.lead, d.is_new) for d in found] == [
        ("2026-06-25", "aaaaaaaa", "Sở Nội vụ", True),
        ("2026-06-20", "cccccccc", "", False),
    ]


def test_the_notice_tells_what_failed_what_was_set_aside_and_why_and_what_is_due():
    due = due_soon([row("2026-06-21", "aaaaaaaa", "Sở Nội vụ")], TODAY, ["aaaaaaaa"])
    body = notice(night(), Behind(TODAY, 7, due, Standings((), [("head-field-missing", 2)], 4)))
    assert json.loads(json.dumps(body)) == body
    assert (body["ok"], body["failed"], body["files"], body["still_being_written"]) == (False, 1, 4, 1)
    assert body["quarantined"] == [{"file": "/in/b.pdf", "id": "bbbbbbbb", "code": "damaged-file", "reason": "It is cut off."}]
    assert body["failures"][0]["code"] == "ocr-crash"
    assert (body["day"], body["waiting"], body["doubts"]) == ("2026-06-20", 4, {"head-field-missing": 2})
    assert body["outcomes"] == {"succeeded": 1, "quarantined": 1, "failed": 1}
    assert body["due"] == [
        {"by": "2026-06-21", "document": "aaaaaaaa", "id": "aaaaaaaa", "lead": "Sở Nội vụ", "task": "báo cáo", "new": True}
    ]


def test_a_night_that_stopped_says_why():
    stopped = night(error=BatchStoppedError("10 documents failed.", "Mend the cause."))
    assert notice(stopped, NOTHING)["error"] == {"code": "batch-stopped", "message": "10 documents failed. Mend the cause."}
    assert "10 documents failed. Mend the cause." in plain_text(stopped, NOTHING, EN, lambda _: None)
    assert notice(Night(error=ValueError("x")), NOTHING)["error"]["code"] == "bug"


def test_a_quiet_night_is_a_good_one():
    quiet = Night("r1")
    assert notice(quiet, NOTHING)["ok"]
    text = plain_text(quiet, NOTHING, EN, lambda _: None)
    assert text.split("\n\n") == [
        "Night of 20/06/2026, 0 files",
        "0 files and waiting documents: nothing to do.",
        "What to do next:\n- Nothing.\n",
    ]
    assert subject(quiet, NOTHING, EN) == "thongbao: night of 20/06/2026, 0 files, nothing needs a look"


def test_the_subject_says_what_a_night_came_to():
    assert subject(night(), NOTHING, EN) == "thongbao: night of 20/06/2026, 1 read, 1 set aside, 1 failed"
    assert subject(night(), NOTHING, words_in("vi")) == "thongbao: đêm 20/06/2026, 1 đã nhận dạng, 1 chưa xử lý được, 1 bị lỗi"


def test_documents_of_a_notice_lead_to_their_pages():
    text = plain_text(night(), NOTHING, EN, "http://review/documents/{}".format)
    assert "- b.pdf: It is cut off. [bbbbbbbb]\n  http://review/documents/bbbbbbbb\n" in text


def test_a_notice_has_an_end():
    many = Night("r1", 1000, [DocumentOutcome(f"{n}.pdf", Outcome.FAILED, message="x") for n in range(1000)])
    body = notice(many, NOTHING)
    assert (body["failed"], len(body["failures"])) == (1000, MOST_LISTED)
