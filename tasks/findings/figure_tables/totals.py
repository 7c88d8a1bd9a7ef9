"""Totals of a table, and whether they are the sum of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tasks.domain.lexicon import Lexicon
from tasks.findings.figure_tables.labels import RowLabel
from tasks.reading.tokens import fold_spelling

_FEWEST_PARTS = 2
_ROMAN = re.compile(r"[IVX]{1,5}|[A-Z]")
_WITHIN = re.compile(r"\W*(?:trong đó|bao gồm|gồm|chia ra)|[-–+*•]\s", re.IGNORECASE)


class Totals:
    """Knows totals by their labels."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the reviewed words."""
        self._total = re.compile(cues.alternation("figure-total"))

    def is_total(self, label: RowLabel) -> bool:
        """Whether a row says that it is the sum of others."""
        return self._total.match(fold_spelling(label.text).strip(" .:-*")) is not None

    def wrong(self, labels: Sequence[RowLabel], column: Mapping[int, Decimal]) -> Iterator[int]:
        """Rows of totals that are the sum of none of the groups of rows that could be their parts.

        Parts are all rows up to the next total, above or below; of rows with letters or Roman numbers only those, and of the others only
        those without one; rows that say "trong đó" belong to the row above them. What has fewer than two parts, or parts without a figure,
        is not judged. Rounded parts may miss the sum by half of their last digit each.

        Args:
            labels: of the rows with figures, from top to bottom.
            column: figures of one column by row; shares and averages are not to be given.
        """
        sums = [at for at, label in enumerate(labels) if self.is_total(label)]
        for at in sums:
            total = column.get(labels[at].row)
            if total is None:
                continue
            before = max((s for s in sums if s < at), default=-1)
            behind = min((s for s in sums if s > at), default=len(labels))
            groups = [group for rows in (labels[before + 1 : at], labels[at + 1 : behind]) for group in _groups(rows)]
            parts = [[column.get(label.row) for label in group] for group in groups if len(group) >= _FEWEST_PARTS]
            # An empty cell stands for nothing; a column that is mostly empty is no list of parts.
            filled = [[v for v in values if v is not None] for values in parts if 2 * sum(v is not None for v in values) > len(values)]
            if filled and not any(_adds_up(total, values) for values in filled):
                yield labels[at].row


def _groups(rows: Sequence[RowLabel]) -> Iterator[list[RowLabel]]:
    whole = [label for label in rows if _WITHIN.match(label.text) is None]
    yield whole
    upper = [label for label in whole if _ROMAN.fullmatch(_order(label))]
    if upper and len(upper) < len(whole):
        yield upper
        yield [label for label in whole if label not in upper]


def _order(label: RowLabel) -> str:
    """The number of a row, in a column of its own or in front of its label ("I. Khu vực nhà nước")."""
    return label.order or (label.text.split(". ")[0] if ". " in label.text[:8] else "")


def _adds_up(total: Decimal, parts: Sequence[Decimal]) -> bool:
    exponents = [int(value.as_tuple().exponent) for value in (total, *parts)]
    unit = Decimal(1).scaleb(max(min(exponents), -6))
    return abs(total - sum(parts, Decimal(0))) <= unit * (len(parts) + 1) / 2 * (any(exponents) or 0)
