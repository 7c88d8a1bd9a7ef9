"""Whether a figure with its unit measures something, rather than names, numbers, orders or merely lists."""

from __future__ import annotations

from tasks.nouns.number import Number
from tasks.nouns.quantity import Read
from tasks.nouns.unit import Unit
from tasks.rules.engine import Parse

_ROWS = 200
"""Rows of a long table; a sentence that begins with a count goes on with a small letter ("15 cụm công nghiệp")."""
_SMALL = 10
"""A count below is printed with a nought ("05 Khu công nghiệp"), or behind a verb."""
_FEWEST_WHOLE = 5
"""A bound out of a smaller whole is a quorum ("ít nhất 2/3 thành viên")."""
_LONGEST_TAG = 4  # tokens of the words that stand in front of a figure
_DONE_REACH = 6  # tokens
_DONE = frozenset(("đạt", "vượt", "còn"))
_DONE_PAIRS = frozenset((("hoàn", "thành"), ("quá", "hạn"), ("tồn", "đọng")))
_REACHED = frozenset(("đạt", "vượt", "chưa", "không", "hoàn", "quá", "đã"))
"""Behind such a noun they say what became of so many: "5 chỉ tiêu không đạt"."""
_NO_NAMES = frozenset(("từ", "có", "đạt", "khoảng", "trên", "dưới", "đến", "còn", "gồm", "tăng", "giảm"))
_SPANS = frozenset(("ngày", "tháng", "quý", "năm", "tuần", "giờ"))
_AT_START = frozenset('.:;"(')
_POINTED = frozenset(("này", "sau"))
"""Behind a noun they say that the things are named elsewhere: "7 Nghị quyết này", "03 nội dung sau:"."""
_MATTERS = frozenset(("trường hợp", "nội dung", "điều kiện", "tiêu chí", "nhiệm vụ"))
"""What was said before may be pointed to by number; bodies and works that were named before are counted again (corpus guidelines)."""
_BELONGING = frozenset(("của", "thuộc", "giữa"))
"""Behind these, things that a bracket names are only pointed to: "dữ liệu của 03 tỉnh (A, B, C)"."""
_ADMINISTRATIVE = frozenset(("xã", "phường", "huyện", "tỉnh", "thôn", "thị", "thành", "đặc", "quận", "ấp", "khu"))
_PAPERS = frozenset(("hồ sơ", "bộ", "bộ hồ sơ", "bản", "đơn", "tờ", "ảnh", "bản sao", "bản chính"))
_HANDED_IN = frozenset(("nộp", "gửi", "lập", "gồm", "làm", "kèm"))
_FEW = 5  # papers that a procedure asks for
_MOST_NAMED = 12  # things that are named behind their number
_LONGEST_PLAIN = 6  # digits of a count printed without points; longer ones are codes
_MOST_KINDS = 20
"""Kinds are numbered below; a larger number behind "nhóm" counts its members."""
_HEIGHTS = frozenset(("mức", "cốt", "cos", "code", "trình", "độ"))
"""Behind these a signed number of metres says where something lies: "khai thác từ mức +120 m", "cao trình +12,5 m"."""
_LENGTHS = frozenset(("m", "mét"))
_VOLTAGE = "kV"


def measures(parse: Parse, read: Read) -> bool:
    """Whether a quantity counts; the unit must be there."""
    figure, unit = read.number, read.unit
    if unit is None or names_a_document(parse, unit):
        return False
    if unit.kind == "rank":
        return read.direction is not None
    if figure.in_words:
        return _words_measure(parse, figure, unit)
    if _is_of_a_kind(parse, figure, unit) or _is_height(parse, figure, unit) or _is_class_of_voltage(read, unit):
        return False
    if unit.kind != "count":
        return not unit.numbered or not stands_before(parse, figure.start, "ordinal") or "." in f"{figure.value}"
    return _counts(parse, read, figure, unit)


