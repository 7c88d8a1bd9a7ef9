import pytest
from typeset import HEIGHT, LEFT, body, set_line, set_page

from tasks.text.furniture import remove_furniture
from tasks.text.tokens import tokenize_pages


def kept_and_dropped(page):
    _, (tokens,) = tokenize_pages([page])
    kept, dropped = remove_furniture(tokens, is_first=tokens.number == 1)
    return [line.text for line in kept.lines], {d.line.text: d.reason for d in dropped}


BODY = body(
    ">Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách",
    "hành chính năm 2024, các cơ quan, đơn vị đã triển khai nhiều nhiệm",
    "vụ và đạt kết quả tích cực trong sáu tháng đầu năm vừa qua.<",
).lines


@pytest.mark.parametrize(
    ("text", "top", "left", "number", "reason"),
    [
        ("2", 150, 1230, 2, "page-number"),
        ("- 3 -", 150, 1200, 3, "page-number"),
        ("z", 150, 1230, 2, "page-number"),
        ("Trang 2/5", 3400, 1200, 2, "page-number"),
        ("Ký bởi: Ủy ban nhân dân tỉnh Tân Giang", 100, 1300, 1, "signature-banner"),
        ("Thời gian ký: 26/11/2024 10:40:48 +07:00", 100, 1300, 1, "signature-banner"),
        ("Người ký: Trung tâm Tin học", 1900, 300, 3, "signature-banner"),
        ("congbao@tangiang.gov.vn 20.03.2018 15:20:11 +07:00", 900, 300, 1, "signature-banner"),
        ("CÔNG VĂN ĐẾN", 200, 300, 1, "incoming-stamp"),
        ("ĐẾN Số: 1524 Ngày: 22/3/2018", 700, 300, 1, "incoming-stamp"),
        ("____ ——", 800, 600, 1, "rule"),
    ],
)
def test_furniture_goes(text, top, left, number, reason):
    lines, dropped = kept_and_dropped(set_page([set_line(text, top, left), *BODY], number))
    assert dropped == {text: reason}
    assert len(lines) == len(BODY)


@pytest.mark.parametrize(
    ("text", "top", "left", "number"),
    [
        ("2", 900, 1230, 2),
        ("Cơ quan: phòng Nội vụ chủ trì thực hiện", 900, 300, 2),
        ("Số: 123/BC-UBND", 300, 300, 1),
        ("Tân Giang, ngày 5 tháng 4 năm 2024", 300, 1300, 1),
        ("Ngày ký ban hành và hiệu lực thi hành của quyết định này do các cơ quan nêu trên báo cáo định kỳ", 1500, 300, 2),
        ("Email công vụ: 100% cán bộ, công chức được cấp và sử dụng", 1500, 300, 2),
        ("Công văn đến và công văn đi được xử lý trên phần mềm quản lý văn bản", 1500, 300, 1),
        ("đến ngày 06/10/2026", 900, 300, 1),
        ("Đến ngày 30/6/2026.", 1200, 300, 1),
        ("văn bản đến các cơ quan, đơn vị", 1200, 300, 1),
        ("ngày ký.", 1500, 300, 2),
        ("ngày ký và thay thế Quyết định số 15/QĐ-UBND.", 1500, 300, 2),
        ("I. KẾT QUẢ", 150, 1000, 2),
        ("Nguyễn Văn Bình", 3000, 1500, 2),
    ],
)
def test_text_of_the_notice_stays(text, top, left, number):
    lines, dropped = kept_and_dropped(set_page([*BODY, set_line(text, top, left)], number))
    assert text in lines
    assert dropped == {}


def test_details_around_a_banner_go_with_it():
    banner = [
        set_line("Người ký: Ủy ban nhân dân tỉnh Tân Giang", 90, 1300),
        set_line("Email: vanphong@tangiang.gov.vn", 140, 1300),
        set_line("Cơ quan: Tỉnh Tân Giang", 190, 1300),
        set_line("Thời gian ký: 18.03.2024 09:29:39 +07:00", 240, 1300),
    ]
    lines, dropped = kept_and_dropped(set_page([*banner, *BODY]))
    assert set(dropped.values()) == {"signature-banner"}
    assert len(dropped) == 4
    assert len(lines) == len(BODY)


def test_a_line_of_noise_is_left_out_with_its_reason():
    _, dropped = kept_and_dropped(set_page([*BODY, set_line("FẬ1 x3À Ỉz ụtÌN", HEIGHT // 2, LEFT, confidence=12.0)]))
    assert list(dropped.values()) == ["unreadable"]


def test_an_empty_page_stays_empty():
    assert kept_and_dropped(set_page([])) == ([], {})
