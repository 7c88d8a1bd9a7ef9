"""Whole kinds of sequences, each with what a recogniser or an office makes of it; all invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.numbering.decode import decode
from tasks.numbering.line import LabelRow

TITLES = "MỤC ĐÍCH", "NỘI DUNG", "TỔ CHỨC", "KINH PHÍ"


def rows(*lines, **given):
    """One paragraph a line; capitals behind the label as they are typed."""
    return [LabelRow(line, capitals=line.partition(" ")[2].isupper(), **given) for line in lines]


def paths(*lines, **given):
    return [mark.path for mark in decode(rows(*lines, **given))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["I. MỤC ĐÍCH", "1. Rà soát", "2. Báo cáo", "II. NỘI DUNG", "1. Lập danh mục"], ["I", "I/1", "I/2", "II", "II/1"]),
        (["1. MỤC ĐÍCH", "1. Rà soát", "2. Báo cáo", "II. NỘI DUNG", "1. Lập danh mục"], ["I", "I/1", "I/2", "II", "II/1"]),
        (["l. Rà soát", "2. Báo cáo"], ["1", "2"]),
        (["I. MỤC ĐÍCH", "H. NỘI DUNG", "HI. TỔ CHỨC", "1V. KINH PHÍ"], ["I", "II", "III", "IV"]),
        (["I. MỤC ĐÍCH", "IL. NỘI DUNG", "II. TỔ CHỨC", "IV. KINH PHÍ"], ["I", "II", "III", "IV"]),
        (["I. MỤC ĐÍCH", "1L NỘI DUNG", "III. TỔ CHỨC"], ["I", "II", "III"]),
        (["I. MỤC ĐÍCH", "IL NỘI DUNG", "HL TỔ CHỨC", "IV. KINH PHÍ"], ["I", "II", "III", "IV"]),
        (["1. 100% các xã có sổ", "2. 0,5 lần mức cũ", "3. Gửi"], ["1", "2", "3"]),
        (["1. Mục đích", "WI. Nội dung", "1. Thuốc", "2. Vật tư", "II. Thực hiện", "IV. Kinh phí"],
         ["I", "II", "II/1", "II/2", "III", "IV"]),
        (["1. MỤC ĐÍCH", "2. NỘI DUNG", "2.1. Thuốc", "2.2. Vật tư", "3. TỔ CHỨC"], ["1", "2", "2/2.1", "2/2.2", "3"]),
        (["4. Rà soát", "S. Báo cáo", "6. Đôn đốc"], ["4", "5", "6"]),
        (["1. Rà soát", "2 Báo cáo", "3. Đôn đốc"], ["1", "2", "3"]),
        (["a) Rà soát", "b} Báo cáo", "c Đôn đốc", "d) Lập"], ["a", "b", "c", "d"]),
        (["a) Rà soát", "b) Báo cáo", "e) Đôn đốc", "đ) Lập"], ["a", "b", "c", "d"]),
        (["a) Rà soát", "b) Báo cáo", "c) Đôn đốc", "đ) Lập", "đ) Giao", "e) Cử", "ø) Nêu"], ["a", "b", "c", "d", "đ", "e", "g"]),
        (["a. Rà soát", "b. Báo cáo", "c. Lập", "d. Giao", "e. Cử", "f. Nêu", "g. Gửi"], ["a", "b", "c", "d", "e", "f", "g"]),
        (["g) Rà soát", "h) Báo cáo", "k) Lập"], ["g", "h", "k"]),
        (["1. Rà soát", "2. Báo cáo", "2. Đôn đốc", "3. Lập"], ["1", "2", "2", "3"]),
        (["2. Kết quả", "2.1. Đất đai", "2.2. Nước", "2.3. Khoáng sản", "2.1. Môi trường"], ["2", "2/2.1", "2/2.2", "2/2.3", "2/2.1"]),
        (["1. Rà soát", "(1) Đất đai", "(2) Nước", "2. Báo cáo"], ["1", "1/1", "1/2", "2"]),
        (["I. KẾT QUẢ", "1. Chỉ tiêu", "2. Đánh giá", "2.1. Khám", "2.1.1. Bệnh viện", "a) Tuyến tỉnh", "2.1.2. Trạm", "2.2. Nhân lực"],
         ["I", "I/1", "I/2", "I/2/2.1", "I/2/2.1/2.1.1", "I/2/2.1/2.1.1/a", "I/2/2.1/2.1.2", "I/2/2.2"]),
        (["Chương I", "Điều 1. Phạm vi", "1. Quy định này", "a) Đất", "Chương II", "Điều 2. Đối tượng", "1. Các sở", "Điều 3. Hiệu lực"],
         ["Chương I", "Chương I/Điều 1", "Chương I/Điều 1/1", "Chương I/Điều 1/1/a",
          "Chương II", "Chương II/Điều 2", "Chương II/Điều 2/1", "Chương II/Điều 3"]),
        (["Phần thứ nhất", "I. KẾT QUẢ", "Phần thứ hai", "I. NHIỆM VỤ"],
         ["Phần thứ nhất", "Phần thứ nhất/I", "Phần thứ hai", "Phần thứ hai/I"]),
        (["Điều 1. Phê duyệt", "I. MỤC TIÊU", "1. Chung", "II. NHIỆM VỤ", "Điều 2. Hiệu lực"],
         ["Điều 1", "Điều 1/I", "Điều 1/I/1", "Điều 1/II", "Điều 2"]),
        (["A. KẾT QUẢ", "I. KINH TẾ", "1. Thu", "B. NHIỆM VỤ", "I. KINH TẾ"], ["A", "A/I", "A/I/1", "B", "B/I"]),
        (["1. Rà soát", "12. triệu đồng", "2. Báo cáo"], ["1", "2"]),
    ],
)  # fmt: skip
def test_the_best_sequence_wins(lines, expected):
    assert paths(*lines) == expected


def test_a_list_without_d_has_it_misread_where_the_document_counts_d():
    skipping = ["1. Rà soát", "a) Đất", "b) Nước", "c) Rừng", "đ) Biển", "e) Đảo"]
    assert paths(*skipping)[-2:] == ["1/đ", "1/e"]
    counting = [*skipping, "2. Báo cáo", "a) Đất", "b) Nước", "c) Rừng", "d) Biển"]
    assert paths(*counting)[4] == "1/d"


def test_a_label_inside_a_sentence_is_none():
    lines = [
        LabelRow("1. Rà soát các nội dung tại khoản"),
        LabelRow("2. Điều này và báo cáo", starts=False, ended=False),
        LabelRow("2. Báo cáo"),
    ]
    assert [(m.row, m.path) for m in decode(lines)] == [(0, "1"), (2, "2")]


@pytest.mark.parametrize(("label", "expected"), [("1.1. Nội dung", ["1", "1/1.1"]), ("1.1 nội dung", ["1"]), ("1) Nội dung", ["1"])])
def test_a_dotted_label_below_a_full_line_of_a_title_is_one(label, expected):
    first, second = rows("1. Thủ tục cấp lại thẻ nhân viên y tế thôn, bản", label)
    inside = replace(second, starts=False, ended=False)
    assert [mark.path for mark in decode([first, inside])] == expected


def test_a_footnote_and_a_page_number_are_no_items():
    lines = rows("1. Rà soát", "2. Báo cáo", "1. Phường: Hòa Bình", "3. Đôn đốc")
    lines[2] = LabelRow("1. Phường: Hòa Bình", starts=False)
    assert [m.path for m in decode(lines)] == ["1", "2", "3"]
    assert paths("4. Rà soát", "3 - Các phòng chức năng", "5. Báo cáo") == ["4", "5"]


def test_counting_begins_again_below_a_heading_without_a_label():
    lines = rows("1. Rà soát", "2. Báo cáo", "1. Đôn đốc", "2. Lập")
    lines[2] = LabelRow("1. Đôn đốc", fresh=True)
    marks = decode(lines)
    assert [m.path for m in marks] == ["1", "2", "1", "2"]
    assert not any(m.doubtful for m in marks)


def test_a_lost_label_is_put_back_where_the_sequence_misses_it():
    lines = rows("1. Rà soát các dự án", "Báo cáo kết quả thực hiện", "3. Đôn đốc các xã")
    marks = decode(lines)
    assert [(m.path, m.read) for m in marks] == [("1", None), ("2", ""), ("3", None)]
    assert marks[1].label.end == 0


def test_a_lost_first_label_is_put_back():
    lines = rows("3. Tổ chức thi", "Trưởng điểm thi có trách nhiệm", "b) Hiệu trưởng chỉ đạo", "c) Thủ trưởng bố trí")
    assert [m.path for m in decode(lines)] == ["3", "3/a", "3/b", "3/c"]


def test_nothing_is_put_back_without_a_line_for_it_or_in_a_typed_text():
    assert paths("1. Rà soát", "3. Đôn đốc") == ["1", "3"]
    assert paths("1. Rà soát", "báo cáo kết quả", "3. Đôn đốc") == ["1", "3"]
    assert paths("1. Rà soát", "Báo cáo kết quả", "3. Đôn đốc", typed=True) == ["1", "3"]


def test_a_title_that_is_lost_is_one_in_capitals():
    assert paths("I. MỤC ĐÍCH", "NỘI DUNG", "1. Rà soát", "III. KINH PHÍ") == ["I", "II", "II/1", "III"]
    assert "II" not in paths("I. MỤC ĐÍCH", "Nội dung khác của kế hoạch", "III. KINH PHÍ")


def test_what_was_mended_is_judged_by_what_was_read():
    lines = [LabelRow("1. MỤC ĐÍCH", capitals=True, before="I.", mended=True), *rows("II. NỘI DUNG")]
    assert [(m.path, m.read) for m in decode(lines)] == [("I", None), ("II", None)]


def test_quoted_labels_belong_to_another_document():
    lines = rows("1. Sửa đổi khoản 3", "2. Bổ sung khoản 4")
    assert [m.path for m in decode([lines[0], LabelRow("“3. Việc cấp thẻ”", quoted=True), lines[1]])] == ["1", "2"]


def test_a_weak_label_is_a_doubt_and_a_usual_one_is_none():
    assert [m.doubtful for m in decode(rows("1. Rà soát", "2. Báo cáo", "7. Đôn đốc"))] == [False, False, True]
    assert not any(m.doubtful for m in decode(rows("I. MỤC ĐÍCH", "1. Rà soát", "a) Đất", "b) Nước", "II. NỘI DUNG", "1. Báo cáo")))


LINES = st.sampled_from(
    [
        "I. A B",
        "H. NỘI DUNG",
        "1. Rà soát",
        "l. Rà",
        "a) b",
        "đ) X",
        "Điều 1. X",
        "Chương I",
        "1.1. Y",
        "(1) Z",
        "",
        "x",
        "- 2. Y",
        "Báo cáo",
    ]
)


@given(st.lists(st.builds(LabelRow, LINES | st.text(max_size=9), st.booleans(), st.booleans()), max_size=30))
def test_any_lines_have_a_sequence(lines):
    marks = decode(lines)
    assert [m.row for m in marks] == sorted({m.row for m in marks})
    assert all(m.path.endswith(m.label.text) and m.depth >= 1 for m in marks)
