"""What somebody types who looks for words: one grammar for the pages and the command line, and where a text has what is meant.

Words parted by spaces must all stand in a document, in any order. What stands in double quotes follows one another, and so do the parts of
a symbol (15/2024/QĐ-UBND). A hyphen in front of a word or a quote says that a document must not have it.

Words without any accent match with and without them. As soon as one word has accents, all of them are meant with theirs; what holds a
digit, such as a symbol, is taken by itself, since people type "15/2024/QĐ-UBND" beside words without accents and the other way about;
and so is what is excluded.
Where the tone mark stands never counts ("hòa", "hoà"), nor do case and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tasks.domain.asking_errors import NoWordsError, OnlyExcludedError, OpenQuoteError, TooManyWordsError
from tasks.domain.letters import fold, without_accents
from tasks.domain.spelling import tone_in_front

MOST_WORDS = 40
"""Words of one search; SQLite's parser of searches gives up over some hundreds, and nobody types that many."""
_LETTER = r"[^\W_]"
_WORD = re.compile(f"{_LETTER}+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# A hyphen, and what stands in quotes or up to the next space or quote; a quote that does not end is the second alternative.
_TERM = re.compile(r'(?P<minus>-*)(?:"(?P<quoted>[^"]*)"|(?P<open>")|(?P<bare>[^\s"]+))')


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, as the index keeps them; punctuation parts words, and "hoà" is "hòa"."""
    return _WORD.findall(tone_in_front(text).casefold())


class _Bare(dict[int, str]):
    """Letters to what they are compared as, one letter for each, so that places in a text stay."""

    def __init__(self, *, accents: bool) -> None:
        super().__init__()
        self.accents = accents

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = letter.casefold() if self.accents else fold(letter)
        self[code] = bare if len(bare) == 1 else letter
        return self[code]


_LOWER, _FOLDED = _Bare(accents=True), _Bare(accents=False)


@dataclass(frozen=True, slots=True)
class Sought:
    """A text as terms are looked for in it; places in it are those of the text in composed letters (NFC), as texts of documents are.

    Attributes:
        exact: in lower case, tone marks in one place.
        folded: without accents too.
    """

    exact: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Sought:
        """The forms of a text."""
        spelled = tone_in_front(text)
        return cls(spelled.translate(_LOWER), spelled.translate(_FOLDED))


@dataclass(frozen=True)
class Term:
    """Words that follow one another.

    Attributes:
        words: in lower case, tone marks in one place; at least one.
        typed: as they stood in the search, without hyphen and quotes.
        is_excluded: a document must not have them.
        is_quoted: they stood in quotes.
        by_accents: they are meant with these accents; else any fit.
    """

    words: tuple[str, ...]
    typed: str
    is_excluded: bool = False
    is_quoted: bool = False
    by_accents: bool = False

    @property
    def phrase(self) -> str:
        """The words as the index is asked for them."""
        phrase = " ".join(self.words)
        return phrase if self.by_accents else fold(phrase)

    @property
    def column(self) -> str:
        """The column of the index that is asked."""
        return "words" if self.by_accents else "folded"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        between = r"[\W_]+".join(map(re.escape, self.phrase.split(" ")))
        return re.compile(rf"(?<!{_LETTER}){between}(?!{_LETTER})")

    def spans_in(self, text: Sought) -> Iterator[tuple[int, int]]:
        """Beginning and end of each place where a text has the words."""
        return (found.span() for found in self._pattern.finditer(text.exact if self.by_accents else text.folded))

    def stands_in(self, text: Sought) -> bool:
        """Whether a text has the words."""
        return next(self.spans_in(text), None) is not None

    def __str__(self) -> str:
        """As it can be typed."""
        return f"{'-' * self.is_excluded}" + (f'"{self.typed}"' if self.is_quoted else self.typed)


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood.

    Attributes:
        wanted: all must stand in a document, or in one of its rows; at least one.
        excluded: none may stand in it.
    """

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """As it can be typed."""
        return " ".join(map(str, self.wanted + self.excluded))

    def fits(self, text: str) -> bool:
        """Whether a text has what is wanted, and nothing that is not."""
        sought = Sought.of(text)
        return all(t.stands_in(sought) for t in self.wanted) and not any(t.stands_in(sought) for t in self.excluded)

    def without_accents(self) -> Query:
        """The same with any accents."""
        return Query(
            tuple(replace(t, by_accents=False, typed=without_accents(t.typed)) for t in self.wanted),
            tuple(replace(t, by_accents=False, typed=without_accents(t.typed)) for t in self.excluded),
        )

    def without_quotes(self) -> Query:
        """The same with the words of each phrase by themselves."""
        return Query(tuple(replace(t, words=(w,), typed=w, is_quoted=False) for t in self.wanted for w in t.words), self.excluded)

    @property
    def has_accents(self) -> bool:
        """Whether accents decide anywhere."""
        return any(t.by_accents for t in self.wanted)

    @property
    def has_phrases(self) -> bool:
        """Whether several words in quotes must follow one another."""
        return any(t.is_quoted and len(t.words) > 1 for t in self.wanted)


def read_query(typed: str) -> Query:
    """What somebody wants to find.

    Args:
        typed: as it was typed; typographic quotes are quotes.

    Raises:
        OpenQuoteError: a quote begins and does not end.
        NoWordsError: there is no word in it.
        OnlyExcludedError: it says only what is not to be there.
        TooManyWordsError: it has more than ``MOST_WORDS`` words.
    """
    terms: list[Term] = []
    for found in _TERM.finditer(typed.translate(_QUOTES)):
        if found["open"]:
            raise OpenQuoteError(
                f"A quote is not closed: {found.string[found.start() :].strip()[:60]}.", 'Close it with ", or leave it out.'
            )
        quoted = found["quoted"]
        told = quoted if quoted is not None else found["bare"] or ""
        if words := tuple(words_of(told)):
            terms.append(Term(words, " ".join(told.split()), bool(found["minus"]), quoted is not None))
    if not terms:
        raise NoWordsError("There is no word to look for.", "Type words, numbers or a symbol such as 15/2024/QĐ-UBND.")
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise TooManyWordsError(f"A search has {MOST_WORDS} words at most.", "Leave out what is not needed.")
    if all(term.is_excluded for term in terms):
        raise OnlyExcludedError("The search says only what is not to be there.", "Add a word that is to be there.")
    by_accents = any(_has_accents(t) and not (t.is_excluded or _has_digit(t)) for t in terms)
    judged = [replace(t, by_accents=_has_accents(t) if t.is_excluded or _has_digit(t) else by_accents) for t in terms]
    return Query(tuple(t for t in judged if not t.is_excluded), tuple(t for t in judged if t.is_excluded))


def _has_accents(term: Term) -> bool:
    phrase = " ".join(term.words)
    return fold(phrase) != phrase


def _has_digit(term: Term) -> bool:
    return any(letter.isdigit() for word in term.words for letter in word)
