"""Whom a heading names, and whether verbs follow."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.headings import OWNER, begins_with_party, is_name, names_somebody, party_of, unknown_owners
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def reader(text):
    return ClauseReader(of_plain(text, TAGGER), CUES)


def behind_owner(text):
    owner = OWNER.match(text)
    return owner.end() if owner else 0


@pytest.mark.parametrize(
    ("text", "names", "acts"),
    [
        ("Sở Y tế", ("Sở Y tế",), False),
        ("Trách nhiệm của Sở Y tế", ("Sở Y tế",), False),
        ("Công an tỉnh chủ trì, phối hợp thực hiện", ("Công an tỉnh",), True),
        ("Các hộ kinh doanh đang buôn bán tại chợ", ("Các hộ kinh doanh đang buôn bán tại chợ",), False),
    ],
)
def test_the_party_and_whether_verbs_follow(text, names, acts):
    parties, follows = party_of(reader(text), behind_owner(text))
    assert parties is not None and parties.names == names and follows is acts


@pytest.mark.parametrize("text", ["Các cấp", "Công tác tuyên truyền", "Nhiệm vụ trọng tâm"])
def test_a_level_or_a_topic_is_nobody(text):
    assert party_of(reader(text), 0) == (None, False)


def test_owners_that_no_lexicon_has_are_cut_at_commas_and_va():
    text = "Trách nhiệm của chủ thuyền, người lái thuyền và thuyền viên"
    owners = unknown_owners(of_plain(text, TAGGER), text.index("chủ"))
    assert [part.value for part in owners] == ["chủ thuyền", "người lái thuyền", "thuyền viên"]
    assert [text[part.span.start : part.span.end] for part in owners] == [part.value for part in owners]


def test_where_a_heading_begins_with_a_party():
    assert begins_with_party(reader("Trách nhiệm của Sở Y tế"), len("Trách nhiệm của "))
    assert not begins_with_party(reader("Trách nhiệm của Sở Y tế"), 0)
    assert names_somebody(reader("Sở Y tế, những việc cần làm"), 0, named=False)
    assert is_name(reader("Viện Văn hóa, Nghệ thuật Tân Giang")) and not is_name(reader("Những việc phải làm"))
