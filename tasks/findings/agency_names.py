"""The normal form of a body's printed name, so that its spellings and short forms are one."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Lexicon
from tasks.domain.spelling import spelling_key, tone_in_front

_TITLE = re.compile(
    r"^(?:(?:các )?(?:đồng chí|thủ trưởng|người đứng đầu|lãnh đạo|tập thể lãnh đạo|(?:phó )?giám đốc|(?:phó )?chủ tịch|(?:tổng c|"
    r"chi c|c)ục trưởng|"
    r"(?:phó )?trưởng|bí thư)\s+)+",
    re.IGNORECASE,
)
_NAMED = r"(?=[^\W_])"
# Bodies, then kinds of places; these only where a name may follow, since "TT" and "P" are short for other words too.
_SHORT = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bUBND\b", "Ủy ban nhân dân"),
        (r"\bHĐND\b", "Hội đồng nhân dân"),
        (r"\bTAND\b", "Tòa án nhân dân"),
        (r"\bVKSND\b|\bViện Kiểm sát nhân dân\b", "Viện kiểm sát nhân dân"),
        (r"\b(?:T[Pp]\.? ?(?=HCM\b)|TP(?=HCM\b))HCM\b", "thành phố Hồ Chí Minh"),
        (r"\b(?:T[Pp]|T\.P)\b\.? ?(?=[^\W\d_])", "thành phố "),
        (r"\bTX\b\.? ?(?=[^\W\d_])", "thị xã "),
        (rf"(?<=nhân dân )TT\b\.? ?{_NAMED}", "thị trấn "),
        (rf"\bH\. ?{_NAMED}", "huyện "),
        (rf"\bQ\. ?{_NAMED}|\bQ(?=\d{{1,2}}\b)", "quận "),
        (rf"\bP\. ?{_NAMED}|\bP(?=\d{{1,2}}\b)", "phường "),
        (rf"\bX\. ?{_NAMED}", "xã "),
    )
)
_PARTY = re.compile(r"\b(Tỉnh|Thành|Huyện|Thị|Quận|Đảng|tỉnh|thành|huyện|thị|quận|đảng) [Ủủ]y\b")
_KIND = re.compile(r"(?<=\w )(Tỉnh|Thành phố|Huyện|Quận|Thị xã|Xã|Phường|Thị trấn|Đặc khu)\b(?! ủy)")
_FIELD_OF = re.compile(r"\b(?P<body>Sở|sở|SỞ|Bộ|Phòng|ngành) (?P<field>\S.*)$|^S(?P<glued>[A-ZĐ]{2,8})\b")
_LETTERS = re.compile(r"[A-ZĐ]+(?:(?: ?[&,.-] ?| và )[A-ZĐ]+)*\b")
_LONGEST_FIELD = 10  # words; "Lao động - Thương binh và Xã hội" has eight with its dash


class AgencyNames:
    """Brings printed names into one form: title off, abbreviations out, tone marks in one place, fields of work as the vocabulary has them.

    Args:
        agencies: the vocabulary; labels that begin with "Sở" or "Bộ" name a field of work, ``short`` its letters.
    """

    def __init__(self, agencies: Lexicon) -> None:
        self._fields: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        for entry in agencies.entries:
            body, _, field = entry.label.partition(" ")
            if body not in {"Sở", "Bộ"}:
                continue
            self._fields.setdefault(_field_key(field), field)
            if short := entry.values.get("short"):
                self._letters.setdefault(short, field)

    def normal(self, printed: str) -> str:
        """The normal form of a printed name; another name stays as it is but for white space and tone marks."""
        text = spelled_out(printed)
        match = _FIELD_OF.search(text)
        if match is None:
            return text
        if glued := match["glued"]:
            return f"Sở {self._letters[glued]}{text[match.end() :]}" if glued in self._letters else text
        body = match["body"] if match["body"] != "SỞ" else "Sở"
        return f"{text[: match.start()]}{body} {self._field(match['field'])}"

    def _field(self, words: str) -> str:
        """``words`` with the field of work at their front as the vocabulary has it."""
        short = _LETTERS.match(words)
        if short and (field := self._short(short[0])):
            return field + words[short.end() :]
        ends = [m.end() for m in re.finditer(r"\S+", words)][:_LONGEST_FIELD]
        for end in reversed(ends):
            field = self._fields.get(_field_key(words[:end]))
            if field and words[:end] != field:
                closing = re.search(r"[,.;:]*$", words[:end])
                return field + (closing[0] if closing else "") + words[end:]
            if field:
                break
        return words

    def _short(self, letters: str) -> str | None:
        return self._letters.get("".join(re.findall(r"[A-ZĐ]", letters)))


def spelled_out(printed: str) -> str:
    """A printed name with its abbreviations written out, a leader's title in front left out, one space between words."""
    text = tone_in_front(" ".join(printed.split()))
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    text = _PARTY.sub(lambda m: f"{m[1]} ủy", text)
    text = _KIND.sub(lambda m: m[1].lower(), " ".join(text.split()))
    return _TITLE.sub("", text) or text


def _field_key(words: str) -> str:
    return " ".join(word for word in spelling_key(words.replace("&", " ")).split() if word != "va\u0300")
