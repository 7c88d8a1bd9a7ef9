import pytest
from typeset import LEFT, justify, set_line, set_page

from tasks.text.clean import clean_pages


def labels(*items):
    lines = []
    for row, item in enumerate(items):
        lines.append(set_line(f"{item} Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện của các cơ", 500 + 240 * row, LEFT + 120))
        lines.append(justify(set_line("quan, đơn vị trên địa bàn tỉnh và báo cáo Ủy ban nhân dân tỉnh kết", 580 + 240 * row)))
        lines.append(set_line("quả định kỳ.", 660 + 240 * row))
    clean = clean_pages([set_page(lines)], None).clean
    return [line.span.of(clean.text).split()[0] for line in clean.lines[::3]]


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        (["1.", "Z.", "3."], ["1.", "2.", "3."]),
        (["1.", "2,", "3."], ["1.", "2.", "3."]),
        (["1.", "12,", "2."], ["1.", "12,", "2."]),
        (["4.", "S.", "6."], ["4.", "5.", "6."]),
        (["4.", "5S.", "6."], ["4.", "5.", "6."]),
        (["a)", "b)", "c)", "đ)", "đ)", "e)", "ø)"], ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]),
        (["a)", "b)", "c)", "đ)", "e)"], ["a)", "b)", "c)", "đ)", "e)"]),
        (["a)", "b)", "c)", "đ)"], ["a)", "b)", "c)", "d)"]),
        (["3.", "4.", "o.", "6."], ["3.", "4.", "5.", "6."]),
        (["o.", "1."], ["o.", "1."]),
        (["g)", "h)", "1)"], ["g)", "h)", "i)"]),
        (["1)", "2)", "3)"], ["1)", "2)", "3)"]),
        (["7.", "9.", "12."], ["7.", "9.", "12."]),
        (["x)", "2024.", "a."], ["x)", "2024.", "a."]),
    ],
)
def test_labels_follow_one_another(read, kept):
    assert labels(*read) == kept


def test_a_roman_label_needs_a_title():
    titled = set_page(
        [
            set_line("¡. ĐÁNH GIÁ CHUNG", 500, LEFT + 120),
            *[justify(set_line("các cơ quan đơn vị trong tỉnh", 600 + 80 * i)) for i in range(4)],
        ]
    )
    assert clean_pages([titled], None).clean.text.startswith("I. ĐÁNH GIÁ")


@pytest.mark.parametrize(("read", "kept"), [("HH,", "II."), ("H.", "II."), ("IH.", "II."), ("II.", "II."), ("UBND,", "UBND,")])
def test_strokes_read_as_wider_letters_are_the_next_roman_label(read, kept):
    titled = set_page(
        [
            set_line("I. ĐÁNH GIÁ CHUNG", 500, LEFT + 120),
            *[justify(set_line("các cơ quan đơn vị trong tỉnh", 600 + 80 * i)) for i in range(4)],
            set_line("tổ chức.", 920),
            set_line(f"{read} NHIỆM VỤ TRỌNG TÂM", 1100, LEFT + 120),
            *[justify(set_line("các cơ quan đơn vị trong tỉnh", 1200 + 80 * i)) for i in range(4)],
        ]
    )
    assert f"{kept} NHIỆM VỤ" in clean_pages([titled], None).clean.text
