"""What takes long is made beside the pages, again when something changed, and never more than once at a time for a question."""

from threading import Event

import pytest

from flows.review import answers as module
from flows.review.answers import Answers, at_once

GIVEN_UP = 30  # seconds


class Maker:
    """Makes an answer when it may, and counts."""

    def __init__(self):
        self.may, self.number, self.fails = Event(), 0, False

    def __call__(self):
        assert self.may.wait(GIVEN_UP)
        self.number += 1
        if self.fails:
            raise OSError("gone")
        return self.number


@pytest.fixture
def world(monkeypatch):
    """A database: its last deed and its clock, as a mapping."""
    state = {"deed": 1, "time": 0.0}
    monkeypatch.setattr(module, "last_deed", lambda url: state["deed"])
    monkeypatch.setattr(module, "monotonic", lambda: state["time"])
    return state


def until(true):
    waiting = Event()
    for _ in range(GIVEN_UP * 100):
        if found := true():
            return found
        waiting.wait(0.01)
    raise AssertionError("it never came")


def ended(kept):
    until(lambda: not next(iter(kept._kept.values())).is_running)


def test_what_takes_no_time_is_fresh():
    assert at_once("here").is_fresh and at_once("here").as_of is None


def test_the_first_is_waited_for_a_little_and_then_comes(world):
    maker = Maker()
    kept = Answers("test", patience=0.01)
    assert kept.of("here", 1, maker) is None and kept.of("here", 1, maker) is None
    maker.may.set()
    assert until(lambda: kept.of("here", 1, maker)).is_fresh
    assert maker.number == 1


def test_what_changed_is_told_as_old_until_another_is_made(world):
    maker = Maker()
    maker.may.set()
    kept = Answers("test", patience=0.05)
    first = until(lambda: kept.of("here", 1, maker))
    ended(kept)
    maker.may.clear()
    world["deed"] = 2
    old = kept.of("here", 1, maker)
    assert (old.answer, old.is_fresh, old.as_of) == (1, False, first.at)
    maker.may.set()
    assert until(lambda: (known := kept.of("here", 1, maker)).is_fresh and known).answer == 2
    assert maker.number == 2


def test_another_that_comes_in_time_is_the_one_that_is_told(world):
    maker = Maker()
    maker.may.set()
    kept = Answers("test", patience=GIVEN_UP)
    for deed in (1, 2, 3):
        world["deed"] = deed
        known = kept.of("here", 1, maker)
        assert (known.answer, known.is_fresh) == (deed, True)
        ended(kept)


def test_it_rests_after_a_long_one(world):
    def slow():
        world["time"] += 10
        return world["time"]

    kept = Answers("test", patience=5)
    assert kept.of("here", 1, slow).is_fresh
    ended(kept)
    world["deed"] = 2
    assert [kept.of("here", 1, slow).is_fresh for _ in range(3)] == [False] * 3
    assert not kept._kept["here", 1].is_running
    world["time"] += 60
    assert until(lambda: (known := kept.of("here", 1, slow)).is_fresh and known)


def test_one_that_failed_is_told_and_tried_again(world, caplog):
    maker = Maker()
    maker.fails = True
    maker.may.set()
    kept = Answers("test", patience=0.01)
    assert kept.of("here", 1, maker) is None
    ended(kept)
    assert maker.number == 1 and "could not be made: test" in caplog.text
    maker.fails = False
    assert until(lambda: kept.of("here", 1, maker)).answer == 2


def test_other_eyes_and_other_questions_have_their_own(world):
    kept = Answers("test", patience=GIVEN_UP)
    asked = [("one", 1), ("other", 1), ("one", 2), ("one", 1)]
    assert [kept.of(url, question, lambda told=(url, question): told).answer for url, question in asked] == asked


def test_those_asked_for_last_stay(world):
    kept = Answers("test", patience=GIVEN_UP)
    maker = Maker()
    maker.may.set()
    kept.of("here", "often", maker)
    for number in range(50):
        kept.of("here", number, lambda: 0)
        assert kept.of("here", "often", maker).answer == 1
    assert len(kept._kept) <= module._MOST
