"""What the words of a sentence may be: all lexicons in one table, the longest match at each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from tasks.domain.letters import without_accents
from tasks.domain.words import WordGroup, WordLists
from tasks.reading.tokens import Token, fold_word, words_of

_APART = frozenset(("organ", "relative", "business", "nominal", "duty", "link", "modifier", "quantifier", "field"))
"""Tags that say how words join, and fields of work, which are common nouns too: they neither hide a shorter word at their place nor are
hidden by a longer one."""
VERB_INSIDE = "verb-inside"
"""Tag of the longest verb at a place, also where a longer noun hides it."""
_OF_CLAUSES = frozenset(("noun", "verb", "adverb", "auxiliary", "order", "stop", "duty"))
"""Tags whose words have small letters behind the first: a capital there begins a name."""
_OF_NAMES = frozenset(("title", "field"))
"""Tags whose words stand behind other capitals of a name."""
_LENIENT_TAGS = frozenset(("verb", "adverb", "auxiliary", "order", "title", "body", "field"))


bare_of = lru_cache(maxsize=20_000)(without_accents)
"""A notice has some thousand different words."""


@dataclass(slots=True)
class _Branch:
    """A node of the table: what may follow, and what ends here.

    Attributes:
        onward: by the next word.
        always: tags of what ends here and is meant wherever it stands.
        small: the same, and tags of what is meant where no capital begins a later word of it.
        asked: what only its neighbours or capitals decide about, with its words as printed.
    """

    onward: dict[str, _Branch] = field(default_factory=dict)
    always: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    asked: tuple[tuple[WordGroup, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """What is tagged: the tokens, their folded forms, and how many in front of each have but their first letter large."""

    tokens: Sequence[Token]
    folded: Sequence[str]
    raised: Sequence[int]

    def is_small(self, at: int, end: int) -> bool:
        """Whether no later word of a phrase begins with a capital: "Giao Ban Tổ chức ..." orders, "giao ban" is a meeting."""
        return self.raised[end] == self.raised[at + 1]


Tags = dict[str, int]
"""Tag to the token behind its longest word at one place."""


class Tagger:
    """Tags sentences with all words of the lexicons; built once for them."""

    def __init__(self, lists: WordLists) -> None:
        """Put the words into one table, and phrases of two and more words also without their accents."""
        self._exact, self._bare = _Branch(), _Branch()
        self._around = {g.code: (_by_word(g.not_before, 0), _by_word(g.not_after, -1)) for g in lists.groups if g.not_before or g.not_after}
        for group in lists.groups:
            for word in group.words:
                texts = words_of(word)
                folded = [fold_word(text) for text in texts]
                self._put(folded, group, texts)
                if len(texts) > 1 and group.tag in _LENIENT_TAGS and not group.case and all(text[0].isalpha() for text in texts):
                    branch = _reach(self._bare, [bare_of(text) for text in folded])
                    branch.asked += ((group, tuple(folded)),)

    def _put(self, folded: Sequence[str], group: WordGroup, texts: tuple[str, ...]) -> None:
        """Settle as much as the word alone tells: most are meant wherever they stand, and sentences ask for millions."""
        branch = _reach(self._exact, folded)
        if group.case or group.code in self._around:
            branch.asked += ((group, texts),)
            return
        branch.small |= {group.tag}
        if len(texts) == 1 or group.tag not in _OF_CLAUSES:
            branch.always |= {group.tag}

    def tag(self, tokens: Sequence[Token]) -> tuple[Tags, ...]:
        """The tags at each token; shorter words than the longest at the same place are left out."""
        line = _Line(tokens, [t.folded for t in tokens], [0, *accumulate(_is_raised(t) for t in tokens)])
        bare: list[str] | None = None
        begins = self._exact.onward
        out: list[Tags] = []
        for at, token in enumerate(tokens):
            found = self._longest(line, at) if token.folded in begins else {}
            if token.is_word and found.keys() <= _APART:
                bare = bare or [bare_of(word) for word in line.folded]
                found = self._lenient(line, bare, at, tagged=bool(out) and bool(out[-1])) or found
            out.append(found)
        return tuple(out)

    def _longest(self, line: _Line, at: int) -> Tags:
        found: Tags = {}
        apart: Tags = {}
        for end, branch in _walk(self._exact, line.folded, at):
            met = branch.small if line.is_small(at, end) else branch.always
            if branch.asked:
                met = met.union([g.tag for g, texts in branch.asked if self._meant(g, texts, line, at, end)])
            apart |= dict.fromkeys(met & _APART, end)
            # A noun hides the verb it begins with; that there is one is kept for names, which end at it.
            if "verb" in met:
                apart[VERB_INSIDE] = end
            if hiding := met - _APART:
                found = dict.fromkeys(hiding, end)
        return found | apart if apart else found

    def _lenient(self, line: _Line, bare: Sequence[str], at: int, *, tagged: bool) -> Tags:
        """Recognition loses accents: a phrase counts where just one of its words differs, and only in its accents.

        Inside a name of unknown words, the one in front not ``tagged``, only what stands in names counts.
        """
        found: Tags = {}
        for end, branch in _walk(self._bare, bare, at):
            inside = not tagged and _ends_name(line.tokens, at)
            met = [
                g.tag
                for g, words in branch.asked
                if sum(t != w for t, w in zip(line.folded[at:end], words, strict=True)) == 1
                and not (inside and g.tag not in _OF_NAMES)
                and self._meant(g, (), line, at, end)
            ]
            if met:
                found = dict.fromkeys(met, end)
        return found

    def _meant(self, group: WordGroup, texts: tuple[str, ...], line: _Line, at: int, end: int) -> bool:
        if group.tag in _OF_CLAUSES and not line.is_small(at, end):
            return False
        tokens = line.tokens
        if group.case and any(t.text != w for t, w in zip(tokens[at:end], texts, strict=False)):
            return False
        around = self._around.get(group.code)
        if around is None:
            return True
        before, after = around
        if end < len(tokens) and any(_stands(tokens, end, phrase) for phrase in before.get(tokens[end].folded, ())):
            return False
        return at == 0 or not any(_stands(tokens, at - len(phrase), phrase) for phrase in after.get(tokens[at - 1].folded, ()))


@lru_cache(maxsize=4)
def tagger_of(words: WordLists) -> Tagger:
    """The tagger of these words; made once, it takes half a second."""
    return Tagger(words)


def _is_raised(token: Token) -> bool:
    return token.text != token.folded and token.is_capital and not token.text.isupper()


def _ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capitalised syllable behind another is likelier the end of a name ("Đông Lâm chủ trì" does not hold "làm chủ")."""
    return at > 0 and tokens[at].is_capital and not tokens[at].text.isupper() and tokens[at - 1].is_capital and tokens[at - 1].is_word


def _reach(table: _Branch, keys: Sequence[str]) -> _Branch:
    """The branch of a phrase, made where it is not there yet."""
    branch = table
    for key in keys:
        branch = branch.onward.setdefault(key, _Branch())
    return branch


def _walk(table: _Branch, keys: Sequence[str], at: int) -> list[tuple[int, _Branch]]:
    """The branches that end a word at ``at``, shortest first, each with the token behind it."""
    out: list[tuple[int, _Branch]] = []
    branch, end, last = table.onward.get(keys[at]), at + 1, len(keys)
    while branch is not None:
        if branch.small or branch.asked:
            out.append((end, branch))
        branch = branch.onward.get(keys[end]) if end < last else None
        end += 1
    return out


def _by_word(words: Sequence[str], at: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first (0) or last (-1) word, so that most places are settled by one look."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in words:
        phrase = tuple(fold_word(text) for text in words_of(word))
        out[phrase[at]] = (*out.get(phrase[at], ()), phrase)
    return out


def _stands(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return at >= 0 and tuple(t.folded for t in tokens[at : at + len(phrase)]) == phrase
