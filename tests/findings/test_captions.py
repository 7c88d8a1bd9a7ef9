"""What stands above a table: its title and its unit."""

import pytest

from tasks.domain.notice import CleanText
from tasks.findings.captions import Caption, caption_of
from tasks.findings.tables import read_tables

ROWS = "STT | Nội dung | Số tiền\n1 | Thuê xe | 500\n2 | In ấn | 300\n"


ANNEX = Caption("Phụ lục II DANH MỤC MUA SẮM", "1.000 đồng")


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("Bảng 1. Kinh phí năm 2026\n", Caption("Bảng 1. Kinh phí năm 2026")),
        ("BIỂU TỔNG HỢP KINH PHÍ\nĐơn vị tính: triệu đồng\n", Caption("BIỂU TỔNG HỢP KINH PHÍ", "triệu đồng")),
        (
            "Phụ lục II\nDANH MỤC MUA SẮM\n(Kèm theo Kế hoạch số 7/KH-UBND)\n(ĐVT: 1.000 đồng)\n",
            Caption("Phụ lục II DANH MỤC MUA SẮM", "1.000 đồng"),
        ),
        ("Kinh phí cụ thể được phân bổ như sau:\n", Caption()),
        ("Các đơn vị thực hiện nghiêm.\nĐơn vị: hộ\n", Caption("", "hộ")),
        ("", Caption()),
    ],
)
def test_a_caption_is_title_and_unit(above, caption):
    clean = CleanText.from_plain(above + ROWS)
    (table,) = read_tables(clean)
    found = caption_of(clean, table)
    assert (found.title, found.unit) == (caption.title, caption.unit)


def test_rows_of_another_table_are_no_title():
    clean = CleanText.from_plain(f"{ROWS}\nSau đó:\n{ROWS}")
    assert [caption_of(clean, table) for table in read_tables(clean)] == [Caption(), Caption()]
