"""Guessing passwords gets slow, for whoever guesses."""

import threading

from flows.review.patience import FREE_TRIES, FREE_TRIES_OF_ADDRESS, LONGEST_WAIT, MOST_KEPT, Patience


def test_waits_grow_and_end():
    patience = Patience()
    for _ in range(FREE_TRIES):
        assert patience.begin("1.2.3.4", "lan", 100.0) <= 0
    waits = []
    now = 100.0
    for _ in range(12):
        waits.append(patience.begin("1.2.3.4", "lan", now))
        now += waits[-1]
        assert patience.begin("1.2.3.4", "lan", now) <= 0
    assert waits[:3] == [1.0, 2.0, 4.0]
    assert max(waits) == LONGEST_WAIT
    assert patience.begin("5.6.7.8", "lan", now) <= 0  # nobody is locked out from elsewhere
    assert patience.begin("1.2.3.4", "minh", now) <= 0
    patience.succeeded("1.2.3.4", "lan")
    assert patience.begin("1.2.3.4", "lan", now) <= 0


def test_one_address_does_not_try_all_names():
    patience = Patience()
    for number in range(FREE_TRIES_OF_ADDRESS):
        patience.begin("1.2.3.4", f"name {number}", 100.0)
    assert patience.begin("1.2.3.4", "lan", 100.0) > 0
    patience.succeeded("1.2.3.4", "name 1")  # it had begun before; one try more is no way to all of them
    assert patience.begin("1.2.3.4", "lan", 100.0) <= 0
    assert patience.begin("1.2.3.4", "lan", 100.0) > 0


def test_the_right_password_costs_nobody_a_try():
    patience = Patience()
    for _ in range(3 * FREE_TRIES_OF_ADDRESS):
        assert patience.begin("1.2.3.4", "lan", 100.0) <= 0
        patience.succeeded("1.2.3.4", "lan")
    assert len(patience) == 0


def test_neighbours_in_ipv6_are_one():
    patience = Patience()
    for number in range(FREE_TRIES):
        assert patience.begin(f"2001:db8:1:1::{number}", "lan", 100.0) <= 0
    assert patience.begin("2001:db8:1:1:ffff::1", "lan", 100.0) > 0
    assert patience.begin("2001:db8:1:2::1", "lan", 100.0) <= 0


def test_many_at_once_are_no_more_than_in_turn():
    patience = Patience()
    ready, begun = threading.Barrier(20), []

    def guess():
        ready.wait()
        begun.append(patience.begin("1.2.3.4", "lan", 100.0))

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wait <= 0 for wait in begun) == FREE_TRIES


def test_it_forgets():
    patience = Patience()
    for _ in range(FREE_TRIES + 3):
        patience.begin("1.2.3.4", "lan", 100.0)
    assert patience.begin("1.2.3.4", "lan", 100.0 + 4000) <= 0
    assert patience.begin("1.2.3.4", "lan", 100.0 + 4000) <= 0


def test_its_memory_has_an_end():
    patience = Patience()
    for number in range(MOST_KEPT):
        patience.begin(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "lan", 100.0)
    assert len(patience) == MOST_KEPT
    assert patience.begin("10.0.39.15", "lan", 100.0) <= 0
