"""The foot: recipients on the left, authority, title and name of the signer on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.structure.casing import person_case, title_case
from tasks.structure.phrases import RECIPIENTS, bare, begins_with
from tasks.structure.rows import Row, in_capitals
from tasks.structure.runs import BODY_END, Kind, Opening, find_openings

# "Nguyễn Văn An", "K'Sor H'Lan", "Ths. Lê An": two to six capitalised syllables.
_NAME = re.compile(
    r"^(?:(?:PGS|GS|TS|ThS|Ths|BS|KS|Đại tá|Thượng tá|Trung tá|Thiếu tướng)\.?\s){0,3}[A-ZĐÀ-Ỹ][\w'’]{0,8}(?:\s[A-ZĐÀ-Ỹ][\w'’]{0,8}){1,5}$"
)
# The commonest family names; others are taken too, but a name with one of these is preferred.
_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trương Trịnh Mai Đào Lương Hà "
    "Tạ Cao Tô Châu Thái Lâm Phùng Vương Tống Quách La Kiều Giàng Sùng Vàng Lò Thào Hầu Triệu Nông Hứa Vi Lữ Quàng "
    "Cầm Điểu Ma Chu Lục Bế Đàm Doãn Đồng Lưu Nghiêm Thân Tăng Từ Ông Giang Văn Trà Tôn Thạch Sơn Danh Kim "
)
_FAMILY_NAMES = frozenset(_FAMILIES.split())
_HEADS = ("CHỦ TỊCH", "GIÁM ĐỐC", "BÍ THƯ", "CHÁNH VĂN PHÒNG", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "THỦ TƯỚNG", "CỤC TRƯỞNG")
_TITLES = (*_HEADS, *(f"PHÓ {head}" for head in _HEADS), "BỘ TRƯỞNG", "THỨ TRƯỞNG", "PHÓ BÍ THƯ THƯỜNG TRỰC")
# One letter lost of eight ("PÓ BÍ THƯ") leaves 94; the nearest two titles (BỘ and THỨ TRƯỞNG) are 82 alike.
LEAST_TITLE_LIKENESS = 88
# Family names of four letters or more, told by their bare letters: "Nguyên" is "Nguyễn" misread. Shorter ones have too many neighbours.
_BY_BARE_LETTERS = {bare(name): name for name in _FAMILY_NAMES if len(name) >= 4}


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says; None or empty where it says nothing readable. Spans are keyed by head field."""

    recipients: tuple[str, ...] = ()
    on_behalf: str | None = None
    signer_title: str | None = None
    signer_name: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()


