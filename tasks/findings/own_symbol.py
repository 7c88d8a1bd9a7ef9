"""The notice's own symbol, also where recognition damaged a mention of it: it is no citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import Levenshtein

from tasks.domain.letters import without_accents
from tasks.domain.notice import Head
from tasks.nouns.citation import Cited
from tasks.nouns.document_kinds import Kinds
from tasks.nouns.symbol import Symbol, read_symbols


@dataclass(frozen=True, slots=True)
class OwnSymbol:
    """What the head says of the notice itself.

    Attributes:
        symbol: None where the head has none.
        issued_on: None where the head has no day.
    """

    symbol: Symbol | None
    issued_on: date | None

    @staticmethod
    def of(head: Head, kinds: Kinds) -> OwnSymbol:
        """The symbol of a head."""
        found = read_symbols(head.symbol or "", kinds)
        return OwnSymbol(found[0][0] if found else None, head.issued_on)

    def is_meant(self, cited: Cited) -> bool:
        """Whether a mention is of the notice: the same symbol, or the same letters with a digit misread and the notice's own or no day."""
        if self.symbol is None:
            return False
        if cited.symbol.key == self.symbol.key:
            return True
        if _letters(cited.symbol) != _letters(self.symbol) or Levenshtein.distance(cited.symbol.number, self.symbol.number) > 1:
            return False
        unread = "citation-day-unread" in cited.doubts
        return unread or (cited.issued_on is not None and cited.issued_on == self.issued_on)


def _letters(symbol: Symbol) -> str:
    return without_accents("".join(symbol.letters)).casefold()
