"""What differs between two texts beyond misreadings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.sameness import Verdict, compare

HEAD = (
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM TỈNH TÂN GIANG Độc lập - Tự do - Hạnh phúc Số: 12/TB-UBND "
    "Tân Giang, ngày 19 tháng 6 năm 2026 THÔNG BÁO Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp về cải cách "
    "hành chính sáu tháng đầu năm và nhiệm vụ sáu tháng cuối năm trên địa bàn tỉnh"
)
BODY = (
    "Sở Nội vụ rà soát danh sách cán bộ, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/6/2026.",
    "Sở Y tế kiểm tra 125 trạm y tế xã, hoàn thành trong quý III; kinh phí 1.250 triệu đồng.",
    "Sở Tài chính bố trí kinh phí cho các địa phương theo Quyết định số 45/QĐ-UBND ngày 02/3/2026.",
    "Ủy ban nhân dân các huyện niêm yết công khai kết quả giải quyết thủ tục hành chính tại trụ sở.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định.",
    "Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện kết luận này và tổng hợp tình hình báo cáo hằng tháng.",
)
TEXT = "\n".join((HEAD, *BODY))


def changed(*pairs):
    text = TEXT
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    "second",
    [
        TEXT,
        TEXT.upper(),
        changed(("rà soát", "rà soat"), ("kiểm tra", "kiêm tra"), ("niêm yết", "niêm vết")),
        changed(("30/6/2026", "30/06/2026"), ("1.250", "1250"), ("02/3/2026", "2/3/2026")),
        changed(("30/6/2026", "30/62026")),
        changed(("30/6/2026", "49/10/2026")),
        changed(("125 trạm", "I25 trạm")),
        changed(("Số: 12", "Số: 72"), ("ngày 19 tháng", "ngày 10 tháng")),
        TEXT + "\n£ ¥ ‹ q j ý ¬ k w z ỉ ọ f z x v q k l h p d s\n",
        "\n".join((HEAD, BODY[1], BODY[0], *BODY[2:])),
        changed(("Sở Nội vụ rà", "Sở Nộivu rà"), ("Sở Tài chính bố", "Sở Tàl chính bố")),
    ],
    ids=[
        "equal",
        "capitals",
        "letters",
        "noughts",
        "stroke-lost",
        "no-day",
        "letter",
        "head",
        "rubbish",
        "moved",
        "names-misread",
    ],
)
def test_readings_of_one_paper(second):
    for one, other in ((TEXT, second), (second, TEXT)):
        assert compare(one, other).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("second", "difference"),
    [
        (changed(("30/6/2026", "15/7/2026")), ("30/6/2026", "15/7/2026")),
        (changed(("125 trạm", "340 trạm")), ("125", "340")),
        (changed(("1.250 triệu", "2.400 triệu")), ("1.250", "2.400")),
        (changed(("Sở Nội vụ rà soát", "Thanh tra rà soát"), ("Sở Tài chính bố", "Kho bạc bố")), None),
        ("\n".join((HEAD, *(line[::-1] for line in BODY))), None),
    ],
    ids=["day", "count", "money", "bodies", "another-text"],
)
def test_two_papers_of_one_number(second, difference):
    for one, other, told in ((TEXT, second, difference), (second, TEXT, difference and difference[::-1])):
        likeness = compare(one, other)
        assert likeness.verdict is Verdict.OTHER
        if told:
            assert told in likeness.differences


@pytest.mark.parametrize(
    "second",
    [
        changed(("30/6/2026", "30/8/2026")),
        changed(("125 trạm", "25 trạm")),
        "\n".join((HEAD, *BODY[:3], *BODY[4:])),
        "\n".join((HEAD, *BODY, "Sở Y tế báo cáo Ủy ban nhân dân tỉnh tình hình thực hiện kinh phí hằng tháng.")),
        "\n".join((HEAD, *BODY[:4])),
        "\n".join((HEAD, *BODY[3:], *BODY[:3])),
        changed(("Sở Nội vụ rà", "Sở Ngoại vụ rà")),
        changed(("Sở Nội vụ rà", "Sở Y tế rà")),
        changed(("trước ngày 30/6", "trưóc ngảy mốt 30/8")),
    ],
    ids=[
        "one-digit",
        "digit-lost",
        "line-less",
        "line-more",
        "page-less",
        "pages-changed",
        "like-names",
        "short-names",
        "digit-beside-misread-words",
    ],
)
def test_what_may_be_either(second):
    for one, other in ((TEXT, second), (second, TEXT)):
        assert compare(one, other).verdict is Verdict.UNSURE


def test_the_number_of_the_document_itself_is_not_compared():
    stamped = changed(("Sở Tài chính bố trí", "Số 12 Sở Tài chính bố trí"))
    other = changed(("Sở Tài chính bố trí", "Số 74 Sở Tài chính bố trí"))
    assert compare(stamped, other, "12").verdict is Verdict.SAME
    assert compare(stamped, other).verdict is Verdict.OTHER


@given(st.lists(st.sampled_from((*BODY, "30/6/2026", "1", "a b c", "")), max_size=12), st.lists(st.sampled_from(BODY), max_size=12))
def test_comparing_goes_both_ways(first, second):
    there, back = compare("\n".join(first), "\n".join(second)), compare("\n".join(second), "\n".join(first))
    assert there.verdict is back.verdict
    assert 0 <= there.share <= 1


@given(st.text(max_size=300))
def test_any_text_is_the_same_as_itself(text):
    assert compare(text, text).verdict is Verdict.SAME


def test_long_texts_of_one_word_end():
    assert compare("a " * 30_000, "b " * 30_000).verdict is Verdict.OTHER