def find_foot(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[int, int]:
    """Index of the first row of the foot and of the row behind it; equal where the notice has no foot.

    The foot begins with "Nơi nhận" or with the signer's authority behind the end of the body, and goes to where an annex or another
    document begins, or to the end.
    """
    cues = vocabulary.cues
    openings = find_openings(rows, vocabulary)
    end = _end_of_notice(rows, openings)
    start = next((i for i in range(end) if begins_with(rows[i].text, RECIPIENTS) and len(rows[i].text) < 60), None)
    if start is None:
        start = _unannounced(rows[:end], cues)
    if start is None:
        annexes = (o.row for o in openings if o.kind is Kind.ANNEX and o.row and _stands_apart(rows[o.row]) and _ended(rows[: o.row]))
        end = min(end, next(annexes, end))
        return end, end
    while start > 0 and is_authority(rows[start - 1].text, cues) and in_capitals(rows[start - 1].text):
        start -= 1
    behind = next((o.row for o in openings if o.row > start), len(rows))
    return start, min(behind, _end_by_page(rows, start))


def _end_of_notice(rows: Sequence[Row], openings: Sequence[Opening]) -> int:
    """Where another document with a head of its own begins on a later page or behind the end of the body, else the number of rows."""
    for opening in openings:
        if opening.kind is not Kind.HEAD or not opening.row:
            continue
        if rows[opening.row].line.page != rows[0].line.page or _ended(rows[: opening.row]):
            return opening.row
    return len(rows)


def _stands_apart(row: Row) -> bool:
    return row.first_on_page or row.line.centered or in_capitals(row.text)


def _ended(rows: Sequence[Row]) -> bool:
    return any(BODY_END.search(r.text) for r in rows)


def _unannounced(rows: Sequence[Row], cues: Lexicon) -> int | None:
    """The first line of authority in the last third of a notice whose "Nơi nhận" was not read."""
    for index in range(max(1, len(rows) * 2 // 3), len(rows)):
        text = rows[index].text
        if in_capitals(text) and len(text) < 60 and is_authority(text, cues) and len(rows) - index <= 30:
            return index
    return None


def _end_by_page(rows: Sequence[Row], start: int) -> int:
    """A new page in capitals behind a name is no part of the foot."""
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.first_on_page and row.line.page != rows[start].line.page and in_capitals(row.text) and not row.is_bullet:
            named = any(_NAME.match(r.text) and r.text.split()[0] in _FAMILY_NAMES for r in rows[start:index])
            if named:
                return index
    return len(rows)


def is_authority(text: str, cues: Lexicon) -> bool:
    """Whether a line names who signs and on whose behalf."""
    return any(re.match(cues.alternation(code), text.strip()) for code in ("head-authority", "head-signer-title"))


def read_foot(rows: Sequence[Row], vocabulary: Vocabulary) -> Foot:
    """Recipients, authority, title and name in the rows of a foot."""
    cues = vocabulary.cues
    lefts: list[tuple[str, Span]] = []
    authority: list[tuple[str, Span]] = []
    others: list[tuple[str, Span, Column]] = []
    for row in rows:
        for printed, span in _pieces(row, cues):
            text = printed.lstrip("=-–“”‘’'\"|*_~.,:; ") if in_capitals(printed) else printed
            if begins_with(text, RECIPIENTS) and len(text) < 20:
                continue
            if row.line.column is not Column.LEFT and not is_authority(text, cues):
                text = _mend_title(text)
            if is_authority(text, cues) and in_capitals(text):
                authority.append((text, span))
            elif authority and re.match(cues.alternation("head-title-continued"), text) and in_capitals(text):
                joined = Span(authority[-1][1].start, max(authority[-1][1].end, span.end))
                authority[-1] = (f"{authority[-1][0]} {text}", joined)
            else:
                others.append((text, span, row.line.column))
    name = _find_name(others)
    for text, span, column in others:
        if (name is None or span != name[1]) and column is not Column.RIGHT:
            lefts.append((text, span))
    return _assemble(_recipients(lefts), authority, name, cues)


def _pieces(row: Row, cues: Lexicon) -> list[tuple[str, Span]]:
    """A row, cut where the right column's capitals were read behind the left column's text."""
    words = list(re.finditer(r"\S+", row.text))
    for index in range(1, len(words)):
        tail = row.text[words[index].start() :]
        left = row.text[: words[index - 1].end()]
        if in_capitals(tail) and is_authority(tail, cues) and (row.text.startswith("-") or begins_with(left, RECIPIENTS)):
            cut = row.span.start + words[index].start()
            return [(left, Span(row.span.start, row.span.start + len(left))), (tail, Span(cut, row.span.end))]
    return [(row.text, row.span)]


def _find_name(others: Sequence[tuple[str, Span, Column]]) -> tuple[str, Span] | None:
    """The last line that looks like a person's name; a known family name or the right column counts more than the place."""
    best: tuple[int, int, str, Span] | None = None
    for index, (text, span, column) in enumerate(others):
        clean = text.strip(" .,;:*|_'\"“”‘’=~-")
        if text.lstrip().startswith(("-", "–", "+")) or not _NAME.match(person_case(clean)):
            continue
        syllables = person_case(clean).split()
        score = 2 * (syllables[0] in _FAMILY_NAMES or any(s in _FAMILY_NAMES for s in syllables[:-2])) + (column is Column.RIGHT)
        if text.rstrip().endswith((";", ",", ":")):
            score -= 3
        if score >= 0 and (best is None or (score, index) >= (best[0], best[1])):
            start = span.start + text.index(clean)
            best = (score, index, person_case(clean), Span(start, start + len(clean)))
    if best is None:
        return None
    whole = others[best[1]][1]
    return (_mend_family_name(best[2]), whole)


def _mend_family_name(name: str) -> str:
    family, _, given = name.partition(" ")
    return f"{_BY_BARE_LETTERS.get(bare(family), family)} {given}" if family not in _FAMILY_NAMES else name


def _recipients(lefts: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    out: list[tuple[str, Span]] = []
    for text, span in lefts:
        mark = re.match(r"^\W{0,2}[-–—+•*·]\s?", text)
        if mark:
            out.append((text[mark.end() :], span))
        elif out and not out[-1][0].rstrip().endswith((".", "./.")):
            out[-1] = (f"{out[-1][0]} {text}", Span(out[-1][1].start, max(out[-1][1].end, span.end)))
    return [(text.strip(" ;.,"), span) for text, span in out if text.strip(" ;.,")]


def _assemble(
    recipients: Sequence[tuple[str, Span]], authority: Sequence[tuple[str, Span]], name: tuple[str, Span] | None, cues: Lexicon
) -> Foot:
    spans: list[tuple[str, Span]] = []
    behalf_pattern = re.compile(cues.alternation("head-authority"))
    # "KT, TH;" at the end of the recipients is a list of desks; behind a real "KT." stands a title of words.
    behalf = [(t, s) for t, s in authority if behalf_pattern.match(t) and any(len(w.strip(".,;:")) > 2 for w in t.split()[1:])]
    titles = [(t, s) for t, s in authority if not behalf_pattern.match(t)]
    title = None
    if titles:
        printed = titles[-1][0].strip(" .,:;*-")
        title = title_case(printed)
        if behalf and bare(behalf_pattern.sub("", behalf[-1][0], count=1)) == bare(printed):
            # Nobody signs for himself: the word for a deputy is under the signature or the seal.
            title = _implied_title(behalf[-1][0], printed) or title
        spans.append(("signer_title", titles[-1][1]))
    elif behalf:
        last = behalf_pattern.sub("", behalf[-1][0], count=1).strip(" .,")
        title = _implied_title(behalf[-1][0], last) if re.match(cues.alternation("head-signer-title"), last) else None
        if title:
            spans.append(("signer_title", behalf[-1][1]))
    if name:
        spans.append(("signer_name", name[1]))
    if recipients:
        spans.append(("recipients", Span(min(s.start for _, s in recipients), max(s.end for _, s in recipients))))
    if behalf:
        spans.append(("on_behalf", Span(behalf[0][1].start, behalf[-1][1].end)))
    return Foot(
        tuple(t for t, _ in recipients),
        "; ".join(t for t, _ in behalf) or None,
        title,
        name[0] if name else None,
        tuple(spans),
    )


def _mend_title(text: str) -> str:
    """A line of capitals that is a usual title but for a letter or two, as that title; any other line as it is."""
    letters = bare(text)
    if not in_capitals(text) or len(letters) < 6:
        return text
    likeness, title = max((fuzz.ratio(letters, bare(t)), t) for t in _TITLES)
    return title if likeness >= LEAST_TITLE_LIKENESS else text


def _implied_title(authority: str, head: str) -> str | None:
    """The title that a line of authority says of a signer whose own title was not read.

    Who signs "KT." is a deputy of the head named there, who signs "TM." or "Q." is that head (Decree 30/2020/NĐ-CP, Article 13); who
    signs "TL." or "TUQ." may hold any office.
    """
    mark = re.sub(r"[^A-Z]", "", authority[:4])
    if mark.startswith("KT"):
        return "Thứ trưởng" if head.upper() == "BỘ TRƯỞNG" else f"Phó {title_case(head)}"
    return title_case(head) if mark.startswith(("TM", "Q")) else None
