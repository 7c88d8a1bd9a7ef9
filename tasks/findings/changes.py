"""Figures that belong together: a level and its change, a rank and its move, a bound or direction handed on to a second figure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tasks.domain.lexicon import Vocabulary
from tasks.nouns.quantity import Quantity

_AMOUNT = r"(?:với )?(?:tổng )?(?:kinh phí|số tiền|giá trị|mức|tỷ lệ|số vốn|dự toán)(?: (?:là|khoảng|tương ứng))*:?\s?$"
_BETWEEN = re.compile(r"[^,;.:()]{0,60}?\s?[,(]\s?(?:và |đồng thời )?")
_BRACKET_BEHIND = re.compile(r"\s?\([^()]{1,90}\)")
_OPENS = re.compile(r"\s?\(\s?\+?\s?")
_EXPENSE = re.compile(r"(?:với )?(?:tổng )?(?:kinh phí|số tiền|giá trị|số vốn)(?: (?:là|khoảng|tương ứng))*:?\s?$")
_RATE = re.compile(r"\b(?:tốc độ|mức) (?:tăng|giảm)\b|\btăng trưởng (?!xanh|nóng|bền)", re.IGNORECASE)
_FROM_TO = re.compile(r"[\d.,]+\s?(?:%|\w+(?: \w+)?)?\s?(?:xuống|lên|còn)(?!\w)")
_AMONG = re.compile(r"\b[Tt]rong (?:tổng )?số $")
_ADDED = re.compile(
    r"\b(?:làm mới thêm|tăng thêm|bổ sung thêm|mở rộng thêm|phát triển thêm|xây thêm|trồng thêm)(?!\w)[^,;.()\d]{0,60}$", re.IGNORECASE
)
_NEXT_TIME = re.compile(r"\s?(?:,|và)[^;.:()]{0,20}\b(?:năm|quý|tháng|giai đoạn)[^;.:()]{0,40}")
"""Between the growth of one time and that of the next: "tăng trưởng năm 2025 đạt trên 8% và năm 2026 đạt ..."."""
_STRICT = re.compile(r"(?:tối thiểu|ít nhất|tối đa|không quá|không vượt quá|không dưới)(?!\w)", re.IGNORECASE)
_RATE_REACH = 100
_LONGEST_MOVE = 110
"""Characters between a rank and the move to it."""
_CONJUNCT = re.compile(r"[^;.:()]{0,120}(?:\bvà|,)\s?")


class ChangeReader:
    """Joins the figures of a sentence with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the reviewed cues of increase, decrease and levels."""
        cues = vocabulary.cues
        rising, falling = cues.alternation("metric-increase"), cues.alternation("metric-decrease")
        self._verb = re.compile(rf"(?<!\w)(?:(?P<up>{rising})|(?P<down>{falling}))")
        self._level = re.compile(cues.alternation("metric-level"))
        self._amount = re.compile(_AMOUNT)

    def governing(self, text: str, segment: int, figure: int) -> str | None:
        """Direction by a change verb further in front: "giảm chi quản lý hành chính ... với kinh phí là 139 triệu đồng".

        A rate says it itself ("tốc độ tăng"), a way from one figure to another none. Where "với kinh phí là" leads to the figure, the first
        verb of the clause governs it, else the last one, unless words of a level, a mark or many words stand between.

        Args:
            text: the sentence.
            segment: where to start looking, no earlier than the last figure or semicolon.
            figure: start of the printed number.
        """
        amount = self._amount.search(text, segment, figure)
        rate = _RATE.search(text, segment, figure)
        if rate is not None and "," not in text[rate.end() : figure]:
            return "decrease" if "giảm" in rate[0].lower() else "increase"
        if _FROM_TO.match(text, figure):
            return None
        verbs = list(self._verb.finditer(text, segment, amount.start() if amount else figure))
        if not verbs:
            return None
        verb = verbs[0] if amount else verbs[-1]
        between = text[verb.end() : amount.start() if amount else figure]
        if amount is not None and text[segment : verb.start()].count(" ") <= 6:
            return "increase" if verb["up"] else "decrease"
        if self._level.search(between) or re.search(r"[,;.:()]", between) or between.count(" ") > 12:
            return None
        return "increase" if verb["up"] else "decrease"

    def governed(self, text: str, segment: int, figure: int) -> int | None:
        """Where the thing changed begins, if a change verb opens the clause and "với kinh phí là" or the like leads to the figure."""
        amount = _EXPENSE.search(text, segment, figure)
        verb = self._verb.search(text, segment, amount.start()) if amount else None
        return verb.end() + 1 if verb is not None and text[segment : verb.start()].count(" ") <= 6 else None

    def joined(self, text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """Changes joined to the level they belong to, and bounds and directions handed on to a second conjunct."""
        out: list[Quantity] = []
        for quantity in found:
            place, told = self._placed(text, out, quantity)
            out[place : place + 1] = [told]
        return tuple(out)

    def _placed(self, text: str, out: list[Quantity], quantity: Quantity) -> tuple[int, Quantity]:
        """Where among the figures so far a figure is told, and what stands there with it.

        The first that holds: it is the change of a level ("33 vụ cháy, giảm 4 vụ") or the move of a rank ("xếp thứ 12/63, tăng 10 bậc"),
        told by that figure; a rank that tells the figure before, among how many it is ("Trong số 34 tỉnh, ... xếp thứ 22") or the move to
        it ("tăng 4 bậc, xếp thứ 9"); a figure of its own behind the others.
        """
        level = _level_before(text, out, quantity)
        if level is None or not self._is_change_of(text, out[level], quantity):
            level = _rank_moved(text, out, quantity)
        if level is not None:
            end = quantity.end if level == len(out) - 1 else out[level].end
            return level, replace(out[level], change=_signed(quantity), end=end)
        last = len(out) - 1
        before = out[-1] if out else None
        if before is not None and _is_field_of(text, before, quantity):
            return last, replace(quantity, total=before.value)
        if before is not None and self._is_rank_after_move(text, before, quantity):
            return last, replace(quantity, change=_signed(before), start=before.start)
        directed = self._directed(text, before, quantity)
        return len(out), self._inherited(text, out, directed) if out and directed.direction is None else directed

    def _directed(self, text: str, before: Quantity | None, quantity: Quantity) -> Quantity:
        """A figure whose own words tell no direction, with that of a verb in front."""
        if quantity.direction is not None:
            return quantity
        is_amount = quantity.kind in ("money", "percent") and quantity.unit != "điểm %"
        if is_amount and quantity.value >= 0 and quantity.total is None:
            return replace(quantity, direction=self.governing(text, _segment(text, before, quantity.start), quantity.start))
        if _ADDED.search(text, _segment(text, before, quantity.start, colon=False), quantity.start):
            return replace(quantity, direction="increase")
        return quantity

    @staticmethod
    def _is_change_of(text: str, level: Quantity, change: Quantity) -> bool:
        """Whether a figure with a direction, in the same unit or in points of percent, stands right behind its level or its bracket."""
        if (
            change.direction is None
            or level.direction is not None
            or level.change is not None
            or change.comparator != "="
            or level.kind == "rank"
            or level.rule == "range"
        ):
            return False
        same = (_measured_alike(level, change) and change.unit != "%") or (change.unit == "điểm %" and level.unit == "%")
        bracket = _BRACKET_BEHIND.match(text, level.end, max(level.end, change.start))
        return same and _BETWEEN.fullmatch(text, bracket.end() if bracket else level.end, change.start) is not None

    @staticmethod
    def _is_rank_after_move(text: str, move: Quantity, rank: Quantity) -> bool:
        """Whether "tăng 4 bậc, xếp thứ 9" is meant."""
        if move.kind != "rank" or move.unit == "rank" or rank.unit != "rank" or rank.change is not None:
            return False
        return _BETWEEN.fullmatch(text, move.end, rank.start) is not None

    def _inherited(self, text: str, earlier: list[Quantity], quantity: Quantity) -> Quantity:
        """A figure without a direction of its own, with what an earlier one hands on.

        The direction: to the upper end of a range, to the share in a bracket behind an amount, to the growth of the next time, to an amount
        in a bracket behind one of the same unit. Direction and, where the two are listed, bound: to the next conjunct of the same kind.
        """
        before = earlier[-1]
        if before.rule == quantity.rule == "range" and before.end == quantity.start:
            return replace(quantity, direction=before.direction)
        if quantity.kind == "percent" and _OPENS.fullmatch(text, before.end, max(before.end, quantity.start)):
            return replace(quantity, direction=_moved(before))
        if quantity.kind != before.kind or before.rule == "range":
            return quantity
        between = text[before.end : quantity.start]
        if (
            quantity.kind == "percent"
            and _NEXT_TIME.fullmatch(between)
            and _RATE.search(text, max(0, before.figure - _RATE_REACH), before.figure)
        ):
            return replace(quantity, direction=before.direction)
        inside = _opened_bracket(text, earlier, quantity.start)
        if inside is not None and inside.kind == "money" and inside.unit == quantity.unit:
            return replace(quantity, direction=inside.direction)
        if quantity.start != quantity.figure or self._level.search(between) or not _CONJUNCT.fullmatch(between):
            return quantity
        listed = between.rstrip().endswith("và") or (_STRICT.match(text, before.start) is not None and quantity.unit == before.unit)
        comparator = before.comparator if listed and quantity.comparator == "=" and not _is_all(quantity) else quantity.comparator
        return replace(quantity, direction=before.direction, comparator=comparator)


def _level_before(text: str, out: list[Quantity], change: Quantity) -> int | None:
    """Index of the figure that a change behind it may be of: the last one that stands in no bracket closed since ("45 hộ (3,5%), giảm")."""
    for index in range(len(out) - 1, max(-1, len(out) - 4), -1):
        between = text[out[index].end : change.start]
        if between.count(")") <= between.count("("):
            return index
    return None


def _signed(change: Quantity) -> Decimal:
    """By how much, below zero for a decrease."""
    return change.value if change.direction == "increase" else -change.value


def _moved(before: Quantity) -> str | None:
    """The direction of an amount of change that a bracket says as a share: "giảm 12 vụ (21%)"."""
    if before.change is not None:
        return "increase" if before.change > 0 else "decrease"
    return before.direction


def _is_all(quantity: Quantity) -> bool:
    """Whether everything is meant, which nothing can be more than."""
    return quantity.kind == "percent" and quantity.value == 100


def _rank_moved(text: str, out: list[Quantity], move: Quantity) -> int | None:
    """Index of the rank that somebody came to by a move printed behind it: "xếp thứ 12/63, đạt 85 điểm, tăng 10 bậc"."""
    if move.kind != "rank" or move.unit == "rank" or move.direction is None or move.comparator != "=":
        return None
    for index in range(len(out) - 1, max(-1, len(out) - 3), -1):
        rank = out[index]
        if rank.unit == "rank":
            near = move.start - rank.end <= _LONGEST_MOVE and ";" not in text[rank.end : move.start]
            return index if near and rank.change is None else None
    return None


def _measure(quantity: Quantity) -> str:
    """The unit without what it is counted for: a price of a bag may be told to have risen by the kilogram."""
    return quantity.unit.split("/")[0].strip() if quantity.kind == "money" else quantity.unit


def _measured_alike(level: Quantity, change: Quantity) -> bool:
    """Whether a change is printed with the unit of its level or the first words of it: "33 vụ cháy, giảm 4 vụ"."""
    shorter = level.kind == change.kind == "count" and level.unit.startswith(f"{change.unit} ")
    return shorter or _measure(change) == _measure(level)


def _is_field_of(text: str, field: Quantity, rank: Quantity) -> bool:
    """Whether ``field`` says among how many ("Trong số 34 tỉnh, ... xếp thứ 22") rather than counts."""
    if rank.unit != "rank" or rank.total is not None or field.kind != "count" or field.value < rank.value:
        return False
    return _AMONG.search(text, max(0, field.figure - 20), field.figure) is not None


def _segment(text: str, before: Quantity | None, figure: int, *, colon: bool = True) -> int:
    """Where the clause of a figure can begin: behind the last figure, semicolon, open bracket or, where that ends it, colon."""
    floor = before.end if before is not None else 0
    opened = text.rfind("(", floor, figure)
    marks = ("; ", ": ") if colon else ("; ",)
    begins = [at + len(mark) for mark in marks if (at := text.rfind(mark, floor, figure)) >= 0]
    return max([floor, *begins, *([opened + 1] if opened >= 0 and text.rfind(")", opened, figure) < 0 else [])])


def _opened_bracket(text: str, earlier: list[Quantity], position: int) -> Quantity | None:
    """The figure right before the bracket that is still open at ``position``, None outside brackets."""
    opened = text.rfind("(", 0, position)
    if opened < 0 or text.rfind(")", opened, position) >= 0:
        return None
    return next((q for q in reversed(earlier) if q.end <= opened), None)
