"""What a kind of doubt is."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.outcome import Severity


@dataclass(frozen=True, slots=True)
class DoubtKind:
    """One kind of doubt.

    Attributes:
        severity: how much it matters; gaps that many notices have on purpose are only information.
        en: a whole sentence that names no value, so that it holds for every doubt of the kind.
        vi: the same in Vietnamese.
        field: of the row it is about, where it is always the same; None where each doubt says which, or the whole row is meant.
    """

    severity: Severity
    en: str
    vi: str
    field: str | None = None
