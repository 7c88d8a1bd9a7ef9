"""Sentences of a section with their white space collapsed, each character knowing where it stands in the clean text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tasks.domain.notice import CleanText, TextLine
from tasks.domain.span import Span
from tasks.reading.tokens import fold_spelling
from tasks.vietnamese.joining import leads_on

LONGEST_SENTENCE = 2500
"""Characters; the longest sentences of real notices have about 1,500. Figures are read within one sentence, so this bounds the time."""
_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"[-+*•]\s")
_SENTENCE_END = re.compile(r"(?:(?<=[^\s.…][^\s.…])(?:[.!?]+|…)[\"')]?|(?<=\w\w )\.|(?<=[\s.…]\))\.)\s+(?=[\"'(]?[\wÀ-ỹ])")
"""A full stop, also one with a blank in front, as recognition gives it; an ellipsis only where a capital follows, as behind all of them."""
_NUMBER_END = re.compile(
    r"\.(?:(?<=[a-zà-ỹ] [\dyýởô]\.)|(?<=(?:cấp|quý|vực|đợt|lớp|bậc) [IVX]\.)|(?<=(?:loại|hạng|nhóm|vùng|đoạn) [IVX]\.))"
    r"\s+(?=[A-ZĐÀ-Ỹ])"
)
"""A sentence may also end with a digit or word of one character: "ở tầng 2. Sao lưu ...", "cán bộ thú y. Hoàn thành ..."."""
_LEAST_BEFORE_NUMBER = 6
"""Words of such a sentence; with fewer "Biểu mẫu số 1. Danh sách" is a title."""
_LONGEST_BEFORE_NUMBER = 400
"""Characters in front that are looked at for these words, so that the time is linear in the length of the text."""
_ABBREVIATION = re.compile(r"(?:^|[\s(.])(?:TP|Tp|GS|PGS|TS|ThS|BS|KTS|KS|đ/c|[Ss]t|KT|TM|TL|TUQ|[A-ZĐ])$")
_ENDS_TEXT = (".", ";", ":", "!", "?")
_BROKEN = re.compile(r"[^\W_][-–/]$")
"""A word that the line or page breaks off: "Nghị định số 61/2018/NĐ-"."""
_GROUND = re.compile(r"(?:[-–+•*] ?)?(?:Căn cứ|Theo (?:đề nghị|chỉ đạo)|Xét|Thực hiện|Triển khai|Tiếp theo)(?!\w)")
"""Openings of a ground: the last of those that stand a paragraph each ends with a comma, and what is done on them is the next one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence.

    Attributes:
        text: single spaces; dashes, quotes and the place of tone marks folded, so that one pattern reads all spellings.
        printed: the same characters before folding, as long as ``text``.
        places: position of each character in the clean text, ascending.
        paragraph: running number of its paragraph within what was read.
    """

    text: str
    printed: str
    places: tuple[int, ...]
    paragraph: int

    def span(self, start: int, end: int) -> Span:
        """The span of the clean text that ``text[start:end]``, not empty, was made from."""
        return Span(self.places[start], self.places[end - 1] + 1)

    @property
    def opens_list(self) -> bool:
        """Whether the sentence ends with a colon and so speaks for what follows."""
        return self.text.endswith(":")


def read_passages(clean: CleanText, within: Span) -> tuple[Passage, ...]:
    """The sentences of the printed lines inside ``within``, in order, those of tables left out; linear in its length."""
    out: list[Passage] = []
    for number, spans in enumerate(_paragraphs(clean, within)):
        printed, places = _collapse(clean.text, spans)
        whole = Passage(fold_spelling(printed), printed, places, number)
        start = 0
        for end in _within_limit(whole.text, [*_sentence_ends(whole.text), len(whole.text)]):
            passage = _trimmed(whole, start, end)
            if passage is not None:
                out.append(passage)
            start = end
    return tuple(out)


def _paragraphs(clean: CleanText, within: Span) -> list[list[Span]]:
    paragraphs: list[list[Span]] = []
    before, opening, behind_table = "", "", False
    first = bisect_right(clean.lines, within.start, key=lambda line: line.span.end)
    for line in islice(clean.lines, first, None):
        if line.span.start >= within.end:
            break
        if line.cell is not None:
            behind_table = True
            continue
        span = Span(max(line.span.start, within.start), min(line.span.end, within.end))
        text = span.of(clean.text).strip()
        if not text:
            continue
        if not paragraphs or behind_table or _opens(line, text, before) or _acts_on_grounds(line, text, before, opening):
            paragraphs.append([])
            opening = text
        paragraphs[-1].append(span)
        before, behind_table = text, False
    return paragraphs


def _opens(line: TextLine, text: str, before: str) -> bool:
    """A paragraph goes on over a page break, also inside a symbol, and a dash that begins a wrapped line is no bullet."""
    if not line.starts_paragraph:
        return before.endswith((";", ":", ".")) and _BULLET.match(text) is not None
    if (before.endswith(";") and text[0].islower()) or before.endswith(",") or leads_on(before) or _BROKEN.search(before):
        return False
    return before.endswith(_ENDS_TEXT) or not (text[0].islower() or (text[0].isdigit() and not re.match(r"\d+[.)]", text)))


def _acts_on_grounds(line: TextLine, text: str, before: str, opening: str) -> bool:
    """Whether a line begins the paragraph behind the last ground, which ``opening`` began."""
    return line.starts_paragraph and before.endswith(",") and text[0].isupper() and _GROUND.match(opening) is not None


def _collapse(text: str, spans: list[Span]) -> tuple[str, tuple[int, ...]]:
    """The words inside spans, a blank behind each, and where each character stands; a blank where its word ends."""
    words: list[str] = []
    places: list[int] = []
    for span in spans:
        for word in _WORD.finditer(text, span.start, span.end):
            words.append(word[0] + " ")
            places.extend(range(word.start(), word.end() + 1))
    return "".join(words), tuple(places)


def _sentence_ends(text: str) -> list[int]:
    ends = []
    for match in _SENTENCE_END.finditer(text):
        after = text[match.end() :].lstrip("\"'(")[:1]
        if (after.isupper() or after.isdigit()) and not _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start()]):
            ends.append(match.end())
    if _NUMBER_END.search(text):
        ends = sorted({*ends, *_behind_numbers(text, ends)})
    return ends


def _behind_numbers(text: str, ends: list[int]) -> Iterator[int]:
    """Further ends of sentences, behind a digit or word of one character; ``ends`` ascend."""
    for match in _NUMBER_END.finditer(text):
        passed = bisect_right(ends, match.start())
        begin = max(ends[passed - 1] if passed else 0, match.start() - _LONGEST_BEFORE_NUMBER)
        if len(text[begin : match.start()].split()) >= _LEAST_BEFORE_NUMBER:
            yield match.end()


def _within_limit(text: str, ends: list[int]) -> list[int]:
    """The same ends with more in between, so that no sentence is longer than ``LONGEST_SENTENCE``: at a semicolon, comma or space."""
    out: list[int] = []
    start = 0
    for end in ends:
        while end - start > LONGEST_SENTENCE:
            breaks = (text.rfind(mark, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE) for mark in ("; ", ", ", " "))
            start = next((at + 1 for at in breaks if at >= 0), start + LONGEST_SENTENCE)
            out.append(start)
        out.append(end)
        start = end
    return out


def _trimmed(whole: Passage, start: int, end: int) -> Passage | None:
    text = whole.text
    while start < end and text[start] == " ":
        start += 1
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1] == " ":
        end -= 1
    return Passage(text[start:end], whole.printed[start:end], whole.places[start:end], whole.paragraph) if end > start else None
