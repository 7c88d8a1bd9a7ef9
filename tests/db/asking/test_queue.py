"""Where a document stands among those of a list, and how far the work on the list is."""

import pytest
from hand_made import make_reading
from sqlalchemy import update

from db.asking.listing import SORTS, Wanted, matching_ids
from db.asking.queue import Progress, QueuePlace, first_of, place_in, progress_of
from db.engine import transaction
from db.models.document import Document
from db.models.run import Issue
from db.reading.documents import find_document, register_document
from db.reading.kept import touch
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct

DOUBTFUL = Wanted(doubts="open", state="loaded", sort="waiting")


def fill(url):
    ids = []
    for number in range(1, 5):
        sha256 = f"{number:02x}" * 32
        document, _ = register_document(url, sha256=sha256, byte_size=3, store_path="x", delivery=(f"/in/{number}.pdf", f"{number}.pdf"))
        write_reading(url, RevisionKey(document.id, f"f{number}", {}, {}), make_reading(f"{number}/TB-UBND"))
        ids.append(document.short_id)
    with transaction(url) as session:
        session.execute(update(Issue).values(severity="info"))
        for number in (1, 3):
            document = session.get_one(Document, number)
            session.add(
                Issue(
                    document_id=document.id,
                    revision_id=document.revisions[0].id,
                    code="orientation-unsure",
                    severity="warning",
                    message="?",
                    created_at=document.registered_at,
                )
            )
        touch(session, 1, 2, 3, 4)
    return ids


@pytest.fixture
def office(copied):
    """Four documents, the first and the third with doubts: their database and their ids."""
    return copied(fill)


def test_a_document_has_neighbours_in_its_list_alone(office):
    url, ids = office
    assert place_in(url, Wanted(sort="waiting"), ids[1]) == QueuePlace(ids[0], ids[2], 2, 4)
    assert place_in(url, DOUBTFUL, ids[0]) == QueuePlace("", ids[2], 1, 2)
    assert place_in(url, DOUBTFUL, ids[2]) == QueuePlace(ids[0], "", 2, 2)
    assert place_in(url, DOUBTFUL, "99999999") is None
    assert first_of(url, DOUBTFUL) == ids[0]
    assert first_of(url, Wanted(words="không có")) is None


def test_a_document_whose_doubts_are_settled_keeps_its_place_while_it_is_looked_at(office):
    url, ids = office
    assert place_in(url, DOUBTFUL, ids[1]) == QueuePlace(ids[0], ids[2], 2, 3)
    assert progress_of(url, DOUBTFUL) == Progress(2, 4)
    with transaction(url, read_only=True) as session:
        issue = session.query(Issue).filter(Issue.severity == "warning").order_by(Issue.id).first().id
    correct(url, Change(find_document(url, ids[0]).id, "doubt", "confirm", "Lan", issue))
    assert progress_of(url, DOUBTFUL) == Progress(1, 4)
    assert place_in(url, DOUBTFUL, ids[0]) == QueuePlace("", ids[2], 1, 2)
    assert first_of(url, DOUBTFUL) == ids[2]


def test_documents_that_somebody_began_are_theirs(office):
    url, ids = office
    document = find_document(url, ids[3])
    correct(url, Change(document.id, "head", "confirm", "Lan"))
    assert matching_ids(url, Wanted(begun_by="Lan")) == [document.id]
    assert matching_ids(url, Wanted(begun_by="Minh")) == []
    assert place_in(url, Wanted(begun_by="Lan"), ids[3]) == QueuePlace("", "", 1, 1)


@pytest.mark.parametrize("sort", SORTS)
def test_the_place_is_that_of_the_list_in_any_order(office, sort):
    url, ids = office
    wanted = Wanted(sort=sort)
    order = [find_document(url, name).id for name in ids]
    by_id = dict(zip(order, ids, strict=True))
    listed = [by_id[one] for one in matching_ids(url, wanted)]
    assert [place_in(url, wanted, name).number for name in listed] == [1, 2, 3, 4]
