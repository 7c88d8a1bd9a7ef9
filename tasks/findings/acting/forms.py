"""Forms behind a notice ("Mẫu số 01"): what is printed there for others to fill in and sign is no order of this document."""

from __future__ import annotations

import re

from tasks.domain.notice import CleanText
from tasks.domain.span import Stretches

LONGEST_TITLE = 80
"""Characters behind the number of a form on its own line; a sentence that cites a form is longer, or begins otherwise."""
_FORM = re.compile(
    r"^[ \t]*\(?(?i:biểu mẫu|mẫu biểu|mẫu)(?i: số)?[ :.]*\d{1,2}[a-zA-Z]?(?:[./-]\w+)*\)?[ \t]*"
    rf"(?:[:.(][^\n]{{0,{LONGEST_TITLE}}})?$"
    r"|^[ \t]*Số ?:[ \t]*(?:…|\.{3})[.… \t]*/[^\n]{0,40}$"
    r"|^[ \t]*Số ?:[ \t]*\n?[ \t]*/[A-ZĐ][\w/-]{1,20}[ \t]*\n[^\n]{0,40}(?:…|\.{3})",
    re.MULTILINE,
)
_ANNEX = re.compile(r"^[ \t]*(?i:phụ lục)(?:[ \t]+(?:số[ \t]*)?[\dIVX]{1,4})?[ \t]*[:.]?[ \t]*$", re.MULTILINE)
"""The next annex ends the forms of the one before."""


class Forms(Stretches):
    """Where forms stand behind the body of a notice; worked out once for it, in time linear in its length."""

    def __init__(self, clean: CleanText, body_end: int) -> None:
        """Find the lines that number a form, or leave a number blank, with what stands below up to the next annex.

        A number is blank where dots stand for it ("Số: ……/QĐ-UBND"), or nothing does and dots in the next line ("Số: /QĐ-UBND").
        """
        parts: list[tuple[int, int]] = []
        text, at = clean.text, body_end
        while (form := _FORM.search(text, at)) is not None:
            annex = _ANNEX.search(text, form.end())
            at = annex.start() if annex is not None else len(text)
            parts.append((form.start(), at))
        super().__init__(parts)
