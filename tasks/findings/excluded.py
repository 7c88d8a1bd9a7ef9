"""Stretches of a sentence whose figures measure nothing: dates, symbols of documents, places in a law, names, idioms, times of day."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Stretches
from tasks.nouns.figure_time import time_spans

_MEASURED = r"(?!\s?(?:%|nghìn|ngàn|triệu|tỷ|đồng|ha\b|phần trăm))"
_CHAIN = r"(?:\s?(?:,|và|-|đến)\s?\d{1,3}(?=\s?(?:[,;.)]|$|và |của |nêu |này|kèm|ban hành|tại |theo |Điều|khoản|Luật|Nghị)))*"
_SYMBOLS = re.compile(
    r"(?<![\w.,/])\d{1,5}[a-zđ]?(?:/\d{4})?\s?/\s?(?!(?:USD|EUR|JPY|CNY|VND|VNĐ|HTX|GDP|GRDP|BN)(?!\w))"
    r"[A-ZĐ]{2}[\wĐ&]*(?:\s?-\s?[A-ZĐ][\wĐ&]*)*"  # 660/TB-UBND, 06/2024/QĐ-UBND, but not 620đ/USD
    r"|(?<![\w.,/])\d{1,5}\s?-\s?[A-ZĐ][A-ZĐa-z]{1,4}\s?/\s?[A-ZĐ]+"  # 28-CT/TU
    r"|(?<![\w.,/])\d{1,5}/\d{4}/[A-ZĐ]+\d*"  # 45/2019/QH14
)
_COUNTING_NUMBER = "".join(
    f"(?<!{word} [Ss]ố)"
    for word in [
        "tổng",
        "Tổng",
        "trong",
        "Trong",
        "con",
        "hệ",
        "chỉ",
        "Chỉ",
        "dân",
        "Dân",
        "sĩ",
        "sỹ",
        "một",
        "đa",
        "tỷ",
        "tỉ",
        "doanh",
        "thông",
    ]
)
_NUMBERED = re.compile(rf"\b[Ss]ố{_COUNTING_NUMBER}\s?:?\s?\d[\d.]*(?:[/-][\w./-]*)?{_MEASURED}")
"""A number after "số" names something, unless "số" belongs to "tổng số", "chỉ số" and the like."""
_CLOCK = re.compile(r"(?<![\w.,])\d{1,2}\s?(?:giờ|h|g)(?! công)(?:\s?\d{1,2}(?!\d))?(?:\s?phút)?(?!\w)|(?<![\w.,/])\d{1,2}:\d{2}(?!\d)")
_LABELS = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}[.)](?=\s|$)|\(\d{1,2}\)|(?<=[;:,] )\d{1,2}\)(?=\s)")
_DENOMINATOR = re.compile(r"(?<=[^\W\d_]/)(?:1\d{2}(?:\.000)*|10{2,6}|10\.000|1\.000)(?![\d.,]*\d)")
_NOT_INSIDE_A_WORD = r"(?!(?<=\w)\w)"
"""Tried at each letter, lists of many words took a fifteenth of all that is computed for a notice."""
_PLACE_NUMBER = r"\s?(?:số\s)?:?\s?\d+(?:[.,/+]\d+)*[a-zđ]?(?![\w%])"
_LONG_DIGITS = re.compile(r"\d{9,}|(?<![\w.,])\d{1,3}(?:-\d{2,}){2,}")


class Exclusions:
    """Finds the stretches to leave alone; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the reviewed lists of idioms, numbered things and telephone numbers."""
        cues = vocabulary.cues
        self._patterns = (
            _SYMBOLS,
            _NUMBERED,
            _CLOCK,
            _LABELS,
            _LONG_DIGITS,
            _DENOMINATOR,
            re.compile(_NOT_INSIDE_A_WORD + cues.alternation("metric-idiom")),
            re.compile(_NOT_INSIDE_A_WORD + cues.alternation("metric-pack-size")),
            re.compile(cues.alternation("metric-phone")),
            re.compile(rf"(?<!\w){cues.alternation('metric-law-place')}{_PLACE_NUMBER}{_MEASURED}{_CHAIN}"),
        )

    def read(self, text: str) -> Stretches:
        """All such stretches of ``text``."""
        spans = [(m.start(), m.end()) for pattern in self._patterns for m in pattern.finditer(text)]
        return Stretches([*spans, *((s.start, s.end) for s in time_spans(text))])
