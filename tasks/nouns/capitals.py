"""Names printed in capitals, written as in running text with the words of the lexicons; lost accents come back on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from tasks.domain.letters import without_accents
from tasks.domain.words import WordLists
from tasks.reading.tagger import bare_of
from tasks.reading.tokens import Token, fold_spelling, tokenize, words_of
from tasks.vietnamese.places import PROVINCE, load_places
from tasks.vietnamese.syllable import is_syllable

_TAGS = ("name", "body", "title", "field", "level", "organ")
"""What names of bodies are made of, the first wins among words of one length."""
_SPLIT_NOUNS = frozenset(("ban", "bộ", "cục", "sở", "phòng", "hội", "viện", "vụ", "khoa"))
"""Nouns of one syllable: the next one begins the name proper ("Ban Chỉ đạo"), that of a longer noun does not ("Ủy ban nhân dân")."""
_WHOLE = frozenset(("bộ phận", "bộ trưởng", "cục trưởng", "phòng chống", "hội đồng", "hội nghị", "viện kiểm", "phòng khám"))
"""Nouns that only look like a noun of one syllable with a name."""
_LEVELS = {"tinh": "tỉnh", "huyen": "huyện", "phuong": "phường", "xa": "xã"}
"""Levels of one syllable that capitals lose the accents of; in front of a place's name nothing else is meant."""
_LEVEL_NAMES = frozenset(_LEVELS.values())
_BARE_NOUNS = {"so": "sở", "bo": "bộ", "cuc": "cục", "phong": "phòng", "vu": "vụ", "vien": "viện", "truong": "trường"}
_LAST_LEVELS = frozenset(("tinh", "huyen"))
"""Those that end a name ("THANH TRA TINH"); "XA" and "PHUONG" end names of places and people too."""
_PLACE_LENGTH = 4
_AROUND_LISTS = frozenset(("phận", "đồng", "trận"))
"""Second syllables of nouns whose "và" joins bodies, not the halves of a name."""
_JOINERS = frozenset(("và", ",", "-", "&"))
_SMALL = frozenset(("của", "về", "các", "thuộc", "trực", "tại", "cho", "với", "trên", "trong", "ở", "do"))
LONGEST_PHRASE = 24  # tokens; the longest phrase of the lexicons has 23
LEAST_LETTERS = 9
LEAST_LIKENESS = 88.0
"""A noun of so many letters is known in spite of a wrong one; shorter ones have neighbours ("HỘI ĐỒNG", "HỘI NÔNG")."""
_SHORT_LIKENESS = 85.0  # "DUBND" and "UBND": the abbreviations that begin most heads, with a stroke of the seal in front


@dataclass(frozen=True, slots=True)
class Name:
    """A name in running-text case.

    Attributes:
        text: as it would stand in a sentence.
        mended: whether letters, not only accents, differ from what was read.
    """

    text: str
    mended: bool = False


@dataclass(slots=True)
class _Known:
    words: tuple[str, ...]
    tag: str


@lru_cache(maxsize=4)
def capitals_of(lists: WordLists) -> Capitals:
    """What writes names with the words of the lexicons, made once for them."""
    return Capitals.of(lists)


