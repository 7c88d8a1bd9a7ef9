"""From which confidence on a figure written by hand is taken as read."""

from __future__ import annotations

from collections.abc import Mapping

ACCEPTED: Mapping[str, float] = {"number": 80.0, "day": 75.0, "month": 75.0}
"""Least confidence (0 to 100) of a number, a day and a month that are presented as fact."""
