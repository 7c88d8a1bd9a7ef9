"""What the words of a sentence may be: all lexicons in one table, the longest match at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tasks.domain.letters import without_accents
from tasks.domain.words import WordGroup, WordLists
from tasks.reading.tokens import Token, fold_word, words_of

LONGEST_PHRASE = 24  # tokens; the longest phrase of the lexicons has 23
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
    """A node of the table: what may follow, and what ends here."""

    onward: dict[str, _Branch] = field(default_factory=dict)
    ends: list[tuple[WordGroup, tuple[str, ...]]] = field(default_factory=list)


Tags = dict[str, int]
"""Tag to the token behind its longest word at one place."""


class Tagger:
    """Tags sentences with all words of the lexicons; built once for them."""

    def __init__(self, lists: WordLists) -> None:
        """Put the words into one table, and phrases of two and more words also without their accents."""
        self._exact, self._bare = _Branch(), _Branch()
        for group in lists.groups:
            for word in group.words:
                texts = words_of(word)
                folded = [fold_word(text) for text in texts]
                _put(self._exact, folded, group, texts)
                if len(texts) > 1 and group.tag in _LENIENT_TAGS and all(text[0].isalpha() for text in texts):
                    _put(self._bare, [bare_of(text) for text in folded], group, texts)
        self._around = {g.code: (_by_word(g.not_before, 0), _by_word(g.not_after, -1)) for g in lists.groups if g.not_before or g.not_after}

    def tag(self, tokens: Sequence[Token]) -> tuple[Tags, ...]:
        """The tags at each token; shorter words than the longest at the same place are left out."""
        folded = [t.folded for t in tokens]
        bare: list[str] | None = None
        out: list[Tags] = []
        for at in range(len(tokens)):
            found = self._longest(self._exact, folded, tokens, at)
            if not found.keys() - _APART and tokens[at].is_word:
                bare = bare or [bare_of(f) for f in folded]
                found = self._lenient(bare, tokens, at, inside=_ends_name(tokens, at) and not out[-1]) or found
            out.append(found)
        return tuple(out)

    def _longest(self, table: _Branch, keys: Sequence[str], tokens: Sequence[Token], at: int) -> Tags:
        found: Tags = {}
        apart: Tags = {}
        # A noun hides the verb it begins with; that there is one is kept for names, which end at it.
        for end, branch in _walk(table, keys, at):
            met = {g.tag for g, texts in branch.ends if self._meant(g, texts, tokens, at, end)}
            apart |= dict.fromkeys(met & _APART, end)
            if "verb" in met:
                apart[VERB_INSIDE] = end
            if met - _APART:
                found = dict.fromkeys(met - _APART, end)
        return found | apart

    def _lenient(self, bare: Sequence[str], tokens: Sequence[Token], at: int, *, inside: bool) -> Tags:
        """Recognition loses accents: a phrase counts where just one of its words differs, and only in its accents.

        Inside a name of unknown words only what stands in names counts.
        """
        found: Tags = {}
        for end, branch in _walk(self._bare, bare, at):
            met = [
                g
                for g, texts in branch.ends
                if not g.case
                and sum(t.folded != w.lower() for t, w in zip(tokens[at:end], texts, strict=True)) == 1
                and not (inside and g.tag not in _OF_NAMES)
                and self._meant(g, (), tokens, at, end)
            ]
            if met:
                found = dict.fromkeys((g.tag for g in met), end)
        return found

    def _meant(self, group: WordGroup, texts: tuple[str, ...], tokens: Sequence[Token], at: int, end: int) -> bool:
        if group.tag in _OF_CLAUSES and any(t.is_capital and not t.text.isupper() for t in tokens[at + 1 : end]):
            return False  # "Giao Ban Tổ chức ..." orders, "giao ban" is a meeting
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


def _ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capitalised syllable behind another is likelier the end of a name ("Đông Lâm chủ trì" does not hold "làm chủ")."""
    return at > 0 and tokens[at].is_capital and not tokens[at].text.isupper() and tokens[at - 1].is_capital and tokens[at - 1].is_word


def _put(table: _Branch, keys: Sequence[str], group: WordGroup, texts: tuple[str, ...]) -> None:
    branch = table
    for key in keys:
        branch = branch.onward.setdefault(key, _Branch())
    branch.ends.append((group, texts))


def _walk(table: _Branch, keys: Sequence[str], at: int) -> Iterator[tuple[int, _Branch]]:
    """The branches that end a word at ``at``, shortest first, each with the token behind it."""
    branch = table
    for end in range(at, min(len(keys), at + LONGEST_PHRASE)):
        following = branch.onward.get(keys[end])
        if following is None:
            return
        branch = following
        if branch.ends:
            yield end + 1, branch


def _by_word(words: Sequence[str], at: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first (0) or last (-1) word, so that most places are settled by one look."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in words:
        phrase = tuple(fold_word(text) for text in words_of(word))
        out[phrase[at]] = (*out.get(phrase[at], ()), phrase)
    return out


def _stands(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return at >= 0 and tuple(t.folded for t in tokens[at : at + len(phrase)]) == phrase