@dataclass(slots=True)
class Capitals:
    """Writes names as running text does; built once for the lexicons."""

    _exact: dict[tuple[str, ...], _Known] = field(default_factory=dict)
    _bare: dict[tuple[str, ...], _Known | None] = field(default_factory=dict)
    _nouns: set[str] = field(default_factory=set)
    _near_nouns: dict[tuple[int, str], list[tuple[str, _Known]]] = field(default_factory=dict)

    @staticmethod
    def of(lists: WordLists) -> Capitals:
        """All names, nouns, fields and levels of the lexicons by their letters."""
        made = Capitals()
        for tag in _TAGS:
            for group in lists.tagged(tag):
                for word in group.words:
                    made._put(word, tag)
        for name, level in load_places().names():
            if level == PROVINCE:
                made._put(name, "place")
        return made

    def _put(self, word: str, tag: str) -> None:
        tokens = words_of(word)
        known = _Known(tokens, tag)
        key = tuple(t.lower() for t in tokens)
        if key not in self._exact or (
            self._exact[key].tag == tag and sum(w.islower() for w in self._exact[key].words) > sum(w.islower() for w in tokens)
        ):
            self._exact[key] = known
        bare = tuple(bare_of(t.lower()) for t in tokens)
        if len(tokens) > 1:
            before = self._bare.get(bare, known)
            same = before is not None and [w.lower() for w in before.words] == [w.lower() for w in tokens]
            self._bare[bare] = before if same else None
        letters = "".join(bare)
        if tag in ("body", "name") and len(tokens) > 1 and len(letters) >= LEAST_LETTERS and letters not in self._nouns:
            self._nouns.add(letters)
            self._near_nouns.setdefault((len(tokens), letters[0]), []).append((letters, known))

    def write(self, printed: str) -> Name:
        """A name in capitals as running text has it ("SỞ Y TẾ" gives "Sở Y tế"); text that is not in capitals stays as it is."""
        text = fold_spelling(printed)
        if any(len(word) > 1 and word.islower() for word in text.split()):
            return Name(printed)
        tokens = tokenize(text)
        if not tokens:
            return Name(printed)
        written: list[str] = []
        at, place, mended, before = 0, False, False, ""
        known, end = self._front(tokens)
        known, end = (known, end) if known is not None else self._bare_noun(tokens)
        if known is not None:
            written += self._cased(known, begins=True)
            at, mended = end, True
        while at < len(tokens):
            known, end = self._longest(tokens, at, place=place)
            level = None if known is not None or place else self._misread_level(tokens, at)
            if known is not None:
                words = self._cased(known, begins=at == 0 or tokens[at - 1].folded not in _SMALL)
                # "Trưởng phòng": a noun alone behind a title names no body.
                alone = before == "title" and known.tag == "body" and len(words) == 1 and end == len(tokens)
                written += [word.lower() for word in words] if alone else words
                before = known.tag
                place = known.tag == "level" or known.words[-1].lower() in _LEVEL_NAMES or self._names_place_behind(known, tokens, end)
                at = end
            elif level is not None:
                written.append(level)
                mended = mended or at + 1 == len(tokens) or self._longest(tokens, at + 1, place=False)[0] is None
                place, at = True, at + 1
            else:
                written.append(_unknown(tokens, at, place=place))
                place = tokens[at].is_number or (place and tokens[at].text not in (",", ";"))
                at += 1
        return Name(_joined(tokens, written), mended)

    def _front(self, tokens: Sequence[Token]) -> tuple[_Known | None, int]:
        """The noun that a line begins with where a letter of it was misread, and the token behind it."""
        first = without_accents(tokens[0].folded)
        if tokens[0].is_word and not is_syllable(tokens[0].text) and len(first) >= 4 and (tokens[0].folded,) not in self._exact:
            near = max(("UBND", "HĐND"), key=lambda w: fuzz.ratio(first, without_accents(w.lower())))
            if fuzz.ratio(first, without_accents(near.lower())) >= _SHORT_LIKENESS:
                return _Known((near,), "body"), 1
        whole = self._longest(tokens, 0, place=False)[1]
        for count in range(min(6, len(tokens)), max(1, whole), -1):
            letters = "".join(without_accents(t.folded) for t in tokens[:count] if t.is_word)
            found = self._near(letters, count, tokens[0].folded) if len(letters) >= LEAST_LETTERS else None
            if found is not None:
                return found, count
        return None, 0

    def _bare_noun(self, tokens: Sequence[Token]) -> tuple[_Known | None, int]:
        """The noun of one syllable at the beginning of a line without any accents: "SO Y TE", "PHONG TAI CHINH"; its field follows."""
        noun = _BARE_NOUNS.get(tokens[0].folded)
        if noun is None or any(bare_of(t.folded) != t.folded for t in tokens):
            return None, 0
        field_of = self._longest(tokens, 1, place=False)[0] if len(tokens) > 1 else None
        return (_Known((noun,), "body"), 1) if field_of is not None and field_of.tag == "field" else (None, 0)

    def _misread_level(self, tokens: Sequence[Token], at: int) -> str | None:
        """A level that lost its accents ("TINH", "TĨNH"), where a name stands behind it that is no noun, or at the end of a body's name."""
        level = _LEVELS.get(without_accents(tokens[at].folded))
        if level is None or tokens[at].folded == level:
            return None
        if at and at + 1 == len(tokens):
            return level if tokens[at].folded in _LAST_LEVELS else None
        if at + 1 >= len(tokens) or not tokens[at + 1].is_word:
            return None
        known = self._longest(tokens, at + 1, place=False)[0]
        return level if known is None or known.tag == "place" else None

    def _names_place_behind(self, known: _Known, tokens: Sequence[Token], end: int) -> bool:
        """Whether all that follows a field or a committee is the name of its place: a few syllables that are nothing else."""
        stop = next((at for at in range(end, len(tokens)) if not tokens[at].is_word), len(tokens))
        if not 2 <= stop - end <= _PLACE_LENGTH:
            return False
        if known.words[0].lower() == "đảng" and self._misread_level(tokens, end) is not None:
            return False  # "DANG UY XA AN PHU": the level comes first
        committee = known.tag == "body" and known.words[-1].lower() in ("ủy", "đoàn")
        return (known.tag == "field" or committee) and all(self._longest(tokens, at, place=False)[1] <= at for at in range(end, stop))

    def _near(self, letters: str, count: int, first: str) -> _Known | None:
        """The noun of so many words that is most like some letters, misread ones forgiven; ``first`` is the first word as read."""
        best, known = LEAST_LIKENESS, None
        for other, candidate in self._near_nouns.get((count, letters[0]), ()):
            # "BAN CHỈ HUY" was not misread from "BỘ CHỈ HUY": both are nouns
            if abs(len(other) - len(letters)) <= 1 and (first not in _SPLIT_NOUNS or first == candidate.words[0].lower()):
                likeness = fuzz.ratio(letters, other)
                if likeness >= best:
                    best, known = likeness, candidate
        return known

    def _cased(self, known: _Known, *, begins: bool) -> list[str]:
        words = list(known.words)
        if known.tag == "level" or (known.tag == "field" and not begins):
            return words
        words[0] = words[0][:1].upper() + words[0][1:]
        if known.tag not in ("body", "title", "organ") or len(words) < 2:
            return words
        for index in range(1, len(words)):
            pair = f"{words[index - 1].lower()} {words[index].lower()}"
            ahead = index == 1 or words[index - 1][:1].isupper()
            if words[index - 1].lower() == "ủy":
                continue
            if words[index : index + 2] == ["thường", "trực"]:
                words[index] = "Thường"
            if words[index - 1] == "và" and words[0].lower() in _SPLIT_NOUNS and words[1].lower() not in _AROUND_LISTS:
                words[index] = words[index].capitalize()  # "Ban Tuyên giáo và Dân vận"
            if (words[index].islower() and ahead and words[index - 1].lower() in _SPLIT_NOUNS and pair not in _WHOLE) or (
                words[index].islower() and self._begins_inner(words, index)
            ):
                words[index] = words[index].capitalize()
        words[1] = words[1].capitalize() if words[0].lower() == "phó" and words[1].islower() else words[1]
        return words

    def _begins_inner(self, words: Sequence[str], index: int) -> bool:
        """Whether a body of its own stands inside a noun: "Văn phòng Ủy ban nhân dân"."""
        lower = [w.lower() for w in words]
        return any(
            (found := self._exact.get(tuple(lower[index:end]))) is not None and found.tag in ("body", "name")
            for end in range(index + 2, len(words) + 1)
        )

    def _longest(self, tokens: Sequence[Token], at: int, *, place: bool) -> tuple[_Known | None, int]:
        """The longest known word at a token and the token behind it; inside a place's name only longer words than a syllable count."""
        for count in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            key = tuple(t.folded for t in tokens[at : at + count])
            known = self._exact.get(key)
            if known is None and count > 1 and not _is_place(tokens, at, count):
                known = self._bare.get(tuple(without_accents(k) for k in key))
            if known is not None and not (place and count == 1 and known.tag not in ("level", "place")):
                return known, at + count
        return None, at


