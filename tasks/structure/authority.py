"""Lines of authority and titles in a foot ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"): broken over lines, stamped, misread in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Span
from tasks.nouns.capitals import capitals_of
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import tagger_of
from tasks.structure.phrases import bare
from tasks.structure.rows import in_capitals

_HEADS = ("CHỦ TỊCH", "GIÁM ĐỐC", "BÍ THƯ", "CHÁNH VĂN PHÒNG", "CHÁNH THANH TRA", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "THỦ TƯỚNG", "CỤC TRƯỞNG")
_TITLES = (*_HEADS, *(f"PHÓ {head}" for head in _HEADS), "BỘ TRƯỞNG", "THỨ TRƯỞNG", "PHÓ BÍ THƯ THƯỜNG TRỰC")
LEAST_TITLE_LIKENESS = 88
"""One letter lost of eight ("PÓ BÍ THƯ") leaves 94; the nearest two titles (BỘ and THỨ TRƯỞNG) are 82 alike."""
LEAST_TITLE_LETTERS = 6
LEAST_END = 9
"""Letters at the end of a title that tell it; "PHÓ CHỦ TỊCH" and "CHỦ TỊCH" share seven."""
# A mark of authority whose letters the seal or the pen hides, but for its last: only "KT." ends so ("4T,", "-#T,", "=.kCT.").
_MISREAD_MARK = re.compile(r"^[^\w\s]{0,4}[^\W_]{0,3}[Tt]\s?[.,:]{1,2}\s?(?=[^\W\d_]{2})")
_MARK_ALONE = re.compile(r"^\W{0,3}(?:T/?M|K/?T|T/?L|TUQ|Q)\s?\.\s?$")
_SPECKS = "=-–“”‘’'\"|*_~.,:;<>• "
_MARK = re.compile(r"^(?:T/?M|K/?T|TUQ|Q)\s?[.,:]\s?")
_BY_LETTERS = {bare(title): title for title in _TITLES}
_TAILS = {"TỊCH": "CHỦ TỊCH", "ĐỐC": "GIÁM ĐỐC", "THƯ": "BÍ THƯ"}
"""Last words that only one head's title has; "TRƯỞNG" ends many."""
MOST_BITS, MOST_BITS_LETTERS = 2, 3
"""Words in front of a title that may be bits of a seal, and letters of such a word."""
_MARKS = ("KT", "TM", "TL", "TUQ", "Q")


@dataclass(frozen=True, slots=True)
class FootLine:
    """A line of the foot, or what of it stands in the right column.

    Attributes:
        text: as read.
        span: in the clean text.
        right: whether it stands in the right column.
        row: its index in the foot.
    """

    text: str
    span: Span
    right: bool
    row: int


@dataclass(frozen=True, slots=True)
class Authority:
    """What a line of capitals says of the signer.

    Attributes:
        text: the line, letters set right.
        on_behalf: whether it begins with "TM.", "KT.", "TL.", "TUQ." or "Q.": the title is then another's.
        mended: whether letters were set right, or the mark was known by its last letter alone.
    """

    text: str
    on_behalf: bool
    mended: bool = False


