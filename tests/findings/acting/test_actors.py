"""Pieces of the reading of a clause: verbs in front, doubts, bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def reader(text):
    return ClauseReader(of_plain(text, TAGGER), CUES)


def actors(text, *, assigned=False):
    found = reader(text)
    return found.actors(0, len(found.sentence.tokens), assigned=assigned)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Rà soát hồ sơ.", True),
        ("Tiếp tục rà soát hồ sơ.", True),
        ("Không để phát sinh nợ đọng.", True),
        ("o. Tiếp tục rà soát", True),
        ("Thứ hai, kiểm tra kho hàng.", True),
        ("Trên cơ sở đó, xác định nhu cầu vốn.", True),
        ("Định kỳ hằng tháng, tổng hợp kết quả.", True),
        ("Kết quả còn thấp.", False),
        ("Báo cáo số 12/BC-SYT ngày 05/01/2025 của Sở Y tế.", False),
        ("", False),
    ],
)
def test_a_task_begins_with_its_verb(text, begins):
    found = reader(text)
    assert found.begins_with_verb(0, len(found.sentence.tokens)) is begins


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Giao Sở Y tế rà soát.", "rà soát."),
        ("Sở Y tế, khẩn trương rà soát.", "khẩn trương"),
        ("Sở Y tế: Rà soát.", "Rà soát."),
        ("Việc này do Sở Y tế thực hiện.", "thực hiện."),
    ],
)
def test_where_the_predicate_begins(text, predicate):
    found = reader(text)
    who = found.actors(0, len(found.sentence.tokens), assigned=False)
    assert text[found.sentence.tokens[who.verb].start :].startswith(predicate)


def test_an_unknown_word_behind_a_whole_name_is_noted_a_known_verb_is_not():
    assert actors("Sở Y tế blưng quy trình khám bệnh.").unknown
    assert not actors("Sở Y tế rà soát quy trình khám bệnh.").unknown


def test_a_clause_is_read_within_its_bounds():
    found = reader("Sở Y tế rà soát; Công an tỉnh kiểm tra")
    mark = next(i for i, t in enumerate(found.sentence.tokens) if t.text == ";")
    assert found.actors(0, mark, assigned=False).parties.names == ("Sở Y tế",)
    assert found.actors(mark + 1, len(found.sentence.tokens), assigned=False).parties.names == ("Công an tỉnh",)
    assert found.actors(mark, mark, assigned=False) is None


@pytest.mark.parametrize(
    ("party", "authority"),
    [
        ("Chủ tịch UBND tỉnh", True),
        ("UBND tỉnh", True),
        ("Ban Thường vụ Tỉnh ủy", True),
        ("Bộ trưởng Bộ Y tế", True),
        ("Sở Nội vụ", False),
        ("UBND các huyện", False),
        ("Văn phòng UBND tỉnh", False),
        ("Chủ tịch UBND các xã", False),
    ],
)
def test_names_by_which_an_issuer_speaks_of_itself(party, authority):
    assert reader("x").is_authority(party) is authority


PIECES = (
    *(
        "Giao",
        "giao cho",
        "Yêu cầu",
        "đề nghị",
        "Sở Y tế",
        "các sở, ngành",
        "UBND tỉnh",
        "Chủ tịch UBND các xã",
        "do",
        "đối với",
        "về phía",
    ),
    *(
        "phối hợp với",
        "phối hợp",
        "chủ trì",
        "rà soát",
        "phải",
        "đã",
        "là",
        "được giao",
        "có trách nhiệm",
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        '"',
    ),
    *("Trong quá trình", "Nếu", "theo", "của", "đồng thời", "thì", "a)", "Thứ hai,", "trước ngày 30/6/2025", "blưng"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_any_words_have_actors_inside_the_clause(pieces, assigned):
    found = reader(" ".join(pieces))
    count = len(found.sentence.tokens)
    for low in range(0, count, 3):
        who = found.actors(low, count, assigned=assigned)
        assert who is None or (
            who.kind in {"order", "subject", "label", "agent"}
            and low <= who.parties.start < who.parties.end <= who.verb <= count
            and who.parties.names
        )