def _counts(parse: Parse, read: Read, figure: Number, unit: Unit) -> bool:
    if unit.text[:1].isupper() and (figure.value != int(figure.value) or figure.doubt == "number-grouping"):
        return False  # "0,28 Máy thi công", "1,194 Máy thi công": a norm of a table and the heading of the next
    if _is_named(parse, figure, unit) or _is_asked_for(parse, figure, unit) or _is_code(parse, figure):
        return False
    if stands_before(parse, figure.start, "numbered") and read.total is None:
        return False
    if read.total is not None and (figure.value > read.total or (figure.value == 1 and not unit.known)):
        return False  # "tỷ lệ 1/500 thể hiện ..." is the scale of a map
    if figure.value < 0:
        return unit.known and not unit.weak
    padded = parse.folded(figure.first).startswith("0")
    if figure.value == 0:
        return read.total is not None or (unit.known and not unit.weak)
    if read.total is not None:
        return read.total > _FEWEST_WHOLE or not (_is_bound(parse, figure.start) or read.comparator != "=")
    if follows_a_name(parse, figure.start) and (figure.value < _SMALL or not unit.known) and not padded:
        return False
    if numbers_a_row(parse, figure, unit) and not stands_before(parse, figure.start, "count-verb"):
        return False
    enough = figure.value >= _SMALL or padded
    if figure.start == 0 and not enough:
        return False
    if unit.weak:
        return read.direction is not None or (
            (figure.value >= _SMALL and not stands_before(parse, figure.start, "ordinal"))
            or _is_done(parse, figure.start)
            or parse.folded(unit.end) in _REACHED
        )
    return unit.known or (enough and not stands_before(parse, figure.start, "ordinal"))


def _is_of_a_kind(parse: Parse, figure: Number, unit: Unit) -> bool:
    """Whether a number is that of a kind and the noun behind it begins something else: "nhóm 2 quyết định", "Nhóm 94.06 Nhà lắp ghép"."""
    if unit.kind == "count" and (figure.in_words or parse.folded(figure.first).startswith("0")):
        return False
    if not stands_before(parse, figure.start, "labelled"):
        return False
    code = figure.value != int(figure.value) and unit.text[:1].isupper()
    return code or (unit.kind == "count" and figure.value < _MOST_KINDS)


def _is_height(parse: Parse, figure: Number, unit: Unit) -> bool:
    """Whether metres say how high or deep something lies, which is a place and no size."""
    if unit.text not in _LENGTHS:
        return False
    sign = figure.first - 1
    return parse.folded(sign) in {"+", "-", "±"} and parse.folded(sign - 1) in _HEIGHTS


def _is_class_of_voltage(read: Read, unit: Unit) -> bool:
    """Whether a voltage says which line or station is meant ("đường dây 110 kV"); only a bound of it is a norm ("trên 35 kV")."""
    return unit.text == _VOLTAGE and read.comparator == "="


def _words_measure(parse: Parse, figure: Number, unit: Unit) -> bool:
    before = parse.folded(figure.start - 1)
    if not unit.known or unit.weak or before in {"thứ", "cả"}:
        return False
    if unit.kind != "count":
        return unit.kind in ("percent", "money", "area") or figure.value >= _SMALL
    return figure.value >= _SMALL or stands_before(parse, figure.start, "count-verb")


def stands_before(parse: Parse, at: int, tag: str) -> bool:
    """Whether a word of a tag ends right before a token; a counted stretch of time ("6 tháng") numbers nothing."""
    return any(
        parse.tag(tag, start) == at and not (parse.folded(start) in _SPANS and start > 0 and parse.tokens[start - 1].is_number)
        for start in range(max(0, at - _LONGEST_TAG), at)
    )


def follows_a_name(parse: Parse, at: int) -> bool:
    """Whether a word with a capital stands right before a token and does not begin the clause: "Tân Lập 1"."""
    if at < 2 or not parse.tokens[at - 1].is_capital or parse.glued(at) or parse.folded(at - 1) in _NO_NAMES:
        return False
    return parse.tokens[at - 2].text not in _AT_START


def names_a_document(parse: Parse, unit: Unit) -> bool:
    """Whether the noun behind a figure begins the name of a document ("... 12 Nghị định số 5") or of a numbered thing ("100 Bậc 2")."""
    if unit.kind not in ("count", "rank"):
        return False
    behind = unit.end + (parse.folded(unit.end + 1) == ":")
    if parse.folded(unit.end) == "số" and behind + 1 < len(parse.tokens) and parse.tokens[behind + 1].is_number:
        return True
    return unit.text[:1].isupper() and _number_behind(parse, unit.end)


def _number_behind(parse: Parse, at: int) -> bool:
    """A number of up to three digits that measures nothing itself."""
    if at >= len(parse.tokens) or not parse.tokens[at].is_number or len(parse.tokens[at].text) > 3:
        return False
    follows = at + 1 < len(parse.tokens) and parse.glued(at + 1) and parse.tokens[at + 1].text not in {":", ".", ",", ";", ")"}
    return not follows and not parse.begins(at + 1, "percent", "scale", "billion")


