"""Where a sentence is cut into directives: at ";" only where the next clause names another party, or has a deadline of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.boundaries import acts_behind_comma
from tasks.findings.acting.named import Actors

_ONLY_TIME = re.compile(
    r"(?:và )?(?:(?:công )?(?:việc|nội dung) này (?:phải |cần )?)?"
    r"(?:[Hh]oàn thành|[Hh]oàn tất|[Xx]ong|[Tt]hời (?:hạn|gian)(?: hoàn thành| thực hiện)?)(?: và báo cáo[^;]*?|"
    r" công việc này| việc này| nội dung này| các nội dung trên)?:? ?"
    r"(?:trước|trong|chậm|vào|đến|ngay|cuối|xong)"
)


_MATTER = re.compile(r"(?:Về|Đối với) (?:đề nghị|đề xuất|kiến nghị|việc|nội dung)(?!\w)")
_IN_CASE = re.compile(r"(?:trong )?(?:trường hợp|nếu|khi|quá trình)(?!\w)", re.IGNORECASE)

_DUTIFUL = re.compile(
    r"(?:chấp hành|tuân thủ|thực hiện|nghiêm|chủ động|tích cực|gửi|nộp|báo cáo|đăng ký|kê khai|(?:ký )?cam kết|phối hợp)(?!\w)"
)
"""How what kinds of persons are told to do begins; "làm công tác ...", "giữ chức vụ ..." say which are meant."""

_INSIDE = re.compile(r"trong (?:đó|số đó)(?!\w)", re.IGNORECASE)
"""What begins so is a part of the task in front: "lập kế hoạch; trong đó quy định diễn tập mỗi năm một lần"."""

_GROUNDS = re.compile(r"(?:căn cứ|trên cơ sở|theo (?:chức năng|nhiệm vụ|thẩm quyền))(?!\w)")

_OFTEN = frozenset(("hằng", "hàng", "định"))
"""Behind a subject these begin how often it acts ("hằng tháng", "định kỳ"), not a phrase of what goes before."""


def cut_clauses(
    reader: ClauseReader, taken: Sequence[tuple[int, int]], has_deadline: Callable[[str], bool], *, assigned: bool
) -> list[tuple[int, int]]:
    """The clauses of a sentence as ranges of tokens, without ";" at their ends.

    Args:
        reader: of the sentence.
        taken: ranges of tokens of lists of parties, inside which nothing is cut.
        has_deadline: whether a clause names a time by which it is due.
        assigned: whether a heading above names the party.
    """
    tokens = reader.sentence.tokens
    depth, quoted, marks = 0, False, []
    matter = _end_of_matter(reader)
    for at, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        quoted ^= token.text == '"'
        if token.text == ";" and at >= matter and depth <= 0 and not quoted and not any(a <= at < b for a, b in taken):
            marks.append(at)
    starts = [0]
    named = _names(reader, 0, marks[0] if marks else len(tokens), assigned=assigned)
    for index, mark in enumerate(marks):
        end = marks[index + 1] if index + 1 < len(marks) else len(tokens)
        begin = mark + 1
        if begin >= end:
            continue
        names = _names(reader, begin, end, assigned=assigned)
        same = bool(names) and names == named and not has_deadline(reader.text(begin, end))
        if not same and _stands_alone(reader, begin, end, has_deadline, named=bool(named), assigned=assigned):
            starts.append(begin)
            named = names or named
    ends = [*(start - 1 for start in starts[1:]), len(tokens)]
    return [r for r in (_trimmed(reader, *r) for r in zip(starts, ends, strict=True)) if r[0] < r[1]]


def _end_of_matter(reader: ClauseReader) -> int:
    """The colon behind which somebody acts on a matter said first ("Về đề nghị sửa cầu; nạo vét kênh: Sở X khảo sát"), else 0."""
    if _MATTER.match(reader.sentence.text) is None:
        return 0
    colon = next((at for at, token in enumerate(reader.sentence.tokens) if token.text == ":"), None)
    return colon if colon is not None and reader.parties_at(colon + 1) is not None else 0


def _stands_alone(reader: ClauseReader, low: int, high: int, has_deadline: Callable[[str], bool], *, named: bool, assigned: bool) -> bool:
    start = low + (2 if reader.parse.folded(low) == "đồng" and reader.parse.folded(low + 1) == "thời" else 0)
    start += start > low and reader.parse.folded(start) == ","
    actors: Actors | None = reader.actors(start, high, assigned=assigned)
    if actors is not None and actors.kind == "subject" and _acts_in_case(reader, start, actors):
        return True
    if actors is not None and (actors.kind == "order" or (actors.kind in ("subject", "label") and actors.parties.start == start)):
        if actors.unknown and not actors.parties.parties[-1].complete:
            return False  # "thanh tra việc ...; các cơ sở kinh doanh thuốc": what is inspected
        if actors.kind == "subject" and not named and _is_bare_kind(reader, actors):
            return False  # "Tập huấn cho cán bộ ...; công chức trực tiếp làm công tác hộ tịch": who is trained
        if actors.verb >= high:
            return actors.parties.parties[-1].complete
        stops = reader.parse.tag("stop", actors.verb) is not None and reader.parse.folded(actors.verb) not in _OFTEN
        return not stops or _acts_on_grounds(reader, actors, high)
    text = reader.text(low, high)
    return has_deadline(text) and not _ONLY_TIME.match(text) and _INSIDE.match(text) is None


def _acts_on_grounds(reader: ClauseReader, actors: Actors, high: int) -> bool:
    """Whether a body's task stands behind its grounds: "...; Sở Y tế căn cứ nhiệm vụ được giao, xây dựng kế hoạch"."""
    grounds = _GROUNDS.match(reader.text(actors.verb, high)) is not None and actors.parties.parties[-1].complete
    return grounds and acts_behind_comma(reader, actors.verb, high)


def _is_bare_kind(reader: ClauseReader, actors: Actors) -> bool:
    """Whether a clause begins with kinds in small letters, without "các" and a duty: as likely more of what goes before as who acts."""
    at, parse = actors.parties.start, reader.parse
    if parse.tokens[at].is_capital or parse.tag("quantifier", at) is not None or any(p.complete for p in actors.parties.parties):
        return False
    told = parse.begins(actors.verb, "duty", "auxiliary")
    return not told and _DUTIFUL.match(reader.text(actors.verb, len(parse.tokens))) is None


def _acts_in_case(reader: ClauseReader, start: int, actors: Actors) -> bool:
    """Whether a body acts where a case comes up: "...; trường hợp vượt thẩm quyền, Sở Nội vụ tổng hợp, báo cáo UBND tỉnh"."""
    parties = actors.parties
    if not parties.parties[-1].complete or actors.unknown or parties.start <= start or reader.parse.folded(parties.start - 1) != ",":
        return False
    return _IN_CASE.match(reader.text(start, parties.start)) is not None and reader.acts(actors.verb)


def _names(reader: ClauseReader, low: int, high: int, *, assigned: bool) -> tuple[str, ...]:
    """Who acts in a range of tokens, in small letters: a sentence's second subject may be its first again."""
    actors = reader.actors(low, high, assigned=assigned)
    return tuple(name.casefold() for name in actors.parties.names) if actors is not None else ()


def _trimmed(reader: ClauseReader, low: int, high: int) -> tuple[int, int]:
    while low < high and reader.parse.folded(low) in {"-", "+", "•", "*", ";"}:
        low += 1
    while low < high and reader.parse.folded(high - 1) == ";":
        high -= 1
    return low, high
