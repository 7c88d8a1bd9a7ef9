"""Figures in the cells of a table, by those above and below them: a comma read as a stroke or a point, a sign read as letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.text.tokens import Token, TokenLine

# Written as Vietnamese offices write them: points between thousands, a comma before decimals.
_DECIMAL = re.compile(r"[-–]?\d{1,3}(?:\.?\d{3})*,\d+")
_MISREAD = re.compile(r"([-–]?\d{1,3})[/.'](\d{1,2})")
_PER_MILLE = re.compile(r"%[oO0]|[oO0]%")
# So many decimals in a column, and so large a share of its figures, say that the others are decimals too.
_LEAST, _SHARE = 4, 0.5
_EMBEDDED = 100.0


def mend_columns(lines: Sequence[TokenLine]) -> tuple[TokenLine, ...]:
    """The lines of a page with such figures mended where a cell holds nothing else; embedded text is left as it is."""
    columns: dict[tuple[int, int], list[Token]] = {}
    for line in lines:
        if line.cell is not None and len(line.tokens) == 1 and any(c.isdigit() for c in line.tokens[0].text):
            columns.setdefault((line.cell.table, line.cell.column), []).append(line.tokens[0])
    decimal = {place for place, tokens in columns.items() if _is_decimal(tokens)}
    return tuple(replace(line, tokens=tuple(_mended(token, line, decimal) for token in line.tokens)) for line in lines)


def _is_decimal(tokens: Sequence[Token]) -> bool:
    decimals = sum(_DECIMAL.fullmatch(token.text) is not None for token in tokens)
    return decimals >= _LEAST and decimals >= _SHARE * len(tokens)


def _mended(token: Token, line: TokenLine, decimal: set[tuple[int, int]]) -> Token:
    if line.cell is None or len(line.tokens) != 1 or token.confidence >= _EMBEDDED:
        return token
    if _PER_MILLE.fullmatch(token.text):
        return token.mended("‰", "look-alike", 0.9)
    match = _MISREAD.fullmatch(token.text)
    if match is None or (line.cell.table, line.cell.column) not in decimal:
        return token
    return token.mended(f"{match[1]},{match[2]}", "look-alike", 0.8)
