"""What a figure measures: the shortest phrase that names it, from behind the figure or from before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.domain.lexicon import Vocabulary
from tasks.findings.changes import ChangeReader
from tasks.findings.owners import act_of, dealt_with, is_act, list_end, only_acts, owns
from tasks.nouns.measured_name import NameParse, name_words
from tasks.nouns.measured_subject import subject
from tasks.nouns.quantity import Quantity
from tasks.reading.sentences import Sentence, of_untagged

_LONGEST = 160
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
_SHARE = re.compile(r"\b(?:chiếm|bằng)(?: (?:khoảng|trên|gần|hơn|tới|đến))?\s?$")
_MEASURED_HEAD = re.compile(r"(?:tỷ lệ|tỉ lệ|độ|chỉ số|mức|tốc độ|công suất|tỷ trọng)\s", re.IGNORECASE)
_ABSTRACT_UNITS = ("điểm", "lần", "tuổi", "ngày", "tháng", "ngày làm việc")
_COPULA = re.compile(r"(?:\b(?:là|đạt|ước đạt|ước|chiếm|bằng|tăng|giảm|còn|có)(?: khoảng| trên| gần| hơn| dưới)?|:)\s?$")
_LONG_SUBJECT = 6
_COUNTED_HEAD = re.compile(r"(?:quy mô|dân số|tổng số|số lượng|số|tổng đàn|đàn|tổng(?! số$)|sĩ số|lượng)\s\S|dân số$", re.IGNORECASE)
_EVENTS = frozenset(("xảy ra", "để xảy ra", "phát sinh", "ghi nhận", "bố trí", "tổ chức"))
_MAKES = frozenset((
    "lựa chọn", "chọn", "xét chọn", "xét", "công bố", "ban hành", "thành lập", "lập", "hình thành", "xây dựng", "hoàn thành",
    "thực hiện", "triển khai", "phát động", "phát hành", "cử", "chọn cử", "cử tham gia", "mở", "nộp", "chuyển", "gửi", "thu hút", "cấp",
    "cấp phát", "tiếp nhận", "nhận", "trình", "ký", "ký kết", "ký ban hành", "sản xuất", "mua", "mua sắm", "trang bị", "in", "tham mưu",
    "tham gia", "huy động", "đề xuất", "lắp đặt", "đầu tư", "trồng", "bổ sung", "tuyển", "tuyển dụng", "kiện toàn", "đăng tải",
    "xuất bản", "soạn thảo", "có", "đạt", "áp dụng", "tổ chức thực hiện", "phê duyệt",
))  # fmt: skip
"""Acts by which what is counted is made, given or had."""
_MATTERS = frozenset(("khiếu nại", "tố cáo", "kiến nghị", "phản ánh", "tranh chấp", "khởi kiện"))
"""Acts by which papers are called: "khiếu nại 45 đơn"."""
_NO_NAME = frozenset(',;.:()"/-')
_TOLD_BEHIND = (" gồm", " bao gồm", " như sau", " sau đây")
"""Which ones are counted is told behind them: no subject in front is needed."""
_COUNTED_PER = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]+)+)/")


class Namer:
    """Names quantities with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the reviewed words that begin, link and end a name."""
        self._changes = ChangeReader(vocabulary)
        self._words = name_words(vocabulary.naming)
        self._read: NameParse | None = None

    def name(
        self, sentence: Sentence, quantity: Quantity, floor: int, previous: str = "", *, above: str = "", among: Sequence[Quantity] = ()
    ) -> tuple[str, int]:
        """The name and, where it was found in front of the figure, the position it begins at (else the figure's start).

        Args:
            sentence: in which it stands; its tags say what owns, and what only does.
            quantity: what to name.
            floor: no earlier than this: end of the figure before, or start of the clause.
            previous: name of the figure before in the same sentence, "" for none.
            above: heading of the section, for a sentence that only says how much ("Ước thực hiện cả năm đạt ...").
            among: all quantities of the sentence; no name holds the number of another.
        """
        if self._read is None or self._read.sentence is not sentence:
            self._read = NameParse(sentence, self._words, (other.figure for other in among))
        text = sentence.text
        if quantity.kind == "count":
            return self._of_count(sentence, quantity, floor, previous)
        if quantity.kind == "rank":
            return self._of_rank(sentence, quantity, floor, previous)
        return self._of_measure(sentence, quantity, floor, previous or (above if _ONLY_TELLS.match(text, floor) else ""))

    def _of_rank(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        text = sentence.text
        subject, start = self.before(sentence, floor, quantity.start)
        if not subject or _PLACE.fullmatch(subject):
            according = _ACCORDING.search(text[floor : quantity.start].rsplit(",", 1)[0])
            about = _ABOUT.match(text, quantity.end)
            if according is not None:
                return self.cut(according[1]), floor + according.start(1)
            if about is not None:
                return self.cut(about[1]), quantity.start
        return (subject or previous or "xếp hạng"), start

    def _of_measure(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        """The first that says what is measured.

        The noun behind the unit; what a share is of, or a change verb changes; the figure before, of which a change stands alone; the
        subject in front; else the little there is (:meth:`_of_little`).
        """
        text = sentence.text
        behind = self.behind(sentence, quantity)
        if behind and self._leads_to_name(sentence, quantity, floor):
            return behind, quantity.start
        of = _SHARE_ABOUT.match(text, quantity.unit_end) if quantity.kind == "percent" else None
        if of is not None and (name := self.cut(of[1])):
            return name, quantity.start
        governed = self._changes.governed(text, floor, quantity.start)
        if governed is not None and (name := self.cut(text[governed : governed + _LONGEST])):
            return name, governed
        if previous and _only_moves(text, quantity, floor):
            return previous, quantity.start
        subject, start = self.before(sentence, floor, quantity.start)
        return (subject, start) if subject else self._of_little(sentence, quantity, floor, previous, behind)

    def _of_little(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str, behind: str) -> tuple[str, int]:
        """Where no subject stands in front: what the unit counts by, the figure before, "kinh phí", the purpose, words around, the unit."""
        text = sentence.text
        counted = _COUNTED_PER.match(quantity.unit) if quantity.kind == "other" else None
        if counted is not None:
            return counted[1], quantity.start
        if previous:
            return previous, quantity.start
        cost = _COST.search(text, floor, quantity.start)
        if cost is not None:
            return cost[1], cost.start(1)
        source = _SOURCE.match(text, quantity.unit_end)
        if source is not None:
            return self.cut(text[source.end() : source.end() + _LONGEST]), quantity.start
        return behind or self.cut(text[floor : quantity.figure].strip(" ,:;(-")) or quantity.unit, quantity.start

    def _leads_to_name(self, sentence: Sentence, quantity: Quantity, floor: int) -> bool:
        """Whether the words behind the unit are what is measured: "100% hồ sơ", "15 km đường", but not "độ phủ đạt 70% dân số"."""
        if quantity.kind in ("area", "other"):
            return quantity.unit not in _ABSTRACT_UNITS and not quantity.unit.startswith("/")
        if quantity.kind != "percent" or quantity.unit == "điểm %" or _SHARE.search(sentence.text, floor, quantity.start):
            return False
        return _MEASURED_HEAD.match(self.before(sentence, floor, quantity.start)[0]) is None

    def _of_count(self, sentence: Sentence, quantity: Quantity, floor: int, previous: str) -> tuple[str, int]:
        """The noun with what follows it ("xã đạt chuẩn ..."); a bare noun takes what stands in front ("tạo việc làm ... lao động")."""
        text = sentence.text
        tail = self._tail(sentence, quantity)
        at = text.rfind(quantity.unit, 0, quantity.unit_end) if quantity.unit else -1
        noun = text[at : quantity.unit_end] if at >= quantity.figure_end else quantity.unit
        bracketed = quantity.total is not None and text[max(0, quantity.start - 2) : quantity.start].endswith("(")
        if tail and not bracketed:
            return f"{noun} {tail}", quantity.start
        if not tail and not bracketed and text[quantity.unit_end :].startswith(_TOLD_BEHIND):
            return noun, quantity.start
        subject, start = self.before(sentence, floor, quantity.start, far=bracketed)
        if bracketed and (subject or previous):
            return subject or previous, start
        alone = " ".join(f"{noun} {tail}".split())
        if _COUNTED_HEAD.match(subject):
            return subject, start
        if subject and dealt_with(sentence, quantity.start) and not owns(sentence, start):
            act = act_of(sentence, start)
            return (text[act : start + len(subject)], act) if start < act < start + len(subject) else (subject, start)
        if not subject or (len(subject.split()) > _LONG_SUBJECT and not _COPULA.search(text, 0, quantity.start)):
            return alone, quantity.start
        if subject.lower() in _EVENTS or owns(sentence, start):
            return alone, quantity.start
        if only_acts(sentence, start, start + len(subject)) and subject.lower() not in _MATTERS:
            # "quản lý 430 ca" counts what is done, "ban hành 4 kết luận" and "chọn cử 4 cán bộ" only what there is
            made = subject.lower().removeprefix("đã ") in _MAKES or not is_act(sentence, start, start + len(subject))
            return (alone, quantity.start) if made else (subject, start)
        if noun.lower() in subject.lower() or _COPULA.search(text, max(0, quantity.start - 12), quantity.start):
            return subject, start
        return f"{subject} {alone}", start

    def _tail(self, sentence: Sentence, quantity: Quantity) -> str:
        """What goes on behind a counted noun, a clause that says which are meant with it ("xã | đạt chuẩn")."""
        parse = self._parse(sentence)
        at = parse.at(quantity.unit_end)
        opening = parse.word("relates", at) if parse.word("compound", at) is None else None
        if opening is None:
            return parse.counted(at, tested=True)
        rest = parse.counted(opening, tested=False)
        return f"{parse.text(at, opening)} {rest}" if " " in rest else ""  # "được chia" says nothing of which are meant

    def behind(self, sentence: Sentence, quantity: Quantity) -> str:
        """The noun phrase that follows the unit ("100% dịch vụ công ..."), "" where none does."""
        parse = self._parse(sentence)
        at = parse.at(quantity.unit_end)
        if parse.folded(at) == "trở" and parse.folded(at + 1) in {"lên", "xuống"}:
            at += 2
        if quantity.unit_end < 1 or at >= len(parse.tokens) or parse.tokens[at].text in _NO_NAME or parse.word("no-name", at) is not None:
            return ""
        start = parse.tokens[at].start
        listed = list_end(sentence, start)
        if listed > start:
            rest = parse.counted(parse.at(listed), tested=True)
            return " ".join(f"{sentence.text[start:listed]} {rest}".split())
        return parse.counted(at, tested=True)

    def before(self, sentence: Sentence, floor: int, end: int, *, far: bool = True) -> tuple[str, int]:
        """The subject in front of a figure between the characters ``floor`` and ``end``, and where it begins; "" and ``end`` for none.

        With ``far``, where the words right before the figure name nothing, those before their comma may.
        """
        parse = self._parse(sentence)
        last = parse.at(end)
        name, start = subject(parse, parse.at(floor), last, far=far)
        return name, parse.tokens[start].start if start < last else end

    def cut(self, phrase: str) -> str:
        """``phrase`` up to its first punctuation or word that ends a name."""
        parse = NameParse(of_untagged(phrase), self._words)
        return parse.counted(0, tested=phrase.startswith(" "))

    def _parse(self, sentence: Sentence) -> NameParse:
        """The names of a sentence; the last one is kept, since its figures are named one after another."""
        if self._read is None or self._read.sentence is not sentence:
            self._read = NameParse(sentence, self._words)
        return self._read


def _only_moves(text: str, quantity: Quantity, floor: int) -> bool:
    """Whether a change stands by itself behind a comma ("..., tăng 15%"): it is one of the figure before."""
    behind_comma = quantity.direction is not None and text[floor : quantity.start].rstrip().endswith(",")
    return behind_comma and not text[:floor].rstrip().endswith(";")
