"""The reviewed cues of clauses, compiled once for a vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tasks.domain.lexicon import Lexicon


@dataclass(frozen=True, eq=False)
class ClauseCues:
    """What tells an order from a fact, each searched or matched at the beginning of a clause with folded spelling."""

    lexicon: Lexicon

    def _compiled(self, code: str) -> re.Pattern[str]:
        return re.compile(self.lexicon.alternation(f"directive-{code}"))

    @cached_property
    def approval(self) -> re.Pattern[str]:
        """What is approved, praised, enacted."""
        return self._compiled("approval")

    @cached_property
    def notice(self) -> re.Pattern[str]:
        """The closing sentence that only lets know, and sentences on taking effect."""
        return self._compiled("notice")

    @cached_property
    def fact(self) -> re.Pattern[str]:
        """A sentence that tells."""
        return self._compiled("fact")

    @cached_property
    def duty(self) -> re.Pattern[str]:
        """An obligation without a subject that acts."""
        return self._compiled("duty")

    @cached_property
    def adjunct(self) -> re.Pattern[str]:
        """A phrase in front of subject or verb."""
        return self._compiled("adjunct")

    @cached_property
    def authority(self) -> re.Pattern[str]:
        """How an issuer speaks of itself."""
        return self._compiled("authority")

    @cached_property
    def petition(self) -> re.Pattern[str]:
        """What a body above is asked for."""
        return self._compiled("petition")

    @cached_property
    def continuation(self) -> re.Pattern[str]:
        """A sentence that goes on with the task of the one before."""
        return self._compiled("continuation")

    @cached_property
    def order_context(self) -> re.Pattern[str]:
        """A heading or lead-in below which tasks stand."""
        return self._compiled("order-context")

    @cached_property
    def fact_context(self) -> re.Pattern[str]:
        """A heading or lead-in below which it is told."""
        return self._compiled("fact-context")

    @cached_property
    def requirement(self) -> re.Pattern[str]:
        """A heading below which every sentence is required."""
        return self._compiled("requirement")

    @cached_property
    def report_tasks(self) -> re.Pattern[str]:
        """A heading of a report below which coming tasks stand."""
        return self._compiled("report-tasks")

    @cached_property
    def outline(self) -> re.Pattern[str]:
        """A heading below which nothing orders: an outline, a form, what is forbidden."""
        return self._compiled("outline")