def _is_place(tokens: Sequence[Token], at: int, count: int) -> bool:
    """Whether words that are a noun but for their accents begin the name of a place ("HUYỆN ĐOAN HÙNG" is no "Huyện đoàn")."""
    if tokens[at].folded not in _LEVELS.values():
        return False
    return any(load_places().find(" ".join(t.folded for t in tokens[at:end])) for end in range(at + count + 1, at + count + _PLACE_LENGTH))


def _unknown(tokens: Sequence[Token], at: int, *, place: bool) -> str:
    token = tokens[at]
    if not token.is_word:
        return token.text
    if not is_syllable(token.text) or len(token.text) == 1:
        return token.text  # an abbreviation ("TNHH"), a Roman numeral
    if place:
        return token.text.capitalize()
    if token.folded in _SMALL or token.folded == "và":
        return token.folded
    begins = at == 0 or tokens[at - 1].folded in _JOINERS or tokens[at - 1].folded in _SPLIT_NOUNS
    return token.text.capitalize() if begins else token.folded


def _joined(tokens: Sequence[Token], written: Sequence[str]) -> str:
    """The words with the blanks that stood between them."""
    out: list[str] = []
    for index, word in enumerate(written):
        gap = tokens[index].start > tokens[index - 1].end if index else False
        out.append(f" {word}" if gap else word)
    return "".join(out)
