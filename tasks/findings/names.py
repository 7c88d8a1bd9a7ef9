"""What a figure measures: the shortest phrase that names it, from behind the figure or from before it."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Vocabulary
from tasks.findings.changes import ChangeReader
from tasks.findings.owners import list_end, only_acts, owns
from tasks.nouns.figure_time import find_times
from tasks.nouns.quantity import Quantity
from tasks.reading.sentences import Sentence

_LONGEST = 160
_NO_SUBJECT_BEHIND = re.compile(
    r"\s?(?:$|[,;.:()\"/-]|(?:so với|trên|kế hoạch|kh|ck|dự toán|chỉ tiêu|tổng|của|theo|trở|vào|trong|đến|và|cùng kỳ|để|cho|từ|tại|với|là"
    r"|nhằm|so|tăng|giảm|còn|đạt|mục tiêu|nghị quyết|khi|do|nhưng|ở|về|năm|"
    r"bằng|bình quân|mỗi|một|sau|ngay|giai đoạn|được|đã|chưa|như|quy mô|kịch bản|mức|vốn kế hoạch"
    r"|nên|thì|tương|dự kiến|hằng|hàng|ước|quý|tháng|chiếm|tự|đúng|đủ|trước|lên|xuống|cao|thấp|vượt|vì|mà|song|tuy|cả năm)(?!\w))",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s(?:từ|cho|để)\s")
_ACCORDING = re.compile(r"\b(?:theo|về)\s([^,;]{5,120})$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:tỉnh ta|tỉnh|huyện|xã|thành phố|thị xã|phường|cả nước|toàn tỉnh|toàn huyện|địa phương|[Tt]ỉnh [A-ZĐ][\w ]{2,20})", re.IGNORECASE
)
_ABOUT = re.compile(r"[^,;.]{0,30}\bvề\s([^,;.]{4,100})")
_SHARE_ABOUT = re.compile(
    r"\s?về ((?:tổng )?(?:số|giá trị|lượng|vốn|diện tích|sản lượng|kim ngạch|doanh thu)(?!\w)[^,;.]{0,60}?)(?=,|;|\.| và |$)"
)
"""What a share is of that is told behind it: "tăng 12% về số doanh nghiệp"."""
_COST = re.compile(r"((?:tổng )?(?:kinh phí|số tiền|số vốn|giá trị))(?:\s(?:là|khoảng|dự kiến|ước))*:?\s?$", re.IGNORECASE)
_ONLY_TELLS = re.compile(
    r"\s?(?:ước|lũy kế|dự kiến|thực hiện|kết quả|tính đến|đến|trong|cả năm|\d{1,2} tháng)(?: [^\s,;:()]+){0,9} (?:đạt|được|là|ước)? ?[\d.]",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[,;:\"]|\)(?!$)|\((?![\w ]{2,40}\)$)|\.(?:\s|/|$)|\s-\s")
_RELATIVE = re.compile(r"\s(?:đạt|được|đã được|đã|chưa|còn|đang|bị|có)\s")
_OR_SO = re.compile(r"\s?trở (?:lên|xuống)(?=\s)")
_SHARE = re.compile(r"\b(?:chiếm|bằng)(?: (?:khoảng|trên|gần|hơn|tới|đến))?\s?$")
_MEASURED_HEAD = re.compile(r"(?:tỷ lệ|tỉ lệ|độ|chỉ số|mức|tốc độ|công suất|tỷ trọng)\s", re.IGNORECASE)
_ABSTRACT_UNITS = ("điểm", "lần", "tuổi", "ngày", "tháng", "ngày làm việc")
_COPULA = re.compile(r"(?:\b(?:là|đạt|ước đạt|ước|chiếm|bằng|tăng|giảm|còn|có)(?: khoảng| trên| gần| hơn| dưới)?|:)\s?$")
_REACHED = re.compile(r"\b(?:lên|xuống)\s?$")
_LONG_SUBJECT = 6
_SHORT_ACT = 2
"""Words; a longer verb says what is done to so many ("giải quyết việc làm cho")."""
_HEADED = re.compile(r"(?:[Tt]ổng số|[Ss]ố lượng|[Ss]ố|[Tt]ỷ lệ|[Tt]ổng|[Dd]iện tích|[Ss]ản lượng)\s[^;:()\d]{1,100}$")
_PLAIN_NUMBER = re.compile(r"\d[\d.,/%]*[;,.]?$")
_RESTART = re.compile(r".*\b(?:phấn đấu|bảo đảm|đảm bảo|yêu cầu|đề nghị|dự kiến|đã)\s(?=\S+\s\S)")
_DANGLING = frozenset((
    "và", "của", "là", "các", "những", "tối", "thiểu", "hơn", "khoảng", "thứ", "có", "đã", "được", "với", "tại", "hằng", "lúc",
    "nhưng", "thì", "hoặc", "đối", "không", "chưa",
))  # fmt: skip
_COUNTED_HEAD = re.compile(r"(?:quy mô|dân số|tổng số|số lượng|số|tổng đàn|đàn|tổng(?! số$)|sĩ số|lượng)\s\S", re.IGNORECASE)
_COMPARING = re.compile(r"(?:cao|thấp|lớn|nhỏ|nhiều|ít|nhanh|chậm) hơn(?!\w)", re.IGNORECASE)
_EVENTS = frozenset(("xảy ra", "để xảy ra", "phát sinh", "ghi nhận", "bố trí", "tổ chức"))
_MATTERS = frozenset(("khiếu nại", "tố cáo", "kiến nghị", "phản ánh", "tranh chấp", "khởi kiện"))
"""Acts by which papers are called: "khiếu nại 45 đơn"."""
_COUNTED_PER = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]+)+)/")
_FOOTNOTE = re.compile(r"\s?\[\d{1,3}\]")

_BREAKS = (", ", "; ", ": ", "(", ") ", " với ")


class Namer:
    """Names quantities with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the reviewed words that begin, link and end a name."""
        cues = vocabulary.cues
        self._changes = ChangeReader(vocabulary)
        self._subject_end = re.compile(cues.alternation("metric-subject-end"))
        self._end = re.compile(cues.alternation("metric-name-end"))
        self._link = re.compile(cues.alternation("metric-link"))
        self._starts = re.compile(cues.alternation("metric-name-start"))

    def name(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str, above: str = "") -> tuple[str, int]:
        """The name and, where it was found in front of the figure, the position it begins at (else the figure's start).

        Args:
            sentence: in which it stands; its tags say what owns, and what only does.
            quantity: what to name.
            floor: no earlier than this: end of the figure before, or start of the clause.
            previous: name of the figure before in the same sentence, "" for none.
            above: heading of the section, for a sentence that only says how much ("Ước thực hiện cả năm đạt ...").
        """
        text = sentence.text
        if quantity.kind == "count":
            return self._of_count(sentence, quantity, floor, previous)
        if quantity.kind == "rank":
            return self._of_rank(text, quantity, floor, previous)
        return self._of_measure(sentence, quantity, floor, previous or (above if _ONLY_TELLS.match(text, floor) else ""))

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

    def _of_measure(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        text = sentence.text
        behind = self.behind(sentence, quantity)
        if behind and self._leads_to_name(text, quantity, floor):
            return behind, quantity.start
        of = _SHARE_ABOUT.match(text, quantity.unit_end) if quantity.kind == "percent" else None
        if of is not None and (name := self.cut(of[1])):
            return name, quantity.start
        governed = self._changes.governed(text, floor, quantity.start)
        if governed is not None and (name := self.cut(text[governed : governed + _LONGEST])):
            return name, governed
        if previous and _only_moves(text, quantity, floor):
            return previous, quantity.start
        subject, start = self.before(text, floor, quantity.start)
        if subject:
            return subject, start
        counted = _COUNTED_PER.match(quantity.unit) if quantity.kind == "other" else None
        if counted is not None:
            return counted[1], quantity.start
        cost = _COST.search(text, floor, quantity.start) if not previous else None
        if cost is not None:
            return cost[1], cost.start(1)
        source = _SOURCE.match(text, quantity.unit_end)
        if source is not None and not previous:
            return self.cut(text[source.end() : source.end() + _LONGEST]), quantity.start
        raw = text[floor : quantity.figure].strip(" ,:;(-")
        bare = "" if previous or behind else self._shortened(raw, self._subject_end)
        return (previous or behind or bare or quantity.unit), quantity.start

    def _leads_to_name(self, text: str, quantity: Quantity, floor: int) -> bool:
        """Whether the words behind the unit are what is measured: "100% hồ sơ", "15 km đường", but not "độ phủ đạt 70% dân số"."""
        if quantity.kind in ("area", "other"):
            return quantity.unit not in _ABSTRACT_UNITS and not quantity.unit.startswith("/")
        if quantity.kind != "percent" or quantity.unit == "điểm %" or _SHARE.search(text, floor, quantity.start):
            return False
        return _MEASURED_HEAD.match(self.before(text, floor, quantity.start)[0]) is None

    def _of_count(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        """The noun with what follows it ("xã đạt chuẩn ..."); a bare noun takes what stands in front ("tạo việc làm ... lao động")."""
        text = sentence.text
        tail = self._tail(text, quantity)
        at = text.rfind(quantity.unit, 0, quantity.unit_end) if quantity.unit else -1
        noun = text[at : quantity.unit_end] if at >= quantity.figure_end else quantity.unit
        bracketed = quantity.total is not None and text[max(0, quantity.start - 2) : quantity.start].endswith("(")
        if tail and not bracketed:
            return f"{noun} {tail}", quantity.start
        subject, start = self.before(text, floor, quantity.start, far=bracketed)
        if bracketed and (subject or previous):
            return subject or previous, start
        alone = " ".join(f"{noun} {tail}".split())
        if _COUNTED_HEAD.match(subject):
            return subject, start
        if not subject or (len(subject.split()) > _LONG_SUBJECT and not _COPULA.search(text, 0, quantity.start)):
            return alone, quantity.start
        if (
            subject.lower() in _EVENTS
            or owns(sentence, start)
            or (
                len(subject.split()) <= _SHORT_ACT
                and subject.lower() not in _MATTERS
                and not text[: quantity.start].rstrip().endswith(":")
                and only_acts(sentence, start, start + len(subject))
            )
        ):
            return alone, quantity.start
        if noun.lower() in subject.lower() or _COPULA.search(text, max(0, quantity.start - 12), quantity.start):
            return subject, start
        return f"{subject} {alone}", start

    def _tail(self, text: str, quantity: Quantity) -> str:
        phrase = text[quantity.unit_end : quantity.unit_end + _LONGEST]
        opening = _RELATIVE.match(phrase)
        if opening is None:
            return self.cut(phrase)
        rest = self.cut(phrase[opening.end() :])
        return " ".join(f"{opening[0]}{rest}".split()) if rest else ""

    def behind(self, sentence: Sentence, quantity: Quantity) -> str:
        """The noun phrase that follows the unit ("100% dịch vụ công ..."), "" where none does."""
        text = sentence.text
        bound = _OR_SO.match(text, quantity.unit_end)
        start = bound.end() if bound else quantity.unit_end
        if start < 1 or _NO_SUBJECT_BEHIND.match(text, start):
            return ""
        listed = list_end(sentence, start + (text[start : start + 1] == " "))
        if listed > start + 1:
            rest = self.cut(text[listed : listed + _LONGEST]) if text[listed : listed + 1] == " " else ""
            return " ".join(f"{text[start:listed]} {rest}".split())
        return self.cut(text[start : start + _LONGEST])

    def before(self, text: str, floor: int, end: int, *, far: bool = True) -> tuple[str, int]:
        """The subject in front of a figure between ``floor`` and ``end``, links and openings taken off, and where it begins.

        With ``far``, where the words right before the figure name nothing, those before their comma may.
        """
        floor = max(floor, end - 2 * _LONGEST)
        breaks = _BREAKS if text[floor:end].rstrip()[-1:] != ":" else ("; ", ": ", "(", ") ", " với ")
        stop = self._without_links(text, floor, end)
        while stop > floor:
            chunk = self._chunk_start(text, floor, stop, breaks)
            opened = self._without_openings(text, floor, stop)
            leads = _COPULA.search(text, opened, end) or _REACHED.search(text, opened, end)
            chunk = opened if leads and _HEADED.match(text, opened, stop) else chunk
            start = self._without_openings(text, chunk, stop)
            name = self._cut_subject(text[start:stop])
            if _COMPARING.match(name):
                return "", end
            if name or not far:
                return name, start if name else end
            stop = self._without_links(text, floor, min(chunk, stop - 1))
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
    def _chunk_start(text: str, floor: int, stop: int, breaks: tuple[str, ...]) -> int:
        """Behind the last break before ``stop``; a closed bracket at the end belongs to the words before it ("Chỉ số ... (PCI)")."""
        opened = text.rfind("(", floor, stop) if text[stop - 1] == ")" else -1
        last = opened if opened > floor else stop
        return max([floor, *(at + len(mark) for mark in breaks if (at := text.rfind(mark, floor, last)) >= 0)])

    def _without_openings(self, text: str, start: int, stop: int) -> int:
        for _ in range(24):
            while start < stop and text[start] == " ":
                start += 1
            time = next((t for t in find_times(text[start:stop], 2000) if t.start == 0), None)
            match = self._starts.match(text[start:stop])
            if time is not None:
                start += time.end
            elif match is not None and match.end():
                start += match.end()
            else:
                break
        return start

    def cut(self, phrase: str) -> str:
        """``phrase`` up to its first punctuation or word that ends a name."""
        stop = _PUNCTUATION.search(phrase)
        return self._shortened(phrase[: stop.start()] if stop else phrase, self._end)

    def _cut_subject(self, phrase: str) -> str:
        restart = _RESTART.match(phrase)
        phrase = phrase[restart.end() :] if restart else phrase
        stop = re.search(r"[;\"]|\.(?:\s|$)", phrase)
        return self._shortened(phrase[: stop.start()] if stop else phrase, self._subject_end, last=True)

    @staticmethod
    def _shortened(phrase: str, ending: re.Pattern[str], *, last: bool = False) -> str:
        end = ending.search(phrase)
        words = (phrase[: end.start()] if end else phrase).strip(" ,:-").split()
        numbers = [i for i, w in enumerate(words) if _PLAIN_NUMBER.match(w) and words[i + 1 : i + 2] != ["tuổi"]]
        if numbers:
            behind = words[numbers[-1] + 1 :] if last else []
            words = behind if len(behind) > 1 or (behind and numbers[0] == 0) else words[: numbers[0]]
        while words and words[-1].lower() in (*_DANGLING, "cho", "từ", "dưới", "trên", "trước", "ngày", "tháng", "đến", "trong"):
            words.pop()
        name = _FOOTNOTE.sub("", " ".join(words))
        return name if name.count("(") == name.count(")") else name.replace("(", "").replace(")", "").strip()


def _only_moves(text: str, quantity: Quantity, floor: int) -> bool:
    """Whether a change stands by itself behind a comma ("..., tăng 15%"): it is one of the figure before."""
    behind_comma = quantity.direction is not None and text[floor : quantity.start].rstrip().endswith(",")
    return behind_comma and not text[:floor].rstrip().endswith(";")