def is_authority(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line begins like an authority ("KT. CHỦ TỊCH") or a title ("GIÁM ĐỐC")."""
    return any(re.match(vocabulary.cues.alternation(code), text.strip()) for code in ("head-authority", "head-signer-title"))


def may_be_authority(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line in capitals begins like an authority or a title, letters of a title misread or not."""
    return in_capitals(text) and (is_authority(text, vocabulary) or _mended_title(without_specks(text)) in _TITLES)


def without_specks(text: str) -> str:
    """A line of capitals without what a seal leaves in front of it; any other line as it is."""
    return text.lstrip(_SPECKS) if in_capitals(text) else text


def read_authority(line: FootLine, vocabulary: Vocabulary, *, started: bool) -> Authority | None:
    """The authority or title that a line is, None where it is none.

    Args:
        line: of the foot.
        vocabulary: its cues and words.
        started: whether an authority stands above; a misread title in a text without columns is believed only there.
    """
    text = without_specks(line.text)
    seen = _seen_title(line.text) if line.right or started else None
    if not in_capitals(text):
        return seen
    behalf = re.compile(vocabulary.cues.alternation("head-authority"))
    title = re.compile(vocabulary.cues.alternation("head-signer-title"))
    if behalf.match(text):
        # "KT, TH;" at the end of the recipients is a list of desks; behind a real "KT." stands a title of words.
        words = behalf.sub("", text, count=1).split()
        return Authority(text, True) if any(len(w.strip(".,;:")) > 2 for w in words) else None
    if title.match(text):
        return Authority(text, False)
    mark = _MISREAD_MARK.match(line.text)
    if mark is not None:
        rest = _mended_title(line.text[mark.end() :])
        if title.match(rest) and not rest.startswith("PHÓ"):
            return Authority(f"KT. {rest}", True, mended=True)
    mended = _mended_title(text)
    if mended != text and title.match(mended) and (line.right or started):
        return Authority(mended, False, mended=bare(mended) != bare(text))
    return seen


def _seen_title(text: str) -> Authority | None:
    """A title, or an authority with one, between bits of a seal; or the end of a title that a seal hides but for its last word."""
    words = text.split()
    for first in range(min(len(words), MOST_BITS + 1)):
        for end in (len(words), len(words) - 1):
            inner, outer = words[first:end], (*words[:first], *words[end:])
            if not inner or any(len(w) > MOST_BITS_LETTERS for w in outer):
                continue
            mark = _MARK.match(" ".join(inner))
            title = _BY_LETTERS.get(bare(_mended_title(" ".join(inner)[mark.end() if mark is not None else 0 :])))
            if title is not None and (outer or mark is None):
                return Authority(f"{mark[0].strip()} {title}" if mark is not None else title, mark is not None, mended=True)
    if not words or len(words) > MOST_BITS + 1 or any(len(w) > MOST_BITS_LETTERS for w in words[:-1]):
        return None
    tail = next((end for end in _TAILS if bare(words[-1]) == bare(end) and words[-1].isupper()), None)
    return Authority(_TAILS[tail], False, mended=True) if tail is not None else None


def whole_lines(lines: Sequence[FootLine], vocabulary: Vocabulary) -> Iterator[FootLine]:
    """The lines, an authority or title broken over two of them as one: "KT." above "BỘ TRƯỞNG", "CHỦ" above "TỊCH"."""
    behind: FootLine | None = None
    for line in lines:
        if behind is not None:
            together = f"{behind.text.strip()} {line.text.strip()}"
            if in_capitals(line.text) and _is_one(behind.text, line.text, together, vocabulary):
                yield FootLine(together, Span(behind.span.start, line.span.end), line.right, behind.row)
                behind = None
                continue
            yield behind
            behind = None
        short = in_capitals(line.text) and len(line.text.split()) <= 2 and not is_authority(line.text, vocabulary)
        if short or _MARK_ALONE.match(line.text) or (in_capitals(line.text) and is_authority(line.text, vocabulary)):
            behind = line
        else:
            yield line
    if behind is not None:
        yield behind


def _is_one(first: str, second: str, together: str, vocabulary: Vocabulary) -> bool:
    """Whether two lines of capitals are one authority or title."""
    if _MARK_ALONE.match(first):
        return True
    if is_authority(first, vocabulary):
        return _is_longer_title(first, together, vocabulary)
    return is_authority(together, vocabulary) and not is_authority(second, vocabulary)


def _is_longer_title(first: str, together: str, vocabulary: Vocabulary) -> bool:
    """Whether a title of the lexicons goes on over the line's end: "TỔNG KIỂM TOÁN NHÀ" above "NƯỚC"."""
    tagger, capitals = tagger_of(vocabulary.words), capitals_of(vocabulary.words)
    upper, whole = (of_plain(capitals.write(text).text, tagger) for text in (first, together))
    return whole.tags[0].get("title", 0) > len(upper.tokens)


def _mended_title(text: str) -> str:
    """A line of capitals that is a usual title but for a letter or two, as that title; any other line as it is."""
    letters = bare(text)
    if not in_capitals(text) or len(letters) < LEAST_TITLE_LETTERS:
        return text.strip()
    likeness, title = max((fuzz.ratio(letters, bare(t)), t) for t in _TITLES)
    if likeness >= LEAST_TITLE_LIKENESS:
        return title
    # Of a long title the end alone is enough, where as many letters stand in front as it has ("<EMÁNH THANH TRA").
    ends = (t for t in _TITLES if letters[-LEAST_END:] == bare(t)[-LEAST_END:] and len(letters) - len(bare(t)) in (-1, 0))
    return next(ends, text.strip())


def mark_of(authority: str) -> str:
    """The mark that a line of authority begins with ("KT"), "" where it has none."""
    letters = re.sub(r"[^A-Z]", "", authority[:4])
    return next((mark for mark in _MARKS if letters.startswith(mark)), "")


def deputy_of(head: str) -> str:
    """The deputy's title; a minister's has its own word."""
    if bare(head) == bare("BỘ TRƯỞNG"):
        return "THỨ TRƯỞNG" if head.isupper() else "Thứ trưởng"
    return f"PHÓ {head}" if head.isupper() else f"Phó {head}"
