"""What stands behind the foot: each kind of attachment, invented, behind an invented directive."""

import pytest
from notices import DIRECTIVE, LETTER

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
OWN = [s.path for s in parse_structure(CleanText.from_plain(DIRECTIVE), VOCABULARY).sections]
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n"


def behind(text, notice=DIRECTIVE):
    structure = parse_structure(CleanText.from_plain(notice + text), VOCABULARY)
    own = [s.path for s in parse_structure(CleanText.from_plain(notice), VOCABULARY).sections]
    assert [s.path for s in structure.sections[: len(own)]] == own
    return structure.sections[len(own) :], structure


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param(
            "\fDANH SÁCH\nCác đơn vị chưa báo cáo\n\n1. Phòng Y tế.\n\n2. Bệnh viện.\n\n"
            "2.1. Bệnh viện Bình An\n\n2.2. Bệnh viện Hòa Bình\n",
            ["1", "2", "2/2.1", "2/2.2"],
            id="a list",
        ),
        pytest.param(
            f"\f{HEAD}KẾ HOẠCH\nKiểm tra công tác cải cách hành chính\n(Kèm theo Quyết định số 12/QĐ-UBND\ncủa Ủy ban nhân dân tỉnh)\n\n"
            "Để đánh giá kết quả thực hiện nhiệm vụ, Ủy ban nhân dân tỉnh ban hành Kế hoạch kiểm tra như sau:\n\n"
            "I. MỤC ĐÍCH\n\n1. Đánh giá khách quan.\n\n2. Phát hiện cách làm hay.\n\nII. KINH PHÍ\n\nTừ ngân sách.\n",
            ["preamble", "I", "I/1", "I/2", "II"],
            id="a plan with a preamble",
        ),
        pytest.param(
            f"\f{HEAD}QUY ĐỊNH\nVề quản lý chợ\n(Ban hành kèm theo Quyết định số 15/2010/QĐ-UBND)\n\nChương I\nQUY ĐỊNH CHUNG\n\n"
            "Điều 1. Phạm vi điều chỉnh\n\n1. Quy định này quy định việc quản lý chợ.\n\na) Chợ đầu mối;\n\nChương II\nQUẢN LÝ\n\n"
            "Điều 2. Ban quản lý\n\n1. Ban quản lý chợ báo cáo.\n",
            [
                "Chương I",
                "Chương I/Điều 1",
                "Chương I/Điều 1/1",
                "Chương I/Điều 1/1/a",
                "Chương II",
                "Chương II/Điều 2",
                "Chương II/Điều 2/1",
            ],
            id="a regulation",
        ),
        pytest.param(
            "\fPhụ lục I\nDANH MỤC DỰ ÁN\n(Kèm theo Chỉ thị số 09/CT-UBND)\n\n1. Đường tránh.\n\na) Dài 5 km.\n\n"
            "\fPHỤ LỤC II: CÁC BIỂU\n\n1. Biểu 1.\n",
            ["Phụ lục I", "Phụ lục I/1", "Phụ lục I/1/a", "Phụ lục II", "Phụ lục II/1"],
            id="annexes with labels",
        ),
        pytest.param(
            "\fVĂN PHÒNG\nSố: 620/VP-KSTT\nVề việc hướng dẫn rà soát\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Tân Giang, ngày 07 tháng 12 năm 2024\n\nKính gửi:\n- Các sở, ban, ngành;\n- UBND các huyện.\n\n"
            "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ, Văn phòng hướng dẫn như sau:\n\n"
            "I. XÂY DỰNG KẾ HOẠCH\n\n1. Mục tiêu.\n\na. Rà soát.\n" + FOOT,
            ["preamble", "I", "I/1", "I/1/a"],
            id="a second notice",
        ),
        pytest.param(
            "\fĐơn vị: ………………\n\nDANH SÁCH ĐĂNG KÝ\nTham gia Hội thi\n\nSTT | Họ và tên | Ghi chú\n1 | |\n", [], id="a blank form"
        ),
    ],
)
def test_each_attachment_has_its_sections(text, paths):
    found, _ = behind(text)
    assert [s.path for s in found] == paths


def test_an_annex_has_its_title_as_heading_and_no_line_of_reference():
    found, _ = behind("\fPhụ lục I\nDANH MỤC DỰ ÁN\nCỦA TỈNH\n(Kèm theo Chỉ thị số 09/CT-UBND)\n\nCác dự án sau đây được ưu tiên.\n")
    assert found[0].heading == "DANH MỤC DỰ ÁN CỦA TỈNH"
    assert found[0].label == "Phụ lục I"


def test_a_title_behind_the_foot_signs_nothing():
    _, structure = behind("\fDANH SÁCH ĐĂNG KÝ\n\n1. Phòng Y tế.\n")
    assert structure.head.signer_name == "Nguyễn Văn An"


def test_the_head_of_a_covering_letter_is_its_own():
    _, structure = behind(
        f"\f{HEAD}TỜ TRÌNH\nVề việc ban hành quy định\n\nCăn cứ Luật Đất đai ngày 18/01/2024, Sở trình như sau:\n\n1. Ban hành.\n", LETTER
    )
    assert structure.head.type == "CV"


def test_a_table_behind_the_last_item_belongs_to_it():
    table = "TT | Nhiệm vụ | Đơn vị\n1 | Rà soát | Sở Nội vụ\n"
    found, _ = behind(f"\fPhụ lục\nPHÂN CÔNG NHIỆM VỤ\n\n{table}")
    assert found[0].path == "Phụ lục"
    assert found[0].body.end == len(DIRECTIVE) + len(f"\fPhụ lục\nPHÂN CÔNG NHIỆM VỤ\n\n{table}") - 1


def test_labels_in_tables_are_no_items():
    text = DIRECTIVE.replace("- Tập huấn cho lực lượng tại chỗ.", "NHÓM | Chỉ số\n1. Lương thực | 99,5\n2. Thực phẩm | 100,2")
    assert text != DIRECTIVE
    assert [s.path for s in parse_structure(CleanText.from_plain(text), VOCABULARY).sections] == OWN
