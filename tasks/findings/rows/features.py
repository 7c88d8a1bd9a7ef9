"""What is known of a row when it is judged: named features, yes or no, so that their weights can be read.

Few of them, each a reason to doubt. What only tells documents apart says nothing of others: with the type of document, the kind of figure,
the number of parties and the rule of each party beside these, chances on issuers left out were worse (mean surprise of directives 0.55
against 0.49 nats, of metrics 0.80 against 0.57).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.domain.finding import Directive, Doubt, Metric
from tasks.nouns.known import is_general

WORD_BOUNDS = (40, 60, 75)
"""Bounds of the lowest word confidence (0 to 100); a row below several of them has several marks against it."""

SHORT_TEXT = 6
"""Words; a shorter order is seldom whole."""

LONG_TEXT = 60
"""Words; a longer order nests clauses, or was not cut where it should be."""

_JOINED = re.compile(r" và (?:các|những) |, (?:các|những) |(?:,| và) (?:tỉnh|thành phố|huyện|thị xã|xã|phường) [A-ZĐÀ-Ỹ]")
"""Inside one name "các" or a place's level and name seldom follow a comma or "và": two parties may have been taken for one."""

_BODY = re.compile(
    r"(?:(?:Thủ trưởng|Giám đốc|Chủ tịch|Trưởng|Chánh|Hiệu trưởng|Đồng chí) )?(?:các )?(?:Sở|UBND|Uỷ ban nhân dân|Ủy ban nhân dân"
    r"|Ủy ban MTTQ|Ủy ban Mặt trận|Bộ|Công an|Văn phòng|Phòng|Cục|Chi cục|Ban|Trung tâm|Kho bạc|Bảo hiểm|Ngân hàng|Thanh tra|HĐND"
    r"|Hội đồng|Thường trực|Huyện ủy|Đảng ủy|Trường|Bệnh viện|Trạm|Hội|Liên đoàn|Tỉnh đoàn|Công ty|Tổng công ty|Tập đoàn|Đài|Báo"
    r"|Tòa án|Viện|Đoàn|Tổng cục|Đại học|Hiệp hội|Liên hiệp|Liên minh|(?:Vụ|Học viện)(?= [A-ZĐ])|Thuế(?= \w))(?!\w)"
)
"""A party that begins with the noun of a body bears its name; kinds ("các đơn vị", "người") end where what says which ones ends.

Of 979 rows whose parties all begin so 93 of 100 were right, of the others 74 (annotated and unmet texts together).
"""

_KINDS = (
    r"(?:sở|bộ|ban|ngành|cơ quan(?: ngang bộ| thuộc Chính phủ| Trung ương)?|đơn vị|địa phương|tổ chức(?: chính trị ?- ?xã hội)?|đoàn thể"
    r"|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|cá nhân|doanh nghiệp)"
)
_WHERE = r"(?: (?:(?:của|thuộc|trực thuộc|cấp) )?(?:tỉnh|thành phố|huyện|xã|trung ương|địa phương))?(?: (?:có )?liên quan)?"
_OF_ALL = re.compile(
    r"(?i:(?=.*(?:sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|đoàn thể|xã|phường|huyện|tỉnh|liên quan))"
    rf"(?:(?:(?:thủ trưởng|giám đốc|lãnh đạo|người đứng đầu) )?(?:các )?{_KINDS}(?:(?:, | và ){_KINDS})+{_WHERE}"
    rf"|các {_KINDS} (?:có )?liên quan|các (?:địa phương|sở|xã|phường)|(?:các )?tổ chức chính trị ?- ?xã hội{_WHERE}))"
)
_TITLED = re.compile(
    r"(?i:(?:các )?(?:(?:phó )?(?:thủ trưởng|giám đốc|chủ tịch|hiệu trưởng|người đứng đầu|lãnh đạo|trưởng|chánh|vụ trưởng|cục trưởng"
    r"|chi cục trưởng|viện trưởng) (?:các )?(?:sở|bộ|ban|ngành|phòng|vụ|cục|viện|trường|xã|phường|huyện|cơ quan|đơn vị|doanh nghiệp"
    r"|trạm|trung tâm|bệnh viện|chi cục)(?!\w).*|bộ trưởng|thành viên (?:ban|hội đồng|tổ|đoàn) .*|ông,? \(?bà\)? có tên .*))"
)
"""Those who head bodies of a kind, who are members of one or are named above: "Thủ trưởng các đơn vị thuộc Sở", "Các Bộ trưởng".

Of 19 rows of the annotated documents whose other parties are whole names 18 were right, of those with mere kinds 137 of 156.
"""
_PLACE = re.compile(r"(?i:tỉnh|thành phố|xã|phường|đặc khu|huyện|thị xã) (?P<name>[\w -]+)")
"""Set phrases for many bodies ("các cơ quan, đơn vị, địa phương liên quan"), no mere persons, and places by their names, are as whole
as the names of bodies.

Of 87 rows of the annotated documents whose other parties are all such 84 were right, of the other kinds 228 of 251.
"""

