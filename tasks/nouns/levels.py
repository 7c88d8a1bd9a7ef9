"""Names shared under several levels: "UBND các tỉnh, thành phố: A, B" leaves it to the reader which of them A is."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.vietnamese.places import PROVINCE, load_places


def level_of(name: str, printed: Sequence[str]) -> str | None:
    """The one of several printed levels that all places of a name have, in small letters; None where they differ or none is known.

    Args:
        name: a place's own name.
        printed: levels, in any case.
    """
    levels = {level.lower() for level in printed}
    found = load_places().find(name)
    kinds = {place.kind for place in found if "tỉnh" not in levels or place.level == PROVINCE} & levels
    return kinds.pop() if len(kinds) == 1 else None
