import pytest
from typeset import body

from tasks.text.clean import clean_pages
from tasks.text.model import load_model


def read(text, confidence=90.0):
    cleaned = clean_pages([body(*text.split("\n"), confidence=confidence)], load_model())
    return " ".join(cleaned.clean.text.split()), cleaned


@pytest.mark.parametrize(
    ("printed", "misread"),
    [
        ("các cơ quan, đơn vị tổ chức thực hiện nghiêm túc", "các cơ quan, đơn vị tố chức thực hiện nghiêm túc"),
        ("đẩy mạnh chuyển đổi số trên địa bàn tỉnh", "đẩy mạnh chuyền đối số trên địa bàn tỉnh"),
        ("báo cáo Ủy ban nhân dân tỉnh để xem xét", "báo cáo Ủy ban nhân dân tỉnh đề xem xét"),
        ("phê duyệt quy hoạch chi tiết xây dựng", "phê duyệt quy hoạch chỉ tiết xây dựng"),
        ("bảo đảm an toàn thực phẩm", "bảo đảm an toàn thực phấm"),
        ("trong nhiệm kỳ 2020 - 2025", "trong nhiệm ky 2020 - 2025"),
        ("thủ tục hành chính công", "thủ tục hành chinh công"),
        ("Kiểm tra, giám sát việc thực hiện", "Kiếm tra, giám sát việc thực hiện"),
        ("TỔ CHỨC THỰC HIỆN", "TÔ CHỨC THỰC HIỆN"),
        ("Về việc tăng cường công tác", "Vềviệc tăng cường công tác"),
        ("nâng cao hiệu quả công tác", "nâng cao hiệu. quả công tác"),
        ("hoàn thành nhiệm vụ được giao", "hoàn thành nhiệm Vụ được giao"),
        ("Giám đốc Sở Nội vụ chủ trì", "Giám đốc Sở Nôi vụ chủ trì"),
        ("tỉnh Quảng Ngãi năm nay", "tỉnh Quàng Ngãi năm nay"),
        ("củng cố chính quyền địa phương", "củng cố chính quyên địa phương"),
        ("đề nghị thay thế thiết bị", "đề nghị thay thê thiết bị"),
        ("phát triển kinh tế nông thôn", "phát triển kinh tê nông thôn"),
        ("tháo gỡ khó khăn, vướng mắc cho doanh nghiệp", "tháo gỡ khó khăn, vướng măc cho doanh nghiệp"),
        ("các cơ sở y tế trên địa bàn", "các cơ sở y tÊ trên địa bàn"),
        ("bán mỹ phẩm và thực phẩm", "bán mỹ phâm và thực phâm"),
        ("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Luật Tô chức chính quyền địa phương"),
        ("theo Luật Đấu thầu năm nay", "theo Luật Đâu thầu năm nay"),
        ("trong quý II năm nay", "trong quý H năm nay"),
    ],
)
def test_context_mends(printed, misread):
    text, cleaned = read(misread)
    assert text == printed
    assert any(c.applied for c in cleaned.clean.changes) or " " in printed


@pytest.mark.parametrize(
    "printed",
    [
        "đồng chí Đăng Văn Mình và ông Lò Vàng Páo dự họp",
        "đường Hải Đường và đường Bình Minh",
        "xã Y Tý, phường Bình Minh, thôn Sà Chải",
        "phần mềm Microsoft Teams và hệ thống iOffice",
        "Chỉ số PAR INDEX, PCI, PAPI và SIPAS",
        "số 123/QĐ-UBND ngày 15/6/2023 của HĐND tỉnh",
        "đạt 45,7% và tăng 2 bậc so với năm 2022",
        "công tác phòng, chống bão lụt ở ven biển",
        "ông Lò Văn Mình dự họp",
        "bà Đỗ Thị Hoa chủ trì",
        "xã Tân Tiên đề nghị hỗ trợ",
        "hoà giải ở cơ sở, huỷ bỏ quyết định",
        "hòa giải ở cơ sở, hủy bỏ quyết định",
        "a) Xử lý nghiêm; b) kịp thời báo cáo.",
    ],
)
def test_what_was_read_surely_or_is_a_name_stays(printed):
    text, cleaned = read(printed, 95.5)
    assert text == printed
    assert not any(c.applied for c in cleaned.clean.changes)


def test_a_misprint_read_with_full_confidence_survives():
    text, _ = read("các đơn vị chịu trách nhiện trước Ủy ban nhân dân", 100.0)
    assert "nhiện" in text


def test_what_was_typed_stays_and_is_noted():
    text, cleaned = read("các cơ quan, đơn vị tố chức thực hiện nghiêm túc", 100.0)
    assert "tố chức" in text
    assert [(c.after, c.applied, c.reason) for c in cleaned.clean.changes] == [("tổ", False, "possible-misprint")]


def test_a_change_says_what_why_and_how_sure():
    _, cleaned = read("các cơ quan, đơn vị tố chức thực hiện nghiêm túc")
    (change,) = [c for c in cleaned.clean.changes if c.reason == "syllable-context"]
    assert (change.before, change.after, change.applied) == ("tố", "tổ", True)
    assert 0.7 < change.score <= 1
    assert change.span.of(cleaned.clean.text) == "tổ"


def test_a_doubtful_change_is_only_noted():
    """A known word at a capital is not replaced by one that was never counted beside its neighbours."""
    _, cleaned = read("theo đó Chí và bạn đi chơi xa", 60.0)
    for change in cleaned.clean.changes:
        if not change.applied:
            assert change.span.of(cleaned.clean.text) == change.before
    noted = [c for c in cleaned.clean.changes if not c.applied]
    assert [i.code for i in cleaned.issues] == ["doubtful-word"] * len(noted)
