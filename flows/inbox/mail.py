"""The inbox in a mailbox: what letters brought goes into the store and waits there like every file that no run has finished."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from config.mailbox import MailboxSettings
from config.settings import Settings
from db.reading.documents import register_document
from db.reading.letters import Cover, record_letter, taken_letters
from tasks.archive.letter import Enclosure, read_letter
from tasks.archive.mailbox import MailboxPlace, Post, opened
from tasks.archive.originals import StoredOriginal, storage_error, store_original
from tasks.domain.errors import InboxError, LimitExceededError, ThongbaoError
from tasks.domain.member import BETWEEN
from tasks.domain.private import make_private

logger = logging.getLogger(__name__)

# Base64 makes four bytes of three and breaks lines: 137 of 100 (RFC 2045, section 6.8); texts and headers come on top.
_AS_SENT = 1.4


@dataclass(frozen=True, slots=True)
class Stays:
    """A letter, or a whole mailbox, that could not be taken and waits for the next run.

    Attributes:
        address: mailbox, and number of the letter.
        error: why.
    """

    address: str
    error: ThongbaoError


def collect_mail(settings: Settings) -> tuple[Stays, ...]:
    """Empty the mailbox, where one is set.

    What a letter brought is in the store, has its rows, and is recorded with sender, day and subject before the letter is moved; so it is
    never lost, and one that was taken when a run died is only moved by the next. Letters without files stay and are fetched once.

    Returns:
        What stays behind, and why.

    Raises:
        StorageFullError: no space is left; the letters stay.
        StorageError: the store cannot be written; the letters stay.
    """
    if settings.mailbox is None:
        return ()
    place = place_of(settings.mailbox)
    taken = taken_letters(settings.database, place.address)
    stays: list[Stays] = []
    try:
        with opened(place, settings.mailbox.secret()) as post:
            done = []
            for number in post.waiting():
                uid = f"{post.validity}:{number}"
                try:
                    if taken[uid] if uid in taken else _take(settings, post, number, Cover(place.address, uid, "", "", None)):
                        done.append(number)
                except LimitExceededError as error:
                    logger.warning("A letter stays in %s: %s", place.address, error)
                    stays.append(Stays(f"{place.address};uid={number}", error))
            post.move_away(done)
    except InboxError as error:
        logger.warning("%s", error)
        stays.append(Stays(place.address, error))
    return tuple(stays)


def _take(settings: Settings, post: Post, number: str, cover: Cover) -> bool:
    """Put all that a letter brought into the store, and record it; says whether it brought anything.

    Raises:
        LimitExceededError: it, or a file in it, is too large.
    """
    size = post.size(number)
    if size is not None and size > settings.max_file_bytes * _AS_SENT:
        what = f"A letter has {size:,} bytes, more than fit into max_file_bytes = {settings.max_file_bytes:,}."
        raise LimitExceededError(what, "Raise THONGBAO_MAX_FILE_BYTES to take it.")
    raw = None if size is None else post.fetch(number)
    if raw is None:
        return False
    letter = read_letter(raw)
    source = f"{cover.mailbox}/{letter.message_id or cover.uid}"
    files = []
    for position, enclosure in enumerate(letter.enclosures, 1):
        original = _stored(enclosure, settings)
        document, _ = register_document(
            settings.database,
            sha256=original.sha256,
            byte_size=original.byte_size,
            store_path=original.store_path,
            delivery=(f"{source}{BETWEEN}{position}{BETWEEN}{enclosure.name}", enclosure.name),
        )
        files.append((enclosure.name, document.id))
    record_letter(settings.database, replace(cover, sender=letter.sender, subject=letter.subject, sent_at=letter.sent_at), files)
    return bool(files)


def _stored(enclosure: Enclosure, settings: Settings) -> StoredOriginal:
    try:
        make_private(settings.work_folder)
        with tempfile.TemporaryDirectory(prefix="letter-", dir=settings.work_folder) as folder:
            path = Path(folder, "file")
            path.write_bytes(enclosure.content)
            return store_original(path, settings.store_folder, settings.max_file_bytes)
    except OSError as error:
        raise storage_error(error, settings.work_folder) from error


def place_of(mailbox: MailboxSettings) -> MailboxPlace:
    """Where the mailbox of the settings is."""
    return MailboxPlace(mailbox.host, mailbox.port, mailbox.user, mailbox.folder, mailbox.done_folder, mailbox.authority)
