"""Where the subject of lines with geometry ends."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, TextLine
from tasks.domain.span import Span
from tasks.structure.rows import make_rows
from tasks.structure.subject import find_subject
from tasks.structure.title import TitleLine

VOCABULARY = load_vocabulary()
BODY = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; để bảo đảm tiến độ,"


def rows_of(lines):
    """Rows of a page: each line with how far it reaches, and whether it is centred; all begin a paragraph, as wide centred lines do."""
    text = "\n\n".join(line for line, _, _ in lines)
    placed, at = [], 0
    for number, (line, fill, centered) in enumerate(lines):
        box = BBox(100, 100 + 40 * number, 100 + round(800 * fill), 130 + 40 * number)
        placed.append(TextLine(Span(at, at + len(line)), 1, bbox=box, indent=0.0, fill=fill, starts_paragraph=True, centered=centered))
        at += len(line) + 2
    return make_rows(CleanText(text, tuple(placed)))


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (
            [("QUY ĐỊNH PHÂN CÔNG NHIỆM VỤ ĐỂ THỰC HIỆN QUẢN LÝ", 0.97, False), ("NHÀ NƯỚC VỀ GIÁ", 0.6, True)],
            "QUY ĐỊNH PHÂN CÔNG NHIỆM VỤ ĐỂ THỰC HIỆN QUẢN LÝ NHÀ NƯỚC VỀ GIÁ",
        ),
        (
            [
                ("THỦ TỤC TRONG LĨNH VỰC XUẤT NHẬP KHẨU THUỘC PHẠM", 0.97, False),
                ("VI CHỨC NĂNG QUẢN LÝ CỦA NGÀNH CÔNG THƯƠNG", 0.95, False),
            ],
            "THỦ TỤC TRONG LĨNH VỰC XUẤT NHẬP KHẨU THUỘC PHẠM VI CHỨC NĂNG QUẢN LÝ CỦA NGÀNH CÔNG THƯƠNG",
        ),
        (
            [("KẾT LUẬN CỦA ĐỒNG CHÍ NGUYỄN VĂN BÌNH TẠI CUỘC HỌP -", 0.97, False), ("TRƯỞNG BAN CHỈ ĐẠO PHÒNG CHÁY", 0.7, True)],
            "KẾT LUẬN CỦA ĐỒNG CHÍ NGUYỄN VĂN BÌNH TẠI CUỘC HỌP - TRƯỞNG BAN CHỈ ĐẠO PHÒNG CHÁY",
        ),
        (
            [("TĂNG CƯỜNG CÔNG TÁC QUẢN LÝ CÁC CỤM CÔNG NGHIỆP CŨ", 0.97, False), ("I. MỤC ĐÍCH", 0.3, False)],
            "TĂNG CƯỜNG CÔNG TÁC QUẢN LÝ CÁC CỤM CÔNG NGHIỆP CŨ",
        ),
        (
            [("VỀ VIỆC THÀNH LẬP TỔ CÔNG TÁC PHÒNG CHÁY, CHỮA CHÁY", 0.97, False), ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", 0.8, False)],
            "VỀ VIỆC THÀNH LẬP TỔ CÔNG TÁC PHÒNG CHÁY, CHỮA CHÁY",
        ),
    ],
)
def test_capitals_that_fill_their_line_go_on_in_capitals(lines, subject):
    rows = rows_of([("QUYẾT ĐỊNH", 0.6, True), *lines, (BODY, 1.0, False)])
    found = find_subject(rows, TitleLine(0, "QĐ"), VOCABULARY, "Ủy ban nhân dân tỉnh Tân Giang")
    assert found is not None and found.text == subject
