import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.clauses import ClauseGrammar, mend_cues

GRAMMAR = ClauseGrammar(load_vocabulary().cues)


def actors(text, assigned=False):
    found = GRAMMAR.actors(text, text, assigned=assigned)
    return None if found is None else (found.kind, list(found.run.parties))


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("Giao Sở Y tế chủ trì rà soát.", "order", ["Sở Y tế"]),
        ("Giao cho Cục Thuế tỉnh có trách nhiệm theo dõi.", "order", ["Cục Thuế tỉnh"]),
        ("UBND tỉnh yêu cầu Thủ trưởng các sở, ngành khẩn trương triển khai.", "order", ["Thủ trưởng các sở, ngành"]),
        ("Trên cơ sở báo cáo của Công ty Hoa, Lá và Cây, giao Sở Tài chính tham mưu.", "order", ["Sở Tài chính"]),
        ("Đồng ý chủ trương sửa chữa trụ sở; giao Phòng Kinh tế lập dự toán.", "order", ["Phòng Kinh tế"]),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh và các đoàn thể vận động.", "order", ["Ủy ban MTTQ Việt Nam tỉnh", "các đoàn thể"]),
        ("Sở Nội vụ tham mưu UBND tỉnh.", "subject", ["Sở Nội vụ"]),
        ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời phản ánh.", "subject", ["các đơn vị"]),
        ("Sở Y tế: Tổ chức tập huấn.", "label", ["Sở Y tế"]),
    ],
)
def test_who_must_act(text, kind, parties):
    assert actors(text) == (kind, parties)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ đã hoàn thành nhiệm vụ.",
        "Tổ chức tập huấn cho cán bộ.",
        "Phát triển cụm công nghiệp là nhiệm vụ quan trọng.",
        "Theo dõi, đôn đốc các phòng, đơn vị, địa phương thực hiện.",
    ],
)
def test_nobody_is_told_to_act(text):
    assert actors(text) is None


def test_below_a_heading_a_small_giao_delegates():
    assert actors("khẩn trương giao Ban Quản lý dự án lập hồ sơ", assigned=True) is None
    assert actors("giao Phòng Kinh tế lập hồ sơ", assigned=True) is None


@pytest.mark.parametrize(
    ("text", "together"),
    [
        (
            "Chủ trì, phối hợp với Sở Y tế, Công an tỉnh và các đơn vị liên quan rà soát.",
            ["Sở Y tế", "Công an tỉnh", "các đơn vị liên quan"],
        ),
        ("Phối hợp chặt chẽ với các chủ đầu tư đẩy nhanh tiến độ.", ["các chủ đầu tư"]),
        ("Phối hợp Phòng Văn hóa tổ chức hội thi.", ["Phòng Văn hóa"]),
        ("Đôn đốc các chủ đầu tư phối hợp với chính quyền địa phương giải phóng mặt bằng.", []),
        ("Hướng dẫn quy hoạch; phối hợp kiểm tra vi phạm.", []),
        ("Nêu cao trách nhiệm, phối hợp chặt chẽ, không đùn đẩy.", []),
    ],
)
def test_who_is_named_after_together(text, together):
    assert list(GRAMMAR.coordinating(text, text, None)[1]) == together


def cut(text, dated=lambda clause: "trước ngày" in clause):
    return [text[a:b] for a, b in GRAMMAR.cut(text, text, dated, assigned=False)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rà soát hồ sơ; kiểm tra thực tế.", ["Rà soát hồ sơ; kiểm tra thực tế."]),
        ("Rà soát hồ sơ; Sở Y tế tham mưu UBND tỉnh.", ["Rà soát hồ sơ", "Sở Y tế tham mưu UBND tỉnh."]),
        ("Rà soát hồ sơ; hoàn thành trước ngày 30/6.", ["Rà soát hồ sơ; hoàn thành trước ngày 30/6."]),
        ("Rà soát hồ sơ; gửi danh mục trước ngày 30/6.", ["Rà soát hồ sơ", "gửi danh mục trước ngày 30/6."]),
        (
            "Phối hợp với các sở, ngành; cơ quan thông tấn, báo chí tuyên truyền.",
            ["Phối hợp với các sở, ngành; cơ quan thông tấn, báo chí tuyên truyền."],
        ),
        (
            "Thủ trưởng các sở; Chủ tịch UBND các huyện khẩn trương rà soát.",
            ["Thủ trưởng các sở; Chủ tịch UBND các huyện khẩn trương rà soát."],
        ),
        ("Kiểm tra (gồm: cấp phép; Sở Y tế thẩm định) hồ sơ;", ["Kiểm tra (gồm: cấp phép; Sở Y tế thẩm định) hồ sơ"]),
    ],
)
def test_a_sentence_is_cut_at_another_party_or_deadline(text, clauses):
    assert cut(text) == clauses


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Chú trì, phôi hợp với", "Chủ trì, phối hợp với"),
        ("tô chức triên khai", "tổ chức triển khai"),
        ("chủ trì tô màu", "chủ trì tô màu"),
    ],
)
def test_misread_cue_words_are_mended_at_equal_length(read, mended):
    assert mend_cues(read) == mended
    assert len(read) == len(mended)


def test_a_list_mark_or_misread_label_in_front_is_stepped_over():
    assert actors("b) Đề nghị Sở Y tế rà soát.") == ("order", ["Sở Y tế"])
    assert GRAMMAR.begins_with_verb("o. Tiếp tục rà soát")
    assert cut("- Rà soát hồ sơ.") == ["Rà soát hồ sơ."]


def test_every_mended_word_keeps_its_length():
    from tasks.findings.clauses import _MENDED

    assert all(len(slip) == len(word) for slip, word in _MENDED.items())
