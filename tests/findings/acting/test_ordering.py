"""Who is told by an order, and who gives it."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.ordering import ordered
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def read(text, *, assigned=False):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    high = len(reader.sentence.tokens)
    found = ordered(reader, 0, high, reader.boundaries(0, high), assigned=assigned)
    return found and (found.order, tuple(found.parties.names), found.speaker and tuple(found.speaker.names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giao Sở Y tế rà soát danh mục.", ("giao", ("Sở Y tế",), None)),
        ("Yêu cầu các xã: Hòa Sơn, Bình An báo cáo.", ("yêu cầu", ("xã Hòa Sơn", "xã Bình An"), None)),
        ("Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát.", ("yêu cầu", ("Sở Y tế",), ("Chủ tịch UBND tỉnh",))),
        ("Nay giao cho Sở Y tế rà soát.", ("giao cho", ("Sở Y tế",), None)),
    ],
)
def test_who_is_ordered_and_by_whom(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế rà soát danh mục.",
        "Theo đề nghị của Sở Y tế, danh mục được duyệt.",
        "Sở Y tế khẩn trương rà soát, đề nghị các đơn vị báo cáo.",
    ],
)
def test_what_a_body_asks_itself_and_what_is_cited_orders_nobody(text):
    assert read(text) is None


def test_below_a_party_an_order_to_its_own_parts_is_its_delegation():
    assert read("giao Phòng Kế hoạch theo dõi.", assigned=True) is None
    assert read("giao Phòng Kế hoạch theo dõi.") is not None
