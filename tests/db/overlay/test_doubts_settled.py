"""Doubts that people settled are left out wherever doubts are listed or counted."""

import pytest

from db.asking.details import list_documents, revision_detail
from db.asking.questions import doubts
from db.engine import transaction
from db.models.run import Issue
from db.repository import write_reading
from db.review.corrections import Change, correct, undo


@pytest.fixture
def loaded(url, document, reading, key):
    write_reading(url, key(document), reading())
    with transaction(url) as session:
        revision = revision_detail(url, document.id).revision
        for field in ("subject", "symbol", "issuer"):
            kept = {"document_id": document.id, "revision_id": revision.id, "severity": "warning", "created_at": revision.created_at}
            session.add(Issue(code="head-field-doubtful", message=f"Look at {field}.", subject_kind="head", field=field, **kept))
    return url


def open_doubts(url):
    return {d.message.split(" ")[0] + d.message.split(" ")[-1] for d in doubts(url, notes=True)}


def test_a_doubt_is_settled_by_looking_at_its_row_or_its_head_field(loaded, document):
    everything = open_doubts(loaded)
    assert len(everything) == 5
    detail = revision_detail(loaded, document.id)
    assert detail.settled == frozenset()
    correct(loaded, Change(document.id, "metric", "confirm", "Lan", detail.metrics[0].id))
    correct(loaded, Change(document.id, "head", "change", "Lan", values={"subject": "Về biên chế"}))
    assert everything - open_doubts(loaded) == {"Is400?", "Looksubject."}
    correct(loaded, Change(document.id, "head", "confirm", "Lan", values={"symbol": "1/TB-UBND"}))
    assert everything - open_doubts(loaded) == {"Is400?", "Looksubject.", "Looksymbol."}
    assert len(doubts(loaded, settled=True, notes=True)) == 5
    assert list_documents(loaded)[0].issues == 1  # a note is none
    assert len(revision_detail(loaded, document.id).settled) == 3
    for _ in range(3):
        undo(loaded, document.id, "Lan")
    assert open_doubts(loaded) == everything


@pytest.mark.parametrize("field", ["recipients", None])
def test_a_doubt_about_what_cannot_be_corrected_is_settled_by_confirming_the_whole_head(loaded, document, field):
    with transaction(loaded) as session:
        revision = revision_detail(loaded, document.id).revision
        kept = {"document_id": document.id, "revision_id": revision.id, "severity": "warning", "created_at": revision.created_at}
        session.add(Issue(code="head-field-doubtful", message="Look here.", subject_kind="head", field=field, **kept))
    correct(loaded, Change(document.id, "head", "change", "Lan", values={"subject": "Về biên chế"}))
    assert "Lookhere." in open_doubts(loaded)
    correct(loaded, Change(document.id, "head", "confirm", "Lan"))
    # What is about no row and not about the head stays, whatever was said of the head.
    assert open_doubts(loaded) == {"Is400?", "Pagesideways."}


def test_what_a_doubt_says_settles_nothing(loaded, document):
    with transaction(loaded) as session:
        revision = revision_detail(loaded, document.id).revision
        kept = {"document_id": document.id, "revision_id": revision.id, "severity": "warning", "created_at": revision.created_at}
        session.add(Issue(code="head-field-missing", message="The head has no symbol.", subject_kind="head", field="issuer", **kept))
    correct(loaded, Change(document.id, "head", "confirm", "Lan", values={"symbol": "1/TB-UBND"}))
    assert "Thesymbol." in open_doubts(loaded)
