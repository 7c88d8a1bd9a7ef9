"""Where a sentence is cut into directives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.cutting import cut_clauses
from tasks.findings.acting.together import together_lists
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def cut(text, *, assigned=False):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    count = len(reader.sentence.tokens)
    who = reader.actors(0, count, assigned=assigned)
    taken = [(p.start, p.end) for p in (*([who.parties] if who else []), *together_lists(reader, 0, count))]
    return [reader.text(low, high) for low, high in cut_clauses(reader, taken, lambda clause: "trước ngày" in clause, assigned=assigned)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rà soát hồ sơ; kiểm tra thực tế.", ["Rà soát hồ sơ; kiểm tra thực tế."]),
        ("Rà soát hồ sơ; Sở Y tế tham mưu UBND tỉnh.", ["Rà soát hồ sơ", "Sở Y tế tham mưu UBND tỉnh."]),
        ("Rà soát hồ sơ; giao Công an tỉnh xác minh.", ["Rà soát hồ sơ", "giao Công an tỉnh xác minh."]),
        ("Rà soát hồ sơ; đồng thời Sở Y tế lấy mẫu.", ["Rà soát hồ sơ", "đồng thời Sở Y tế lấy mẫu."]),
        ("Rà soát hồ sơ; Sở Y tế hằng tháng đối chiếu.", ["Rà soát hồ sơ", "Sở Y tế hằng tháng đối chiếu."]),
        ("Rà soát hồ sơ; các xã định kỳ báo cáo.", ["Rà soát hồ sơ", "các xã định kỳ báo cáo."]),
        ("Rà soát hồ sơ; hoàn thành trước ngày 30/6.", ["Rà soát hồ sơ; hoàn thành trước ngày 30/6."]),
        ("Rà soát hồ sơ; thời gian hoàn thành trước ngày 30/6.", ["Rà soát hồ sơ; thời gian hoàn thành trước ngày 30/6."]),
        ("Rà soát hồ sơ; gửi danh mục trước ngày 30/6.", ["Rà soát hồ sơ", "gửi danh mục trước ngày 30/6."]),
        (
            "Phối hợp với các sở, ngành; cơ quan thông tấn, báo chí tuyên truyền.",
            ["Phối hợp với các sở, ngành; cơ quan thông tấn, báo chí tuyên truyền."],
        ),
        (
            "Thủ trưởng các sở; Chủ tịch UBND các huyện khẩn trương rà soát.",
            ["Thủ trưởng các sở; Chủ tịch UBND các huyện khẩn trương rà soát."],
        ),
        ("Kiểm tra (gồm: cấp phép; Sở Y tế thẩm định) hồ sơ;", ["Kiểm tra (gồm: cấp phép; Sở Y tế thẩm định) hồ sơ"]),
        ('Treo khẩu hiệu "Sở Y tế rà soát; Công an tỉnh kiểm tra".', ['Treo khẩu hiệu "Sở Y tế rà soát; Công an tỉnh kiểm tra".']),
        ("- Rà soát hồ sơ.", ["Rà soát hồ sơ."]),
        ("Rà soát hồ sơ; Sở Y tế", ["Rà soát hồ sơ", "Sở Y tế"]),
    ],
)
def test_a_sentence_is_cut_at_another_party_or_a_deadline_of_its_own(text, clauses):
    assert cut(text) == clauses


@given(
    st.lists(
        st.sampled_from(
            ["Sở Y tế", "rà soát", ";", ",", "(", ")", '"', "giao", "các sở", "phối hợp với", "trước ngày 30/6", "đồng thời", "-", ".", ":"]
        ),
        max_size=40,
    )
)
def test_clauses_stand_in_order_and_leave_only_their_marks_out(words):
    text = " ".join(words)
    found = cut(text)
    position = 0
    for clause in found:
        position = text.index(clause, position) + len(clause)
    kept = [w for clause in found for w in clause.split() if w not in {";", "-"}]
    assert kept == [w for w in text.split() if w not in {";", "-"}]
