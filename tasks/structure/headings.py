"""Whether an item has a title of its own: alone on its line, in capitals, or a party or topic in front of a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.numbering.label import Label, Level
from tasks.structure.rows import Row, in_capitals
from tasks.structure.wording import Wording, Wordings

# A title is longer only where it lists parties.
MOST_WORDS = 30
MOST_WORDS_OF_A_LIST = 60
MOST_WORDS_OF_A_TOPIC = 7
MOST_WORDS_ABOUT = 14
MOST_WORDS_OF_A_CLOSING_TITLE = 8
_FINAL = re.compile(r"[.;!?…][\"”’')\]]?$|\./\.?$")
_ASSIGNMENT_LINE = re.compile(
    r"(?i)^(?:(?:cơ quan|đơn vị|người) (?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm)|"
    r"thời (?:gian|hạn)|sản phẩm|kinh phí|phối hợp|chủ trì)"
)
_SHARED = re.compile(r"[Cc]ác [^:;.]{1,40}$")
_OF_SEVERAL = re.compile(r"(?:Đối với|Riêng|Về) (?:các|những|\d+) ")
_LIST_BEHIND = re.compile(r"[^:;.]{3,280}")
_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Item:
    """A label with the rows up to the next label, split into paragraphs.

    Attributes:
        label: None for an unnumbered run.
        rows: its printed lines, the label's line first.
        paragraphs: index of the first row of each paragraph.
        has_children: whether an inner label follows.
        opens: whether it stands before the first label, so that it has no title of its own.
    """

    label: Label | None
    rows: tuple[Row, ...]
    paragraphs: tuple[int, ...]
    has_children: bool = False
    opens: bool = True

    def paragraph_rows(self, index: int) -> tuple[Row, ...]:
        """The rows of one paragraph."""
        end = self.paragraphs[index + 1] if index + 1 < len(self.paragraphs) else len(self.rows)
        return self.rows[self.paragraphs[index] : end]

    def paragraph_text(self, index: int) -> str:
        """One paragraph, lines joined, the label included."""
        return " ".join(r.text for r in self.paragraph_rows(index))

    @property
    def text_start(self) -> int:
        """Offset in the clean text of what stands behind the label."""
        return self.rows[0].span.start + (self.label.end if self.label else 0)


@dataclass(frozen=True, slots=True)
class Heading:
    """Place of a heading in the clean text, without its colon, and whether it fills its whole paragraph."""

    start: int
    end: int
    alone: bool


def find_heading(item: Item, wordings: Wordings) -> Heading | None:
    """The item's own title, None where its text begins at once."""
    if item.label is None:
        return _unlabelled(item, wordings)
    first = item.paragraph_rows(0)
    own = first[0].text[item.label.end :].strip()
    if item.label.level <= Level.DIVISION and not own:
        return _title_below(item)
    if own and in_capitals(own) and (len(own) > 3 or _goes_on_in_capitals(item.rows)):
        return _capitals(item, item.rows, item.text_start)
    skip, start = item.label.end, item.text_start
    if not own and len(first) > 1:
        first, skip, start = first[1:], 0, first[1].span.start
    text = _joined(first, skip)
    longer = _with_names(item, first, text)
    if longer is not None and (names := _joined(longer, skip)) and wordings.read(names).party_end > len(text):
        first, text = longer, names
    if (len(item.paragraphs) > 1 or item.has_children) and _alone(text, item, wordings.read(text)):
        return _place(first, start, len(_trim(text)), text)
    return _before_colon(first, start, item, text, wordings)


def _with_names(item: Item, first: Sequence[Row], text: str) -> tuple[Row, ...] | None:
    """A line that ends with a shared noun, and the names on the next: "Trách nhiệm của các Sở:" above "Xây dựng, Tài chính."."""
    if not text.endswith(":") or _SHARED.search(text[:-1].rstrip()) is None or len(item.paragraphs) < 2:
        return None
    below = item.paragraph_rows(1)
    return None if below[0].is_bullet else (*first, *below)


def _unlabelled(item: Item, wordings: Wordings) -> Heading | None:
    """The title of a closing run ("Chế độ báo cáo:"): its first paragraph, short, with a colon and with text behind it."""
    text = item.paragraph_text(0)
    if item.opens or len(item.paragraphs) < 2 or not is_closing_title(text, wordings):
        return None
    return _place(item.paragraph_rows(0), item.text_start, len(_trim(text)), text)


def is_closing_title(text: str, wordings: Wordings) -> bool:
    """Whether a paragraph may be the title of a closing run: a few words with a colon that order nothing."""
    if not text.rstrip().endswith(":") or len(text.split()) > MOST_WORDS_OF_A_CLOSING_TITLE:
        return False
    wording = wordings.read(text)
    return not (wording.acts or wording.duty or wording.lead_in or wording.verb)


