"""What the cells of an assignment row say: parties, also where one cell says who leads and who takes part, and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from tasks.domain.finding import Doubt, Part
from tasks.domain.notice import CleanText
from tasks.findings.rows.columns import Period
from tasks.findings.rows.persons import persons_in
from tasks.findings.rows.shares import shares_of
from tasks.findings.rows.times import TableTimes
from tasks.findings.tables import TableCell
from tasks.nouns.deadline import ReadDeadline
from tasks.nouns.parties import Party, parse_of, read_all
from tasks.reading.sentences import Sentence, of_spans, part_of
from tasks.reading.tagger import Tagger
from tasks.reading.tokens import fold_spelling
from tasks.rules.engine import Parse

RULE = "table"
LOOSE = "party-loose"
_SEPARATOR = re.compile(r"[,;+•]|\s[-–]\s")
_INNER = re.compile(r"(?:Phòng|Ban|Tổ|Bộ phận|Trung tâm|Vụ|Cục|Chi cục|Khoa|Đội|Tiểu ban|Nhóm)\s")
"""Units that are named after their work, in words that may be verbs: "Phòng Tuyên truyền hỗ trợ", "Phòng Tổ chức, biên chế"."""
_DOING = re.compile(
    r"\s*(?:chủ trì|tham mưu|thực hiện|triển khai|báo cáo|hướng dẫn|chuẩn bị|phụ trách|theo dõi|đôn đốc|phối hợp|và|cùng|với|[^\w\s])"
)
_MORE = re.compile(
    r"\s(?!(?:là|cùng|với|và|theo|trong|để|khi|tại|từ|trên|về|do|gồm|sẽ|có|được|đã)(?!\w))[^\W\d_A-ZĐ][^\W\d_]*(?:\s[^\W\d_]+){0,3}"
)
"""Words behind a whole name that are none of a clause: "Đoàn trường Cao đẳng nghề"."""
_NOT_FURTHER = (
    r"(?:các|cùng|và|với|trong|theo|để|khi|tham gia|thực hiện|báo cáo|chủ trì|phối hợp|một số|toàn|cán bộ|công chức|giáo viên|người|đơn vị"
    r"|cơ quan|nhân viên)"
)
_FURTHER = re.compile(rf"(?:\s(?!và\s)[a-zà-ỹ]+){{0,3}},\s(?!{_NOT_FURTHER}\s)[a-zà-ỹ]+(?:\s[a-zà-ỹ]+){{1,3}}(?=\s*(?:[,;]|$))")
"""The second half of such a name."""
_AND = re.compile(r"\s+(?:và|cùng)$")
LONGEST_LOOSE = 12
"""Words; what no rule of parties knows and is longer is hardly a name."""
LONGEST_TIME, LONGEST_PARTIES = 60, 200
"""Characters of a cell that is to be known as one of times or parties by its content."""
_SYMBOL = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]{2}|đồng|%")
"""Of a document or an amount of money, which may hold a time but are none."""
_ALWAYS = re.compile(r"\W*(?:thường xuyên|liên tục|hằng ngày|hàng ngày)\W*", re.IGNORECASE)
_DITTO = re.compile(
    r"\W*(?:nt|n\.t|nt\.|(?:như|tương tự) (?:mục |ý |dòng |ô )?trên|như nt|tương tự|-nt-|[\"”“'’‘,]{1,2}|//|\.\.+)\W*", re.IGNORECASE
)
_LABEL = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]\s+|[-–+*•]\s*")


@dataclass(frozen=True, slots=True)
class CellTime:
    """The time of a cell.

    Attributes:
        due: as read; None where the cell names no day and nothing that recurs.
        parts: the deadline with its place, empty where there is none.
    """

    due: ReadDeadline | None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells of one notice.

    Attributes:
        clean: the notice.
        tagger: of the lexicons.
        times: reads what a cell says of time.
    """

    clean: CleanText
    tagger: Tagger
    times: TableTimes

    def sentence(self, cell: TableCell) -> Sentence:
        """The cell as one sentence."""
        return of_spans(self.clean, cell.spans, self.tagger)

    def parties(self, cell: TableCell, field: str) -> tuple[Part, ...]:
        """The parties of a cell: those of its column's field, or of the field that words inside the cell give them.

        Args:
            cell: of a column of parties.
            field: "lead" or "coordinating".
        """
        sentence = self.sentence(cell)
        found: list[Part] = []
        label = _LABEL.match(sentence.text)
        own = label.end() if label is not None else 0
        for start, end, named in shares_of(sentence.text, field):
            begin = max(start, own)
            for first, past in (*persons_in(sentence.text, begin, end), (end, end)):
                found += self._grammatical(sentence, begin, first, named)
                name = sentence.printed[first:past]
                found += [Part(named, " ".join(name.split()), sentence.span(first, past), RULE)] if name else []
                begin = past
        return tuple({(p.field, p.value): p for p in reversed(found)}.values())[::-1]

    def _grammatical(self, sentence: Sentence, start: int, end: int, field: str) -> Iterator[Part]:
        """The parties between two places as the grammar reads them."""
        if not sentence.text[start:end].strip():
            return
        piece = part_of(sentence, start, end, self.tagger)
        parse = parse_of(piece)
        for party in _whole(parse, read_all(parse, 0, end - start)):
            if _is_name(party):
                yield Part(field, party.name, piece.span(party.start, party.end), RULE)

    def time(self, cell: TableCell, unit: str = "") -> CellTime:
        """By when, as a cell of times says it; ``unit`` is what its column counts, for a cell that holds only a number."""
        sentence = self.sentence(cell)
        label = _LABEL.match(sentence.text)
        begin = label.end() if label and sentence.text[label.end() : label.end() + 1].isalpha() else 0
        due = self.times.read(sentence.text[begin:], unit)
        if due is None:
            return CellTime(None)
        return CellTime(due, (Part("deadline", due.deadline.raw, sentence.span(begin + due.start, begin + due.end), RULE),))

    def period(self, period: Period) -> CellTime:
        """By when, as a ticked column says it."""
        due = self.times.read(period.time)
        if due is None:
            return CellTime(None)
        due = replace(due, deadline=replace(due.deadline, raw=period.head.text))
        return CellTime(due, (Part("deadline", period.head.text, period.head.spans[0], RULE),))

    def product(self, cell: TableCell) -> tuple[Part, ...]:
        """What comes out of a task."""
        sentence = self.sentence(cell)
        label = _LABEL.match(sentence.text)
        start = label.end() if label else 0
        printed = sentence.printed[start:].rstrip(" .;")
        return (Part("product", printed, sentence.span(start, start + len(printed)), RULE),) if printed else ()

    def looks_like_time(self, cell: TableCell) -> bool:
        """Whether a cell holds a time and little else."""
        if len(cell.text) > LONGEST_TIME or _SYMBOL.search(cell.text):
            return False
        return _ALWAYS.fullmatch(cell.text) is not None or self.time(cell).due is not None

    def looks_like_parties(self, cell: TableCell) -> bool:
        """Whether a cell holds names of bodies and nothing else."""
        if len(cell.text) > LONGEST_PARTIES or not any(c.isalpha() for c in cell.text):
            return False
        sentence = self.sentence(cell)
        label = _LABEL.match(sentence.text)
        parties = read_all(parse_of(sentence), label.end() if label is not None else 0, len(sentence.text))
        return bool(parties) and all(p.rule != LOOSE for p in parties)

    def looks_like_task(self, cell: TableCell) -> bool:
        """Whether a cell begins with the verb of a task and goes on."""
        sentence = self.sentence(cell)
        label = _LABEL.match(sentence.text)
        start = label.end() if label else 0
        at = next((i for i, token in enumerate(sentence.tokens) if token.start >= start), 0)
        return len(sentence.tokens) - at > 3 and bool(sentence.tags) and "verb" in sentence.tags[at]


