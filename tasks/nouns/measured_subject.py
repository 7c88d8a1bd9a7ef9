"""The name of a figure that stands in front of it: read backwards from the figure, links, times and openings taken off."""

from __future__ import annotations

from tasks.nouns.measured_name import NameParse, is_loose_number, is_mark, number_end, numbered

REACH = 80  # tokens in front of a figure in which its name may stand
_MOST_OFF = 24  # links or openings taken off one after another
_LINKING_MARKS = frozenset(":(,=×*-")
_OPENING_MARKS = frozenset("-+•*,:;(.)")
_COPULAS = frozenset(("là", "đạt", "ước", "chiếm", "bằng", "tăng", "giảm", "còn", "có", ":", "lên", "xuống"))
_ABOUT = frozenset(("khoảng", "trên", "gần", "hơn", "dưới"))
_HEADS = (("tổng", "số"), ("số", "lượng"), ("số",), ("tỷ", "lệ"), ("tỉ", "lệ"), ("tổng",), ("diện", "tích"), ("sản", "lượng"))
_NUMBERED_IN_LAWS = frozenset(("điều", "khoản", "điểm", "số", "mục", "chương"))
_LONGEST_KIND = 2  # tokens of a kind of goods: "sắt", "thép cuộn"
_FIRST_OF_ROWS = frozenset(("tỷ", "tỉ", "tổng", "số", "thu", "chi", "diện", "sản", "mức"))
"""With these rows of a table begin, whose number stands in front."""
_MEANS = frozenset((("bình", "quân"), ("trung", "bình")))
_COMPARED = frozenset(("cao", "thấp", "lớn", "nhỏ", "nhiều", "ít", "nhanh", "chậm"))


def subject(parse: NameParse, floor: int, end: int, *, far: bool = True) -> tuple[str, int]:
    """The name between two tokens and the token it begins at; "" and ``end`` where nothing there names anything.

    Args:
        parse: the sentence.
        floor: no earlier than this token.
        end: first token of the figure.
        far: where the words right in front of the figure name nothing, those before their comma may.
    """
    floor = max(floor, end - REACH)
    commas = parse.folded(end - 1) != ":"
    stop = without_links(parse, floor, end)
    if floor < stop < end - 2 and (parse.folded(stop), parse.folded(stop + 1)) in _MEANS:  # "thu nhập bình quân đạt"
        stop += 2
    while stop > floor:
        chunk = _chunk_start(parse, floor, stop, commas=commas)
        opened = without_openings(parse, floor, stop)
        if _leads(parse, opened, end) and _headed(parse, opened, stop):
            chunk = opened
        start = without_openings(parse, chunk, stop)
        if parse.folded(start) in _COMPARED and parse.folded(start + 1) == "hơn":
            return "", end
        name = _named(parse, start, stop)
        if name or not far:
            return name, start if name else end
        stop = without_links(parse, floor, min(chunk, stop - 1))
    return "", end


def without_links(parse: NameParse, floor: int, stop: int) -> int:
    """The token behind the last that is no link, time or mark in front of ``stop``."""
    for _ in range(_MOST_OFF):
        before = parse.time_starts.get(stop)
        if before is not None and parse.folded(before - 1) == "sang":  # "số còn phải thu chuyển sang năm 2026"
            break
        if before is None or before < floor:
            before = parse.words["figure-link"].start(parse.tokens, stop, floor)
        if before is None and stop > floor:
            before = stop - 1 if parse.tokens[stop - 1].text in _LINKING_MARKS else _remark(parse, floor, stop)
        if before is None:
            break
        stop = before
    return stop


def _remark(parse: NameParse, floor: int, stop: int) -> int | None:
    """Where a bracket that only explains begins: "cua biển (cua thịt)"; one in capitals is a name's short form ("(PCI)")."""
    if parse.tokens[stop - 1].text != ")":
        return None
    opened = next((at for at in range(stop - 2, floor, -1) if parse.tokens[at].text == "("), None)
    return opened if opened is not None and parse.tokens[opened + 1].text[0].islower() else None


def without_openings(parse: NameParse, start: int, stop: int) -> int:
    """The first token that is no opening, time or mark from ``start`` on."""
    for _ in range(_MOST_OFF):
        if start >= stop:
            break
        behind = parse.times.get(start) or parse.word("opening", start) or _each(parse, start) or _so_far(parse, start)
        if behind is None and parse.tokens[start].text in _OPENING_MARKS:
            behind = start + 1
        if behind is None or behind > stop:
            break
        start = behind
    return start


