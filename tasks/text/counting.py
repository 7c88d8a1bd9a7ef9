"""Roman and Arabic numbers whose place says which of the two they are, and signs of shares: mended by grammar, never by a model.

Quarters, terms of office, congresses, chapters and the like are counted in Roman numbers (Decree 30/2020/NĐ-CP, Appendix I, for chapters
and appendices; custom for the rest), articles, clauses, days and ages in Arabic ones. The recogniser reads two or three strokes side by
side as H, HI, IH or II1 and a single one as l or I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.text.tokens import Token
from tasks.text.unicode import bare

_ROMAN = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
# A number of strokes, with a year or the signs of a sentence around it; the year keeps its slash.
_STROKES = re.compile(r"(?P<front>[(“\"]?)(?P<body>[IVXHl1|!]{1,5})(?P<behind>(?:/(?:19|20)\d\d)?[),.;:”\"]{0,3})")
_ONE = re.compile(r"(?P<front>[(]?)[lI|!](?P<behind>[,.;:]?)")
_AS_ROMAN = str.maketrans({"H": "II", "l": "I", "1": "I", "|": "I", "!": "I"})
# By their bare letters. An appendix and a part may bear the letter H; what is longer can be no letter.
_COUNTED_ROMAN = frozenset({"quy", "thu", "khoa", "chuong", "hang", "vung", "nhom"})
_LETTERED = frozenset({"luc", "phan", "muc"})
_COUNTED_ARABIC = frozenset({"dieu", "khoan", "ngay", "thang", "duoi", "tren", "tu", "cu", "moi", "sau"})
# "dưới l tuổi", "cứ l năm": some of the words before also stand before other words.
_UNITS = frozenset({"tuoi", "nam", "thang", "ngay", "gio", "lan", "tuan", "nguoi", "ty", "trieu"})
_SURE_ARABIC = frozenset({"dieu", "khoan"})
_MOST_QUARTERS = ("I", "II", "III", "IV")
_PER_MILLE = re.compile(r"(\d)%[oO0°º](?=[);,.:]*$)")
_SHAPED_DIGITS = re.compile(r"\d{0,2}[ŠØ]\d{0,2}[);,.:]?")
_SHAPES = str.maketrans("ŠØ", "50")


def mend_counting(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of one line with numbers in the figures that their place asks for; whatever stands elsewhere stays as read."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        before = out[-1].text if out else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        text = _roman(token.text, before) or _arabic(token.text, before, after) or _signs(token.text)
        out.append(token.mended(text, "counting", 0.9))
    return tuple(out)


def _roman(text: str, before: str) -> str:
    """The word as a Roman number, "" where it is none or its place asks for none."""
    found = _STROKES.fullmatch(text)
    if found is None or not before or found["body"].isdigit():
        return ""
    body = found["body"]
    number = body.translate(_AS_ROMAN)
    word = bare(before.lstrip('(“"'))
    if number == body or not _ROMAN.fullmatch(number):
        return ""
    counted = word in _COUNTED_ROMAN and (word != "quy" or number in _MOST_QUARTERS)
    lettered = word in _LETTERED and body != "H" and len(body) > 1
    return found["front"] + number + found["behind"] if counted or lettered or _follows(number, before) else ""


def _follows(number: str, before: str) -> bool:
    """Whether a number goes on with a row: "vùng I, H"."""
    one = before.rstrip(",")
    return one != before and number == one + "I" and bool(_ROMAN.fullmatch(one)) and not before[0].isdigit()


def _arabic(text: str, before: str, after: str) -> str:
    """A lone stroke as the figure one, "" where its place does not ask for a figure."""
    found = _ONE.fullmatch(text)
    word = bare(before)
    if found is None or word not in _COUNTED_ARABIC:
        return ""
    asked = word in _SURE_ARABIC or (bare(after.rstrip(",.;:)")) in _UNITS and not found["behind"])
    return f"{found['front']}1{found['behind']}" if asked else ""


def _signs(text: str) -> str:
    """The sign per mille in "6,99%o", and figures without the marks that none has."""
    if _SHAPED_DIGITS.fullmatch(text) and any(c.isdigit() for c in text):
        return text.translate(_SHAPES)
    return _PER_MILLE.sub("\\1‰", text)