def is_ditto(cell: TableCell) -> bool:
    """Whether a cell only says that what stands above holds: "-nt-", "như trên", two strokes."""
    return _DITTO.fullmatch(cell.text.strip()) is not None


def label_end(text: str) -> int:
    """Where the text of a cell begins behind its number or bullet."""
    label = _LABEL.match(fold_spelling(text))
    return label.end() if label else 0


def doubts_of_parties(parts: tuple[Part, ...]) -> Iterator[Doubt]:
    """What speaks against the parties of a cell: a name so long that it will be more than one."""
    for part in parts:
        if len(part.value.split()) > LONGEST_LOOSE and "," not in part.value:
            yield Doubt("party-runs-on", part.field, part.span)


def _whole(parse: Parse, parties: tuple[Party, ...]) -> Iterator[Party]:
    """The parties, an open name with the words that follow it: in a cell "Tổ xây dựng kế hoạch" is no order to a "Tổ"."""
    sentence = parse.sentence
    for party, after in zip_longest(parties, parties[1:]):
        last = after.start if after is not None else len(sentence.text)
        stop = _SEPARATOR.search(sentence.text, party.end)
        end = min(last, stop.start() if stop else last)
        rest = _AND.sub("", sentence.text[party.end : end].rstrip(" .:-"))
        at = next((i for i, token in enumerate(parse.tokens) if token.start >= party.end), len(parse.tokens))
        alone = " " not in party.name
        inner = party.rule != LOOSE and _INNER.match(party.name) is not None
        further = _FURTHER.match(sentence.text, party.end, last) if inner else None
        no_verb = parse.tag("verb", at) is None
        goes_on = alone or (inner and _DOING.match(rest) is None) or (no_verb and (not party.complete or _MORE.fullmatch(rest) is not None))
        if further is not None:
            rest, goes_on = sentence.text[party.end : further.end()], True
        if rest.strip() and goes_on and party.rule != LOOSE:
            end = party.end + len(rest)
            name = " ".join(f"{party.name}{sentence.printed[party.end : end]}".split())
            yield replace(party, name=name, end=end)
        else:
            yield party


def _is_name(party: Party) -> bool:
    """Whether a piece of a cell can be a name: more than one letter, and not only a small word that a line break left over."""
    letters = sum(c.isalpha() for c in party.name)
    return letters > 1 and not (party.rule == LOOSE and party.name.islower() and len(party.name.split()) == 1)
