"""Where in a file another notice begins: a full head on top of a page behind a closed foot, and nothing that says it is attached.

A plan or regulation that the notice puts into force often has a head of its own, and so have forms, drafts and copies in annexes. What sets
an issued notice apart is what only the registry of an office writes: the number with its symbol and the day of issue (Decree 30/2020/NĐ-CP,
Appendix I, II.3 and II.4). A page that has some of it is a doubt, no cut: parting what belongs together is worse than missing a cut, since
the rows of a missed one stand in the first notice's reading, with the doubt beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Head
from tasks.domain.parts import Decisions
from tasks.structure.annex import read_annex_label
from tasks.structure.attached import ATTACHED, names_another
from tasks.structure.authority import is_authority
from tasks.structure.head import read_head
from tasks.structure.issuer import begins_body
from tasks.structure.phrases import RECIPIENTS, begins_with, cut_national, is_national_line
from tasks.structure.rows import Row, in_capitals, make_rows
from tasks.structure.runs import BODY_END
from tasks.structure.title import find_title

# The country's name stands in the first lines of a page: of a head read left column first behind issuer, parent, number and a subject.
MOST_ROWS_TO_NATION = 12
# A page without a head begins with its title, behind specks at most.
MOST_ROWS_TO_TITLE = 3
LONGEST_SPECK = 4
# Head, title and the line that says what a document is attached to.
MOST_HEAD_ROWS = 22
LONGEST_FOOT_LINE = 60
# "DỰ THẢO 2", "(Dự thảo)", "Mẫu số 03", "Biểu mẫu 1": such a page is no notice of its own. "Biểu dương ..." is.
_NO_NOTICE = re.compile(
    r"^\W{0,3}(?:DỰ THẢO|Dự thảo|"
    r"(?:MẪU|Mẫu|BIỂU|Biểu|PHỤ BIỂU|Phụ biểu)(?:\s(?:số|SỐ|mẫu|MẪU|biểu|BIỂU)){0,2}(?:\W{0,3}[\dIVX]|\W{0,3}$))(?!\w*[a-zà-ỹ])"
)
# Types that are issued on their own; plans, rules, reports, lists and contracts are put into force or forwarded by another document.
_NEVER_ATTACHED = frozenset(("TB", "CT", "CĐ", "NQ", "QĐ", "TTr", "KL", "TT", "NĐ", "TTri", "TC", "GM"))
# Dots or dashes that are to be filled in by hand.
_BLANK = re.compile(r"[.…_]{3,}|…")
_NUMBER_LINE = re.compile(r"(?:^|\s)[S§$][ôốồổỗộốoóòỏơớờởöõ0ó]{1,2}\s?[:.;]\s?")
# Something is written where the number is to stand, though no figure may have been read: "Số: 6/[) /VP-KT", "Số: 54" and "/TB-UBND" below.
_NUMBERED = re.compile(_NUMBER_LINE.pattern + r"\S{0,3}\w\S{0,5}\s?/\s?(?:[A-ZĐ]{2}|20\d\d)")
# The letters behind the number are typed, the number itself is left to the registry.
_LETTERS = re.compile(_NUMBER_LINE.pattern + r"\W{0,3}/\s?[A-ZĐ]{2}")
_DAY_LINE = re.compile(r"ng[àảaáãạ]y\s.{0,12}th[áảaàãạ]ng", re.IGNORECASE)
_DATED = re.compile(r"ng[àảaáãạ]y\s?\W{0,2}\w{1,3}\s?th[áảaàãạ]ng\s?\w{1,3}\s?n[ăãâaắ]m\s?(?:19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A page with which another notice begins, or may begin.

    Attributes:
        page: of the file, 1-based.
        certain: whether it surely does.
        head: as far as it was read there.
        lacks: what speaks against a cut, in English; "" where it is certain.
    """

    page: int
    certain: bool
    head: Head = field(default_factory=Head)
    lacks: str = ""


def find_beginnings(clean: CleanText, vocabulary: Vocabulary, printed: Mapping[int, int] | None = None) -> tuple[Beginning, ...]:
    """The pages behind the first with which another notice begins or may begin, in reading order.

    Args:
        clean: the text of the whole file, pages in reading order.
        vocabulary: the cues of heads and feet.
        printed: page number that is printed on a page, by the page's place in the file.
    """
    rows = [row for row in make_rows(clean) if not row.in_table]
    pages = [(number, list(of_page)) for number, of_page in groupby(rows, key=lambda row: row.line.page)]
    found: list[Beginning] = []
    since = 0  # index of the page with which the notice before begins
    first: Head | None = None  # of the notice before; read when a page with a head asks for it
    for index in range(1, len(pages)):
        number, own = pages[index]
        headed = _shows_head(own)
        if not headed and not _shows_title(own, vocabulary):
            continue
        before = [row for _, of_page in pages[since:index] for row in of_page]
        if not headed:
            if _is_closed(before, vocabulary):
                found.append(Beginning(number, certain=False, lacks="its head was not read"))
            continue
        first = first if first is not None else read_head(pages[0][1], vocabulary)[0]
        behind = [row for _, of_page in pages[index:] for row in of_page]
        beginning = _judge(
            _Candidate(own, before, behind, first, (first, *(b.head for b in found)), (printed or {}).get(number)), vocabulary
        )
        if beginning is None:
            continue
        found.append(beginning)
        if beginning.certain:
            since, first = index, beginning.head
    return tuple(found)


