"""A letter of a mailbox: who sent it, and the files it brought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import AddressHeader
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from mimetypes import guess_extension

# Parts that no letter was sent for: its own text, its signature, invitations, cards.
_PASSED_OVER = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
}
_REFERENCE = re.compile(r"""cid:([^"'\s>]+)""")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a letter brought.

    Attributes:
        name: as the sender's program named it, without folders; made from its place and type where it has none.
        content: its bytes.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a mailbox.

    Attributes:
        message_id: the sender's program's own, without brackets; "" where it has none.
        sender: name and address.
        subject: decoded.
        sent_at: what the letter says; None where it says nothing readable.
        enclosures: files, in their order.
    """

    message_id: str
    sender: str
    subject: str
    sent_at: datetime | None
    enclosures: tuple[Enclosure, ...]


def read_letter(raw: bytes) -> Letter:
    """Take a letter apart; whatever is broken in it is read as far as it goes.

    Files are parts with a name, and parts that are neither text nor one of several faces of the text. Pictures that the text itself shows
    (logos of signatures) are none, nor are signatures and invitations. A letter that is forwarded as an attachment is looked into.
    """
    message = BytesParser(policy=default).parsebytes(raw)
    return Letter(
        message_id=_header(message, "message-id").strip("<> "),
        sender=_header(message, "from"),
        subject=_header(message, "subject"),
        sent_at=_sent_at(message),
        enclosures=tuple(_enclosures(message)),
    )


def _header(message: Message, name: str) -> str:
    try:
        value = message[name]
    except Exception:  # the parser of the standard library raises what it happens to on a broken header
        value = dict(message.raw_items()).get(name.title(), "")
    if isinstance(value, AddressHeader):
        value = ", ".join(str(address) for address in value.addresses) or str(value)
    return " ".join(str(value or "").split())


def _sent_at(message: Message) -> datetime | None:
    try:
        found = getattr(message["date"], "datetime", None)
    except Exception:  # as above
        return None
    if not isinstance(found, datetime):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _enclosures(message: Message) -> Iterator[Enclosure]:
    shown = {name for part in message.walk() if part.get_content_type() == "text/html" for name in _REFERENCE.findall(_text(part))}
    for number, part in enumerate(message.walk(), 1):
        kind = part.get_content_type()
        if part.is_multipart() or kind in _PASSED_OVER:
            continue
        name = _file_name(part)
        if part.get_content_disposition() != "attachment":
            if part.get("content-id", "").strip("<> ") in shown and part.get_content_maintype() == "image":
                continue
            if not name and part.get_content_maintype() == "text":
                continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and (content or name):
            yield Enclosure(name or f"{number}{guess_extension(kind) or ''}", content)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("latin-1") if isinstance(content, bytes) else ""


def _file_name(part: Message) -> str:
    """A name is no path: whatever would lead elsewhere is taken out."""
    try:
        name = part.get_filename() or ""
    except Exception:  # as above
        name = ""
    return _UNSAFE.sub("-", " ".join(name.split())).strip(". -")
