from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.findings.citations import find_citations
from tasks.findings.directives import find_directives
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
HEAD = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: {symbol}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 10 tháng 02 năm 2025

{title}

"""
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Bình\n"
DIRECTIVE = HEAD.format(symbol="05/CT-UBND", title="CHỈ THỊ\nVề việc tăng cường quản lý chợ")
PLAN = HEAD.format(symbol="45/KH-UBND", title="KẾ HOẠCH\nTriển khai chuyển đổi số năm 2025")
REPORT = HEAD.format(symbol="80/BC-UBND", title="BÁO CÁO\nTình hình quản lý chợ")
NOTICE = HEAD.format(symbol="12/TB-UBND", title="THÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp")


def read(head, body):
    clean = CleanText.from_plain(head + body + FOOT)
    structure = parse_structure(clean, VOCABULARY)
    found = find_directives(clean, structure, find_citations(clean, structure, VOCABULARY), VOCABULARY)
    for directive in found:
        assert " ".join(directive.span.of(clean.text).split()) == directive.text
    return found


@pytest.mark.parametrize("behind", ["UBND phường Tân", "UBND phường Tân Lập", "Sở Nội vụ"])
def test_a_party_with_nothing_behind_it_is_no_directive(behind):
    found = read(DIRECTIVE, f"1. Sở Y tế báo cáo trước ngày 20/6/2026; {behind}\n\n2. Sở Tài chính bố trí kinh phí.")
    assert [(d.lead, d.text) for d in found] == [
        (("Sở Y tế",), "Sở Y tế báo cáo trước ngày 20/6/2026"),
        (("Sở Tài chính",), "Sở Tài chính bố trí kinh phí."),
    ]


def test_the_party_comes_from_heading_lead_in_or_subject():
    found = read(
        DIRECTIVE,
        "Thời gian qua, công tác quản lý chợ có nhiều tiến bộ. Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ngành thực hiện các "
        "nhiệm vụ sau:\n\n"
        "1. Sở Công Thương\n\n- Chủ trì, phối hợp với Công an tỉnh kiểm tra các chợ; hoàn thành trước ngày 30/6/2025.\n\n"
        "- Định kỳ hằng quý báo cáo UBND tỉnh.\n\n2. Khẩn trương rà soát quy hoạch chợ. Sở Xây dựng hướng dẫn cấp phép. Đẩy mạnh "
        "tuyên truyền.\n\n"
        "3. Sở Tài chính tham mưu bố trí kinh phí theo Quyết định số 15/QĐ-UBND ngày 03/01/2025. Hoàn thành trước ngày 15/3.",
    )
    group = ("Thủ trưởng các sở, ngành",)
    assert [(d.section, d.lead, d.coordinating) for d in found] == [
        ("1", ("Sở Công Thương",), ("Công an tỉnh",)),
        ("1", ("Sở Công Thương",), ()),
        ("2", group, ()),
        ("2", ("Sở Xây dựng",), ()),
        ("2", group, ()),
        ("3", ("Sở Tài chính",), ()),
        ("3", ("Sở Tài chính",), ()),
    ]
    assert found[0].deadline.on == date(2025, 6, 30)
    assert found[1].deadline.recurs == "quarterly"
    assert found[5].citations == ("15/QĐ-UBND",)
    assert found[6].deadline.on == date(2025, 3, 15)


def test_lines_below_a_task_name_party_and_time():
    found = read(
        PLAN,
        "UBND tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n1. Nâng cao nhận thức về chuyển đổi số.\n\nII. NHIỆM VỤ\n\n"
        "1. Xây dựng Đề án chính quyền số.\n\na) Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n\nb) Cơ quan phối hợp: Sở Nội vụ, Sở "
        "Tài chính.\n\n"
        "c) Thời gian hoàn thành: Quý III/2025.\n\n2. Rà soát cơ sở dữ liệu.\n\n- Đơn vị thực hiện: Các sở, ngành.\n\n- Thời "
        "gian: Hằng năm.",
    )
    assert [(d.section, d.lead, d.coordinating) for d in found] == [
        ("II/1", ("Sở Khoa học và Công nghệ",), ("Sở Nội vụ", "Sở Tài chính")),
        ("II/2", ("Các sở, ngành",), ()),
    ]
    assert found[0].product == "đề án"
    assert found[0].deadline.on == date(2025, 9, 30)
    assert found[1].deadline.recurs == "yearly"


def test_facts_praise_approval_and_closing_words_are_no_directives():
    found = read(
        NOTICE,
        "Ngày 07/02/2025, Chủ tịch UBND tỉnh chủ trì cuộc họp. Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:\n\n"
        "1. Biểu dương Sở Y tế trong công tác phòng dịch.\n\n2. Thống nhất chủ trương mở rộng bệnh viện.\n\n"
        "3. Thời gian qua, Sở Y tế đã hoàn thành tốt nhiệm vụ. Tuy nhiên, tiến độ còn chậm.\n\n"
        "4. Đồng ý mua sắm thiết bị; giao Sở Y tế lập dự toán.\n\nVăn phòng UBND tỉnh thông báo đến các cơ quan biết, thực hiện./.",
    )
    assert [(d.section, d.text, d.lead) for d in found] == [("4", "giao Sở Y tế lập dự toán.", ("Sở Y tế",))]


def test_a_report_tells_but_may_order():
    found = read(
        REPORT,
        "UBND tỉnh báo cáo tình hình như sau:\n\n1. Các sở, ngành triển khai đồng bộ các giải pháp. Kiểm tra 12 chợ.\n\n"
        "2. Giao Sở Công Thương tổng hợp kết quả.",
    )
    assert [(d.section, d.lead) for d in found] == [("2", ("Sở Công Thương",))]


def test_a_decision_names_who_carries_it_out():
    head = HEAD.format(symbol="31/QĐ-UBND", title="QUYẾT ĐỊNH\nPhê duyệt Đề án")
    found = read(
        head,
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Phê duyệt Đề án phát triển chợ.\n\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nĐiều 3. Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Tài chính, Y tế "
        "chịu trách nhiệm thi hành Quyết định này./.",
    )
    assert [(d.section, d.lead) for d in found] == [
        ("Điều 3", ("Chánh Văn phòng UBND tỉnh", "Giám đốc Sở Tài chính", "Giám đốc Sở Y tế")),
    ]


@pytest.mark.parametrize(
    ("addressee", "sentence", "leads"),
    [
        ("Thường trực HĐND tỉnh", "Đề nghị Thường trực HĐND tỉnh xem xét, thông qua./.", []),
        ("Sở Y tế", "Đề nghị Sở Y tế rà soát, báo cáo trước ngày 20/02/2025./.", [("Sở Y tế",)]),
    ],
)
def test_a_letter_petitions_those_above_and_orders_others(addressee, sentence, leads):
    head = HEAD.format(symbol="77/UBND-VX", title=f"Kính gửi: {addressee}")
    found = read(head, f"Theo đề nghị của Sở Nội vụ, UBND tỉnh có ý kiến:\n\n{sentence}")
    assert [d.lead for d in found] == leads


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="1aIđ.);:-+\n \fSởGiaoUBNDtỉnhphảiràsoát,yêucầu", max_size=400))
def test_any_text_gives_directives_with_their_exact_quote(body):
    read(DIRECTIVE, body)


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinating"),
    [
        ("Sở Xây dựng là cơ quan thường trực, chịu trách nhiệm theo dõi, đôn đốc.", ("Sở Xây dựng",), ()),
        ("Sở Giáo dục và Đào tạo phổ biến kỹ năng cho học sinh.", ("Sở Giáo dục và Đào tạo",), ()),
        ("Sở Y tế phối hợp với Sở Giáo dục và Đào tạo khám sức khỏe.", ("Sở Y tế",), ("Sở Giáo dục và Đào tạo",)),
        (
            "Giao Văn phòng Tỉnh ủy phối hợp với các ban, cơ quan tham mưu, giúp việc Tỉnh ủy theo dõi.",
            ("Văn phòng Tỉnh ủy",),
            ("các ban, cơ quan tham mưu, giúp việc Tỉnh ủy",),
        ),
        ("UBND các xã, phường nêu trên hoãn các cuộc họp chưa cần thiết.", ("UBND các xã, phường",), ()),
    ],
)
def test_parties_whose_names_hold_verbs(sentence, lead, coordinating):
    (one,) = read(DIRECTIVE, f"Chủ tịch UBND tỉnh yêu cầu:\n\n1. {sentence}")
    assert (one.lead, one.coordinating) == (lead, coordinating)


def test_a_heading_of_parties_over_lettered_items_without_a_colon():
    found = read(
        DIRECTIVE,
        "Chủ tịch UBND tỉnh yêu cầu:\n\n1. Thủ trưởng các sở, ban, ngành tỉnh; Chủ tịch UBND các xã, phường trong tỉnh\n\n"
        "a) Kiện toàn ban chỉ huy.\n\nb) Tổ chức trực ban.",
    )
    assert [d.section for d in found] == ["1/a", "1/b"]
    assert {d.lead for d in found} == {("Thủ trưởng các sở, ban, ngành tỉnh", "Chủ tịch UBND các xã, phường trong tỉnh")}


def test_a_letter_that_asks_for_a_report_orders_what_follows():
    found = read(
        DIRECTIVE,
        "Đề nghị các sở, ngành báo cáo kết quả thực hiện, cụ thể như sau:\n\n1. Đánh giá kết quả theo từng nội dung.\n\n"
        "2. Báo cáo gửi về Sở Nội vụ trước ngày 25/11/2025.",
    )
    assert [d.lead for d in found] == [("các sở, ngành",)] * 2


def test_an_aim_is_no_directive_but_a_duty_to_see_it_so_is():
    assert read(DIRECTIVE, "Chủ tịch UBND tỉnh yêu cầu:\n\n1. Phấn đấu đến hết năm 2026 có trên 98% hồ sơ được số hóa.") == ()
    assert len(read(DIRECTIVE, "Chủ tịch UBND tỉnh yêu cầu:\n\n1. Quán triệt sâu sắc quan điểm chuyển đổi số là nhiệm vụ chung.")) == 1
