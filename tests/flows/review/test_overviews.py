"""Overviews of many figures are made beside the pages, again when something changed, and never more than one at a time."""

from threading import Event

import pytest

from flows.figures.overview import Overview
from flows.review import overviews as module
from flows.review.overviews import Overviews

GIVEN_UP = 30  # seconds


class Maker:
    """Makes an overview when it may, and counts."""

    def __init__(self):
        self.may, self.number, self.fails = Event(), 0, False

    def __call__(self, url):
        assert self.may.wait(GIVEN_UP)
        self.number += 1
        if self.fails:
            raise OSError("gone")
        return Overview((self.number,), ())


@pytest.fixture
def world(monkeypatch):
    """A database of many figures: its last deed and its clock, as a mapping."""
    state = {"deed": 1, "time": 0.0}
    monkeypatch.setattr(module, "has_more_than", lambda url, number: True)
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


def test_few_figures_are_told_at_once(monkeypatch):
    monkeypatch.setattr(module, "has_more_than", lambda url, number: False)
    made = Overviews(lambda url: Overview((url,), ())).of("here")
    assert made.is_fresh and made.overview.lines == ("here",)


def test_the_first_is_waited_for_a_little_and_then_comes(world):
    maker = Maker()
    kept = Overviews(maker, patience=0.01)
    assert kept.of("here") is None and kept.of("here") is None
    maker.may.set()
    assert until(lambda: kept.of("here")).is_fresh
    assert maker.number == 1


def test_what_changed_is_told_as_old_until_another_is_made(world):
    maker = Maker()
    maker.may.set()
    kept = Overviews(maker, patience=GIVEN_UP)
    assert kept.of("here").overview.lines == (1,)
    maker.may.clear()
    world["deed"] = 2
    old = kept.of("here")
    assert old.overview.lines == (1,) and not old.is_fresh
    maker.may.set()
    assert until(lambda: (known := kept.of("here")).is_fresh and known).overview.lines == (2,)
    assert maker.number == 2


def test_it_rests_after_a_long_one(world):
    def slow(url):
        world["time"] += 10
        return Overview((world["time"],), ())

    kept = Overviews(slow, patience=GIVEN_UP)
    assert kept.of("here").is_fresh
    until(lambda: not kept._kept["here"].is_running)
    world["deed"] = 2
    assert [kept.of("here").is_fresh for _ in range(3)] == [False] * 3
    assert not kept._kept["here"].is_running
    world["time"] += 60
    assert until(lambda: (known := kept.of("here")).is_fresh and known)


def test_one_that_failed_is_told_and_tried_again(world, caplog):
    maker = Maker()
    maker.fails = True
    maker.may.set()
    kept = Overviews(maker, patience=0.01)
    assert kept.of("here") is None
    until(lambda: not kept._kept["here"].is_running)
    assert maker.number == 1 and "could not be made" in caplog.text
    maker.fails = False
    assert until(lambda: kept.of("here")).overview.lines == (2,)


def test_eyes_that_see_different_things_have_their_own(world):
    kept = Overviews(lambda url: Overview((url,), ()), patience=GIVEN_UP)
    assert [kept.of(url).overview.lines for url in ("one", "other", "one")] == [("one",), ("other",), ("one",)]
    for number in range(50):
        kept.of(f"url {number}")
    assert len(kept._kept) <= module._MOST
