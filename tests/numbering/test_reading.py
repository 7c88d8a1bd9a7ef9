import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.numbering.label import Level
from tasks.numbering.reading import lost_label, read_labels


def first(text):
    labels = read_labels(text)
    return (labels[0].level, labels[0].text, text[labels[0].end :]) if labels else None


@pytest.mark.parametrize(
    ("text", "level", "label", "rest"),
    [
        ("I. ĐÁNH GIÁ CHUNG", Level.ROMAN, "I", "ĐÁNH GIÁ CHUNG"),
        ("I- MỤC TIÊU", Level.ROMAN, "I", "MỤC TIÊU"),
        ("IV/ Tổ chức thực hiện", Level.ROMAN, "IV", "Tổ chức thực hiện"),
        ("1. Sở Nội vụ", Level.ARABIC, "1", "Sở Nội vụ"),
        ("01. Sở Nội vụ", Level.ARABIC, "01", "Sở Nội vụ"),
        ("1.Về thời gian", Level.ARABIC, "1", "Về thời gian"),
        ("1/ Sở Nội vụ", Level.ARABIC, "1", "Sở Nội vụ"),
        ("1) Sở Nội vụ", Level.PAREN, "1", "Sở Nội vụ"),
        ("(1) Sở Nội vụ", Level.PAREN, "1", "Sở Nội vụ"),
        ("2.1. Thuốc", Level.DOTTED_2, "2.1", "Thuốc"),
        ("2.1 Thuốc", Level.DOTTED_2, "2.1", "Thuốc"),
        ("3.2- Phát triển", Level.DOTTED_2, "3.2", "Phát triển"),
        ("2.1.1. Khám bệnh", Level.DOTTED_3, "2.1.1", "Khám bệnh"),
        ("a) Rà soát", Level.LETTER, "a", "Rà soát"),
        ("a. Rà soát", Level.LETTER, "a", "Rà soát"),
        ("b- Củng cố", Level.LETTER, "b", "Củng cố"),
        ("(đ) Rà soát", Level.LETTER, "đ", "Rà soát"),
        ("a.1) Rà soát", Level.SUBLETTER, "a.1", "Rà soát"),
        ("Điều 1. Phạm vi", Level.ARTICLE, "Điều 1", "Phạm vi"),
        ("Điều 12.", Level.ARTICLE, "Điều 12", ""),
        ("Điểu 5. Đối tượng", Level.ARTICLE, "Điều 5", "Đối tượng"),
        ("Chương II", Level.CHAPTER, "Chương II", ""),
        ("CHƯƠNG III: QUẢN LÝ", Level.CHAPTER, "Chương III", "QUẢN LÝ"),
        ("Mục 1", Level.DIVISION, "Mục 1", ""),
        ("Phần thứ nhất", Level.PART, "Phần thứ nhất", ""),
        ("B. NỘI DUNG", Level.UPPER, "B", "NỘI DUNG"),
        ("–.3. Tiếp tục", Level.ARABIC, "3", "Tiếp tục"),
        ("„1, Kiểm tra", Level.ARABIC, "1", "Kiểm tra"),
        ("1. 100% các xã", Level.ARABIC, "1", "100% các xã"),
    ],
)
def test_labels_in_all_their_forms(text, level, label, rest):
    assert first(text) == (level, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Sở Nội vụ chủ trì",
            "000 đồng",
            "2024. Năm",
            "5.000119",
            "1.500 hộ nghèo",
            "3. triệu đồng",
            "12/4/2024",
            "- Rà soát",
            "+ Rà soát",
            "",
        ),
        *("Điều 5 của Luật Đất đai", "Mục tiêu chung", "Phần mềm quản lý", "UBND tỉnh", "(sau đây gọi chung là đơn vị)", "C/O giấy"),
    ],
)
def test_what_begins_with_no_label(text):
    assert all(not label.exact for label in read_labels(text))


@pytest.mark.parametrize(
    ("text", "level", "label"),
    [
        ("l. Sở Nội vụ", Level.ARABIC, "1"),
        ("1. ĐÁNH GIÁ", Level.ROMAN, "I"),
        ("IL. NHIỆM VỤ", Level.ROMAN, "II"),
        ("WI. Nội dung", Level.ROMAN, "II"),
        (".I NỘI DUNG", Level.ROMAN, "II"),
        ("5 Sở Nội vụ", Level.ARABIC, "5"),
        ("c Xây dựng", Level.LETTER, "c"),
        ("c} Xây dựng", Level.LETTER, "c"),
        ("đ) Xây dựng", Level.LETTER, "d"),
        ("e) Xây dựng", Level.LETTER, "c"),
        ("- III, DANH MỤC", Level.ROMAN, "III"),
        ("- g- Phòng bệnh", Level.LETTER, "g"),
    ],
)
def test_what_a_misread_label_may_be(text, level, label):
    found = {(one.level, one.text): one.cost for one in read_labels(text)}
    assert found[level, label] >= 0


def test_a_page_number_in_front_of_a_bullet_is_a_poor_label():
    assert (
        min(label.cost for label in read_labels("3 - Các phòng chức năng")) > 2 > min(label.cost for label in read_labels("3- Các phòng"))
    )


def test_a_lost_label_has_no_text_of_its_own():
    assert lost_label(Level.ROMAN, (2,), 0, 1.9).text == "II"
    assert lost_label(Level.DOTTED_2, (2, 3), 0, 1.9).text == "2.3"
    assert lost_label(Level.ROMAN, (40,), 0, 1.9) is None


@given(st.text(max_size=60))
def test_any_line_is_read(text):
    labels = read_labels(text)
    assert all(0 <= label.end <= len(text) and label.numbers and label.text for label in labels)
    assert len({(label.level, label.numbers) for label in labels}) == len(labels)
