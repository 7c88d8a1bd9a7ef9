"""A figure as somebody asks for it over many documents: what it says, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of a current reading as people corrected it, with what its document says of it.

    Attributes:
        id: of the metric.
        document: short id.
        symbol: of the document, None where it was not read.
        issued_on: day of issue.
        issuer: the body that issues the document.
        issued_in: the place in front of the date.
        subject: of the document.
        heading: of the section it stands in, else of the nearest above that has one; "" for none.
        name: as printed; of a cell of a table its row's and its column's label.
        code: of a known indicator.
        value: as printed, exact.
        unit: as printed.
        kind: rank, percent, count, money, area or other.
        total: the whole that it is a part of.
        role: result or target.
        comparator: "=", ">=" or "<=".
        direction: increase or decrease, where it is itself an amount of change.
        period: ISO-like, None where the text gives none.
        text: the clause it stands in.
        in_table: it is a cell of a table.
        sure: it may be presented as certain.
        key: lasting name of the metric; "" where it was read before rows had names.
    """

    id: int
    document: str
    symbol: str | None
    issued_on: date | None
    issuer: str | None
    issued_in: str | None
    subject: str | None
    heading: str
    name: str
    code: str | None
    value: Decimal
    unit: str
    kind: str
    total: Decimal | None
    role: str
    comparator: str
    direction: str | None
    period: str | None
    text: str
    in_table: bool
    sure: bool
    key: str = ""

    @property
    def cited(self) -> str:
        """How people call its document."""
        return self.symbol or self.document
