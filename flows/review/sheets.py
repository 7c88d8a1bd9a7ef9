"""Sheets that were looked at and not applied yet: in memory alone, a few at once, for an hour."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from flows.takeaway.bringing_back import Line
from flows.takeaway.returned import ReturnedRow

MOST = 20
LIFETIME_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet somebody looks at.

    Attributes:
        owner: who brought it.
        name: of the file.
        rows: of it.
        since: when it was brought, in seconds.
    """

    owner: str
    name: str
    rows: Sequence[ReturnedRow]
    since: float


class Sheets:
    """The sheets that are looked at, by a token that nobody guesses."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Sheet] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, sheet: Sheet) -> str:
        """Keep a sheet, and forget the oldest where there are too many."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[token] = sheet
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return token

    def get(self, token: str, owner: str, now: float) -> Sheet | None:
        """A sheet of somebody; None for one that is another's, too old, or gone."""
        with self._lock:
            sheet = self._kept.get(token)
        return sheet if sheet is not None and sheet.owner == owner and now - sheet.since <= LIFETIME_SECONDS else None

    def drop(self, token: str) -> None:
        """Forget a sheet that was applied."""
        with self._lock:
            self._kept.pop(token, None)


def seen_as(lines: Sequence[Line]) -> str:
    """What stands for what a preview showed, so that nothing else is applied than what was looked at."""
    told = [[line.place, line.outcome, line.directive_id, {k: list(map(str, v)) for k, v in line.changes.items()}] for line in lines]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:32]
