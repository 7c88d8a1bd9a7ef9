import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.words import WordLists
from tasks.findings.figure_clauses import clause_of, subject_floor
from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger

READER = QuantityReader(load_vocabulary())
TAGGER = Tagger(WordLists(()))


def clauses(text: str) -> list[str]:
    found, out = READER.read(of_plain(text, TAGGER)), []
    for n, quantity in enumerate(found):
        before, follower = found[n - 1] if n else None, found[n + 1] if n + 1 < len(found) else None
        start, end = clause_of(text, quantity, -1, before, follower)
        out.append(text[start:end])
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 12 xã đạt chuẩn; còn 3 xã chưa đạt.", ["Có 12 xã đạt chuẩn", "còn 3 xã chưa đạt"]),
        ("Thu 900 tỷ đồng, chi 800 tỷ đồng", ["Thu 900 tỷ đồng", "chi 800 tỷ đồng"]),
        ("Trong đó: có 12 xã", ["có 12 xã"]),
    ],
)
def test_a_clause_ends_at_the_break_before_the_next_figure(text, expected):
    assert clauses(text) == expected


def test_a_subject_stands_before_a_colon_that_leads_to_the_bound():
    text = "Dầu hỏa: không cao hơn 20.288 đồng/lít"
    (quantity,) = READER.read(of_plain(text, TAGGER))
    assert subject_floor(text, quantity, None) == 0