def notices_of(pages: Sequence[int], beginnings: Sequence[Beginning], decisions: Decisions) -> tuple[tuple[int, ...], ...]:
    """The pages of each notice, in the order they were given; what a person said of a page counts, else what is certain."""
    starts = {b.page for b in beginnings if b.certain} | {page for page, begins in decisions.items() if begins}
    starts -= {page for page, begins in decisions.items() if not begins}
    out: list[list[int]] = []
    for page in pages:
        if not out or page in starts:
            out.append([])
        out[-1].append(page)
    return tuple(tuple(part) for part in out)


def _shows_head(rows: Sequence[Row]) -> bool:
    """Whether the country's or the Party's name stands in the head of a page."""
    return any(_is_national(row) for row in rows[:MOST_ROWS_TO_NATION])


def _is_national(row: Row) -> bool:
    return len(row.text) < 2 * LONGEST_FOOT_LINE and (is_national_line(row.text) or cut_national(row.text) is not None)


def _shows_title(rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a page begins with the title of a document that is always issued on its own, and is nothing to fill in."""
    top = rows[:MOST_ROWS_TO_TITLE]
    title = find_title(top, vocabulary.document_types)
    if title is None or title.code not in _NEVER_ATTACHED or not title.exact:
        return False
    # "QUYẾT ĐỊNH:" alone is what a decision says behind its bases; text in front of a title makes it a part of that text.
    if top[title.row].text.rstrip().endswith(":") or any(len(row.text) > LONGEST_SPECK for row in top[: title.row]):
        return False
    if any(ATTACHED.match(row.text) for row in rows[:MOST_HEAD_ROWS]):
        return False
    return not any(_BLANK.search(row.text) for row in rows) and not _is_form(rows[:MOST_HEAD_ROWS], vocabulary)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A page with a head.

    Attributes:
        own: its rows.
        before: rows since the notice before began.
        behind: its rows and those of all pages behind it.
        first: head of the notice before.
        heads: all of the file so far, also those of which it is not sure that a notice begins with them.
        printed: page number that is printed on it.
    """

    own: Sequence[Row]
    before: Sequence[Row]
    behind: Sequence[Row]
    first: Head
    heads: Sequence[Head]
    printed: int | None


def _judge(candidate: _Candidate, vocabulary: Vocabulary) -> Beginning | None:
    """What a page with a head is: the beginning of a notice, perhaps one, or (None) a page of what is attached."""
    own, before, behind, printed = candidate.own, candidate.before, candidate.behind, candidate.printed
    page, top = own[0].line.page, own[:MOST_HEAD_ROWS]
    head, _ = read_head(own, vocabulary)
    if _is_form(top, vocabulary):
        return None
    if head.symbol is not None and head.symbol == candidate.first.symbol:
        # The plan behind a decision sometimes repeats its number; a page that was scanned twice has it too.
        return Beginning(page, certain=False, head=head, lacks="it repeats the number of the notice before")
    lines = " ".join(row.text for row in top)
    number, day = head.symbol is not None or bool(_NUMBERED.search(lines)), head.issued_on is not None or bool(_DATED.search(lines))
    attached = any(ATTACHED.match(row.text) for row in top)
    foreign = attached and names_another(top, candidate.heads, vocabulary.document_types)
    issued = any(in_capitals(row.text) and begins_body(row.text, vocabulary) for row in top)
    if not (number and day) and ((attached and not foreign) or not issued):
        return None
    if not number and not day and not (_LETTERS.search(lines) and (_is_closed(behind, vocabulary) or _is_closed(before, vocabulary))):
        return None
    lacks = [
        what
        for what, there in (
            ("its number was not read", number),
            ("its day was not read", day),
            ("its issuer was not read", issued),
            ("it has neither title nor addressee", bool(head.subject or head.addressees or head.type)),
            ("it names what it is attached to", not attached),
            ("the notice before has no foot", _is_closed(before, vocabulary)),
            (f"the page bears the number {printed}", printed is None or printed == 1),
        )
        if not there
    ]
    return Beginning(page, certain=not lacks, head=head, lacks=", ".join(lacks))


def _is_form(top: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a head says that what follows is a draft, a form or an annex."""
    for row in top:
        if _NO_NOTICE.match(row.text) and len(row.text) < LONGEST_FOOT_LINE:
            return True
        if read_annex_label(row, vocabulary.cues) is not None:
            return True
    return any(_BLANK.search(row.text) for row in top if _NUMBER_LINE.match(row.text) or _DAY_LINE.search(row.text))


def _is_closed(rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a notice ends in these rows: "Nơi nhận", the mark of the end, or the signer's authority in capitals."""
    for row in rows:
        if len(row.text) < LONGEST_FOOT_LINE and begins_with(row.text, RECIPIENTS):
            return True
        if BODY_END.search(row.text):
            return True
        if len(row.text) < LONGEST_FOOT_LINE and in_capitals(row.text) and is_authority(row.text, vocabulary):
            return True
    return False
