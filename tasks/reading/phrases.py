"""Words of one kind looked up where they are asked for: forwards from a token, or backwards from the token behind them.

For closed classes that are asked for at few places; :mod:`tasks.reading.tagger` is for lexicons that every token is looked up in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.domain.words import WordGroup
from tasks.reading.tokens import Token, fold_spelling, tokenize

_Words = tuple[str, ...]


class Phrases:
    """All words of some groups."""

    def __init__(self, groups: Iterable[WordGroup]) -> None:
        """Put the words in order, the longest first, by their first and by their last token."""
        self._by_first: dict[str, list[tuple[_Words, WordGroup]]] = {}
        self._by_last: dict[str, list[tuple[_Words, WordGroup]]] = {}
        listed = tuple(groups)
        self._around = {g.code: (tuple(map(_folded, g.not_before)), tuple(map(_folded, g.not_after))) for g in listed}
        words = ((_folded(word), group) for group in listed for word in group.words)
        for phrase, group in sorted(words, key=lambda entry: -len(entry[0])):
            self._by_first.setdefault(phrase[0], []).append((phrase, group))
            self._by_last.setdefault(phrase[-1], []).append((phrase, group))

    def end(self, tokens: Sequence[Token], at: int) -> int | None:
        """The token behind the longest word that begins at a token, None where none does."""
        if not 0 <= at < len(tokens):
            return None
        for phrase, group in self._by_first.get(tokens[at].folded, ()):
            if _stands(tokens, at, phrase) and self._meant(group, tokens, at, at + len(phrase)):
                return at + len(phrase)
        return None

    def start(self, tokens: Sequence[Token], end: int, floor: int) -> int | None:
        """The first token of the longest word that ends before ``end`` and begins no earlier than ``floor``; None where none does."""
        if not 0 < end <= len(tokens):
            return None
        for phrase, group in self._by_last.get(tokens[end - 1].folded, ()):
            at = end - len(phrase)
            if at >= floor and _stands(tokens, at, phrase) and self._meant(group, tokens, at, end):
                return at
        return None

    def _meant(self, group: WordGroup, tokens: Sequence[Token], at: int, end: int) -> bool:
        if _is_name(tokens, at):
            return False
        before, after = self._around[group.code]
        return not any(_stands(tokens, end, p) for p in before) and not any(_stands(tokens, at - len(p), p) for p in after)


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word has a capital behind another word: part of a name ("Lý Trung Từ", "cấp Bằng khen"), where not all is in capitals."""
    return at > 0 and tokens[at].is_capital and not tokens[at].text.isupper() and tokens[at - 1].is_word


def _folded(word: str) -> _Words:
    return tuple(token.folded for token in tokenize(fold_spelling(word)))


def _stands(tokens: Sequence[Token], at: int, phrase: _Words) -> bool:
    return at >= 0 and tuple(t.folded for t in tokens[at : at + len(phrase)]) == phrase
