"""Tokens of programs: made, found by what a program shows, withdrawn. What is kept lets nobody in."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db.engine import transaction
from db.models.program import ApiToken
from db.record.audit import actor
from db.record.history import now
from tasks.domain.errors import ConfigError

READ, FOLLOW_UP, UPLOAD, REPROCESS, ALL = "read", "follow-up", "upload", "reprocess", "all"
SCOPES = (READ, FOLLOW_UP, UPLOAD, REPROCESS, ALL)
PREFIX = "thongbao_"  # by which scanners of sources know what somebody published by mistake
PER_MINUTE = 600
_BYTES = 32  # of chance: nobody guesses it, so that a plain hash is enough
_NAME = re.compile(r"[\w.-]{1,64}")
NAMES = _NAME.pattern
"""What a token may be called."""
_SHOWN = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was made; not what a program shows.

    Attributes:
        id: of its row.
        name: that deeds are signed with.
        scopes: what it may, of ``SCOPES``.
        per_minute: requests that it may make.
        made_at: when.
        made_by: account.
        ends_at: from when on it opens nothing; None: it does not end by itself.
        withdrawn_at: when it was withdrawn, None where it was not.
    """

    id: int
    name: str
    scopes: tuple[str, ...]
    per_minute: int
    made_at: datetime
    made_by: str
    ends_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def person(self) -> str:
        """Who did what was done with it; no account can have this name, which has a colon in it."""
        return f"api:{self.name}"

    def may(self, scope: str) -> bool:
        """Whether it is good for something."""
        return scope in self.scopes or ALL in self.scopes

    def holds(self, at: datetime) -> bool:
        """Whether it opens anything at a time."""
        return self.withdrawn_at is None and (self.ends_at is None or at < self.ends_at)


def make_token(
    url: str,
    name: str,
    scopes: Sequence[str],
    *,
    per_minute: int = PER_MINUTE,
    ends_at: datetime | None = None,
    by: str | None = None,
) -> tuple[Token, str]:
    """Make a token.

    Args:
        url: the database.
        name: that deeds are signed with.
        scopes: what it may, of ``SCOPES``.
        per_minute: requests that it may make.
        ends_at: from when on it opens nothing; None: it does not end by itself.
        by: account that makes it; None: that of the operating system.

    Returns:
        The token, and what the program is to show, which nobody can learn later.

    Raises:
        ConfigError: name or scopes cannot be taken, or the name was given before, though it be withdrawn.
    """
    if _NAME.fullmatch(name) is None:
        raise ConfigError(f"{name[:80]!r} is no name for a token.", "Letters, digits, dots and hyphens; 64 at most.")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise ConfigError(f"A token cannot be for {', '.join(unknown) or 'nothing'}.", f"Scopes are {', '.join(SCOPES)}.")
    shown = PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction(url) as session:
        if session.scalar(select(ApiToken.id).where(ApiToken.name == name)) is not None:
            raise ConfigError(f"There is, or was, a token {name!r}.", "Deeds are signed with it; take another name.")
        row = ApiToken(
            name=name,
            hash=_hash(shown),
            scopes=[scope for scope in SCOPES if scope in scopes],
            per_minute=per_minute,
            made_at=now(),
            made_by=by or actor(),
            ends_at=ends_at,
        )
        session.add(row)
        session.flush()
        return _token(row), shown


def list_tokens(url: str) -> list[Token]:
    """All tokens in the order in which they were made, withdrawn ones too."""
    with transaction(url, read_only=True) as session:
        return [_token(row) for row in session.scalars(select(ApiToken).order_by(ApiToken.id))]


def withdraw_token(url: str, name: str, by: str | None = None) -> None:
    """Let a token open nothing from the next request on; ``by`` whom, None: the account of the operating system.

    Raises:
        ConfigError: there is none of that name that is not withdrawn.
    """
    with transaction(url) as session:
        row = session.scalar(select(ApiToken).where(ApiToken.name == name, ApiToken.withdrawn_at.is_(None)).with_for_update())
        if row is None:
            raise ConfigError(f"There is no token {name[:80]!r} to withdraw.", "`thongbao token` lists them.")
        row.withdrawn_at, row.withdrawn_by = now(), by or actor()


def withdraw_all(url: str, by: str | None = None) -> tuple[str, ...]:
    """Let every token open nothing any more; gives the names of those that did."""
    at = now()
    with transaction(url) as session:
        rows = session.scalars(select(ApiToken).where(ApiToken.withdrawn_at.is_(None)).order_by(ApiToken.id).with_for_update()).all()
        for row in rows:
            row.withdrawn_at, row.withdrawn_by = at, by or actor()
        return tuple(row.name for row in rows if row.ends_at is None or at < row.ends_at)


def find_token(url: str, shown: str, at: datetime) -> Token | None:
    """The token behind what a program shows; None where there is none, or where it opens nothing any more."""
    if _SHOWN.fullmatch(shown) is None:
        return None
    with transaction(url, read_only=True) as session:
        row = session.scalar(select(ApiToken).where(ApiToken.hash == _hash(shown)))
    found = _token(row) if row else None
    return found if found and found.holds(at) else None


def _hash(shown: str) -> str:
    return hashlib.sha256(shown.encode("utf-8")).hexdigest()


def _token(row: ApiToken) -> Token:
    scopes = tuple(str(scope) for scope in row.scopes)
    return Token(row.id, row.name, scopes, row.per_minute, row.made_at, row.made_by, row.ends_at, row.withdrawn_at)
