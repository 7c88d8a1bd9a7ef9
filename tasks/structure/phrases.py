"""Fixed phrases of the form, found in spite of misread letters."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from tasks.domain.letters import without_accents

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
RECIPIENTS = "NƠI NHẬN"
ADDRESSEES = "KÍNH GỬI"
# Below this likeness (0 to 100) of the bare letters a phrase is taken for another one: two letters of a short phrase may be wrong.
LEAST_LIKENESS = 80
# Marks in front of a label, and letters more than it has that a recogniser may read into it.
_MARKS, _MORE_LETTERS = " \t'\"“”.,*_-", 3
# Labels of receipts and accounts, as like to "Nơi nhận" as a misread one is.
_OTHER_LABELS = frozenset(("người nhận", "lợi nhuận"))
_GOES_ON = re.compile(r"\s[a-zà-ỹđ]{2}")
_STOPS = (".", ",", ";")
_NOT_LETTERS = re.compile(r"[^A-Z0-9]+")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Capital letters and digits only, without accents: what misread tone marks leave intact."""
    return _NOT_LETTERS.sub("", without_accents(text.upper().replace("Ð", "D")))


def resembles(text: str, phrase: str, least: float = LEAST_LIKENESS) -> bool:
    """Whether the whole of ``text`` is ``phrase``, letter errors forgiven."""
    found, wanted = bare(text), bare(phrase)
    if not found or abs(len(found) - len(wanted)) > 0.35 * len(wanted) + 1:
        return False
    return fuzz.ratio(found, wanted) >= least


def begins_with(text: str, phrase: str, least: float = LEAST_LIKENESS) -> bool:
    """Whether ``text`` begins with a label as printed, or with its letters misread where a colon or the end of the line follows.

    Nothing else may follow misread letters: "Lợi nhuận sau thuế" and "an ninh, an toàn" differ no more from "Nơi nhận" than scans do. A
    label that goes on ("Nơi nhận kết quả") is another one.
    """
    start = text.lstrip(_MARKS)
    exact = re.match(rf"{re.escape(phrase)}(?!\w)", start.replace("Ð", "Đ"), re.IGNORECASE)
    if exact is not None:
        return not _GOES_ON.match(start, exact.end())
    label, colon, _ = start.partition(":")
    if not colon and label.rstrip().endswith(_STOPS):
        return False
    if len(label) > len(phrase) + _MORE_LETTERS or " ".join(label.casefold().split()) in _OTHER_LABELS:
        return False
    return resembles(label, phrase, least)


def is_whole_national(text: str) -> bool:
    """Whether a line holds the country's name, the motto or the Party's name, or most of one."""
    if any(resembles(text, phrase) for phrase in (NATION, MOTTO, PARTY)):
        return True
    found = bare(text)
    return len(found) >= 15 and fuzz.partial_ratio(found, bare(NATION)) >= 85


def is_rest_of_nation(above: str, text: str) -> bool:
    """Whether a line is the end of the country's name that the line above lacks ("VIỆT NAM", "NAM")."""
    found = bare(text)
    return (
        3 <= len(found) <= 8
        and resembles(above + text, NATION)
        and bare(above + text).endswith(bare(NATION)[-8:])
        and found in bare(NATION)[-8:]
    )


def is_national_line(text: str) -> bool:
    """Whether a line holds the country's name, the motto or the Party's name, or the rest of one broken over two lines."""
    found = bare(text)
    return is_whole_national(text) or (3 <= len(found) <= 8 and found in bare("VIỆT NAM"))


def cut_national(text: str) -> tuple[int, int] | None:
    """Where in a line the national name, motto or Party name stands behind other words, as when two columns were read as one."""
    upper = text.upper()
    for phrase in (NATION, MOTTO, PARTY):
        if len(text) < len(phrase) + 4:
            continue
        found = fuzz.partial_ratio_alignment(phrase, upper, score_cutoff=82)
        if found is not None and found.dest_end - found.dest_start >= len(phrase) - 3:
            return found.dest_start, found.dest_end
    return None
