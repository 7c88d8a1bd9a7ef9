"""A mailbox over IMAP: what lies in it, one letter as it is, and moving it away."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.domain.errors import ConfigError, InboxError

if TYPE_CHECKING:
    from imap_tools import MailBox

# As for a bucket: a server that does not answer for half a minute is away.
ANSWERS_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class MailboxPlace:
    """A folder of an account at a mail server.

    Attributes:
        host: the server, spoken to over TLS alone.
        port: of IMAP over TLS.
        user: the account.
        folder: that is emptied.
        done_folder: that letters are moved to.
        authority: certificates that may vouch for the server, PEM; None: those of the system.
    """

    host: str
    port: int
    user: str
    folder: str
    done_folder: str
    authority: Path | None = None

    @property
    def address(self) -> str:
        """How the place is named in records and messages."""
        return f"imap://{self.user}@{self.host}/{self.folder}"


class Post:
    """An open mailbox."""

    def __init__(self, box: MailBox, place: MailboxPlace) -> None:
        self._box = box
        self._place = place
        self.validity = int(box.folder.status(place.folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def waiting(self) -> list[str]:
        """Numbers of the letters of the folder, oldest first; a letter keeps its number as long as the folder keeps ``validity``."""
        return sorted(self._box.uids("ALL"), key=int)

    def size(self, uid: str) -> int | None:
        """Bytes of a whole letter; None where it is gone."""
        found = [_SIZE.search(part) for part in self._asked(uid, "(RFC822.SIZE)") if isinstance(part, bytes)]
        return next((int(size[1]) for size in found if size), None)

    def fetch(self, uid: str) -> bytes | None:
        """The bytes of a letter, which is not marked as seen; None where it is gone."""
        for part in self._asked(uid, "(BODY.PEEK[])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        return None

    def has_done_folder(self) -> bool:
        """Whether the folder of those that are done is there."""
        return bool(self._box.folder.exists(self._place.done_folder))

    def may_move(self) -> bool:
        """Whether letters can be taken out of the folder: the server opened it to be changed, not only read (RFC 3501, 6.3.1)."""
        return not self._box.client.is_readonly

    def move_away(self, uids: Sequence[str]) -> None:
        """Move letters to the folder of those that are done."""
        if uids:
            if not self._box.folder.exists(self._place.done_folder):
                self._box.folder.create(self._place.done_folder)
            self._box.move(list(uids), self._place.done_folder)

    def _asked(self, uid: str, what: str) -> Sequence[object]:
        status, data = self._box.client.uid("FETCH", uid, what)
        if status != "OK":
            raise IMAP4.error(f"FETCH {what}: {status}")
        return [part for part in data if part is not None]


@contextmanager
def opened(place: MailboxPlace, password: str) -> Iterator[Post]:
    """Sign in to a mailbox, and out at the end.

    Raises:
        InboxError: the server does not answer, does not prove its name, does not let us in, or breaks off.
        ConfigError: the file of certificates cannot be read.
    """
    from imap_tools import MailBox
    from imap_tools.errors import ImapToolsError, MailboxLoginError

    try:
        trust = ssl.create_default_context(cafile=str(place.authority) if place.authority else None)
    except OSError as error:
        raise ConfigError(f"mailbox.authority: {place.authority} holds no certificates.", "Name a PEM file.") from error
    try:
        with MailBox(place.host, place.port, timeout=ANSWERS_SECONDS, ssl_context=trust).login(
            place.user, password, initial_folder=place.folder
        ) as box:
            yield Post(box, place)
    except MailboxLoginError as error:
        raise InboxError(f"{place.address} does not let us in.", "Check mailbox.user and its password.") from error
    except ssl.SSLError as error:
        hint = "Check mailbox.host; a server of the office's own authority needs mailbox.authority."
        raise InboxError(f"The mail server {place.host} does not prove its name: {error.reason or error}.", hint) from error
    except (ImapToolsError, IMAP4.error, OSError) as error:
        hint = "Check the network and mailbox.host, port and folder; what lies there waits for the next run."
        raise InboxError(f"{place.address} cannot be used: {str(error) or type(error).__name__}.", hint) from error
