"""What is on the page and not of the notice: page numbers, signing banners, incoming stamps, rules, specks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.geometry import BBox
from tasks.domain.national import names_the_nation
from tasks.domain.page import Column
from tasks.text.frame import PageFrame, measure_frame
from tasks.text.tokens import TokenLine, TokenPage
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

# Decree 30/2020/NĐ-CP, Appendix I: the page number stands in the top margin, in the middle, from page 2 on.
_TOP = 0.11
_BOTTOM = 0.94
_PAGE_NUMBER = re.compile(r"(?:trang )?[-–. ]{0,3}(\d{1,3})(?: ?/ ?\d{1,3})?[-–. ]{0,3}", re.IGNORECASE)
# What the recogniser makes of a lone digit.
_DIGIT_SHAPES = {"1": "lI|!iìí", "2": "zZ?ã", "3": "3", "4": "4Aa", "5": "sSŠ", "6": "6bóô", "7": "7?/", "8": "8B&", "9": "9gqọ"}

# Labels of signing services (VGCA, VNPT-CA, Viettel-CA, Adobe) with diacritics and case removed.
_SIGNED = re.compile(r"(?:signature (?:not )?(?:valid|verified)|signature|signed by|digitally signed)\b ?[:;.]?")
# These words also stand in sentences ("có hiệu lực kể từ ngày ký."), so a colon or a time has to follow.
_SIGNED_LABEL = re.compile(
    r"(?:nguoi ky|ky boi|ky so boi|duoc ky boi|thoi gian ky|ngay ky|da ky so)\b(?: ?[:;]|.{0,12}\d{1,2}[./-]\d{1,2}[./-]\d{4})"
)
_SIGNED_DETAIL = re.compile(
    r"(?:co quan|e-?mail|to chuc|don vi|chuc vu|dia chi|date|reason|location|number|version|foxit|serial)\b ?[:;.].{0,70}"
    r"|(?:tinh|thanh pho|cn=|o=|c=vn).{0,40}"
)
_TIME = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}[ ,]{1,3}\d{1,2}[:.h]\d{2}|\b\d{1,2}:\d{2}:\d{2}\b|[+-]\d{2}[:.]00\b")
_MAIL = re.compile(r"[\w.+-]{2,40}@[\w-]{2,30}(?:\.[\w-]{2,20}){1,5}")

# Stamp of the office that received the paper: "ĐẾN", "Số: 123", "Ngày: 5/4/2024", "Chuyển: ..." (Decree 30/2020, Appendix IV).
_INCOMING = re.compile(r"(?:cong van|van ban) den\b.{0,40}|den ?:?(?: so ?[:.]?.{0,20})?(?: ngay ?[:.]?.{0,20})?")
# Its title is set in capitals; "đến ngày 30/6/2026" at the start of a line is text.
_CAPITALS = re.compile(r"\b[ĐÐD][ẾÊẼỂEÉ]N\b")
_INCOMING_DETAIL = re.compile(r"(?:den )?(?:so|ngay|gio|chuyen|luu ho so(?: so)?|so va ky hieu hs)\b ?[:.;].{0,40}")
_DATE_OF_ISSUE = re.compile(r"so ?[:.].{0,20}/.{0,20}|.{2,40}, ?ngay\b.*")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that was left out and why ("page-number", "signature-banner", "incoming-stamp", "rule", "speck", "unreadable")."""

    line: TokenLine
    reason: str


def remove_furniture(page: TokenPage, *, is_first: bool) -> tuple[TokenPage, tuple[Dropped, ...]]:
    """The page without what is not of the notice, and what was left out.

    A line of the notice is at worst left in: each rule asks for the printed form and the place that such a mark has.

    Args:
        page: its words.
        is_first: whether it is the first page that is read of the file.
    """
    frame = measure_frame(page.lines)
    if frame is None:
        return page, ()
    reasons: dict[int, str] = {}
    _mark_blocks(page, reasons, may_bear_stamp=is_first or _shows_head(page))
    for index, line in enumerate(page.lines):
        if index not in reasons:
            reason = _single(page, line, frame, is_first=is_first)
            if reason:
                reasons[index] = reason
    kept = tuple(line for i, line in enumerate(page.lines) if i not in reasons)
    return TokenPage(page.number, page.width, page.height, kept), tuple(Dropped(page.lines[i], reasons[i]) for i in sorted(reasons))


def _height(page: TokenPage, line: TokenLine) -> float:
    return line.bbox.center[1] / max(1, page.height)


