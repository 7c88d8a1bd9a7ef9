from datetime import UTC, datetime, timedelta, timezone

import pytest

from tasks.signing.clock import VIETNAM, signing_time


def at(hour, zone, minute=5):
    return datetime(2026, 11, 12, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("attribute", "entry", "hour"),
    [
        (at(7, UTC), None, 14),
        (None, at(14, VIETNAM), 14),
        (at(7, UTC), at(14, VIETNAM), 14),
        # The clock on the wall, called UTC by the signing program.
        (at(14, UTC), at(14, VIETNAM), 14),
        (at(14, UTC, 7), at(14, VIETNAM, 5), 14),
        # Two clocks that do not agree: the signed one counts.
        (at(5, UTC), at(14, VIETNAM), 12),
        (None, at(14, None), 14),
        (None, at(16, timezone(timedelta(hours=9))), 14),
    ],
)
def test_the_time_is_that_of_the_clock_in_vietnam(attribute, entry, hour):
    found = signing_time(attribute, entry)
    assert (found.hour, found.utcoffset()) == (hour, timedelta(hours=7))


def test_no_time_is_no_time():
    assert signing_time(None, None) is None
