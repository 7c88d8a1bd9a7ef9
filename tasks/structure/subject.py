"""The document's type line, its subject, and whom it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.numbering.reading import read_labels
from tasks.structure.phrases import ADDRESSEES, bare, begins_with, is_national_line
from tasks.structure.reference import read_place_and_date
from tasks.structure.rows import Row, in_capitals

# One wrong letter in a title of six ("CHI THI") leaves a likeness of 83.
LEAST_TITLE_LIKENESS = 83
MOST_SUBJECT_LINES = 12
# An incoming stamp to the left of the subject is read in front of its first line.
_BEHIND_STAMP = re.compile(r"(?!V[ềe] việc).{1,60}?\s(?=Về việc\s)")
ABOUT = re.compile(r"^\W{0,2}V\s?[/1lI]\s?[vy]\s?[.:]?\s*", re.IGNORECASE)
_ADDRESSEES_WORD = re.compile(r"^\W{0,2}\S{3,5}\s\S{2,4}?\s?:\s?|^\W{0,2}\S{3,5}\s\S{2,4}\s")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """The line that names the document's type; ``rest`` is where a subject begins behind it on the same line."""

    row: int
    code: str
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines that belong together: joined text, place, and the index of the row behind them."""

    text: str
    span: Span
    end: int


def find_title(rows: Sequence[Row], types: Lexicon) -> TitleLine | None:
    """The first line that is a document type printed in capitals, letter errors forgiven."""
    for index, row in enumerate(rows):
        if not in_capitals(" ".join(row.text.split()[:2])):
            continue
        found = _whole_title(row.text, types) or _title_in_front(row.text, types)
        if found:
            return TitleLine(index, *found)
    return None


def _whole_title(text: str, types: Lexicon) -> tuple[str, int | None] | None:
    letters = bare(text)
    best = max(((fuzz.ratio(letters, bare(e.values["title"])), e.code) for e in types.entries if "title" in e.values), default=(0.0, ""))
    least = LEAST_TITLE_LIKENESS if len(letters) >= 6 else 100
    return (best[1], None) if best[0] >= least and in_capitals(text) else None


def _title_in_front(text: str, types: Lexicon) -> tuple[str, int | None] | None:
    for entry in types.entries:
        title = entry.values.get("title", "")
        count = len(title.split())
        words = text.split()
        if count >= 2 and len(words) > count and bare(" ".join(words[:count])) == bare(title) and in_capitals(" ".join(words[:count])):
            at = text.find(words[count], len(" ".join(words[:count])))
            if re.match(r"V[ềeê]\s|Kết luận|Triển khai|Tình hình", text[at:]) and at > 0:
                return entry.code, at
    return None


def find_subject(rows: Sequence[Row], title: TitleLine, vocabulary: Vocabulary) -> Block | None:
    """The lines between the type and the body; None where the body follows at once."""
    taken: list[tuple[str, Span]] = []
    if title.rest is not None:
        row = rows[title.row]
        taken.append((row.text[title.rest :], Span(row.span.start + title.rest, row.span.end)))
    index = title.row + 1
    while index < len(rows) and len(taken) < MOST_SUBJECT_LINES:
        row = rows[index]
        if _is_readable(row.text):
            if _subject_ends(row, rows[index + 1 : index + 4], vocabulary, begun=bool(taken)):
                break
            taken.append((row.text, row.span))
        index += 1
    if not taken:
        return None
    stamp = _BEHIND_STAMP.match(taken[0][0])
    if stamp:
        taken[0] = (taken[0][0][stamp.end() :], Span(taken[0][1].start + stamp.end(), taken[0][1].end))
    text = re.sub(r"\s+", " ", " ".join(t for t, _ in taken)).strip(" -–_.:;*")
    return Block(text, Span(taken[0][1].start, taken[-1][1].end), index)


def _is_readable(text: str) -> bool:
    """Whether a line holds words rather than a ruled line or the remains of a stamp."""
    printed = [c for c in text if not c.isspace()]
    return sum(c.isalpha() for c in printed) >= max(3, 0.6 * len(printed))


def _subject_ends(row: Row, following: Sequence[Row], vocabulary: Vocabulary, *, begun: bool) -> bool:
    cues = vocabulary.cues
    if begins_with(row.text, ADDRESSEES) or read_place_and_date(row.text, 0) or is_national_line(row.text):
        return True
    if row.starts and read_labels(row.text):
        return True
    if in_capitals(row.text) and any(re.match(cues.alternation(c), row.text) for c in ("head-signer-title", "head-issuer")):
        return True
    if not begun:
        return row.line.bbox is not None and not row.line.centered and _opens_body(row, cues)
    if row.line.bbox is None:
        return row.blank_before or (_opens_body(row, cues) and row.ragged)
    if row.line.centered:
        return False
    # A wide line of a centred block is told from the body by the centred lines below it.
    return _opens_body(row, cues) or (row.line.starts_paragraph and not _block_goes_on(following))


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


def find_about(rows: Sequence[Row]) -> tuple[int, Block] | None:
    """The subject of an official letter ("V/v ..."), with the index of its first row."""
    for index, row in enumerate(rows):
        match = ABOUT.match(row.text)
        if match is None:
            continue
        taken = [(row.text[match.end() :], row.span)]
        end = index + 1
        while end < len(rows) and len(taken) < MOST_SUBJECT_LINES and _about_goes_on(row, rows[end]):
            taken.append((rows[end].text, rows[end].span))
            end += 1
        text = re.sub(r"\s+", " ", " ".join(t for t, _ in taken)).strip(" -–_.:;*")
        return index, Block(text, Span(row.span.start + match.end(), taken[-1][1].end), end)
    return None


def _about_goes_on(first: Row, row: Row) -> bool:
    if begins_with(row.text, ADDRESSEES) or is_national_line(row.text) or read_place_and_date(row.text, 0):
        return False
    if first.line.column is not row.line.column and first.line.column is Column.LEFT:
        return False
    return not row.blank_before or (first.line.column is Column.LEFT and not row.first_on_page)


def find_addressees(rows: Sequence[Row]) -> tuple[int, tuple[str, ...], Block] | None:
    """The bodies behind "Kính gửi", with the index of that row."""
    for index, row in enumerate(rows):
        if not begins_with(row.text, ADDRESSEES):
            continue
        match = _ADDRESSEES_WORD.match(row.text)
        taken = [row.text[match.end() :].strip() if match else ""]
        end = index + 1
        while end < len(rows) and _addressees_go_on(rows, end, taken):
            taken.append(rows[end].text)
            end += 1
        names = _split_list(taken)
        return index, names, Block(" ".join(t for t in taken if t), Span(row.span.start, rows[end - 1].span.end), end)
    return None


def _addressees_go_on(rows: Sequence[Row], index: int, taken: list[str]) -> bool:
    row, before = rows[index], taken[-1]
    if index - 1 >= 0 and len(taken) > 20:
        return False
    if row.is_bullet or not "".join(taken):
        return True
    if before.rstrip().endswith((";", ",", ":")) and not before.rstrip().endswith("./."):
        return True
    return not row.starts and not row.blank_before and not before.rstrip().endswith(".")


def _split_list(lines: Sequence[str]) -> tuple[str, ...]:
    items: list[str] = []
    for line in lines:
        mark = re.match(r"^[-–—+•*·]\s?", line)
        if mark or not items or items[-1].endswith(";"):
            items.append(line[mark.end() :] if mark else line)
        else:
            items[-1] = f"{items[-1]} {line}"
    parts = [p for item in items for p in item.split(";")]
    return tuple(p.strip(" .,:") for p in parts if p.strip(" .,:"))
