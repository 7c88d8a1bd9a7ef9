from typeset import HEIGHT, LEFT, body, set_line, set_page

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.text.clean import clean_pages


def starts(*pages):
    return [line.starts_paragraph for line in clean_pages(pages, None).clean.lines]


def test_an_indented_line_begins_a_paragraph():
    page = body(
        ">Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách",
        "hành chính năm 2024, các cơ quan, đơn vị đã triển khai nhiều nhiệm",
        "vụ và đạt kết quả.<",
        ">Trong thời gian tới, Giám đốc các sở, ban, ngành tập trung chỉ đạo",
        "thực hiện tốt một số nội dung sau đây, bảo đảm đúng thời gian quy",
        "định của cấp trên:<",
        ">- Rà soát, sửa đổi, bổ sung các quy định không còn phù hợp với tình",
        "hình thực tế của địa phương;<",
    )
    assert starts(page) == [True, False, False, True, False, False, True, False]


def test_a_wrapped_line_that_begins_with_a_number_begins_no_paragraph():
    page = body(
        ">Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan tổng hợp số",
        "12. Các đơn vị còn lại hoàn thành trước ngày 30 tháng 6 năm 2024 và gửi",
        "báo cáo kết quả về Sở Nội vụ để tổng hợp theo quy định hiện hành nhé",
    )
    assert starts(page) == [True, False, False]


def test_a_sentence_goes_on_over_a_page_break():
    first = body(
        ">Trong thời gian tới, Giám đốc các sở, ban, ngành tập trung chỉ đạo",
        "thực hiện tốt một số nội dung sau đây, bảo đảm đúng thời gian và quy",
    )
    second = body("định của cấp trên về công tác cải cách hành chính ở địa phương mình", ">Giao Văn phòng theo dõi.<", number=2)
    assert starts(first, second) == [True, False, False, True]
    assert "\n\fđịnh" in clean_pages([first, second], None).clean.text


def test_title_lines_in_the_middle_are_one_paragraph_and_the_head_has_its_columns():
    page = body(
        ">Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách",
        "hành chính năm 2024, các cơ quan, đơn vị đã triển khai nhiều nhiệm",
        "vụ và đạt kết quả tích cực trong sáu tháng đầu năm vừa qua ở tỉnh.",
    )
    head = [
        set_line("UBND TỈNH TÂN GIANG", 150, LEFT, column=Column.LEFT),
        set_line("SỞ NỘI VỤ", 210, LEFT + 100, column=Column.LEFT),
        set_line("CỘNG HÒA XÃ HỘI", 150, 1300, column=Column.RIGHT),
        set_line("BÁO CÁO", 320, 1180),
        set_line("Kết quả cải cách hành chính", 390, 930),
        set_line("sáu tháng đầu năm 2024", 460 - 6, 980),
    ]
    clean = clean_pages([set_page([*head, *page.lines])], None).clean
    assert [line.starts_paragraph for line in clean.lines[:6]] == [True, False, True, True, True, False]
    assert [line.centered for line in clean.lines[3:7]] == [True, True, True, False]
    assert clean.lines[0].column is Column.LEFT
    assert all(line.bbox is not None and line.bbox.bottom < HEIGHT for line in clean.lines)


def test_indent_and_fill_are_measured_from_the_text_block():
    page = body(
        ">Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách",
        "hành chính năm 2024, các cơ quan, đơn vị đã triển khai nhiều nhiệm",
        "vụ và đạt kết quả tích cực trong sáu tháng đầu năm vừa qua ở tỉnh",
        "Tân Giang.<",
    )
    first, second, _, last = clean_pages([page], None).clean.lines
    assert first.indent > 2
    assert second.indent == 0
    assert second.fill == 1
    assert last.fill < 0.2


def test_the_body_below_a_centred_subject_begins_a_paragraph_even_without_a_gap():
    block = [set_line(text, 500 + 80 * row, left) for row, (text, left) in enumerate(((SUBJECT[0], 420), (SUBJECT[1], 430)))]
    text = body(
        ">Những năm qua công tác chuyển đổi số trong các cơ quan của hệ thống",
        "chính trị của tỉnh có bước tiến rõ nét so với các năm trước đó và đạt",
        "nhiều kết quả.<",
    ).lines
    moved = [shifted(line, 160) for line in text]
    assert starts(set_page([*block, *moved]))[-3:] == [True, False, False]


SUBJECT = ("về tăng cường sự lãnh đạo của Đảng đối với công tác chuyển", "đổi số trong các cơ quan của hệ thống chính trị ở cấp tỉnh")


def shifted(line, down):
    words = (Word(w.text, BBox(w.bbox.left, w.bbox.top + down, w.bbox.right, w.bbox.bottom + down), w.confidence) for w in line.words)
    return Line(tuple(words), line.column)