def numbers_a_row(parse: Parse, figure: Number, unit: Unit) -> bool:
    """Whether a bare number stands before a noun with a capital at the start or between words, as where rows were read as sentences."""
    padded = parse.folded(figure.first).startswith("0")
    if figure.in_words or padded or not unit.text[:1].isupper() or unit.text[:2].isupper():
        return False
    if figure.start == 0:
        return figure.value < _ROWS
    first = unit.text.split(" ")[0].lower()
    if first in _ADMINISTRATIVE and unit.end < len(parse.tokens) and parse.tokens[unit.end].is_capital:
        return True  # "9 Xã Phú Lộc 10 Xã Chân Mây"
    before = parse.tokens[figure.start - 1]
    between = not parse.glued(figure.start) and (before.is_word or before.is_number or before.text in {".", "%", ")"})
    return figure.value < _SMALL and between


def _is_named(parse: Parse, figure: Number, unit: Unit) -> bool:
    """Whether a number only points to things that are named: "Điều 7 Nghị quyết này", "02 Chương trình: A và B"."""
    behind = parse.folded(unit.end)
    if unit.text.lower() in _MATTERS and _points_back(parse, unit.end):
        return True
    if behind == "(" and parse.folded(figure.start - 1) in _BELONGING:
        return 1 < figure.value <= _MOST_NAMED and _are_named(parse, unit.end + 1, int(figure.value))
    if behind in _POINTED and (behind != "sau" or unit.end + 1 >= len(parse.tokens) or parse.folded(unit.end + 1) in {":", "đây", "."}):
        return True
    return behind == ":" and 1 < figure.value <= _MOST_NAMED and _are_named(parse, unit.end + 1, int(figure.value))


def _points_back(parse: Parse, at: int) -> bool:
    """Whether matters were named before: "02 trường hợp trên"; "12 trường hợp trên địa bàn" are counted."""
    if parse.folded(at) in {"nêu", "nói", "kể"}:
        return parse.folded(at + 1) == "trên"
    return parse.folded(at) == "trên" and (
        at + 1 >= len(parse.tokens) or not (parse.tokens[at + 1].is_word or parse.tokens[at + 1].is_number)
    )


def _are_named(parse: Parse, at: int, many: int) -> bool:
    """Whether so many names with a capital, and nothing counted, stand in a list that begins at a token."""
    count, expects = 0, True
    for place in range(at, len(parse.tokens)):
        token = parse.tokens[place]
        if token.text in {".", ";", "(", ")"} or (count == many and token.text == ","):
            break
        if token.text == "," or token.folded == "và":
            expects = True
        elif token.is_number or (expects and not token.is_capital):
            return False
        else:
            count, expects = count + expects, False
    return not expects and count == many


def _is_asked_for(parse: Parse, figure: Number, unit: Unit) -> bool:
    """Whether a procedure asks for the papers: "nộp 01 (một) hồ sơ"; those that were sent are counted ("đã gửi 03 hồ sơ")."""
    if unit.text.lower() not in _PAPERS or figure.value > _FEW:
        return False
    return parse.folded(figure.start - 1) in _HANDED_IN and parse.folded(figure.start - 2) not in {"đã", "vừa"}


def _is_code(parse: Parse, figure: Number) -> bool:
    """Whether digits without points are too many for a count ("1014218 Thủ tục ...")."""
    return figure.end == figure.first + 1 and not figure.in_words and len(parse.folded(figure.first)) > _LONGEST_PLAIN


def _is_bound(parse: Parse, at: int) -> bool:
    return parse.folded(at - 1) in {"quá", "đủ", "trên"} or stands_before(parse, at, "least")


def _is_done(parse: Parse, at: int) -> bool:
    """Whether a verb of completion stands shortly in front: "hoàn thành 4 nhiệm vụ"."""
    for back in range(at - 1, max(-1, at - _DONE_REACH), -1):
        word = parse.folded(back)
        if word in {",", ";", "."}:
            return False
        if word in _DONE or (parse.folded(back - 1), word) in _DONE_PAIRS:
            return True
        if (parse.folded(back - 2), parse.folded(back - 1), word) == ("đã", "thực", "hiện"):
            return True
    return False