def _goes_on_in_capitals(rows: Sequence[Row]) -> bool:
    return len(rows) > 1 and in_capitals(rows[1].text) and not rows[1].blank_before


def _joined(rows: Sequence[Row], skip: int) -> str:
    return " ".join([rows[0].text[skip:].strip(), *(r.text for r in rows[1:])]).strip()


def _trim(text: str) -> str:
    return text.rstrip(" :.–-")


def _place(rows: Sequence[Row], start: int, length: int, text: str) -> Heading | None:
    """Heading of ``length`` characters of the joined text, as a place in the clean text (every line break is one character)."""
    remaining, position = length, start
    for index, row in enumerate(rows):
        begin = start if index == 0 else row.span.start
        available = row.span.end - begin
        if remaining <= available:
            position = begin + remaining
            break
        remaining -= available + 1
        position = row.span.end
    return Heading(start, position, alone=length == len(_trim(text))) if position > start else None


def _title_below(item: Item) -> Heading | None:
    rows = item.rows[1:]
    if not rows:
        return None
    if in_capitals(rows[0].text):
        return _capitals(item, rows, rows[0].span.start)
    second = item.paragraph_rows(1) if len(item.paragraphs) > 1 else rows[:1]
    return Heading(second[0].span.start, second[-1].span.end, alone=True)


def _capitals(item: Item, rows: Sequence[Row], start: int) -> Heading:
    end = rows[0].span.end
    for row in rows[1:]:
        if not in_capitals(row.text) or row.is_bullet or row.blank_before:
            break
        end = row.span.end
    last = next(r for r in rows if r.span.end == end)
    return Heading(start, end - (len(last.text) - len(_trim(last.text))), alone=end == item.paragraph_rows(0)[-1].span.end)


def _alone(text: str, item: Item, wording: Wording) -> bool:
    """Whether a whole first paragraph is a title."""
    words = len(text.split())
    most = MOST_WORDS_OF_A_LIST if wording.party or item.has_children else MOST_WORDS
    if _FINAL.search(text):
        return wording.whole and text.endswith(".") and words <= 15
    if text.endswith(":"):
        says = wording.acts and not (wording.generic and words <= MOST_WORDS_OF_A_TOPIC)
        if wording.told or wording.lead_in or wording.condition or wording.duty or says:
            return False
        return words <= (most if wording.party or not wording.verb else MOST_WORDS)
    if wording.lead_in:
        return False
    if wording.tells:
        return words <= MOST_WORDS_OF_A_LIST and (item.has_children or (len(item.paragraphs) > 1 and item.paragraph_rows(1)[0].is_bullet))
    return words <= most


def _before_colon(rows: Sequence[Row], start: int, item: Item, text: str, wordings: Wordings) -> Heading | None:
    """A party ("Sở Nội vụ: Chủ trì ...") or a topic ("Về tổ chức: ...") in front of a colon."""
    for match in re.finditer(r":\s", text[:400]):
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        if _SHARED.search(before) and wordings.read(text).party_end > match.start():
            # "Các Sở: Tài chính, Xây dựng ..." goes on behind the colon.
            continue
        if _names_several(before, after, wordings):
            return None
        if not after[:1].isupper() or _is_open(before) or not _is_topic(before, item, wordings.read(before)):
            return None
        return _place(rows, start, len(before), text)
    return None


def _names_several(before: str, after: str, wordings: Wordings) -> bool:
    """Whether the sentence goes on behind the colon with the names of what it deals with: "Đối với các chợ: A và B, giao UBND xã ..."."""
    listed = _LIST_BEHIND.match(after) if _OF_SEVERAL.match(before) else None
    if listed is None:
        return False
    commas = (comma for comma in re.finditer(", ", listed[0]) if wordings.read(listed[0][comma.end() :]).told)
    order = next(commas, None)
    names = wordings.read(listed[0][: order.start()]) if order is not None else None
    return names is not None and not (names.party or names.verb or names.duty)


def _is_open(text: str) -> bool:
    """Whether a quotation or bracket is open at the end of a text."""
    return any(text.count(left) > text.count(right) for left, right in _PAIRS) or text.count('"') % 2 == 1


def _is_topic(before: str, item: Item, wording: Wording) -> bool:
    words = len(before.split())
    if re.search(r"[.;?!]\s", before) or wording.lead_in or wording.condition or _ASSIGNMENT_LINE.match(before):
        return False
    if wording.party and not (wording.generic and words <= MOST_WORDS_OF_A_TOPIC):
        return words <= MOST_WORDS_OF_A_LIST and not wording.acts
    if wording.told or wording.duty:
        return False
    most = MOST_WORDS_ABOUT if before.startswith("Về ") else MOST_WORDS_OF_A_TOPIC
    return words <= most and (item.label is None or item.label.level <= Level.LETTER)
