"""By what two figures are one thing: names without the times in them, kinds of period, and whether a name says enough to compare by."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.domain.figure import Figure
from tasks.domain.letters import name_key
from tasks.domain.spelling import spelling_key

_DAY, _YEAR = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", r"(?:19|20)\d\d"
_QUARTER = r"(?:[1-4]|I{1,3}|IV)"
_LEAD = r"(?:(?:tính\s+)?đến\s+(?:hết\s+)?|trong\s+|của\s+|kể\s+)?"
_TIME = re.compile(
    rf"""{_LEAD}(?:
        ngày\s+(?:{_DAY}|\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+{_YEAR})
      | (?:tháng|quý)\s+(?:\d{{1,2}}|{_QUARTER})\s*(?:/|\s+năm\s+){_YEAR}
      | (?:giai\s+đoạn|nhiệm\s+kỳ|năm\s+học)\s+{_YEAR}\s*[-–]\s*{_YEAR}
      | (?:năm\s+)?{_YEAR}(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS_SUM = re.compile(r"(?<![\w/.-])(?:\d{1,2}|sáu|chín|mười|mười một)\s+tháng(?!\w|\s+tuổi)", re.IGNORECASE)
_SUM = re.compile(r"(?:lũy|luỹ) kế|cộng dồn", re.IGNORECASE)
_SPAN = re.compile(rf"({_YEAR})/({_YEAR})")
_KINDS = (
    ("year", re.compile(r"\d{4}")),
    ("quarter", re.compile(r"\d{4}-Q[1-4]")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
)
_GENERAL = frozenset(
    spelling_key(
        "tổng số mức giá trị vốn đầu tư kinh phí diện tích quy mô khối lượng số lượng chiều dài doanh thu thời gian công suất tiền thu chi "
        "dự án công trình cộng đạt tỷ lệ kế hoạch thực hiện kết quả trong đó còn lại khác hiện có toàn bộ"
    ).split()
)
"""Syllables of names that many things have: "tổng mức đầu tư", "diện tích", "tỷ lệ thực hiện"."""
_SHARE = re.compile(
    r"(?P<number>\d[\d.,]*)\s*%\s+(?:(?:của|so|với|trên)\s+)*"
    r"(?P<base>(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ|năm)[^,;.():]*)",
    re.IGNORECASE,
)
_WORDS_OF_BASE = 5
OF_BODIES = frozenset((
    "PAR-INDEX", "SIPAS", "DDCI", "ICT-INDEX", "DTI", "SERVICE-INDEX", "ONLINE-SERVICES", "ONLINE-DOSSIERS",
    "PUBLIC-INVESTMENT-DISBURSEMENT", "LAND-CLEARANCE",
))  # fmt: skip
"""Known indicators that are measured of single bodies too: two issuers may each mean themselves."""
_FEWEST = 2  # other words that a name needs to say by itself what is measured


@lru_cache(maxsize=65_536)
def timeless(name: str) -> str:
    """A name without the times in it, so that "Kế hoạch vốn năm 2023" and "... năm 2024" are one; the name itself where nothing is left."""
    left = " ".join(_TIME.sub(" ", name).replace("()", " ").split()).strip(" -–,;:/")
    return left or name


def thing_key(figure: Figure) -> str:
    """What is measured, as it is compared: the known indicator, else the name; cells of tables go by their labels."""
    if figure.code and not figure.in_table:
        return f"code {figure.code}"
    return f"name {spelled(timeless(figure.name)) or figure.name}"


@lru_cache(maxsize=65_536)
def spelled(words: str) -> str:
    """Words as they are compared (``tasks.domain.spelling``); the same ones stand at many figures."""
    return spelling_key(words)


def issuer_key(figure: Figure) -> str:
    """Whose figure it is; a document whose issuer was not read stands for itself."""
    return name_key(figure.issuer) if figure.issuer else f"document {figure.document}"


def period_kind(period: str | None) -> str:
    """How long a period is: "year", "quarter", "month", "day", "years-5" ("2026/2030"), "span" for any other, "" for none."""
    if not period:
        return ""
    found = next((kind for kind, pattern in _KINDS if pattern.fullmatch(period)), None)
    if found is not None:
        return found
    years = _SPAN.fullmatch(period)
    return f"years-{int(years[2]) - int(years[1]) + 1}" if years else "span"


def step_of(figure: Figure) -> str:
    """The length of a figure's period; with "-sum" where it counts from the year's beginning, or from the very first ("6 tháng", "lũy kế").

    "Tháng 6 đạt 5 tỷ" and "6 tháng đạt 25 tỷ" have one period, as both say how things stood at the end of June.
    """
    kind, said = period_kind(figure.period), f"{figure.name} {figure.text}"
    months = kind in {"month", "quarter", "day"} and _MONTHS_SUM.search(said)
    return f"{kind}-sum" if kind in {"year", "month", "quarter", "day"} and (months or _SUM.search(said)) else kind


def tells(figure: Figure) -> bool:
    """Whether a figure's name says by itself what is measured, so that two documents can contradict each other.

    Known indicators and cells of tables do; "diện tích" or a bare "dự án" is something else in every document.
    """
    if figure.code or figure.in_table:
        return True
    words = [word for word in spelled(timeless(figure.name)).split() if word not in _GENERAL]
    return len(words) >= _FEWEST and spelled(figure.name) != spelled(figure.unit)


def share_of(figure: Figure) -> str:
    """What a percentage of a plan or of another time is of, as its clause says: "dự toán tỉnh giao"; "" for any other figure."""
    if figure.kind != "percent":
        return ""
    wanted = "".join(c for c in f"{abs(figure.value):f}" if c.isdigit())
    for found in _SHARE.finditer(figure.text):
        if "".join(c for c in found["number"] if c.isdigit()) == wanted:
            return " ".join(spelled(timeless(found["base"])).split()[:_WORDS_OF_BASE])
    return ""


def subject_key(figure: Figure) -> str:
    """What a document is about, without numbers and times."""
    return " ".join(re.sub(r"\d+", " ", spelled(timeless(figure.subject or ""))).split())
