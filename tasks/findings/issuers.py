"""Who issued a cited document: named behind "của", or in front of the list it stands in."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Lexicon

LONGEST_ISSUER = 90
# How far back a list may have named its issuer, in characters.
LIST_REACH = 2000
_PUNCTUATION = re.compile(r"[,;.:()“”\"\[\]!?/]|\s[-–]\s")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZĐÀ-Ỹ“])")


class IssuerReader:
    """Reads issuers around the citations of one text.

    Args:
        flat: the text with line breaks as blanks.
        text: the text with its line breaks; the same offsets.
        cues: the vocabulary entries ``cite-issuer`` and ``cite-issuer-end``.
        types: alternation of the names of document types.
    """

    def __init__(self, flat: str, text: str, cues: Lexicon, types: str) -> None:
        self.flat = flat
        self.text = text
        self.begins = re.compile(cues.alternation("cite-issuer"))
        self.ends = re.compile(cues.alternation("cite-issuer-end"))
        several = rf"(?:(?:[Cc]ác|[Nn]hững)\s)?{types}(?:(?:,\s|\svà\s){types}){{0,4}}"
        self.at_document = re.compile(rf"(?<!\w)tại\s(?:(?:[Cc]ác|[Nn]hững)\s)?(?:{types}\s?)?(?:số\s?)?$")
        self.list_at = re.compile(rf"(?<!\w)(?:tại|đã ban hành|ban hành|có)\s{several}(?:\sgồm|\ssau)?\s?:")
        self.list_of = re.compile(rf"(?<!\w){several}\scủa\s")

    def behind(self, position: int) -> tuple[str | None, int]:
        """The issuer named by "của ..." or "do ... ban hành" directly behind a position, and where it ends."""
        lead = re.compile(r"[\s,]{0,2}(?:của|do)\s").match(self.flat, position)
        if lead is None:
            return None, position
        return self._name_at(lead.end())

    def in_front(self, position: int) -> str | None:
        """The issuer named before the citation that begins at a position: "... của X tại Công văn ..." or before its list."""
        direct = self.at_document.search(self.flat[max(0, position - 60) : position])
        if direct:
            return self._name_before(position - len(direct.group()))
        start = self._sentence_start(position)
        sentence = self.flat[start:position]
        found: tuple[int, str] | None = None
        for match in self.list_at.finditer(sentence):
            name = self._name_before(start + match.start())
            if name:
                found = (match.start(), name)
        for match in self.list_of.finditer(sentence):
            name, end = self._name_at(start + match.end())
            if name and self.flat[end : end + 2].lstrip().startswith(":"):
                found = max(found or (-1, ""), (match.start(), name))
        return found[1] if found else None

    def _name_at(self, position: int) -> tuple[str | None, int]:
        if not self.begins.match(self.flat, position):
            return None, position
        limit = min(len(self.flat), position + LONGEST_ISSUER)
        for stop in (_PUNCTUATION.search(self.flat, position, limit), self.ends.search(self.flat, position + 1, limit)):
            if stop:
                limit = min(limit, stop.start())
        paragraph = self.text.find("\n\n", position, limit)
        limit = paragraph if paragraph >= 0 else limit
        name = re.sub(r"\s+", " ", self.flat[position:limit]).strip(" -–")
        return (name, position + len(self.flat[position:limit].rstrip())) if name else (None, position)

    def _name_before(self, position: int) -> str | None:
        """The body whose name ends at a position: behind the last "của" or "," or at the start of a clause."""
        window = self.flat[max(0, position - LONGEST_ISSUER) : position].rstrip()
        best = None
        for match in self.begins.finditer(window):
            before = window[: match.start()].rstrip()
            if not before or before.endswith((",", ";", ":", ".", "của", "do", "của các")):
                best = match.start()
        if best is None:
            return None
        name = window[best:]
        return None if _PUNCTUATION.search(name) or self.ends.search(name, 1) else name

    def _sentence_start(self, position: int) -> int:
        low = max(0, position - LIST_REACH)
        paragraph = self.text.rfind("\n\n", low, position)
        low = max(low, paragraph + 2 if paragraph >= 0 else 0)
        ends = [m.end() for m in _SENTENCE_END.finditer(self.flat, low, position)]
        return ends[-1] if ends else low
