"""The reviewed words: every group keeps its examples and rejects, and a wrong group is named."""

from collections import Counter
from pathlib import Path

import pytest

from config.vocabulary import FOLDER as LEXICONS
from config.words import FIGURE_TAGS, FOLDER, NAMING_TAGS, TAGS, load_words
from tasks.domain.errors import ConfigError
from tasks.domain.words import WordLists
from tasks.findings.extract import tagger_of
from tasks.nouns.capitals import LONGEST_PHRASE
from tasks.reading.tagger import Tagger
from tasks.reading.tokens import fold_spelling, tokenize

WORDS = load_words()
FIGURES = load_words(LEXICONS / "figures")
NAMING = load_words(LEXICONS / "naming")
GROUPS = (*WORDS.groups, *FIGURES.groups, *NAMING.groups)


def meant(group, alone, text):
    """Whether a word of the group is tagged in a text, no longer word of another group hiding it."""
    tokens = tokenize(fold_spelling(text))
    lists = next(lists for lists in (FIGURES, NAMING, WORDS) if group in lists.groups)
    if lists is NAMING:  # each tag is looked up by itself
        return any(group.tag in here for here in alone.tag(tokens))
    among = tagger_of(lists)
    pairs = zip(alone.tag(tokens), among.tag(tokens), strict=True)
    return any(group.tag in here and here[group.tag] == among.get(group.tag) for here, among in pairs)


@pytest.mark.parametrize("group", GROUPS, ids=[g.code for g in GROUPS])
def test_every_group_keeps_its_own_promises(group):
    alone = Tagger(WordLists((group,)))
    assert group.examples, f"{group.code} has no examples"
    assert [text for text in group.examples if not meant(group, alone, text)] == []
    assert [text for text in group.rejects if meant(group, alone, text)] == []


@pytest.mark.parametrize("group", GROUPS, ids=[g.code for g in GROUPS])
def test_no_word_is_longer_than_what_is_looked_for_in_capitals(group):
    assert [w for w in group.words if len(tokenize(fold_spelling(w))) > LONGEST_PHRASE] == []


def test_every_tag_has_a_group():
    assert {g.tag for g in GROUPS} <= {*TAGS, *FIGURE_TAGS, *NAMING_TAGS}
    assert len({path.name for path in FOLDER.glob("*.toml")}) > 10


@pytest.mark.parametrize("tag", sorted({g.tag for g in GROUPS}))
def test_a_word_stands_in_one_group_of_a_tag(tag):
    """Two groups of one tag do not hold the same word in the same spelling, so that one place says how it is meant."""
    count = Counter(
        (tuple(t.text if group.case else t.folded for t in tokenize(fold_spelling(word))), group.case)
        for group in GROUPS
        if group.tag == tag
        for word in group.words
    )
    assert [" ".join(word) for (word, _), times in count.items() if times > 1] == []


GOOD = '[[group]]\ncode = "a"\ntag = "verb"\nwords = ["rà soát"]\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[group]]\ncode = "a"\ntag = "verb"\n', "code and words are needed"),
        ('[[group]]\ntag = "verb"\nwords = ["rà soát"]\n', "code and words are needed"),
        (GOOD + 'colour = "red"\n', "unknown keys colour"),
        (GOOD.replace("verb", "colour"), "'colour' is no tag"),
        (GOOD.replace('["rà soát"]', '["rà soát", "rà soát"]'), "rà soát stand twice"),
        (GOOD * 2, "more than one group named a"),
        ("[[group", "no TOML"),
    ],
)
def test_a_wrong_group_is_named(tmp_path: Path, toml, message):
    (tmp_path / "verbs.toml").write_text(toml, "utf-8")
    with pytest.raises(ConfigError, match=message):
        load_words(tmp_path)


def test_groups_of_all_files_are_read_in_the_order_of_the_files(tmp_path: Path):
    (tmp_path / "b.toml").write_text(GOOD.replace('"a"', '"second"'), "utf-8")
    (tmp_path / "a.toml").write_text(GOOD.replace('"a"', '"first"') + 'case = true\nvalues = { level = "tỉnh" }\n', "utf-8")
    lists = load_words(tmp_path)
    assert [g.code for g in lists.groups] == ["first", "second"]
    assert (lists.groups[0].case, dict(lists.groups[0].values)) == (True, {"level": "tỉnh"})
    assert [g.code for g in lists.tagged("verb")] == ["first", "second"]