def printed_number(width: int, height: int, bbox: BBox, text: str) -> int | None:
    """The page number that a line in the top or bottom margin is, None for any other line; all lengths in pixels."""
    match = _PAGE_NUMBER.fullmatch(text) if _in_margin(width, height, bbox) else None
    return int(match[1]) if match else None


def _in_margin(width: int, height: int, bbox: BBox) -> bool:
    across, down = bbox.center[0] / max(1, width), bbox.center[1] / max(1, height)
    return not _TOP < down < _BOTTOM and 0.3 < across < 0.98


def _shows_head(page: TokenPage) -> bool:
    """Whether the motto or the Party's name stands in the upper half of a page: a notice may begin with it."""
    return any(names_the_nation(line.text) for line in page.lines if _height(page, line) < 0.5)


def _single(page: TokenPage, line: TokenLine, frame: PageFrame, *, is_first: bool) -> str | None:
    """Reason to drop a line on its own account."""
    if line.cell is not None:
        return None
    text = line.text
    height = _height(page, line)
    if not any(c.isalnum() for c in text):
        return "rule" if len(text) > 2 else "speck"
    if _is_page_number(page, line, text, is_first=is_first):
        return "page-number"
    letters = bare(text)
    # A mail address with a time, or either of them alone in a margin, is the mark of a gazette centre or a mail gateway.
    if _is_trace(letters) and (not _TOP < height < _BOTTOM or (_MAIL.search(letters) and _TIME.search(letters))):
        return "signature-banner"
    if line.confidence < 40 and not _has_word(line):
        small = line.bbox.height < 0.45 * frame.height or len(text) <= 3
        return "speck" if small else "unreadable"
    return None


def _is_page_number(page: TokenPage, line: TokenLine, text: str, *, is_first: bool) -> bool:
    number = printed_number(page.width, page.height, line.bbox, text)
    if number is not None:
        return not is_first or number == 1
    centered = 0.4 < line.bbox.center[0] / max(1, page.width) < 0.62 and _in_margin(page.width, page.height, line.bbox)
    return page.number > 1 and centered and len(text) == 1 and text in _DIGIT_SHAPES.get(str(page.number), "")


def _is_trace(letters: str) -> bool:
    """Whether an address or a time makes up most of the line."""
    rest = _TIME.sub("", _MAIL.sub("", letters))
    return rest != letters and sum(c.isalpha() for c in rest) <= max(6, (len(letters) - len(rest)) // 2)


def _has_word(line: TokenLine) -> bool:
    words = [t.text.strip(".,;:()“”\"'-–/") for t in line.tokens]
    return any((len(w) > 1 and is_syllable(w)) or (w.isdigit() and len(w) > 1) for w in words)


def _mark_blocks(page: TokenPage, reasons: dict[int, str], *, may_bear_stamp: bool) -> None:
    """Mark signing banners and incoming stamps: a line that names one, and the details around it."""
    texts = [bare(line.text).strip(" -–|'\".,") for line in page.lines]
    for index, text in enumerate(texts):
        line = page.lines[index]
        if line.cell is not None:
            continue
        short = (len(line.tokens) <= 14 and line.column is not Column.FULL) or len(line.tokens) <= 11
        if short and _names_signer(text):
            _mark_around(page.lines, texts, index, reasons, "signature-banner")
        elif may_bear_stamp and _height(page, line) < 0.5 and _INCOMING.fullmatch(text) and _CAPITALS.search(line.text):
            _mark_around(page.lines, texts, index, reasons, "incoming-stamp")


def _mark_around(lines: Sequence[TokenLine], texts: Sequence[str], index: int, reasons: dict[int, str], reason: str) -> None:
    """Mark ``index`` and the lines near it that look like details of the same mark."""
    reasons[index] = reason
    home = lines[index].bbox
    for other in range(max(0, index - 6), min(len(lines), index + 7)):
        box = lines[other].bbox
        near = (
            abs(box.center[1] - home.center[1]) < 7 * home.height
            and box.left < home.right + home.width
            and home.left < box.right + home.width
        )
        if other not in reasons and near and _is_detail(texts[other], reason):
            reasons[other] = reason


def _is_detail(text: str, reason: str) -> bool:
    if reason == "incoming-stamp":
        return bool(_INCOMING_DETAIL.fullmatch(text)) and not _DATE_OF_ISSUE.fullmatch(text)
    return bool(_SIGNED_DETAIL.fullmatch(text)) or _names_signer(text) or _is_trace(text)


def _names_signer(text: str) -> bool:
    return bool(_SIGNED.match(text) or _SIGNED_LABEL.match(text))
