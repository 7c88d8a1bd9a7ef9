"""The document's subject: the lines under its type, or behind "V/v"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.finding import Doubt
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.numbering.reading import read_labels
from tasks.structure.dateline import find_dateline
from tasks.structure.phrases import ADDRESSEES, bare, begins_with, is_national_line
from tasks.structure.pieces import Piece
from tasks.structure.reference import is_reference_line
from tasks.structure.rows import Row, ends_sentence, in_capitals
from tasks.structure.title import TitleLine
from tasks.structure.urgency import read_urgency
from tasks.vietnamese.joining import leads_on
from tasks.vietnamese.syllable import is_syllable

MOST_SUBJECT_LINES = 12
# An incoming stamp to the left of the subject is read in front of its first line.
_BEHIND_STAMP = re.compile(r"(?!V[ềe] việc).{1,60}?\s(?=Về việc\s)")
_STAMP = re.compile(r"^\W{0,3}(?:ĐẾN|ĐEN|Đến|Ngày|Giờ|Số|Chuyển)\b.{0,50}?[.…\d]{3,}\S*\s(?=[^\W\d_]{2,}\s[^\W\d_]{2,})")
# "V/v" as recognition gives it ("V/w", "V'x", "Vlv"), and as some type it out.
ABOUT = re.compile(r"^\W{0,2}(?:V\s?[/'’1lI|\\,.]\s?[vyuwx]|V[wvx](?=\s)|V[ềeêéẻ]\sviệc)(?![^\W\d_])\s?[.:]?\s*", re.IGNORECASE)
# The last line of a subject that ends in "giai đoạn 2026 - 2030" or "nhiệm kỳ 2026 - 2031".
_YEARS = re.compile(r"^(?:[-–]\s?)?(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?\W{0,2}$")
_BEFORE_YEARS = re.compile(r"(?:năm|giai đoạn|nhiệm kỳ|thời kỳ|niên độ|năm học|từ|đến)$", re.IGNORECASE)
# "Về việc" also begins sentences: a subject only right under the number.
_IN_WORDS = re.compile(r"^\W{0,2}V[ềeêéẻ]\sviệc\b", re.IGNORECASE)
# "Về việc" with its capital lost: the first letters of the subject were misread. The Party's offices begin subjects with a small letter.
_MISREAD_ABOUT = re.compile(r"(?:v[àẻêềếeé]\s)?việc\s|v[àẻêếé]\s")
LEAST_ISSUER = 6
"""Letters of the issuer's name that know it again above the text: "BỘ Y TẾ" is the shortest with six, "ỦY BAN" begins others."""
LONGEST_SUBJECT = 600
"""Characters; the longest of 275 real ones has 520."""
_EDGES = " -–_.:;*"
# A comma begins no line; a mark alone, or a small letter alone behind capitals, ends none.
_SPECKS_BEFORE = re.compile(r"^[,.;:•*'`’^~|_]{1,3}\s?(?=\w)")
_SPECKS_BEHIND = re.compile(r"\s[,.;:•*'`’^~|_ˆ]{1,3}$|(?<=[A-ZĐÀ-Ỹ]{2})\s(?:[-–•]\s)?[a-zì-ï]$")
_ITEM = re.compile(r"\W{0,2}(?:[IVX]{1,5}|\d{1,2}|[A-ZĐ]|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s?(?:[.)/:]|\d|THỨ)")
_CUT_SYMBOL = re.compile(r"\d/[A-ZĐ][\w&]*-$")


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines that belong together: joined text, place, and the index of the row behind them."""

    text: str
    span: Span
    end: int


def find_subject(rows: Sequence[Row], title: TitleLine, vocabulary: Vocabulary, issuer: str | None = None) -> Block | None:
    """The lines between the type and the body; None where the body follows at once."""
    taken: list[tuple[str, Span]] = []
    if title.rest is not None:
        row = rows[title.row]
        taken.append((row.text[title.rest :], Span(row.span.start + title.rest, row.span.end)))
    index = title.row + title.count
    while index < len(rows) and len(taken) < MOST_SUBJECT_LINES:
        row = rows[index]
        if _is_readable(row.text) or (taken and _YEARS.match(row.text) and (not row.blank_before or _BEFORE_YEARS.search(taken[-1][0]))):
            if taken and _is_stamp(row.text):
                index += 1
                continue  # a stamp that stands below the title or between its lines
            if _subject_ends(row, rows[index + 1 : index + 4], vocabulary, taken=[t for t, _ in taken], issuer=issuer):
                break
            taken.append((row.text, row.span))
        index += 1
    if not taken:
        return None
    stamp = _BEHIND_STAMP.match(taken[0][0]) or _STAMP.match(taken[0][0])
    if stamp:
        taken[0] = (taken[0][0][stamp.end() :], Span(taken[0][1].start + stamp.end(), taken[0][1].end))
    return Block(_joined([t for t, _ in taken]), Span(taken[0][1].start, taken[-1][1].end), index)


def _joined(lines: Sequence[str]) -> str:
    """The lines as one text: specks at their ends left out, a symbol that was cut behind its hyphen whole."""
    text = ""
    for number, line in enumerate(lines):
        clean = _SPECKS_BEHIND.sub("", _SPECKS_BEFORE.sub("", line.strip()) if number else line.strip())
        text += clean if number and _CUT_SYMBOL.search(text) else f" {clean}"
    return re.sub(r"\s+", " ", text).strip(_EDGES)


def _is_stamp(text: str) -> bool:
    """Whether a line is a word of urgency, signs and single letters beside it left out."""
    return read_urgency(" ".join(word for word in text.split() if sum(map(str.isalpha, word)) > 1)) is not None


def _is_readable(text: str) -> bool:
    """Whether a line holds words, perhaps with figures ("Giai đoạn 2016 - 2021"), rather than a ruled line or the remains of a stamp."""
    printed = [c for c in text if not c.isspace()]
    if sum(c.isalpha() for c in printed) >= max(3, 0.6 * len(printed)):
        return True
    words = [w.strip(".,;:()") for w in text.split()]
    plain = sum(is_syllable(w) or w.isdigit() for w in words)
    if len(words) == 1:
        return is_syllable(words[0]) and len(words[0]) > 1
    spelled = sum(is_syllable(w) for w in words)
    return (spelled >= 2 or (spelled == 1 and any(len(w) == 4 and w.isdigit() for w in words))) and plain >= 0.7 * sum(
        any(c.isalnum() for c in w) for w in words
    )


def _subject_ends(row: Row, following: Sequence[Row], vocabulary: Vocabulary, *, taken: Sequence[str], issuer: str | None) -> bool:
    cues = vocabulary.cues
    begun = bool(taken)
    all_capitals = all(in_capitals(t) for t in taken)
    if begins_with(row.text, ADDRESSEES) or find_dateline(row.text, 0) or is_national_line(row.text):
        return True
    if in_capitals(row.text) and _names_authority(row.text, taken, issuer, vocabulary):
        # "HỘI NGHỊ LẦN THỨ TÁM / BAN CHẤP HÀNH TRUNG ƯƠNG KHÓA XIII / về ...": a body inside the subject
        return not (begun and following and following[0].text[:1].islower() and not following[0].blank_before)
    # Capitals that filled their line go on in capitals ("PHẠM" above "VI CHỨC NĂNG"); an item has its sign.
    if begun and all_capitals and in_capitals(row.text) and not row.ragged and not _ITEM.match(row.text):
        return False
    if row.starts and read_labels(row.text):
        return True
    # A small letter goes on with the capitals above it, as below the body of the Party that issues; no body begins so.
    small = any(c.islower() for c in row.text) and not in_capitals(row.text) and not row.text[:1].islower()
    if begun and all_capitals and small and not row.text.startswith("("):
        return True
    if not begun:
        if row.text.startswith("Căn cứ"):
            return True
        return row.line.bbox is not None and not row.line.centered and _opens_body(row, cues)
    if row.line.bbox is None:
        return row.blank_before or (_opens_body(row, cues) and row.ragged)
    if row.line.centered:
        return False
    # A wide line of a centred block is told from the body by the centred lines below it.
    return _opens_body(row, cues) or (row.line.starts_paragraph and not _block_goes_on(following))


def _names_authority(text: str, taken: Sequence[str], issuer: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a line in capitals names who decides: a title ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...") or the issuer once more."""
    if taken and (leads_on(taken[-1]) or taken[-1].rstrip().endswith(("-", "–", ","))):
        return False
    if re.match(vocabulary.cues.alternation("head-signer-title"), text):
        return True
    letters, own = bare(text), bare(issuer or "")
    return len(letters) >= LEAST_ISSUER and (
        own.startswith(letters) or (letters.startswith(own[: max(LEAST_ISSUER, len(own) // 2)]) and bool(own))
    )


def _block_goes_on(following: Sequence[Row]) -> bool:
    centered = next((r for r in following if r.line.centered), None)
    return (
        centered is not None
        and not in_capitals(centered.text)
        and not read_labels(centered.text)
        and not begins_with(centered.text, ADDRESSEES)
    )


def _opens_body(row: Row, cues: Lexicon) -> bool:
    return re.match(cues.alternation("head-body-opening"), row.text) is not None


def subject_doubts(block: Block, *, titled: bool) -> tuple[Doubt, ...]:
    """Why a subject may not be all of it: it ends in a word that leads on, begins in the middle of a sentence, or is very long."""
    text = block.text
    ends = (leads_on(text) and not text.endswith("nhà ở")) or text.endswith(",")
    cut = ends or (titled and _MISREAD_ABOUT.match(text) is not None) or len(text) > LONGEST_SUBJECT
    return (Doubt("head-field-cut", "subject", block.span),) if cut else ()


def find_about(pieces: Sequence[Piece], rows: Sequence[Row]) -> tuple[int, Block] | None:
    """The subject of an official letter ("V/v ...", misread or not), with the index of its first row.

    Args:
        pieces: of the head's lines; the subject stands in the left column.
        rows: those lines.
    """
    left = [p for p in pieces if not p.right and not p.national]
    for index, piece in enumerate(left):
        match = ABOUT.match(piece.text)
        if match is None or (_IN_WORDS.match(piece.text) and not (index and is_reference_line(left[index - 1].text))):
            continue
        taken = [(piece.text[match.end() :], piece.span)]
        end = index + 1
        while end < len(left) and len(taken) < MOST_SUBJECT_LINES and _about_goes_on(rows, left[end - 1], left[end], first=piece):
            taken.append((left[end].text, left[end].span))
            end += 1
        return piece.row, Block(
            _joined([t for t, _ in taken]), Span(piece.span.start + match.end(), taken[-1][1].end), left[end - 1].row + 1
        )
    return None


def _about_goes_on(rows: Sequence[Row], before: Piece, piece: Piece, *, first: Piece) -> bool:
    if _is_stamp(piece.text):
        return False
    if begins_with(piece.text, ADDRESSEES) or is_reference_line(piece.text) or find_dateline(piece.text, 0):
        return False
    row = rows[piece.row]
    one_column = rows[first.row].line.column is Column.LEFT
    if one_column and row.line.column is not Column.LEFT:
        return False
    if one_column:
        return not row.first_on_page
    if row.is_bullet or ends_sentence(before.text):
        return False
    # A blank line in a text without columns ends the subject, unless the words go on across it.
    capitals = in_capitals(before.text) and in_capitals(piece.text)
    return not row.blank_before or capitals or leads_on(before.text) or (piece.text[:1].islower() and row.line.bbox is not None)
