"""The place in a document that a search led to, as its address carries it: the reading, and the words in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.models.document import Revision
from db.reading.pages import boxes_between
from tasks.domain.anchor import PageBox

_AT = re.compile(r"(?P<revision>\d{1,6})-(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LedTo:
    """A place in a reading.

    Attributes:
        pieces: the text before it, at it and behind it; nothing where no search led here.
        boxes: its printed lines, where the words' places are known.
    """

    pieces: tuple[str, str, str] | None = None
    boxes: Sequence[PageBox] = ()


def led_to(url: str, revision: Revision, at: str) -> LedTo:
    """The place that an address names; none where it names another reading, or no place in this one."""
    asked = _AT.fullmatch(at)
    if asked is None or int(asked["revision"]) != revision.number:
        return LedTo()
    start, end, text = int(asked["start"]), int(asked["end"]), revision.clean_text
    if not start < end <= len(text):
        return LedTo()
    return LedTo((text[:start], text[start:end], text[end:]), boxes_between(url, revision.id, start, end))
