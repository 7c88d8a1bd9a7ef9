"""The reviewed words: every group's own examples and rejects, read by the tagger as a notice is."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from config.words import load_words
from tasks.domain.words import WordGroup, WordLists
from tasks.findings.reading.tagger import Tagger
from tasks.findings.reading.tokens import fold_spelling, tokenize

GROUPS = load_words().groups


@cache
def _all() -> Tagger:
    return Tagger(load_words())


def _found(group: WordGroup, text: str) -> bool:
    """Whether a word of the group is tagged somewhere in the text, no longer word of another group hiding it."""
    tokens = tokenize(fold_spelling(text))
    alone = Tagger(WordLists((group,))).tag(tokens)
    together = _all().tag(tokens)
    return any(group.tag in a and a[group.tag] == t.get(group.tag) for a, t in zip(alone, together, strict=True))


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.code)
def test_examples_are_found_and_rejects_are_not(group: WordGroup) -> None:
    """Each group finds its own examples and none of what it could be mistaken for."""
    assert group.examples, "a group needs an example"
    assert [e for e in group.examples if not _found(group, e)] == []
    assert [r for r in group.rejects if _found(group, r)] == []


@pytest.mark.parametrize("tag", sorted({g.tag for g in GROUPS}))
def test_a_word_stands_in_one_group_of_a_tag(tag: str) -> None:
    """Two groups of one tag do not hold the same word in the same spelling, so that one place says how it is meant."""
    count = Counter(
        (tuple(t.text if group.case else t.folded for t in tokenize(fold_spelling(word))), group.case)
        for group in GROUPS
        if group.tag == tag
        for word in group.words
    )
    assert [" ".join(word) for (word, _), times in count.items() if times > 1] == []
