import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.paired_figures import EARLIER
from tasks.findings.paired_figures import read_pairs as pairs_of
from tasks.findings.quantities import figure_tagger
from tasks.reading.sentences import of_plain

TAGGER = figure_tagger(load_vocabulary().figures)


def read_pairs(text):
    return pairs_of(of_plain(text, TAGGER))


def test_each_name_has_this_years_and_last_years_figure():
    found = read_pairs("Số ca mắc/so với cùng kỳ: Tả (0/0), Thương hàn (18/2), Sởi (3/12).")
    assert [(q.name, int(q.value), q.unit, q.rule == EARLIER) for q in found] == [
        ("Tả", 0, "ca", False),
        ("Tả", 0, "ca", True),
        ("Thương hàn", 18, "ca", False),
        ("Thương hàn", 2, "ca", True),
        ("Sởi", 3, "ca", False),
        ("Sởi", 12, "ca", True),
    ]


def test_what_is_counted_and_of_when_is_said_by_the_lead():
    found = read_pairs("Số vụ xảy ra/năm trước: Cháy nhà (3/5); Cháy rừng (1.012/0).")
    assert [(q.name, int(q.value), q.rule == EARLIER) for q in found] == [
        ("Cháy nhà", 3, False),
        ("Cháy nhà", 5, True),
        ("Cháy rừng", 1012, False),
        ("Cháy rừng", 0, True),
    ]
    assert [q.unit for q in read_pairs("Số hồ sơ/cùng kỳ: Đất đai (12/9).")] == ["hồ sơ", "hồ sơ"]
    assert [q.rule == EARLIER for q in read_pairs("Kết quả (kỳ này/kỳ trước): Sởi (4/6).")] == [False, True]


def test_two_things_that_happened_are_both_of_now():
    found = read_pairs("Số ca mắc/tử vong: Sốt rét (12/1), Dại (2/2).")
    assert [(q.name, int(q.value), q.rule == EARLIER) for q in found] == [
        ("Sốt rét", 12, False),
        ("tử vong Sốt rét", 1, False),
        ("Dại", 2, False),
        ("tử vong Dại", 2, False),
    ]


@pytest.mark.parametrize("text", ["Có 12/14 xã (85/100) đạt chuẩn.", "So với cùng kỳ số mắc tăng 3 ca (3/4).", ""])
def test_pairs_that_nothing_explains_are_none(text):
    assert read_pairs(text) == ()


@given(st.text(alphabet="số mắc/cùng kỳ:(),0123456789 ab", max_size=120))
def test_pairs_stand_in_the_text_in_order(text):
    found = read_pairs(text)
    assert [q.figure for q in found] == sorted(q.figure for q in found)
    assert all(q.start <= q.figure < q.figure_end <= q.end <= len(text) for q in found)
