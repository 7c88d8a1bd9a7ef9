"""Guessing passwords gets slow, for whoever guesses."""

from flows.review.patience import FREE_TRIES, FREE_TRIES_OF_ADDRESS, LONGEST_WAIT, Patience


def test_waits_grow_and_end():
    patience = Patience()
    for _ in range(FREE_TRIES):
        assert patience.wait("1.2.3.4", "lan", 100.0) <= 0
        patience.failed("1.2.3.4", "lan", 100.0)
    waits = []
    now = 100.0
    for _ in range(12):
        waits.append(patience.wait("1.2.3.4", "lan", now))
        now += waits[-1]
        assert patience.wait("1.2.3.4", "lan", now) <= 0
        patience.failed("1.2.3.4", "lan", now)
    assert waits[:3] == [1.0, 2.0, 4.0]
    assert max(waits) == LONGEST_WAIT
    assert patience.wait("5.6.7.8", "lan", now) <= 0  # nobody is locked out from elsewhere
    assert patience.wait("1.2.3.4", "minh", now) <= 0
    patience.succeeded("1.2.3.4", "lan")
    assert patience.wait("1.2.3.4", "lan", now) <= 0


def test_one_address_does_not_try_all_names():
    patience = Patience()
    for number in range(FREE_TRIES_OF_ADDRESS):
        patience.failed("1.2.3.4", f"name {number}", 100.0)
    assert patience.wait("1.2.3.4", "lan", 100.0) > 0
    patience.succeeded("1.2.3.4", "name 1")
    assert patience.wait("1.2.3.4", "lan", 100.0) > 0


def test_it_forgets():
    patience = Patience()
    for _ in range(FREE_TRIES + 3):
        patience.failed("1.2.3.4", "lan", 100.0)
    patience.failed("1.2.3.4", "lan", 100.0 + 4000)
    assert patience.wait("1.2.3.4", "lan", 100.0 + 4000) <= 0
