"""The document that a directive asks for, where it names one."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Lexicon

_REPORTS = re.compile(r"(?:^|[\s,;])[Bb]áo cáo (?!thẩm|của|số)")
_FAR = r"(?:\s[^\s,;.]+){0,5}?,?\s"


class ProductGrammar:
    """Reads products with the reviewed cue words; built once for a vocabulary."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the verbs that make a document and the kinds of documents."""
        verb, product = cues.alternation("directive-product-verb"), cues.alternation("directive-product")
        self._made = re.compile(rf"(?<!\w){verb}{_FAR}(?P<product>{product})(?!\w)(?! số \d| này)")

    def find(self, text: str) -> str | None:
        """The expected document in lower case ("kế hoạch", "tờ trình"), "báo cáo" where the clause only says to report, else None."""
        match = self._made.search(text)
        if match:
            return match["product"].lower()
        return "báo cáo" if _REPORTS.search(text) else None
