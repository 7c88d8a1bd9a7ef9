"""The sign of a number: a minus in front of it, or the word "âm"."""

from __future__ import annotations

from tasks.rules.engine import Parse

_BELOW_ZERO = frozenset((
    "đạt", "là", "còn", "bằng", "mức", "trưởng", "tăng", "giảm", "ước", "khoảng", "xuống", "lên", "từ", "chỉ", "có", "lỗ", "lãi", "(", ":",
    "dưới", "trên", "hơn", "gần", "tới", "đến", "quá", "nhất", "động", "đổi", "lệch", "=",
))  # fmt: skip
"""Behind these a dash is a minus sign; between a name and its figure ("Tân Lập -12 ha") it is none."""
_BEFORE_LOOSE = frozenset(("đạt", "là", "bằng", "còn", "mức"))
"""Behind these a dash is a sign even where a space stands behind it, if what follows is measured: "là - 0,8%"."""
_FALLEN = frozenset(("giảm", "hụt"))
"""What has fallen is told by the word: the sign says it again."""
_FALL_REACH, _NEGATIVE_REACH = 4, 2  # tokens


def sign_of(parse: Parse, at: int, *, is_measured: bool) -> tuple[int, bool]:
    """Where a number with its sign begins, and whether it is below zero.

    Args:
        parse: of the sentence.
        at: first token of its digits.
        is_measured: it has decimals or is a share, as nothing that a dash lists or joins.
    """
    if any(parse.folded(back) == "âm" for back in range(max(0, at - _NEGATIVE_REACH), at)):
        return at, True
    dash = at - 1
    if dash < 0 or parse.folded(dash) != "-":
        return at, False
    before = parse.folded(dash - 1) if dash else ""
    if not parse.glued(dash + 1) and not (before in _BEFORE_LOOSE and is_measured):
        return at, False
    if dash and before not in _BELOW_ZERO:
        return at, False
    apart = dash == 0 or not parse.glued(dash) or before in {"(", ":"}
    fallen = before != "(" and any(parse.folded(back) in _FALLEN for back in range(max(0, dash - _FALL_REACH), dash))
    return (dash, True) if apart and not fallen else (at, False)
