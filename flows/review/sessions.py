"""Signed tokens: sessions that outlive a restart, marks against forged forms, and the secret address of the calendar."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from tasks.domain.errors import ConfigError
from tasks.domain.private import keep_first_private

LASTS_SECONDS = 12 * 3600  # a working day
COOKIE = "thongbao-review"
KEY_FILE = "review.secret"  # in the home folder
SHORTEST_KEY = 32  # bytes: RFC 2104, no shorter than what the hash gives
_NO_KEY = "Take the file away: a new key is made at the next start, and everybody signs in again."


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that signed in, or that only looks where nobody needs to.

    Attributes:
        id: random.
        user: name of the account, "" where there are no accounts.
        mark: of the account when it signed in.
        ends: seconds since 1970.
    """

    id: str
    user: str
    mark: str
    ends: int


def load_secret(path: Path) -> bytes:
    """The key that everything is signed with; made at first use, readable by its owner alone.

    Raises:
        ConfigError: the file is there and holds none: with an empty or short key anybody could sign a session.
    """
    if not path.exists():
        keep_first_private(path, secrets.token_hex(SHORTEST_KEY) + "\n")
    try:
        found = bytes.fromhex(path.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} holds no key for the review pages.", _NO_KEY) from error
    if len(found) < SHORTEST_KEY:
        raise ConfigError(f"The key in {path} is shorter than {SHORTEST_KEY} bytes.", _NO_KEY)
    return found


class Signer:
    """Signs and checks; a token for one purpose is none for another."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def _tokens(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=purpose, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256})

    def pack(self, purpose: str, content: dict[str, Any]) -> str:
        """A token for addresses and cookies, which carries ``content`` for everybody to read and nobody to change."""
        token = self._tokens(purpose).dumps(content)
        return token if isinstance(token, str) else token.decode("ascii")

    def unpack(self, purpose: str, token: str) -> dict[str, Any] | None:
        """What a token carries; None where it is not ours."""
        try:
            found = self._tokens(purpose).loads(token)
        except BadData:
            return None
        return found if isinstance(found, dict) else None


class Sessions:
    """Sessions given out and ended. They live in the browser's cookie; of those that were ended early each leaves a mark here.

    A mark is an empty file that goes by the session's id: whoever makes or asks for one needs no lock, and every process of this home sees
    it with the next request.
    """

    def __init__(self, signer: Signer, ended: Path) -> None:
        self._signer = signer
        self._ended = ended

    def begin(self, user: str, mark: str, now: float) -> tuple[Session, str]:
        """A new session and its cookie."""
        session = Session(secrets.token_urlsafe(18), user, mark, int(now) + LASTS_SECONDS)
        return session, self._signer.pack("session", {"i": session.id, "u": user, "m": mark, "e": session.ends})

    def find(self, cookie: str | None, now: float) -> Session | None:
        """The session of a cookie; None where it is forged, over or ended."""
        found = self._signer.unpack("session", cookie) if cookie else None
        if found is None:
            return None
        session = Session(str(found.get("i")), str(found.get("u")), str(found.get("m")), int(found.get("e", 0)))
        return None if session.ends <= now or self._mark(session).exists() else session

    def end(self, session: Session, now: float) -> None:
        """End a session for good, also for whoever copied its cookie."""
        self._ended.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark = self._mark(session)
        mark.touch(mode=0o600)
        os.utime(mark, (session.ends, session.ends))
        for old in self._ended.iterdir():  # those that would be over by now anyway
            with suppress(FileNotFoundError):  # another process was here
                if old.stat().st_mtime <= now:
                    old.unlink()

    def _mark(self, session: Session) -> Path:
        return self._ended / hashlib.sha256(session.id.encode()).hexdigest()

    def form_mark(self, session: Session) -> str:
        """What every form of a session carries, so that no other site can send one in its name."""
        return self._signer.pack("form", {"i": session.id})

    def form_mark_holds(self, session: Session, given: str) -> bool:
        """Whether a form came from a page of this session."""
        return self._signer.unpack("form", given) == {"i": session.id}
