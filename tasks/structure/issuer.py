"""The issuing body: the last of the bodies printed above the number, known by the nouns of the party lexicons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Span
from tasks.nouns.capitals import capitals_of
from tasks.reading.sentences import Sentence, of_plain
from tasks.reading.tagger import tagger_of
from tasks.structure.pieces import Piece
from tasks.structure.reference import is_reference_line
from tasks.structure.rows import in_capitals
from tasks.structure.urgency import read_urgency

_BODIES = ("body", "name", "title")
"""What a body's name begins with; "Thủ tướng Chính phủ" and "Chủ tịch Ủy ban nhân dân" begin with a title."""
_PHRASES = ("body", "name", "title", "field")
_EDGES = " *_.:|=~'\"“”‘’•·"
_LEVELS = "tỉnh|huyện|xã|phường|thành phố|thị xã|quận|khu vực"
_GOES_ON = re.compile(rf"(?i:(?:(?<!\w)(?:và|của|thuộc|{_LEVELS}|về|các)|[,&]))$")
_ENDS_IN_LEVEL = re.compile(rf"(?i:(?<!\w)(?:{_LEVELS}))$")
"""A body whose name ends in its level is whole where another body follows: "ĐẢNG BỘ CÔNG AN TỈNH" above "CHI BỘ PHÒNG HẬU CẦN"."""
_OF_A_PLACE = frozenset(("ủy ban nhân dân", "hội đồng nhân dân"))
"""Bodies that every place has: alone on their line they go on with its name."""
_LEVEL = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s", re.IGNORECASE)
_EQUALS = frozenset(("sở", "bộ"))
"""Bodies that stand beside, never above each other: two of them issue together."""
_BRANCH = "chi nhánh"
MOST_FIGURES = 4  # "BAN CHỈ ĐẠO 389" has three
LONGEST_PHRASE_ACROSS = 8


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues.

    Attributes:
        name: in running-text case, lines joined, the parent's name behind it where its own says nothing.
        span: of all its lines.
        rows: index of the row behind the last line.
        mended: whether letters were set right.
        known: whether the lexicons know the noun it begins with.
    """

    name: str
    span: Span
    rows: int
    mended: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Body:
    """Lines of one body as printed, and where they stand."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    rows: int

    @property
    def printed(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.lines)).strip(" -")

    def without_dash(self) -> _Body:
        return _Body((*self.lines[:-1], self.lines[-1].rstrip(" -")), self.spans, self.rows)

    def with_line(self, text: str, piece: Piece) -> _Body:
        return _Body((*self.lines, text), (*self.spans, piece.span), piece.row + 1)