def _each(parse: NameParse, at: int) -> int | None:
    """Behind "mỗi đơn vị": of whom so many are asked."""
    end = parse.word("each", at)
    if end is None:
        return None
    return end + (2 if parse.folded(end) in {"đơn", "cơ", "tổ", "địa", "cá"} else 1)


def _so_far(parse: NameParse, at: int) -> int | None:
    """Behind "lũy kế 5 tháng"; in "Lũy kế vốn giải ngân" it belongs to the name."""
    return parse.times.get(at + 2) if (parse.folded(at), parse.folded(at + 1)) == ("lũy", "kế") else None


def _chunk_start(parse: NameParse, floor: int, stop: int, *, commas: bool) -> int:
    """Behind the last break before ``stop``; a closed bracket at the end belongs to the words before it ("Chỉ số ... (PCI)")."""
    last = stop
    if parse.folded(stop - 1) == ")":
        opened = next((at for at in range(stop - 1, floor, -1) if parse.tokens[at].text == "("), floor)
        last = opened if opened > floor else stop
    for at in range(last - 1, floor - 1, -1):
        text = parse.tokens[at].text
        apart = not parse.glued(at + 1)
        if text == "(" or (text in {";", ":", ")"} and apart) or (text == "," and apart and commas) or _breaks(parse, at):
            return at + 1
    return floor


def _breaks(parse: NameParse, at: int) -> bool:
    return parse.folded(at) == "với" and parse.folded(at - 1) != "so"


def _leads(parse: NameParse, start: int, end: int) -> bool:
    """Whether a word that says how much stands right in front of the figure."""
    at = end - 1
    if at > start and parse.folded(at) in _ABOUT:
        at -= 1
    return at >= start and parse.folded(at) in _COPULAS


def _headed(parse: NameParse, start: int, stop: int) -> bool:
    """Whether a name begins with the word for a total or share, and goes on without a break to ``stop``."""
    head = next((h for h in _HEADS if tuple(parse.folded(start + n) for n in range(len(h))) == h), None)
    if head is None or start + len(head) >= stop:
        return False
    return not any(parse.tokens[at].is_number or parse.tokens[at].text in ";:()" for at in range(start, stop))


def _named(parse: NameParse, start: int, stop: int) -> str:
    """The name among the tokens of a chunk: behind the last word that begins anew, up to one that ends it, numbers left out."""
    start = _restarted(parse, start, stop)
    at, last = start, start
    while at < stop:
        compound = parse.word("compound", at)
        number = numbered(parse, at)
        ends = parse.word("subject-end", at) is not None or (at in parse.times and parse.folded(at - 1) != "sang")
        if at > start and compound is None and ends:
            break
        if parse.tokens[at].text in ';"' or (parse.tokens[at].text == "." and is_mark(parse, at)):
            break
        if at > start and at in parse.times:  # behind "sang", else the name has ended
            at = last = min(stop, parse.times[at])
            continue
        if is_loose_number(parse, at) and not _sizes(parse, start, at, stop):
            if at > start and stop - number_end(parse, at) <= 1:
                break
            at = start = last = number_end(parse, at)
            continue
        at = last = min(stop, compound or number or at + 1)
    return parse.named(start, last)


def _sizes(parse: NameParse, start: int, at: int, stop: int) -> bool:
    """Whether a number between a common noun and a make is a size: "sắt 10 Tân Lập"; places in a law are none."""
    if not start < at <= start + _LONGEST_KIND or at + 1 >= stop or parse.folded(at + 1) in _FIRST_OF_ROWS:
        return False
    made = parse.tokens[at + 1].is_capital and not parse.glued(at + 1)
    before = parse.tokens[at - 1]
    common = before.is_word and (not before.is_capital or at - 1 == start) and before.folded not in _NUMBERED_IN_LAWS
    return common and made and at not in parse.figures


def _restarted(parse: NameParse, start: int, stop: int) -> int:
    """Behind the last word of "restart" with two words behind it."""
    for at in range(stop - 2, start - 1, -1):
        end = parse.word("restart", at)
        if end is not None and stop - end >= 2:
            return end
    return start
