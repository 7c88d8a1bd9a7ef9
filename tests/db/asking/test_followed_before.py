"""What was said of single directives before there were tasks is said of their tasks after the upgrade."""

from dataclasses import replace

import pytest
from followed import follow
from hand_made import register
from tasked import NOTICE, WHOLE, sound

from db.asking.details import revision_detail
from db.repository import RevisionKey, write_reading
from db.review.told import changes_of
from db.schema import downgrade, upgrade


def read_and_brought_back(url):
    """A notice that was read, in the schema before there were tasks; to come there takes as long as to leave."""
    document = register(url)
    write_reading(url, RevisionKey(document.id, "f0", {"dpi": None}, {"tesseract": "5.3"}), NOTICE.reading())
    downgrade(url, "0006")
    return document


@pytest.fixture
def brought_back(copied):
    return copied(read_and_brought_back)


@pytest.fixture
def url(brought_back):
    return brought_back[0]


@pytest.fixture
def document(brought_back):
    return brought_back[1]


UPGRADES = {
    "nothing was said": ({}, WHOLE),
    "the sentence with the deadline was done": ({2: "done"}, [([0, 1, 2], 3, "done"), *WHOLE[1:]]),
    "it was under way": ({0: "in_progress"}, [([0, 1, 2], 3, "in_progress"), *WHOLE[1:]]),
    "one of three was done": ({0: "done"}, [([0], None, "done"), ([1, 2], 2, "not_started"), *WHOLE[1:]]),
    "each was followed by itself": (
        {0: "done", 1: "cancelled", 2: "in_progress"},
        [([0], None, "done"), ([1], None, "cancelled"), ([2], 1, "in_progress"), *WHOLE[1:]],
    ),
    "another task was done": ({3: "done"}, [WHOLE[0], ([3], None, "done"), WHOLE[2]]),
}


@pytest.mark.parametrize("name", UPGRADES)
def test_what_was_said_of_single_directives_survives_the_upgrade_and_a_new_reading(url, document, load, look, name):
    states, wanted = UPGRADES[name]
    follow(url, states)
    upgrade(url)
    assert look() == wanted
    assert sound(url) <= {"not-findable"}
    detail = revision_detail(url, document.id)
    said = {t.key: t.follow_up.owner for t in detail.tasks if t.follow_up}
    assert said == {f"k{index}": "Lan" for index in states}
    told = changes_of(url, [d.id for d in detail.directives])
    assert sorted(change.after["state"] for d in detail.directives[:4] for change in told.get(d.id, ())[:1]) == sorted(
        state for steps, _, state in wanted for _ in steps if state != "not_started"
    )
    load(replace(NOTICE, dpi=300))
    assert look() == wanted
