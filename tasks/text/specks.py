"""Signs without letters that dirt, rules and stamps leave beside and between the words of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Column
from tasks.domain.signs import BULLET, belongs_to_figure, is_drawn, is_ornament, is_sign
from tasks.text.frame import PageFrame
from tasks.text.tokens import Token, TokenLine

_EMBEDDED = 100.0
_BULLET = re.compile(r"[-–_~¬=»]{1,3}")
# A Roman one before its point, read as another stroke.
_STROKE_LABEL = re.compile(r"[¡!]{1,3}\.")
_MARKS = frozenset("|¦`´^~_\\¬§«»©®™°¢£¥€¤{}<>=*•■□●▪")
# Dots that dust puts before or behind a word: no word begins so, and after a sign that closes a clause there is no second one.
_BEFORE = re.compile(r"^(?:[.,:;]|['’`´])(?=[^\W\d_]{2})")
_BEHIND = re.compile(r"(?<=[^\W\d_]{2}[;:,])[.:;,'’]$|(?<=[^\W\d_]{2})['’`´]$|(?<=[^\W\d_]{2}\.)\.$")
_TWO_SLASHES = re.compile(r"(?<=\d)/{2,3}(?=\d)")
# A bullet of 13 points is 1.5 mm high, half a capital; it was read as "e", "se", "e«" with confidences of 0 to 55. Small letters are two
# thirds as high as a capital.
_DOT_HEIGHT, _DOT_CONFIDENCE = 0.56, 70.0
# Signs that print seldom has between words are mostly dirt unless surely read.
_SURE_SIGN = 80.0
# A label in the margin: its foot and height against the word beside it, with or without marks and tails, and how far off it stands.
_FOOT, _LABEL_HEIGHT, _LABEL_APART = 0.3, (0.55, 1.3), 3.0
_TRAIL = "|¦\\_~^`´"
# Signs that are all that stands in a cell: nothing, so many per cent, a cross.
_IN_CELL = re.compile(r"[-–—+%‰×]|\([%‰+–-]\)")
# Signs that stand alone between words in print.
_ALONE = frozenset(
    {
        "-",
        "–",
        "+",
        "&",
        "/",
        "%",
        ";",
        ":",
        ",",
        ".",
        "./.",
        "=",
        "<",
        ">",
        "...",
        "…",
        "(",
        ")",
        "(%)",
        "(‰)",
        "*",
        "•",
        "x",
        '"',
        "“",
        "”",
    }
)


def sweep_line(line: TokenLine, frame: PageFrame) -> TokenLine | None:
    """The line without specks, None where nothing else was in it.

    A word goes when it has neither letter nor digit and stands outside the text block, or is no sign that print has by itself. A
    first word made of strokes becomes the bullet "-" it was. A cell has its own rules around it, wherever the block of the page lies:
    on the page of an annex that is often no more than its title.
    """
    kept: list[Token] = []
    line = replace(line, tokens=line.tokens[_stamp_words(line, frame) :])
    for index in range(len(line.tokens)):
        kept += _swept(line, frame, index, kept)
    if not kept:
        return None
    return replace(line, tokens=tuple(kept), bbox=BBox.union(t.bbox for t in kept))


def _swept(line: TokenLine, frame: PageFrame, index: int, kept: Sequence[Token]) -> tuple[Token, ...]:
    """What stays of one word, behind those that were kept of the line: itself, without marks at its ends or as a bullet, or nothing."""
    token, following = line.tokens[index], line.tokens[index + 1] if index + 1 < len(line.tokens) else None
    if token.confidence >= _EMBEDDED and not any(c.isalnum() for c in token.text):
        return _of_layer(token, following, is_first=not kept, in_cell=line.cell is not None)
    if not index and following is not None and _is_dot(token, following):
        return (token.mended("•", "bullet", 0.9),)
    cleaned = _strip(token)
    if line.cell is not None and (_IN_CELL.fullmatch(cleaned.text) or _is_sure_sign(cleaned)):
        return (cleaned,)
    if any(c.isalnum() for c in cleaned.text) and not _is_dirt(cleaned, line, frame, index):
        return (cleaned,)
    if not kept and following is not None and _is_far_speck(cleaned, following, frame):
        return ()
    inside = _inside(cleaned, frame)
    if inside and belongs_to_figure(cleaned.text, kept[-1].text if kept else "", following.text if following else ""):
        return (cleaned,)
    within = line.cell is not None or inside
    if not kept and _BULLET.fullmatch(cleaned.text) and following is not None and within:
        return (cleaned.mended("-" if cleaned.text not in "-–" else cleaned.text, "bullet", 0.9),)
    return (cleaned,) if within and (_stands_alone(cleaned) if kept else _begins(cleaned.text)) else ()


def _of_layer(token: Token, following: Token | None, *, is_first: bool, in_cell: bool) -> tuple[Token, ...]:
    """A sign of a text layer, in which there is no dirt: only rules drawn with characters go, and ornaments become bullets."""
    if is_drawn(token.text):
        return ()
    if is_first and not in_cell and following is not None and is_ornament(token.text):
        return (token.mended(BULLET, "bullet", 0.9),)
    return (token,)


def _is_dot(token: Token, following: Token) -> bool:
    """Whether a first word is a round bullet read as letters: as wide as high, much lower than a capital, set apart from the next word."""
    box, beside = token.bbox, following.bbox
    letters = any(c.isalpha() for c in token.text) and not any(c.isdigit() for c in token.text)
    if token.confidence >= _DOT_CONFIDENCE or len(token.text) > 2 or not letters or not following.text[:1].isupper():
        return False
    round_ = 0.75 * box.height <= box.width <= 1.35 * box.height
    return round_ and box.height < _DOT_HEIGHT * beside.height and beside.left - box.right > 1.5 * box.width


def _stands_alone(token: Token) -> bool:
    """Whether the sign is one that print has between words; dots and commas there are mostly dirt."""
    if token.text in _ALONE:
        return token.confidence >= 50 or token.text in {"-", "–", "&", "+", "%", "/", "./."}
    return _is_sure_sign(token)


def _is_sure_sign(token: Token) -> bool:
    return token.confidence >= _SURE_SIGN and is_sign(token.text)


def _begins(text: str) -> bool:
    """Whether the sign may begin a line."""
    return text in {"+", "*", "•", "“", '"', "("} or _STROKE_LABEL.fullmatch(text) is not None


def _inside(token: Token, frame: PageFrame) -> bool:
    return token.bbox.right > frame.left - 0.3 * frame.height and token.bbox.left < frame.right + 0.3 * frame.height


def _is_dirt(token: Token, line: TokenLine, frame: PageFrame, index: int) -> bool:
    """A single letter or digit hardly recognised, at an end of the line and outside the block, that does not stand as letters stand."""
    at_end = index in {0, len(line.tokens) - 1}
    if not at_end or len(token.text) > 2 or token.confidence >= 50 or _inside(token, frame):
        return False
    return len(line.tokens) < 2 or not _stands_as_letter(token, line.tokens[1 if not index else index - 1])


def _stands_as_letter(token: Token, beside: Token) -> bool:
    """Whether a letter or digit has the foot and about the height of a capital of the word beside it: a label in the margin."""
    own, other = token.bbox, beside.bbox
    apart = max(other.left - own.right, own.left - other.right)
    foot = abs(own.bottom - other.bottom) <= _FOOT * other.height
    return foot and _LABEL_HEIGHT[0] <= own.height / max(1, other.height) <= _LABEL_HEIGHT[1] and apart <= _LABEL_APART * other.height


def _stamp_words(line: TokenLine, frame: PageFrame) -> int:
    """How many words at the start of a line over the whole width come from a stamp beside it.

    They are all hardly recognised, and a wide gap parts them from words that are: an incoming stamp stands left of the centred subject.
    """
    if line.column is not Column.FULL:
        return 0
    for index in range(1, len(line.tokens)):
        if line.tokens[index - 1].confidence >= 65:
            return 0
        gap = line.tokens[index].bbox.left - line.tokens[index - 1].bbox.right
        rest = line.tokens[index:]
        if gap > 3 * frame.height and sum(t.confidence for t in rest) >= 80 * len(rest):
            return index
    return 0


def _is_far_speck(token: Token, following: Token, frame: PageFrame) -> bool:
    """A stroke hardly recognised, and further from the first word than a bullet stands (bullets: under one line height, measured)."""
    far = following.bbox.left - token.bbox.right > 1.5 * frame.height
    return far and token.confidence < 60 and _BULLET.fullmatch(token.text) is not None


def _strip(token: Token) -> Token:
    """The word without bars that a rule or the edge of a stamp put onto it, and without dots of dust."""
    text = token.text
    if token.confidence >= _EMBEDDED:
        return token
    if any(c.isalnum() for c in text):
        text = text.rstrip(_TRAIL).lstrip(_TRAIL + "¬")
        text = "".join(c for c in text if c not in _MARKS or c in "*•°<>=") or token.text
        text = _TWO_SLASHES.sub("/", _BEHIND.sub("", _BEFORE.sub("", text)))
    return token.mended(text, "speck", 0.9)
