"""Whether what is worded as an order asks those above, or the letter's own addressee, for a decision."""

from __future__ import annotations

import re

from tasks.domain.notice import Head
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.issuing import Issuer
from tasks.findings.acting.named import Actors
from tasks.findings.acting.scope import REPORTS

_ABOVE = re.compile(r"(?:các )?(?:Bộ(?! (?:Chỉ huy|Tư lệnh|phận))|Quốc hội|Chính phủ|Thủ tướng|Ủy ban Thường vụ|Trung ương|cấp trên)(?!\w)")
_NO_PETITION = re.compile(r"(?<!\w)(?:giao|yêu cầu|phân công|chỉ đạo)(?!\w)")
"""Orders that only a body above gives."""
_PLEADS = re.compile(r"^[^,;:.]{2,80} (?:rất |xin )?(?:kính|trân trọng) (?:đề nghị|mong)(?!\w)")
"""How a body speaks to those above or beside it: "UBND xã kính đề nghị UBND huyện bố trí kinh phí"."""


class Petitions:
    """Tells petitions of one notice from its orders."""

    def __init__(self, head: Head, cues: ClauseCues, issuer: Issuer) -> None:
        """Note whom the notice addresses, and whether it is of a type that tells and asks."""
        self._cues = cues
        self._issuer = issuer
        self._told = head.type in REPORTS
        self._asked = " ".join(head.addressees).casefold()

    def holds(self, reader: ClauseReader, text: str, actors: Actors) -> bool:
        """Whether a clause, ``text`` from its beginning on, asks those whom its order names for a decision."""
        names = actors.parties.names
        if _NO_PETITION.search(actors.order):
            return False
        if actors.order == "kiến nghị" and all(_ABOVE.match(name) for name in names):
            return True  # "Kiến nghị Bộ Công Thương bãi bỏ thủ tục ..." asks those above
        own = (self._issuer.speaks(name) and self._issuer.begins_as(name.removeprefix("Chủ tịch ")) for name in names)
        if actors.order in ("đề nghị", "kiến nghị") and all(own):
            return True  # what a department is to ask of those who issue its regulation
        rest = reader.text(actors.parties.end, len(reader.sentence.tokens)).strip(" ,")
        begins = self._cues.petition.match(rest) is not None
        if begins and (text.lstrip().startswith("Kính") or _PLEADS.search(text)):
            return True
        return begins and (self._addressed(reader, actors) or self._told or any(self._issuer.speaks(name) for name in names))

    def _addressed(self, reader: ClauseReader, actors: Actors) -> bool:
        parties = actors.parties
        # who asks many ("UBND các tỉnh") stands above them
        many = any(reader.parse.tag("quantifier", at) is not None for at in range(parties.start, parties.end)) and not self._told
        named = bool(self._asked) and not many and all(name.casefold() in self._asked for name in parties.names)
        return named or any(name.casefold().startswith("quý ") for name in parties.names)
