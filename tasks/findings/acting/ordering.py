"""Who is told by an order to act, and who gives it: "Giao Sở Y tế ...", "Chủ tịch UBND tỉnh yêu cầu các xã ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from tasks.findings.acting.boundaries import CONDITION
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import ActorReader, Actors
from tasks.nouns.parties import PartyList

_SPEAKS = re.compile(
    r"(?:,? ?(?:cũng|nay|trân trọng|tiếp tục|thống nhất|đồng ý|kết luận|quyết định|và|có ý kiến|chỉ đạo"
    r"|(?:thông báo|hướng dẫn|triển khai|lưu ý|biểu dương) và))*"
)
_AGREES = re.compile(r"(?:[Nn]ay|[Đđ]ồng thời|[Tt]hống nhất|[Đđ]ồng ý|[Qq]uyết định|[Kk]ính|[Tt]iếp tục|[Tt]rân trọng)(?:,| và)?")
_OWN_PART = re.compile(r"(?i:phòng|bộ phận|bộ môn|cán bộ|ban giám (?:hiệu|đốc)|ban(?:$| chuyên))(?!\w)")
"""How parts of a body are called, to which that body gives work itself; "Ban Quản lý các khu công nghiệp" is a body."""
_NO_ORDER_BEFORE = frozenset(("của", "theo", "về", "để", "này", "là"))
_INVITES = frozenset(("mời", "kính mời"))
"""What a body below an authority does itself: "Văn phòng mời đại biểu"."""


class OrderReader(ActorReader, Protocol):
    """Knows besides by which names an authority speaks of itself."""

    cues: ClauseCues

    def is_authority(self, party: str) -> bool:
        """Whether the name is one by which an issuing authority speaks of itself."""
        ...


def ordered(reader: OrderReader, start: int, high: int, bounds: Sequence[int], *, assigned: bool) -> Actors | None:
    """The parties that an order tells to act, with the order's verb and its speaker; None where nothing orders.

    Args:
        reader: of the sentence.
        start: first token of the clause, its list mark left out.
        high: one behind its last.
        bounds: where an order may begin.
        assigned: whether a heading above already names the party, so that orders inside are its own delegations.
    """
    for at in range(start, high):
        end = reader.parse.tag("order", at)
        if end is None or end >= high or reader.parse.folded(at - 1) in _NO_ORDER_BEFORE:
            continue
        end += reader.parse.folded(end) in {"cho", "tới", "đến"}
        parties = reader.parties_at(end)
        if parties is None:
            continue
        verb = reader.text(at, end).lower()
        before = reader.text(start, at).strip()
        if (at in bounds and (at == start or not _acts_itself(reader, start))) or _AGREES.fullmatch(before):
            small = reader.parse.tokens[at].text[0].islower()
            if assigned and (small or _delegates(reader, parties)) and not reader.cues.approval.match(reader.text(start, high)):
                continue
            return Actors(parties, "order", parties.end, order=verb)
        if not assigned and CONDITION.match(reader.text(start, high)) and reader.parse.tag("quantifier", end) is not None:
            return Actors(parties, "order", parties.end, order=verb)
        if at != start and _acts_itself(reader, start):
            continue
        speaker = _speaker(reader, at, bounds)
        if speaker is not None and verb in _INVITES and not reader.is_authority(speaker.names[0]):
            continue
        if speaker is not None and (reader.is_authority(speaker.names[0]) or not assigned):
            return Actors(parties, "order", parties.end, order=verb, speaker=speaker)
    return None


def _acts_itself(reader: OrderReader, start: int) -> bool:
    """Whether the clause begins with a party that is no authority: what it asks of others is its own task."""
    first = reader.parties_at(start)
    if first is None or reader.is_authority(first.names[0]) or first.end >= len(reader.parse.tokens):
        return False
    return reader.parse.folded(first.end) not in {",", ";"} and reader.parse.tag("order", first.end) is None


def _delegates(reader: OrderReader, parties: PartyList) -> bool:
    """A part of the body that the heading names: its own delegation."""
    first = parties.parties[0]
    if reader.parse.folded(parties.start) == "mỗi":
        return False
    return reader.parse.tag("quantifier", parties.start) is not None or not first.complete or _OWN_PART.match(first.name) is not None


def _speaker(reader: OrderReader, at: int, bounds: Sequence[int]) -> PartyList | None:
    """The party that gives the order, in front of its verb."""
    for bound in reversed([b for b in bounds if b < at]):
        parties = reader.parties_at(bound)
        if parties is not None and parties.end <= at and _SPEAKS.fullmatch(reader.text(parties.end, at)):
            return parties
    return None
