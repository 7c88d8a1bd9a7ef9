"""What a figure measures: the shortest phrase that names it, from behind the figure or from before it."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Vocabulary
from tasks.findings.periods import find_times
from tasks.findings.quantities import Quantity

_LONGEST = 160
_NO_SUBJECT_BEHIND = re.compile(
    r"\s?(?:$|[,;.:()\"/-]|(?:so với|trên|kế hoạch|dự toán|chỉ tiêu|tổng|của|theo|trở|vào|trong|đến|và|cùng kỳ|để|cho|từ|tại|với|là|nhằm|so|tăng|giảm|còn|đạt|mục tiêu|"
    r"nghị quyết|khi|do|nhưng|ở|về|năm|bằng|bình quân|mỗi|một|sau|ngay|giai đoạn|được|đã|chưa|như|quy mô|kịch bản|mức|vốn kế hoạch|nên|thì|tương|dự kiến|hằng|hàng|ước|quý|tháng|chiếm|"
    r"tự|đúng|đủ|trước|lên|xuống|cao|thấp|vượt|vì|mà|song|tuy|cả năm)(?!\w))",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s(?:từ|cho|để)\s")
_ACCORDING = re.compile(r"\b(?:theo|về)\s([^,;]{5,120})$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:tỉnh ta|tỉnh|huyện|xã|thành phố|thị xã|phường|cả nước|toàn tỉnh|toàn huyện|địa phương|[Tt]ỉnh [A-ZĐ][\w ]{2,20})", re.IGNORECASE
)
_ABOUT = re.compile(r"[^,;.]{0,30}\bvề\s([^,;.]{4,100})")
_ENUMERATED = re.compile(r"\bvà\b.{0,80}$")


class Namer:
    """Names quantities with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the reviewed words that begin, link and end a name."""
        cues = vocabulary.cues
        self._end = re.compile(cues.alternation("metric-name-end"))
        self._link = re.compile(cues.alternation("metric-link"))
        self._starts = re.compile(cues.alternation("metric-name-start"))

    def name(self, text: str, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        """The name and, where it was found in front of the figure, the position it begins at (else the figure's start).

        Args:
            text: the sentence.
            quantity: what to name.
            floor: no earlier than this: end of the figure before, or start of the clause.
            previous: name of the figure before in the same sentence, "" for none.
        """
        if quantity.kind == "count":
            return self._of_count(text, quantity, floor, previous)
        if quantity.kind == "rank":
            return self._of_rank(text, quantity, floor, previous)
        return self._of_measure(text, quantity, floor, previous)

    def _of_rank(self, text: str, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        subject, start = self.before(text, floor, quantity.start)
        if not subject or _PLACE.fullmatch(subject):
            according = _ACCORDING.search(text[floor : quantity.start].rsplit(",", 1)[0])
            about = _ABOUT.match(text, quantity.end)
            if according is not None:
                return self.cut(according[1]), floor + according.start(1)
            if about is not None:
                return self.cut(about[1]), quantity.start
        return (subject or previous or "xếp hạng"), start

    def _of_measure(self, text: str, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        behind = self.behind(text, quantity)
        if quantity.kind == "percent" and behind and quantity.unit != "điểm %":
            return behind, quantity.start
        subject, start = self.before(text, floor, quantity.start)
        if subject:
            return subject, start
        source = _SOURCE.match(text, quantity.unit_end)
        if source is not None and not previous:
            return self.cut(text[source.end() : source.end() + _LONGEST]), quantity.start
        return (previous or behind or quantity.unit), quantity.start

    def _of_count(self, text: str, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        tail = self.cut(text[quantity.unit_end : quantity.unit_end + _LONGEST])
        noun = text[text.rfind(quantity.unit, 0, quantity.unit_end) : quantity.unit_end] if quantity.unit else ""
        if quantity.unit_end and len(tail.split()) >= 2 and not self._bracketed(text, quantity):
            return f"{noun} {tail}", quantity.start
        subject, start = self.before(text, floor, quantity.start)
        if self._bracketed(text, quantity) and (subject or previous):
            return subject or previous, start
        if not subject:
            return " ".join(f"{noun} {tail}".split()), quantity.start
        if noun.lower() in subject.lower():
            return subject, start
        return " ".join(f"{subject} {noun} {tail}".split()), start

    @staticmethod
    def _bracketed(text: str, quantity: Quantity) -> bool:
        return text[max(0, quantity.start - 2) : quantity.start].endswith("(")

    def behind(self, text: str, quantity: Quantity) -> str:
        """The noun phrase that follows the unit ("100% dịch vụ công ..."), "" where none does."""
        if quantity.unit_end < 1 or _NO_SUBJECT_BEHIND.match(text, quantity.unit_end):
            return ""
        return self.cut(text[quantity.unit_end : quantity.unit_end + _LONGEST])

    def before(self, text: str, floor: int, end: int) -> tuple[str, int]:
        """The subject that stands in front of a figure between ``floor`` and ``end``, links and openings taken off, and where it begins."""
        floor = max(floor, end - 2 * _LONGEST)
        stop = self._without_links(text, floor, end)
        while stop > floor:
            start = self._chunk_start(text, floor, stop)
            start = self._without_openings(text, start, stop)
            name = self.cut(text[start:stop])
            if name:
                return name, start
            if stop <= start and start <= floor:
                break
            stop = self._without_links(text, floor, min(start, stop - 1))
        return "", end

    def _without_links(self, text: str, floor: int, stop: int) -> int:
        for _ in range(24):
            while stop > floor and text[stop - 1] == " ":
                stop -= 1
            found = [t for t in find_times(text[floor:stop], 2000) if floor + t.end == stop]
            match = self._link.search(text, max(floor, stop - 24), stop)
            if found:
                stop = floor + found[-1].start
            elif match is not None:
                stop = match.start()
            else:
                break
        return stop

    @staticmethod
    def _chunk_start(text: str, floor: int, stop: int) -> int:
        marks = (", ", "; ", ": ", "(", ") ")
        return max(floor, *(text.rfind(mark, floor, stop) + len(mark) if text.rfind(mark, floor, stop) >= 0 else floor for mark in marks))

    def _without_openings(self, text: str, start: int, stop: int) -> int:
        for _ in range(24):
            time = next((t for t in find_times(text[start:stop], 2000) if t.start == 0), None)
            match = self._starts.match(text[start:stop])
            if time is not None:
                start += time.end
            elif match is not None and match.end():
                start += match.end()
            else:
                break
            while start < stop and text[start] == " ":
                start += 1
        return start

    def cut(self, phrase: str) -> str:
        """``phrase`` up to its first punctuation or word that ends a name."""
        stop = re.search(r"[,;:()\"]|\.(?:\s|/|$)|\s-\s", phrase)
        phrase = phrase[: stop.start()] if stop else phrase
        end = self._end.search(phrase)
        phrase = phrase[: end.start()] if end else phrase
        words = phrase.split()
        number = next((i for i, w in enumerate(words) if w[:1].isdigit()), len(words))
        words = words[:number]
        while words and words[-1].lower() in (
            "và",
            "của",
            "là",
            "các",
            "những",
            "tối",
            "thiểu",
            "hơn",
            "khoảng",
            "thứ",
            "có",
            "đã",
            "được",
        ):
            words.pop()
        return " ".join(words)
