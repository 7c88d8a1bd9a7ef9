"""What the board's address asks for: whose tasks, which of them, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from db.asking.board_wanted import DOUBTS, SORTS, STATES, BoardWanted
from flows.review.list_pages import day_or_none, one_of, page_number
from flows.whose import whose
from tasks.domain.choices import Role
from tasks.domain.typed import write_day

_LONGEST = 200  # characters of a name or of words
DAYS = ("from", "to", "due_from", "due_to")


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which tasks to show; None or nothing leaves nothing out.

    Attributes:
        agency: code of an agency, or words of its name.
        roles: in which it is concerned; all where none is named.
        words: of the tasks.
        issuer: of the documents, exactly as kept.
        document: part of a symbol, or a short id.
        days: by name of ``DAYS``; those that are none are left out.
        state: a state, or several together ("open").
        owner: exactly as kept, or nobody.
        doubt: "open" or "none".
        sort: one of ``SORTS``.
    """

    agency: str | None
    roles: frozenset[Role]
    words: str
    issuer: str | None
    document: str | None
    days: Mapping[str, date]
    state: str | None
    owner: str | None
    doubt: str | None
    sort: str

    @property
    def query(self) -> dict[str, str]:
        """What stands in the address, without what is so anyway."""
        asked: dict[str, str | None] = {
            "q": self.words,
            "agency": self.agency,
            **{str(role): "1" for role in Role if self.agency and self.roles != frozenset(Role) and role in self.roles},
            "issuer": self.issuer,
            "doc": self.document,
            **{name: write_day(day) for name, day in self.days.items()},
            "state": self.state,
            "owner": self.owner,
            "doubt": self.doubt,
            "sort": self.sort if self.sort != SORTS[0] else None,
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(set(self.query) - {"sort"})

    def wanted(self, limit: int = 200, offset: int = 0) -> BoardWanted:
        """The same for the database."""
        since, until, due_since, due_until = (self.days.get(name) for name in DAYS)
        return BoardWanted(
            whose=whose(self.agency, self.roles),
            words=self.words,
            issuer=self.issuer,
            document=self.document,
            since=since,
            until=until,
            due_since=due_since,
            due_until=due_until,
            state=self.state,
            owner=self.owner,
            doubt=self.doubt,
            sort=self.sort,
            limit=limit,
            offset=offset,
        )


def board_filter_of(query: Mapping[str, str]) -> BoardFilter:
    """The filter that an address asks for; what it does not know is passed over."""

    def words(name: str) -> str:
        return query.get(name, "").replace("\0", "").strip()[:_LONGEST]

    days = {name: day for name in DAYS if (day := day_or_none(query.get(name, ""))) is not None}
    return BoardFilter(
        agency=words("agency") or None,
        roles=frozenset(role for role in Role if query.get(role)) or frozenset(Role),
        words=words("q"),
        issuer=words("issuer") or None,
        document=words("doc") or None,
        days=days,
        state=one_of(query.get("state"), STATES),
        owner=words("owner") or None,
        doubt=one_of(query.get("doubt"), DOUBTS),
        sort=one_of(query.get("sort"), SORTS) or SORTS[0],
    )


def kept_query(kept: str) -> dict[str, str]:
    """The part of an address that a form carries along, put in order; only what a filter knows, and the page, passes."""
    typed = dict(parse_qsl(kept[: 20 * _LONGEST], max_num_fields=50, errors="replace"))
    page = page_number(typed)
    return board_filter_of(typed).query | ({"page": str(page)} if page > 1 else {})


def board_address(query: Mapping[str, str], **more: str) -> str:
    """The board with a filter."""
    merged = {**query, **more}
    return f"/board?{urlencode(merged)}" if merged else "/board"
