import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.span import Span
from tasks.text.counting import mend_counting
from tasks.text.tokens import Token


def mended(text):
    tokens = [Token(w, w, Span(0, len(w)), BBox(0, 0, 1, 1), 90.0) for w in text.split()]
    return " ".join(t.text for t in mend_counting(tokens))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("trong quý H/2031 và", "trong quý II/2031 và"),
        ("báo cáo quý HI năm 2031", "báo cáo quý III năm 2031"),
        ("Quý IH.", "Quý III."),
        ("quý II1/2031,", "quý III/2031,"),
        ("quý lV", "quý IV"),
        ("Đại hội lần thứ XIH của", "Đại hội lần thứ XIII của"),
        ("HĐND huyện khóa XlI", "HĐND huyện khóa XII"),
        ("đô thị hạng H", "đô thị hạng II"),
        ("các vùng I, H", "các vùng I, II"),
        ("Phụ lục HI kèm theo", "Phụ lục III kèm theo"),
        ("Điều l. Phạm vi", "Điều 1. Phạm vi"),
        ("khoản I Điều 7", "khoản 1 Điều 7"),
        ("trẻ dưới l tuổi", "trẻ dưới 1 tuổi"),
        ("cứ I năm một lần", "cứ 1 năm một lần"),
        ("tỷ suất 7,25%o;", "tỷ suất 7,25‰;"),
        ("tăng 3%0", "tăng 3‰"),
        ("ngày Ø7 tháng 5", "ngày 07 tháng 5"),
        ("trước 1Š giờ", "trước 15 giờ"),
    ],
)
def test_a_number_is_mended_where_its_place_says_which_kind_it_is(read, printed):
    assert mended(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "quý I/2031",
        "quý VI",
        "quý 1",
        "Phụ lục H",
        "vitamin H",
        "điểm l khoản 2",
        "l) Các nội dung",
        "từ I đến V",
        "học sinh lớp H",
        "đạt 45,7% và 30%",
        "20%o2",
        "quý khách",
        "HI",
        "Škoda 12",
        "I, II, III",
    ],
)
def test_elsewhere_it_stays(text):
    assert mended(text) == text


@given(st.lists(st.text(alphabet="IVXHl1|!.,()/quýthứđiềunăm%o ", min_size=1, max_size=8).filter(str.strip), max_size=6))
def test_mending_twice_changes_nothing_more(words):
    text = " ".join(" ".join(words).split())
    assert mended(mended(text)) == mended(text)
    assert len(mended(text).split()) == len(text.split())
