"""From which confidence on a figure written by hand is taken as read."""

from __future__ import annotations

from collections.abc import Mapping

ACCEPTED: Mapping[str, float] = {"number": 85.0, "day": 75.0, "month": 75.0}
"""Least confidence (0 to 100) of a number, a day and a month that are presented as fact.

Fitted so that at most one in 100 of what is taken is wrong (``benchmarks/head_figures.py``, on heads of hands the net was not trained with;
docs/decisions/0003 has the table). The confidence is the mean over two cuts of the place, so that 75 means that both cuts say the same and
neither is in doubt.
"""
