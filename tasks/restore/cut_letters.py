"""Words and what was read for them, cut into letters and what was read for each."""

from __future__ import annotations

from tasks.restore.letter_costs import LetterCosts

# The most signs that are read for one letter.
_MOST_SIGNS = 3
_Best = tuple[float, int, int]


def cut_letters(printed: str, read: str, costs: LetterCosts) -> tuple[tuple[str, str], ...]:
    """The cheapest cut of both into letters and what was read for each; empty where there is none."""
    cost, size = costs.cost, len(read)
    # By letters and signs so far: the cost, and how many letters and signs the last step took.
    rows: list[list[_Best | None]] = [[(0.0, 0, 0), *[None] * size]]
    for i in range(1, len(printed) + 1):
        letter, pair = printed[i - 1], printed[i - 2 : i]
        row: list[_Best | None] = []
        for j in range(size + 1):
            best: _Best | None = None
            for signs in range(min(_MOST_SIGNS, j) + 1):
                before = rows[-1][j - signs]
                if before is not None:
                    option = (before[0] + cost(letter, read[j - signs : j]), 1, signs)
                    best = option if best is None or option < best else best
            before = rows[-2][j - 1] if i > 1 and j else None
            if before is not None:
                option = (before[0] + cost(pair, read[j - 1 : j]), 2, 1)
                best = option if best is None or option < best else best
            row.append(best)
        rows.append(row)
    i, j, found = len(printed), size, []
    last = rows[i][j]
    if last is None:
        return ()
    while i and last is not None:
        _, letters, signs = last
        found.append((printed[i - letters : i], read[j - signs : j]))
        i, j = i - letters, j - signs
        last = rows[i][j]
    return tuple(reversed(found))
