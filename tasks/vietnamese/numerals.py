"""Numbers as Vietnamese documents print them: figures ("1.234,5", "03") and words ("một trăm linh năm").

A dot parts thousands and a comma the decimals (Law on Accounting 88/2015/QH13, Article 11). A dot that cannot part thousands ("7.5",
"0.125") is read as a decimal point and repeated commas ("1,234,567") as thousands, since notices copy such figures from other tables.
"""

from __future__ import annotations

import re
from decimal import Decimal

FIGURE = r"(?:\d{1,3}(?:[.]\d{3}){1,5}(?:,\d{1,6})?|\d{1,3}(?:,\d{3}){2,5}|\d{1,15}(?:[.,]\d{1,6})?)"
"""Expression for one number in figures; what stands around it is the caller's concern."""

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
TENS = ("mười", "mươi")
JOINTS = ("linh", "lẻ")
NUMBER_WORDS = frozenset((*UNITS, *SCALES, *TENS, *JOINTS, "trăm", "chục", "rưỡi", "phẩy"))
_WORD = "|".join(sorted(NUMBER_WORDS, key=lambda word: (-len(word), word)))
WORDS = rf"(?:(?:{_WORD})(?: (?:{_WORD})){{0,15}})"
"""Expression for a run of number words, lower case, single spaces; :func:`parse_number` decides whether it is a number."""

_FIGURE = re.compile(FIGURE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?")


def parse_number(text: str) -> Decimal | None:
    """The exact number that ``text`` is, None where it is none.

    Args:
        text: figures or Vietnamese words in any case, white space around and between words ignored.

    Returns:
        A finite, non-negative decimal with the printed number of decimals ("29,0" is ``Decimal("29.0")``).
    """
    plain = " ".join(text.split())
    if plain[:1].isdigit():
        return _parse_figure(plain)
    return _parse_words(plain.lower().split(" ")) if plain else None


def _parse_figure(text: str) -> Decimal | None:
    if not text.isascii():
        return None
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if not _FIGURE.fullmatch(text) and not text.replace(",", "", 1).isdigit():
        return None
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _COMMA_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text.count(".") + text.count(",") > 1:
        return None
    return Decimal(text.replace(",", "."))


def _parse_words(words: list[str]) -> Decimal | None:
    if "phẩy" in words:
        at = words.index("phẩy")
        whole, decimals = _whole(words[:at]), [UNITS.get(w) for w in words[at + 1 :]]
        if whole is None or not decimals or None in decimals:
            return None
        return Decimal(f"{whole}." + "".join(str(d) for d in decimals))
    half = bool(words) and words[-1] == "rưỡi"
    if not half:
        value = _whole(words)
        return None if value is None else Decimal(value)
    value = _whole(words[:-1])
    step = {"trăm": 100, **SCALES}.get(words[-2]) if len(words) > 1 else None
    return None if value is None or step is None else Decimal(value + step // 2)


def _whole(words: list[str]) -> int | None:
    """A whole number: groups below a thousand, each with its scale, scales falling ("hai nghìn ba trăm", "ba trăm nghìn tỷ")."""
    total, group, last = 0, [], 10**19
    for word in words:
        scale = SCALES.get(word)
        if scale is None:
            group.append(word)
            continue
        if group:
            value = _below_thousand(group)
            if value is None or scale >= last:
                return None
            total, group, last = total + value * scale, [], scale
        elif total and scale == SCALES["tỷ"] and last < scale:
            total, last = total * scale, scale
        else:
            return None
    if not group:
        return total if words else None
    value = _below_thousand(group)
    if value is None:
        return None
    short = total and len(group) == 1 and last >= 10**3 and group[0] in UNITS
    return total + (value * last // 10 if short else value)  # "hai nghìn ba" is 2.300


def _below_thousand(words: list[str]) -> int | None:
    """0 to 999: "ba trăm linh năm", "hai mươi mốt", "mười lăm", "ba mươi", "hai chục"."""
    total = 0
    if len(words) >= 2 and words[1] == "trăm":
        digit = UNITS.get(words[0])
        if digit is None:
            return None
        total, words = digit * 100, words[2:]
        if not words:
            return total
    if words[0] in JOINTS:
        words = words[1:]
        return total + UNITS[words[0]] if len(words) == 1 and words[0] in UNITS else None
    return _below_hundred(words, total)


def _below_hundred(words: list[str], total: int) -> int | None:
    if words[0] == "mười":
        total, words = total + 10, words[1:]
    elif len(words) >= 2 and words[1] in ("mươi", "chục") and UNITS.get(words[0], 0) >= 1:
        total, words = total + 10 * UNITS[words[0]], words[2:]
    elif len(words) == 2 and words[0] in UNITS and words[1] in UNITS and UNITS[words[0]] > 1 and total % 100 == 0:
        return total + 10 * UNITS[words[0]] + UNITS[words[1]]  # "hai lăm", "ba tư"
    if not words:
        return total
    return total + UNITS[words[0]] if len(words) == 1 and words[0] in UNITS else None
