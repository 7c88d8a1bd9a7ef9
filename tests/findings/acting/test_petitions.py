"""Petitions told from orders."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.issuing import Issuer
from tasks.findings.acting.petitions import Petitions
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def is_petition(text, *, type_="CV", issuer="Sở Y tế tỉnh Tân Giang", addressees=()):
    head = Head(type=type_, issuer=issuer, addressees=addressees)
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    actors = reader.actors(0, len(reader.sentence.tokens), assigned=False)
    assert actors is not None and actors.kind == "order"
    return Petitions(head, CUES, Issuer(head, CUES)).holds(reader, text, actors)


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("Đề nghị UBND tỉnh xem xét, phê duyệt kế hoạch.", ("UBND tỉnh",)),
        ("Kính đề nghị UBND tỉnh xem xét, quyết định.", ()),
        ("Kiến nghị Bộ Y tế bãi bỏ thủ tục.", ()),
        ("Đề nghị Quý Sở xem xét, cho ý kiến.", ()),
    ],
)
def test_a_letter_asks_its_addressee_or_those_above(text, addressees):
    assert is_petition(text, addressees=addressees)


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("Đề nghị các trạm y tế báo cáo số liệu.", ("các trạm y tế",)),
        ("Yêu cầu Phòng Kế hoạch xem xét, phê duyệt.", ("Phòng Kế hoạch",)),
    ],
)
def test_what_is_ordered_or_asked_of_many_is_no_petition(text, addressees):
    assert not is_petition(text, addressees=addressees)
