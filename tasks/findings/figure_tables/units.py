"""In which unit a cell counts: what stands behind its figure, in its row, in the head of its column, above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import Sentence
from tasks.reading.tokens import fold_spelling, tokenize

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_LABELLED = re.compile(r"\b(?:đơn vị(?: tính)?|đvt|đv tính)\s*:?\s*([^()]{1,30})", re.IGNORECASE)
_SHARE = re.compile(r"(?<!\d)(?<!\d )[%‰]|\btỷ lệ\b|\btỷ trọng\b|\bphần trăm\b", re.IGNORECASE)
_PER_MILLE = "‰"
_COUNTED = re.compile(r"(?:tổng )?số(?: lượng)? ((?:[^\W\d_]+)(?: [^\W\d_]+)?)", re.IGNORECASE)
_MULTIPLE = re.compile(r"^1[.,]?000(?:[.,]?000)? (?=[^\W\d])")
_POWER = re.compile(r"(?<=m)[23](?!\d)")
_GUESSED = "guessed-noun"
_NO_UNIT = re.compile(r"\d|=|:|\bnếu\b|\btrừ\b|\bkhông\b|\bbao gồm\b|\bkể cả\b|\bviết\b", re.IGNORECASE)


class UnitReader:
    """Reads units out of names, with the lexicon of units behind it."""

    def __init__(self, quantities: QuantityReader) -> None:
        """Take the reader of figures, which knows the units."""
        self._quantities = quantities
        self._known: dict[str, str | None] = {}

    def named(self, levels: Sequence[str]) -> str:
        """The unit that the names of a column, or the label of a row, print; the lowest level wins, "" where none does."""
        for level in reversed(levels):
            text = fold_spelling(level)
            for inside in reversed(_BRACKETS.findall(text)):
                said = _LABELLED.search(inside)
                unit = (said[1] if said else inside).strip(" .,:;")
                if said or self.kind(unit) is not None:
                    return unit
            said = _LABELLED.search(text)
            if said:
                return said[1].strip(" .,:;")
        for level in reversed(levels):
            if share := _SHARE.search(fold_spelling(level)):
                return _PER_MILLE if share[0] == _PER_MILLE else "%"
        return ""

    def counted(self, text: str) -> str:
        """The noun that a name counts: "hộ" in "Số hộ nghèo"; "" where it counts none that is known."""
        found = _COUNTED.match(fold_spelling(text))
        if found is None:
            return ""
        words = found[1].split()
        return next((noun for n in (2, 1) if (noun := " ".join(words[:n])) and self.kind(noun) == "count"), "")

    def kind(self, unit: str) -> str | None:
        """Kind of a unit (percent, money, area, count, other); None where it is not known as one."""
        if unit not in self._known:
            bare = _MULTIPLE.sub("", unit)
            self._known[unit] = None if not bare or _NO_UNIT.search(_POWER.sub("", bare)) else self._read(bare)
        return self._known[unit]

    def _read(self, unit: str) -> str | None:
        text = f"có 25 {unit}"
        tokens = tokenize(text)
        sentence = Sentence(text, text, tuple(range(len(text))), 0, "", True, tokens, tuple({} for _ in tokens))
        found = self._quantities.read(sentence)
        whole = [q for q in found if q.rule != _GUESSED and (q.unit_end or q.end) >= len(text)]
        return whole[0].kind if whole else None
