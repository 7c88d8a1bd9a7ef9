"""Where the body begins when the head does not say it; all invented."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
HEAD = (
    "UBND TỈNH TÂN GIANG\nSỞ Y TẾ\nSố: 25/SYT-NVY\nV/v báo cáo nhanh\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Tân Giang, ngày 25 tháng 10 năm 2024\n\n"
)
CLAUSE = (
    "Công tác quản lý nhà nước về thuốc trên địa bàn tỉnh thời gian qua đã được\nquan tâm chỉ đạo.\n\n"
    "1. Phòng Y tế báo cáo.\n\n2. Bệnh viện báo cáo.\n"
)


@pytest.mark.parametrize(
    "addressees",
    [
        "Kính gửi:\n- Trưởng Phòng Y tế các huyện;\n- Giám đốc bệnh viện.\n(Sau đây gọi chung là thủ trưởng các đơn vị)\n\n",
        "Kính gửi:\n- Các Sở: Công Thương, Nội vụ, Ban Chỉ huy\nBộ đội Biên phòng tỉnh;\n- UBND các xã, phường;\n"
        "- Tổ chức hoạt động trong lĩnh\nvực y tế.\n\n",
        "- Phòng Y tế các huyện;\n- Các bệnh viện.\n\n",
        "Kính gửi: Các bệnh viện.\n\n",
    ],
)
def test_the_body_begins_behind_all_addressees(addressees):
    structure = parse_structure(CleanText.from_plain(HEAD + addressees + CLAUSE), VOCABULARY)
    assert [s.path for s in structure.sections] == ["preamble", "1", "2"]
    assert structure.sections[0].starts.startswith("Công tác quản lý nhà nước")


def test_addressees_without_names_do_not_swallow_the_body():
    text = (
        HEAD
        + "Kính gửi:\n\nĐể chuẩn bị các nội dung của kỳ họp thứ 13, Sở Y tế tổ chức cuộc họp như sau:\n\n1. Thành phần:\n\n- Lãnh đạo Sở;\n"
    )
    assert [s.path for s in parse_structure(CleanText.from_plain(text), VOCABULARY).sections] == ["preamble", "1"]


@pytest.mark.parametrize("title", ["QUYẾT ĐỊNH", "Ta. : l¡ QUYẾT ĐỊNH", ""])
def test_the_first_basis_begins_the_body_also_where_a_stamp_hides_the_title(title):
    text = (
        HEAD.replace("V/v báo cáo nhanh\n", "")
        + f"{title}\nVề việc ban hành Kế hoạch\n\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\n\n"
        + "Theo đề nghị của Chánh Văn phòng.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n\nĐiều 2. Hiệu lực.\n"
    )
    sections = parse_structure(CleanText.from_plain(text), VOCABULARY).sections
    assert [s.path for s in sections] == ["preamble", "Điều 1", "Điều 2"]
    assert sections[0].starts.startswith("Căn cứ Luật")


def test_a_title_of_a_kind_that_is_not_listed_is_no_preamble():
    text = (
        HEAD.replace("V/v báo cáo nhanh\n", "")
        + "CHƯƠNG TRÌNH PHỐI HỢP\nXây dựng đời sống văn hóa\n\n"
        + "Thực hiện Nghị quyết số 20-NQ/TW ngày 28/01/2008 của Trung ương:\n\nI. MỤC TIÊU\n"
    )
    assert parse_structure(CleanText.from_plain(text), VOCABULARY).sections[0].starts.startswith("Thực hiện Nghị quyết")
