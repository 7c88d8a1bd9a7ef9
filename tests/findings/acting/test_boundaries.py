"""Where a subject or verb of a clause may begin."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.boundaries import MOST_BOUNDARIES, find_boundaries
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def begun(text, start=0):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    tokens = reader.sentence.tokens
    return [tokens[at].text for at in find_boundaries(reader, start, len(tokens))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a, b; c: d", ["a", "b", "c", "d"]),
        ("Đồng thời rà soát hồ sơ", ["Đồng", "rà"]),
        ("Thời gian rà soát", ["Thời"]),
        ("Khi mất điện thì báo Điện lực", ["Khi", "báo"]),
        ("Nếu có khó khăn, vướng mắc các phòng báo cáo", ["Nếu", "vướng", "các"]),
        ("Kết quả xử lý vướng mắc các phòng báo cáo", ["Kết"]),
        ("Trước ngày 12/6/2026 Sở Nội vụ báo cáo", ["Trước", "Sở"]),
        ("Trong quý III/2026 Phòng Kinh tế rà soát", ["Trong", "Phòng"]),
        ("Trước ngày 12/6/2026 rà soát xong", ["Trước"]),
        ("Theo Quyết định Sở Nội vụ báo cáo", ["Theo"]),
        ("", []),
    ],
)
def test_behind_commas_conditions_and_times(text, words):
    assert begun(text) == words


def test_only_so_many():
    assert len(begun(", ".join("abc" for _ in range(100)))) == MOST_BOUNDARIES + 1


def test_what_stands_in_front_of_the_clause_is_no_part_of_it():
    assert begun("a, b, c", start=2) == ["b", "c"]
