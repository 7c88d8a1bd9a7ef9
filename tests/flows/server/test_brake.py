"""How guessing is slowed down."""

from hypothesis import given
from hypothesis import strategies as st

from flows.server.brake import FREE_GUESSES, LONGEST_WAIT, MOST_ADDRESSES, REMEMBERED_GUESSES, Brake


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def guess(brake, address, count, start=0):
    for n in range(start, start + count):
        brake.failed(address, str(n).encode())


def test_a_few_mistakes_cost_nothing_and_more_cost_ever_more():
    clock = Clock()
    brake = Brake(clock)
    guess(brake, "192.0.2.1", FREE_GUESSES - 1)
    assert brake.wait("192.0.2.1") == 0
    waits = []
    for n in range(12):
        guess(brake, "192.0.2.1", 1, start=FREE_GUESSES + n)
        waits.append(brake.wait("192.0.2.1"))
        clock.now += waits[-1]
        assert brake.wait("192.0.2.1") == 0
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert brake.wait("192.0.2.2") == 0


def test_the_same_old_password_again_and_again_is_no_guess():
    brake = Brake(Clock())
    for _ in range(1000):
        brake.failed("127.0.0.1", b"old:password")
    assert brake.wait("127.0.0.1") == 0


def test_an_hour_of_quiet_is_forgiven():
    clock = Clock()
    brake = Brake(clock)
    guess(brake, "192.0.2.1", FREE_GUESSES)
    clock.now += 3601
    guess(brake, "192.0.2.1", 1, start=99)
    assert brake.wait("192.0.2.1") == 0


def test_all_addresses_of_a_machine_count_as_one():
    brake = Brake(Clock())
    for n in range(FREE_GUESSES):
        guess(brake, f"2001:db8:0:1::{n:x}", 1, start=n)
    assert brake.wait("2001:db8:0:1:ffff::1") > 0
    assert brake.wait("2001:db8:0:2::1") == 0
    guess(brake, "::ffff:192.0.2.1", FREE_GUESSES)
    assert brake.wait("192.0.2.1") > 0
    assert brake.wait("::ffff:192.0.2.2") == 0


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 200), st.floats(0, 100)), max_size=200))
def test_memory_and_waits_are_bounded(tries):
    clock = Clock()
    brake = Brake(clock)
    for n in range(MOST_ADDRESSES):
        brake.failed(f"10.0.{n // 256}.{n % 256}", b"x")
    for address, what, seconds in tries:
        clock.now += seconds
        brake.failed(f"10.1.{address // 256}.{address % 256}", str(what).encode())
        assert brake.wait(f"10.1.{address // 256}.{address % 256}") <= LONGEST_WAIT
    assert len(brake._known) <= MOST_ADDRESSES
    assert all(len(found.seen) <= REMEMBERED_GUESSES for found in brake._known.values())