def find_issuer(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Issuer | None:
    """The issuing body among the lines above the number; None where there is none.

    "Văn phòng", "Thanh tra", "Đoàn kiểm tra" and the like say nothing alone and get their parent's name behind them. Two bodies joined by
    a dash, and two departments below each other, issue together. The number's line is never a body. Where no line begins with a noun of
    the lexicons, the last lines in capitals are what the head has, and ``known`` is False.

    Args:
        pieces: of the head, top first; stamps and mottos may stand among them.
        vocabulary: its words, and the cue ``head-banner``.
    """
    reader = _Reader(vocabulary)
    bodies = reader.bodies([p for p in pieces if not p.right and not p.national and _may_name_a_body(p.text, vocabulary)])
    if not bodies:
        return None
    capitals = capitals_of(vocabulary.words)
    names = [capitals.write(body.printed) for body in bodies]
    first = len(bodies) - 1
    while first > 0 and reader.says_nothing(names[first].text):
        first -= 1
    spans = [span for body in bodies[first:] for span in body.spans]
    text = " ".join(name.text for name in reversed(names[first:]))
    return Issuer(
        text[:1].upper() + text[1:],
        Span(min(s.start for s in spans), max(s.end for s in spans)),
        bodies[-1].rows,
        any(name.mended for name in names[first:]),
        known=reader.begins(names[-1].text),
    )


def begins_body(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line begins with the noun or the name of a body, accents lost in capitals or not."""
    written = capitals_of(vocabulary.words).write(text.strip(_EDGES)).text
    return _Reader(vocabulary).begins(written)


def initials(name: str) -> str:
    """The letters that a body's name begins its words with, as symbols have them: "Cục Thuế" gives "CT"."""
    return "".join(
        w[0].upper() if w[0].isalpha() else "" for w in re.split(r"[\s-]+", name) if w and w.lower() not in ("và", "của", "tỉnh")
    )


def _may_name_a_body(text: str, vocabulary: Vocabulary) -> bool:
    name = text.strip(_EDGES + "-–")
    if not in_capitals(name) or is_reference_line(text) or sum(map(str.isdigit, name)) > MOST_FIGURES:
        return False
    if not all(any(c.isalnum() or c in "-–&,()./" for c in word) for word in name.split()):
        return False
    return read_urgency(name) is None and not re.search(vocabulary.cues.alternation("head-banner"), name)


def _dashes(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("–", "-").replace("—", "-")).strip(_EDGES)


class _Reader:
    """Cuts the lines of a head into bodies."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._capitals = capitals_of(vocabulary.words)
        self._tagger = tagger_of(vocabulary.words)

    def bodies(self, lines: Sequence[Piece]) -> list[_Body]:
        """The bodies in order; lines in front of the first noun are no name, unless no line has a noun."""
        bodies: list[_Body] = []
        for piece in lines:
            printed = _dashes(piece.text)
            if bodies and self._lacks_place(bodies[-1]) and _LEVEL.match(printed.lstrip(" -.")):
                # Specks: a committee and its place are no two bodies.
                printed, bodies[-1] = printed.lstrip(" -."), bodies[-1].without_dash()
            written = self._capitals.write(printed.strip(" -")).text
            if not self.begins(written):
                if bodies:
                    bodies[-1] = bodies[-1].with_line(printed, piece)
            elif bodies and self._goes_on(bodies, printed, written):
                bodies[-1] = bodies[-1].with_line(printed, piece)
            elif bodies and self._is_equal(bodies[-1], written):
                bodies[-1] = bodies[-1].with_line(f"- {printed}", piece)
            else:
                bodies.append(_Body((printed,), (piece.span,), piece.row + 1))
        if not bodies and lines:
            return [_Body(tuple(_dashes(p.text) for p in lines[-2:]), tuple(p.span for p in lines[-2:]), lines[-1].row + 1)]
        return bodies

    def begins(self, written: str) -> bool:
        """Whether a line begins with a noun, a title or the name of a body."""
        sentence = self._sentence(written)
        if not sentence.tags:
            return False
        first = sentence.tags[0]
        return any(tag in first for tag in _BODIES) or first.get("organ") == len(sentence.tokens)

    def says_nothing(self, name: str) -> bool:
        """Whether a body's name does not say which it is ("Văn phòng", "Đoàn kiểm tra số 1")."""
        sentence = self._sentence(name)
        end = sentence.tags[0].get("organ") if sentence.tags else None
        return end is not None and all(t.is_number or t.folded == "số" for t in sentence.tokens[end:])

    def _sentence(self, text: str) -> Sentence:
        return of_plain(text, self._tagger)

    def _goes_on(self, bodies: Sequence[_Body], printed: str, written: str) -> bool:
        """Whether a line that begins with a noun of its own is the rest of the body above it."""
        before = bodies[-1]
        if before.lines[-1].endswith("-") or printed.startswith("-"):
            return True
        if _GOES_ON.search(before.lines[-1]) and not (_ENDS_IN_LEVEL.search(before.lines[-1]) and self._has_noun(written)):
            return True
        if written.lower().startswith(_BRANCH):
            return True  # "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM" above "CHI NHÁNH TÂN GIANG": one name
        name = self._capitals.write(before.printed).text
        if name.lower() in _OF_A_PLACE and _LEVEL.match(written):
            return True
        if self._phrase_goes_on(name, written):
            return True
        title = self._sentence(name)
        if title.tags[0].get("title") == len(title.tokens):
            return True  # "CHỦ TỊCH" above "ỦY BAN NHÂN DÂN TỈNH": a title is no body
        # The office's own name over two lines: above it would stand its parent.
        return len(bodies) == 1 and self.says_nothing(name)

    def _has_noun(self, written: str) -> bool:
        """Whether a line begins with a noun of bodies or of their parts, and so is no name of a place."""
        sentence = self._sentence(written)
        return bool(sentence.tags) and any(tag in sentence.tags[0] for tag in ("body", "organ"))

    def _lacks_place(self, body: _Body) -> bool:
        return self._capitals.write(body.printed).text.lower() in _OF_A_PLACE

    def _is_equal(self, before: _Body, written: str) -> bool:
        """Two departments or two ministries issue together; "Bộ Chỉ huy Quân sự" is no ministry."""
        name = self._sentence(self._capitals.write(before.printed).text)
        line = self._sentence(written)
        noun = line.tokens[0].folded
        return noun in _EQUALS and name.tokens[0].folded == noun and all(s.tags[0].get("body", 0) == 1 for s in (name, line))

    def _phrase_goes_on(self, before: str, line: str) -> bool:
        """Whether a word of the lexicons goes on over the line's end: "HỘI" above "ĐỒNG NHÂN DÂN", "VĂN PHÒNG CHÍNH" above "PHỦ".

        It must hold all of the noun that the lower line begins with.
        """
        upper = self._sentence(before)
        whole = self._sentence(f"{before} {line}")
        border = len(upper.tokens)
        least = max((whole.tags[border].get(tag, 0) for tag in ("body", "name")), default=0)
        return any(
            end > border and end >= least
            for at in range(max(0, border - LONGEST_PHRASE_ACROSS), border)
            for tag, end in whole.tags[at].items()
            if tag in _PHRASES
        )
