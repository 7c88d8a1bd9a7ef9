"""Which mentions are of the notice itself."""

from dataclasses import replace
from datetime import date

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.findings.extract import tagger_of
from tasks.findings.own_symbol import OwnSymbol
from tasks.nouns.citation import read_citations
from tasks.nouns.document_kinds import kinds_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
KINDS = kinds_of(VOCABULARY.document_types)
HEAD = replace(Head(), symbol="46/QĐ-BCĐCCHC", issued_on=date(2021, 4, 16))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Kèm theo Quyết định số 46/QĐ-BCĐCCHC ngày 16/4/2021", True),
        ("Quyết định số 046/QD-BCĐCCHC", True),
        ("tại Quyết định số 6/QĐ-BCDCCHC ngày 46 tháng 4 năm 2021", True),
        ("tại Quyết định số 45/QĐ-BCĐCCHC ngày 16/4/2021", True),
        ("tại Quyết định số 45/QĐ-BCĐCCHC ngày 12/4/2021", False),
        ("tại Quyết định số 45/QĐ-BCĐCCHC", False),
        ("tại Kế hoạch số 46/KH-BCĐCCHC ngày 16/4/2021", False),
        ("tại Quyết định số 54/QĐ-BCĐCCHC ngày 16/4/2021", False),
    ],
)
def test_a_mention_is_of_the_notice(text, own):
    (cited,) = read_citations(of_plain(text, tagger_of(VOCABULARY.words)), KINDS)
    assert OwnSymbol.of(HEAD, KINDS).is_meant(cited) is own
    assert not OwnSymbol.of(Head(), KINDS).is_meant(cited)
