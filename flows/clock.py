"""Instants as people read them: in the office's zone (setting ``timezone``), with its distance from UTC, so that none is misread.

The computer's own zone, that of a terminal's ``TZ`` or of a browser is never asked.
"""

from __future__ import annotations

from datetime import datetime, tzinfo


def stamp(moment: datetime, zone: tzinfo) -> str:
    """An instant to the second: ``2026-11-29 23:50:01 +07:00``."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S} {distance(moment, zone)}"


def printed(moment: datetime, zone: tzinfo) -> str:
    """The same as offices write it: ``29/11/2026 23:50:01 +07:00``."""
    return f"{moment.astimezone(zone):%d/%m/%Y %H:%M:%S} {distance(moment, zone)}"


def iso(moment: datetime | None, zone: tzinfo) -> str | None:
    """The same for programs (ISO 8601): ``2026-11-29T23:50:01+07:00``; None for none."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")


def distance(moment: datetime, zone: tzinfo) -> str:
    """How far the zone was from UTC at an instant: ``+07:00``."""
    return moment.astimezone(zone).isoformat()[-6:]