_MANY = re.compile(r"(?:các|những|mỗi|từng) ")
"""Many that stand in a list behind others are as whole as those that begin it."""

FIGURE_BOUNDS = (3, 6)
"""Figures in one clause; with more of them it is often a row of a table that was read as a sentence."""

_ENDS = re.compile(r"[.!:]\W*$")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ROW = re.compile(r"(?<![\d.,/])\d+(?:[.,]\d+)* \d+(?:[.,]\d+)*(?= [^%])")
"""Numbers with nothing between them stand in a table that was read as sentences."""
_LABELLED = re.compile(r"(?:^|\s)\d{1,3}(?:\.\d{1,2})? (?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
"""Numbers in front of capitals number the rows of a table ("8 Phường A 9 Phường B"); one may be a count."""
# One of something is as often said of each or any ("cho 01 hồ sơ", "01 cán bộ làm thư ký") as it is counted.
_SMALL_COUNT = re.compile(r"0?[1-3] [^\W\d]")
"""A list of members or papers begins so ("01 đại diện ...") as often as a count."""


def of_directive(directive: Directive, words: float | None) -> dict[str, float]:
    """Features of a directive.

    Args:
        directive: as found.
        words: lowest confidence of the words of its text, None for text without geometry.
    """
    return dict.fromkeys(_of_directive(directive, words), 1.0)


def of_metric(metric: Metric, words: float | None) -> dict[str, float]:
    """Features of a metric.

    Args:
        metric: as found.
        words: lowest confidence of the words of its clause, None for text without geometry.
    """
    return dict.fromkeys(_of_metric(metric, words), 1.0)


def of_cell(metric: Metric, words: float | None) -> dict[str, float]:
    """Features of a metric that is a cell of a table.

    Args:
        metric: as found.
        words: lowest confidence of the words of its figure, None for text without geometry.
    """
    return dict.fromkeys((f"rule={metric.rule}", *_read_badly(words), *_doubts(metric.doubts)), 1.0)


def _of_directive(directive: Directive, words: float | None) -> Iterator[str]:
    marks = {
        "in table": directive.in_table or directive.rule == "table",
        "cut": _ENDS.search(directive.text) is None,
        "short text": len(directive.text.split()) <= SHORT_TEXT,
        # What a plan requires of everybody names nobody, and is no worse for it (corpus guidelines, "Yêu cầu" bullets).
        "lead=none": not directive.lead and directive.rule != "requirement",
        "lead=small letter": _begins_small(directive.lead),
        # Of 31 such rows of annotated and unmet texts 7 were right: what says which body is meant was not read.
        "lead=general": any(is_general(party) for party in directive.lead),
        "lead=kind": not all(_is_whole(party) for party in directive.lead),
        "lead=joined": any(_JOINED.search(party) for party in directive.lead),
        "long text": len(directive.text.split()) > LONG_TEXT,
    }
    yield from (name for name, holds in marks.items() if holds)
    yield f"rule={directive.rule}"
    yield from dict.fromkeys(f"lead by {part.rule}" for part in directive.parts if part.field == "lead")
    yield from _read_badly(words)
    yield from _doubts(directive.doubts)


def _begins_small(lead: tuple[str, ...]) -> bool:
    """Whether a party is printed in small letters, as those behind the first are that are many: "Sở Y tế và các đơn vị liên quan"."""
    return any(party[:1].islower() and not (index and _MANY.match(party)) for index, party in enumerate(lead))


def _is_whole(party: str) -> bool:
    """Whether a party is the name of a body or place, a title, or a set phrase for many."""
    if _BODY.match(party) or _OF_ALL.fullmatch(party) or _TITLED.fullmatch(party):
        return True
    place = _PLACE.fullmatch(party)
    return place is not None and all(word[:1].isupper() for word in place["name"].replace("-", " ").split())


def _of_metric(metric: Metric, words: float | None) -> Iterator[str]:
    figures = len(_FIGURE.findall(metric.text))
    yield f"rule={metric.rule}"
    marks = {
        "numbers in a row": _ROW.search(metric.text) is not None,
        "begins with a small count": _SMALL_COUNT.match(metric.text) is not None,
        "numbered rows": len(_LABELLED.findall(metric.text)) > 1,
        "count of one": metric.kind == "count" and metric.value == 1 and metric.total is None,
    }
    yield from (name for name, holds in marks.items() if holds)
    yield from (f"figures>{bound}" for bound in FIGURE_BOUNDS if figures > bound)
    if metric.period is not None and len(metric.period) > len("2026"):
        yield "period=range" if "/" in metric.period else "period=part of a year"
    yield from _read_badly(words)
    yield from _doubts(metric.doubts)


def _read_badly(words: float | None) -> Iterator[str]:
    yield from (f"words<{bound}" for bound in WORD_BOUNDS if words is not None and words < bound)


def _doubts(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    yield from dict.fromkeys(f"doubt={doubt.code}" for doubt in doubts)
