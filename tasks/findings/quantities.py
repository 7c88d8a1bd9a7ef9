"""Figures in a sentence that measure something, each with its unit, total, change and comparator."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tasks.domain.lexicon import Vocabulary
from tasks.findings.changes import ChangeReader
from tasks.findings.excluded import Exclusions
from tasks.findings.figures import Figure, find_figures
from tasks.findings.numbering import names_a_document, numbers_a_row, without_numbering
from tasks.findings.quantity import KNOWN, Quantity
from tasks.findings.units import Unit, UnitReader
from tasks.vietnamese.numerals import FIGURE, WORDS, parse_number

_IN_WORDS = re.compile(rf"\s?\(\s?(?:{WORDS})\s?\)", re.IGNORECASE)
_TOTAL = re.compile(rf"\s?/\s?(?:tổng số )?({FIGURE})(?![\d/]|[.,]\d)")
_OUT_OF = re.compile(rf"\s?(?:trên|trong|/)\s?(?:tổng số|tổng|số)\s({FIGURE})(?![\d/]|[.,]\d)")
_RANK_OUT_OF = re.compile(
    rf"\s?(?:trên|trong)(?: tổng)?(?: số)?\s({FIGURE})\s(?=tỉnh|thành|huyện|xã|đơn vị|sở|địa phương|quốc gia|nước|phường|cơ quan|bộ)"
)
_RANKED = re.compile(
    r"\s(?:tỉnh, thành phố|tỉnh, thành|tỉnh|thành phố|huyện, thị xã, thành phố|huyện|quận|xã, phường|xã|phường|sở, ban, ngành|sở, ngành"
    r"|đơn vị|địa phương)(?!\w)"
)
_TO = re.compile(rf"\s?(?:-|đến)(?: dưới)?\s?({FIGURE})(?![\d/]|[.,]\d)")
_MOVED = re.compile(rf"\b(tăng|thăng|cải thiện|lên|giảm|tụt|xuống|hạ)(?: được| thêm| tới)?\s({FIGURE})\s(?:bậc|thứ hạng|hạng|vị trí)(?!\w)")
_UPWARD = ("tăng", "thăng", "cải thiện", "lên")
_OR_MORE = re.compile(r"[^,;.()\d]{0,40}? trở lên(?!\w)")
_OR_LESS = re.compile(r"[^,;.()\d]{0,40}? trở xuống(?!\w)")
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAMED_FIGURE = re.compile(rf"(?<!\w)[{_CAPITAL}]\w*\s\d{{1,2}}\s-\s$")
_CAPITAL_BEFORE = re.compile(rf"[^\s.:;\"(]\s[{_CAPITAL}]\w*\s$")
_QUORUM = re.compile(r"(?:ít nhất|tối thiểu|trên|quá|đủ)\s$")
_SCALED = re.compile(r"(?:nghìn|ngàn|triệu|vạn|tỷ|tỉ)\s", re.IGNORECASE)
_RATIO = re.compile(
    r"(?:\bhệ số(?: lương| phụ cấp)?|\btỷ số [^,;.:()\d]{2,50}?|/ ?(?:vạn dân|100\.000 dân|10\.000 dân|1\.000 dân))"
    r"(?:,? (?:là|đạt|bằng|còn|ước|ước đạt|khoảng))?:?\s$",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"\s?(?:$|[;)]|[.,](?!\d)|kể từ |từ ngày )")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIST_JOINT = re.compile(r"\s?(?:,|và|-)\s?")
_DURATION = re.compile(r"\s(ngày làm việc|ngày|tháng|giờ|phút)(?!\w)")
_SURE, _IN_LETTERS, _GUESSED = 0.97, 0.75, 0.55
"""Confidence by rule, judged and not measured: printed unit, number in words, unknown noun; a known noun has its own."""


class QuantityReader:
    """Reads the quantities of sentences with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the reviewed cues."""
        cues = vocabulary.cues
        self._units = UnitReader(vocabulary)
        self._exclusions = Exclusions(vocabulary)
        self.changes = ChangeReader(vocabulary)
        self._rank = re.compile(cues.alternation("metric-rank") + r"\s?$")
        self._ordinal = re.compile(r"(?<!\w)" + cues.alternation("metric-ordinal-noun") + r"\s$")
        self._verb = re.compile(cues.alternation("metric-count-verb") + r"\s$")
        self._place = re.compile(r"(?<!\w)" + cues.alternation("metric-place-noun") + r"\s$")
        self._done = re.compile(r"(?i:hoàn thành|đạt|đã thực hiện|quá hạn|vượt|tồn đọng|còn)(?: được)?[^,;.]{0,15}$")

    def read(self, text: str) -> tuple[Quantity, ...]:
        """The quantities of one sentence in order, none overlapping."""
        excluded = self._exclusions.read(text)
        found: list[Quantity] = []
        floor, name_end = 0, -1
        for figure in find_figures(text, excluded):
            if figure.start < floor:
                continue
            if name_end >= 0 and _LIST_JOINT.fullmatch(text, name_end, figure.start) and self._units.read(text, figure.end) is None:
                name_end = figure.end  # "Tân Lập 1, 2"
                continue
            quantities = self._quantities(text, figure, floor)
            if not quantities and figure.value < 100 and _CAPITAL_BEFORE.search(text, max(0, figure.start - 30), figure.start):
                name_end = figure.end
            found += quantities
            floor = quantities[-1].end if quantities else figure.end
        return self.changes.joined(text, without_numbering(found))

    def _quantities(self, text: str, figure: Figure, floor: int) -> list[Quantity]:
        ranked = self._ranked(text, figure, floor)
        if ranked is not None:
            return [ranked]
        spread = [] if figure.in_words else self._range(text, figure, floor)
        if spread:
            return spread
        counted = self._counted(text, figure, floor)
        return [counted] if counted is not None else []

    def _ranked(self, text: str, figure: Figure, floor: int) -> Quantity | None:
        cue = self._rank.search(text, max(floor, figure.start - 40), figure.start)
        if cue is None or figure.value != int(figure.value):
            return None
        total = _TOTAL.match(text, figure.end) or _RANK_OUT_OF.match(text, figure.end) or _OUT_OF.match(text, figure.end)
        if total is None and not self._plain_rank(text, cue[0].strip().lower(), figure):
            return None
        end = total.end() if total else figure.end
        ranked = _RANKED.match(text, end)
        end = ranked.end() if ranked else end
        change, end = self._moved(text, end)
        total_value = parse_number(total[1]) if total else None
        return Quantity(
            cue.start(),
            end,
            figure.start,
            figure.end,
            figure.value,
            "rank",
            "rank",
            total_value,
            change,
            unit_end=end,
            rule="rank",
            confidence=_SURE,
        )

    def _plain_rank(self, text: str, cue: str, figure: Figure) -> bool:
        """Whether a number without a total is a rank: "thứ 5" is, "xếp hạng 12 di tích" and "vị trí 85%" are not."""
        unit = self._units.read(text, figure.end)
        if unit is not None and (unit.kind != "count" or "thứ" not in cue):
            return False
        return "thứ" in cue or cue not in ("xếp", "xếp hạng", "đạt hạng", "ở hạng")

    def _moved(self, text: str, end: int) -> tuple[Decimal | None, int]:
        """Places gained or lost that are printed behind the rank ("..., tăng 10 bậc"), with the new end."""
        stop = min([p for p in (text.find(";", end), self._next_rank(text, end)) if p >= 0], default=len(text))
        moved = _MOVED.search(text, end, min(stop, end + 110))
        number = parse_number(moved[2]) if moved else None
        if moved is None or number is None:
            return None, end
        return (number if moved[1] in _UPWARD else -number), moved.end()

    def _next_rank(self, text: str, start: int) -> int:
        following = re.compile(r"(?:xếp|đứng|vị trí)\s(?:thứ|hạng|vị trí|ở)").search(text, start)
        return following.start() if following else -1

    def _range(self, text: str, figure: Figure, floor: int) -> list[Quantity]:
        first_unit = self._units.read(text, figure.end)
        to = _TO.match(text, first_unit.end if first_unit else figure.end)
        upper = parse_number(to[1]) if to else None
        if to is None or upper is None or upper <= figure.value:
            return []
        if text[max(0, figure.start - 30) : figure.start] and _NAMED_FIGURE.search(text[max(0, figure.start - 30) : to.start(1)]):
            return []
        unit = self._units.read(text, to.end())
        if unit is None and first_unit is None and text[figure.start] == text[to.start(1)] == "0":
            unit = self._units.guess(text, to.end())
        if unit is None or unit.weak or (first_unit is not None and first_unit.text != unit.text):
            return []
        verb, direction = self.changes.adjacent(text, figure.start, floor)
        low = Quantity(
            verb,
            figure.end,
            figure.start,
            figure.end,
            figure.value,
            unit.text,
            unit.kind,
            comparator=">=",
            direction=direction,
            unit_end=unit.end,
            rule="range",
            doubt=figure.doubt,
        )
        return [low, replace(low, start=figure.end, end=unit.end, figure=to.start(1), figure_end=to.end(1), value=upper, comparator="<=")]

    def _counted(self, text: str, figure: Figure, floor: int) -> Quantity | None:
        in_words = _IN_WORDS.match(text, figure.end)
        end = in_words.end() if in_words else figure.end
        total = _TOTAL.match(text, end) or _OUT_OF.match(text, end)
        end = total.end() if total else end
        unit = self._units.read(text, end)
        if unit is not None and total is None:
            total = _OUT_OF.match(text, unit.end) or self._same_unit_total(text, unit)
        total_value = parse_number(total[1]) if total else None
        start, direction = self.changes.adjacent(text, figure.start, floor)
        if unit is None and (bare := _without_unit(text, figure, end, floor)) is not None:
            return bare
        if unit is None:
            unit = self._duration(text, end, direction) or (None if figure.in_words else self._units.guess(text, end))
        if unit is None:
            return None
        figure = _whole(figure, unit)
        if names_a_document(text, unit) or (not unit.known and _looks_like_a_year(text, figure)):
            return None
        if not self._measures(text, figure, unit, total_value, direction):
            return None
        comparator, start = self.changes.comparator(text, figure.start, start, floor)
        comparator = ">=" if _OR_MORE.match(text, unit.end) else "<=" if _OR_LESS.match(text, unit.end) else comparator
        rule, confidence = self._rule(figure, unit)
        value = figure.value
        kind = "count" if total_value is not None and unit.kind == "other" else unit.kind
        kind = "other" if kind == "count" and value != int(value) and not _SCALED.match(unit.text) else kind
        if value < 0:
            direction = None
        behind = max(unit.end, total.end() if total else 0)
        return Quantity(
            start,
            behind,
            figure.start,
            figure.end,
            value,
            unit.text,
            kind,
            total_value,
            None,
            comparator,
            direction,
            unit.end,
            rule,
            confidence,
            figure.doubt,
        )

    def _same_unit_total(self, text: str, unit: Unit) -> re.Match[str] | None:
        """1.500 in "1.250 ha/1.500 ha"."""
        total = _TOTAL.match(text, unit.end)
        again = self._units.read(text, total.end()) if total else None
        return total if again is not None and again.text == unit.text else None

    @staticmethod
    def _rule(figure: Figure, unit: Unit) -> tuple[str, float]:
        if not unit.known:
            return "guessed-noun", _GUESSED
        if figure.in_words:
            return "number-in-words", _IN_LETTERS
        return ("counted-noun", KNOWN) if unit.kind == "count" else ("printed-unit", _SURE)

    @staticmethod
    def _duration(text: str, at: int, direction: str | None) -> Unit | None:
        """Days or months saved ("rút ngắn 05 ngày") are measured; any other stretch of time is a period."""
        match = _DURATION.match(text, at) if direction == "decrease" else None
        return Unit(match[1], "other", match.start(1), match.end()) if match else None

    def _measures(self, text: str, figure: Figure, unit: Unit, total: Decimal | None, direction: str | None) -> bool:
        """Whether the figure with its unit measures something rather than names, orders or merely lists."""
        before = text[max(0, figure.start - 30) : figure.start]
        if unit.kind == "rank":
            return direction is not None
        if figure.in_words:
            return self._words_measure(before, figure, unit)
        if unit.kind != "count":
            return unit.kind != "other" or not self._ordinal.search(before) or "." in f"{figure.value}"
        if self._place.search(before) and total is None:
            return False
        if total is not None and figure.value > total:
            return False
        if figure.value == 0:
            return total is not None or (unit.known and not unit.weak)
        if total is not None:
            return not _QUORUM.search(before) or total > 5
        if _CAPITAL_BEFORE.search(before) and (figure.value < 10 or not unit.known) and not text[figure.start :].startswith("0"):
            return False
        if numbers_a_row(text, figure, unit) and self._verb.search(before) is None:
            return False
        padded = figure.value >= 10 or text[figure.start] == "0"
        if figure.start == 0 and not padded:
            return False
        if unit.weak:
            return (figure.value >= 10 and not self._ordinal.search(before)) or self._done.search(before) is not None
        return unit.known or (padded and not self._ordinal.search(before))

    def _words_measure(self, before: str, figure: Figure, unit: Unit) -> bool:
        if not unit.known or unit.weak or before.endswith(("thứ ", "cả ", "Thứ ")):
            return False
        if unit.kind != "count":
            return unit.kind in ("percent", "money", "area") or figure.value >= 10
        return figure.value >= 10 or self._verb.search(before) is not None


def _whole(figure: Figure, unit: Unit) -> Figure:
    """What is counted one by one has no decimals, so "1,234 hộ" are thousands."""
    counted = unit.kind == "count" and not _SCALED.match(unit.text) and "/" not in unit.text
    if not counted or figure.in_words or figure.value.as_tuple().exponent != -3:
        return figure
    return replace(figure, value=figure.value * 1000, doubt="number-grouping")


def _without_unit(text: str, figure: Figure, end: int, floor: int) -> Quantity | None:
    """A ratio that is printed without a unit: "hệ số 2,67", "tỷ số giới tính khi sinh là 110", "số bác sĩ/vạn dân đạt 6,62"."""
    if figure.in_words or not _NO_UNIT.match(text, end) or not _RATIO.search(text, max(floor, figure.start - 100), figure.start):
        return None
    return Quantity(figure.start, end, figure.start, figure.end, figure.value, "", "other", unit_end=end, rule="ratio", confidence=_GUESSED)


def _looks_like_a_year(text: str, figure: Figure) -> bool:
    return _YEAR.fullmatch(text, figure.start, figure.end) is not None
