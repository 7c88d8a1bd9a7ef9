"""Numbers that count rows although a noun stands behind them: "3 xã A 4 xã B 5 xã C"."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.nouns.quantity import Quantity

_RUN = 3
"""Figures that each are one more than the one before; two may happen by chance."""


def without_numbering(found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities without runs of counts that go up by one (3 xã ..., 4 xã ..., 5 xã ...): those number rows."""
    dropped: set[int] = set()
    run: list[int] = []
    for index, quantity in enumerate(found):
        bare = quantity.kind == "count" and quantity.total is None and quantity.direction is None and quantity.comparator == "="
        if not bare:
            continue
        if run and quantity.value != found[run[-1]].value + 1:
            run = []
        run.append(index)
        if len(run) >= _RUN:
            dropped.update(run)
    return tuple(q for n, q in enumerate(found) if n not in dropped)
