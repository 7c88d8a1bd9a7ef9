from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notices import ALL, DECISION, DIRECTIVE, HEADLESS, LETTER, MISREAD, PARTY, PLAN

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()


def parse(text):
    return parse_structure(CleanText.from_plain(text), VOCABULARY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DIRECTIVE,
            {
                "type": "CT",
                "number": "09",
                "symbol": "09/CT-UBND",
                "issuer": "Ủy ban nhân dân tỉnh Tân Giang",
                "place": "Tân Giang",
                "issued_on": date(2024, 3, 5),
                "subject": "Về việc tăng cường công tác phòng cháy trên địa bàn tỉnh Tân Giang",
                "signer_name": "Nguyễn Văn An",
                "signer_title": "Phó Chủ tịch",
                "on_behalf": "KT. CHỦ TỊCH",
                "recipients": ("Bộ Công an", "Các sở, ban, ngành tỉnh", "Lưu: VT, NC"),
            },
        ),
        (
            PARTY,
            {
                "type": "CT",
                "symbol": "31-CT/TU",
                "issuer": "Tỉnh ủy Tân Giang",
                "subject": "của Ban Thường vụ Tỉnh ủy về công tác dân vận",
                "signer_title": "Phó Bí thư Thường trực",
                "on_behalf": "T/M BAN THƯỜNG VỤ",
                "signer_name": "Trần Thị Bích Hằng",
            },
        ),
        (
            DECISION,
            {
                "type": "QĐ",
                "symbol": "1298/QĐ-UBND",
                "subject": "Về việc phê duyệt Đề án chuyển đổi số tỉnh Tân Giang",
                "legal_bases": (
                    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025",
                    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa",
                ),
                "on_behalf": "TM. ỦY BAN NHÂN DÂN",
                "signer_title": "Chủ tịch",
                "signer_name": "Giàng A Sử",
            },
        ),
        (PLAN, {"type": "KH", "issuer": "Phòng Văn hóa - Xã hội", "place": "Bình An", "signer_title": "Trưởng phòng"}),
        (
            LETTER,
            {
                "type": "CV",
                "symbol": "2231/BNV-CCHC&PC",
                "issuer": "Bộ Nội vụ",
                "subject": "báo cáo kết quả cải cách hành chính năm 2025",
                "addressees": ("Các bộ, cơ quan ngang bộ", "Ủy ban nhân dân các tỉnh, thành phố"),
                "signer_title": "Thứ trưởng",
            },
        ),
        (
            MISREAD,
            {
                "type": "TB",
                "symbol": "11/TB-UBND",
                "issuer": "Ủy ban nhân dân tỉnh Tân Giang",
                "place": "Tân Giang",
                "issued_on": date(2025, 1, 8),
                "urgency": "KHẨN",
                "subject": "Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp",
                "signer_title": "Phó Chánh Văn phòng",
                "signer_name": "Nguyễn Phước An",
            },
        ),
    ],
)
def test_the_head_of_each_form_is_read(text, expected):
    head = parse(text).head
    assert {name: getattr(head, name) for name in expected} == expected


def test_nothing_is_invented_without_a_head():
    structure = parse(HEADLESS)
    assert structure.head == Head()
    assert [s.path for s in structure.sections] == ["preamble", "1", "2"]


def test_a_missing_number_leaves_no_symbol():
    head = parse(DIRECTIVE.replace("Số: 09/CT", "Số:     /CT").replace("ngày 05", "ngày   ")).head
    assert (head.number, head.symbol, head.type, head.place, head.issued_on) == (None, None, "CT", "Tân Giang", None)


@pytest.mark.parametrize(
    ("authority", "title"),
    [
        ("KT. CHỦ TỊCH", "Phó Chủ tịch"),
        ("KT. BỘ TRƯỞNG", "Thứ trưởng"),
        ("TL. CHỦ TỊCH", None),
        ("Q. GIÁM ĐỐC", "Giám đốc"),
        ("=-PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
    ],
)
def test_a_lost_title_follows_from_the_authority_only_where_the_decree_says_so(authority, title):
    assert parse(DIRECTIVE.replace("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", authority)).head.signer_title == title


def test_a_misread_family_name_is_mended():
    assert parse(DIRECTIVE.replace("Nguyễn Văn An", "“Nguyên Văn An")).head.signer_name == "Nguyễn Văn An"


@pytest.mark.parametrize("label", ["2.", "–.2.", ".2.", "Z."])
def test_a_label_behind_a_speck_or_misread_is_the_next_one(label):
    assert "2" in [s.path for s in parse(DIRECTIVE.replace("2. Sở Xây dựng", f"{label} Sở Xây dựng")).sections]


def test_a_misread_numeral_in_front_of_capitals_opens_the_next_part():
    paths = [s.path for s in parse(PLAN.replace("II. NHIỆM VỤ", "H, NHIỆM VỤ")).sections]
    assert "II" in paths and "II/1" in paths


def test_an_office_gets_its_parents_name():
    text = DIRECTIVE.replace("ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG\n", "UBND TỈNH TÂN GIANG\nVĂN PHÒNG\n", 1)
    assert parse(text).head.issuer == "Văn phòng UBND tỉnh Tân Giang"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (DIRECTIVE, ["preamble", "1", "2", "3", "3/a", "3/b", "closing"]),
        (PARTY, ["preamble", "1", "2", "closing"]),
        (
            DECISION,
            [
                "preamble",
                "Điều 1",
                "Điều 1/1",
                "Điều 1/1/a",
                "Điều 1/1/b",
                "Điều 1/2",
                "Điều 2",
                "Điều 2/1",
                "Điều 3",
                "Phụ lục I",
                "Phụ lục I/1",
                "Phụ lục I/2",
            ],
        ),
        (PLAN, ["preamble", "I", "I/1", "I/2", "II", "II/1", "II/1/1.1", "II/1/1.1/a", "II/1/1.2", "III", "III/1", "III/2", "closing"]),
        (LETTER, ["preamble", "1", "2", "closing"]),
        (MISREAD, ["preamble", "1", "2", "closing"]),
    ],
)
def test_the_tree_of_each_form_is_read(text, paths):
    assert [s.path for s in parse(text).sections] == paths


def test_headings_stand_apart_from_the_text():
    found = {s.path: s for s in parse(DIRECTIVE).sections}
    assert (found["1"].heading, found["1"].starts) == ("Công an tỉnh", "Công an tỉnh")
    assert found["2"].heading == "Sở Xây dựng"
    assert found["2"].body.of(DIRECTIVE).startswith("Rà soát hồ sơ")
    assert found["3"].heading == "Tổ chức thực hiện"
    assert found["3/a"].heading is None


@pytest.mark.parametrize("text", ALL)
def test_spans_tile_the_body_and_quote_their_text(text):
    structure = parse(text)
    end = structure.body.start
    for section in structure.sections:
        assert section.span.start >= end
        assert section.span.contains(section.body)
        if section.heading_span:
            assert " ".join(section.heading_span.of(text).split()) == section.heading
        end = section.span.end
    for name, span in structure.head.spans:
        assert getattr(structure.head, name), name
        assert span.of(text).strip()


ALPHABET = st.sampled_from(
    [
        "Số: 1/CT-UBND",
        "CHỈ THỊ",
        "Kính gửi: A",
        "Nơi nhận:",
        "- a;",
        "1. Sở A",
        "2.",
        "a) b",
        "Điều 1. X",
        "I. ABC",
        "PHỤ LỤC",
        "KT. CHỦ TỊCH",
        "V/v gì",
        "Tân Giang, ngày 1 tháng 2 năm 2024",
        "\n",
        "\n\n",
        "\x0c",
        " ",
        ":",
        "l.",
        "(",
        "Nguyễn Văn A",
        "Căn cứ Luật",
        "1.1. Abc",
        "./.",
    ]
)


@given(st.lists(ALPHABET | st.text(max_size=12), max_size=40))
def test_any_text_has_a_structure(pieces):
    text = "".join(pieces)
    structure = parse_structure(CleanText.from_plain(text), VOCABULARY)
    end = 0
    for section in structure.sections:
        assert end <= section.span.start <= section.span.end <= len(text)
        assert section.span.contains(section.body)
        end = section.span.end


def test_desks_at_the_end_of_the_recipients_are_no_authority():
    text = (
        "Nội dung cuộc họp./.\n\nNơi nhận:\n- CT, các PCT UBND tỉnh;\n- VPUB: CVP, các PCVP,\nKT, TH;\n- Lưu: VT.\n\n"
        "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nĐặng Thế Quyền\n"
    )
    head = parse_structure(CleanText.from_plain(text), VOCABULARY).head
    assert head.on_behalf == "TL. CHỦ TỊCH"


def test_a_document_put_into_force_by_a_decision_has_its_own_items():
    attached = (
        "\fKẾ HOẠCH\nPhát triển nhà ở năm 2026\n\n(Ban hành kèm theo Quyết định của Ủy ban nhân dân tỉnh)\n\n"
        "I. NHIỆM VỤ\n\n1. Lập danh mục khu đất.\n\na) Cơ quan chủ trì: Sở Xây dựng.\n\nII. GIẢI PHÁP\n\n1. Rà soát quỹ đất.\n"
    )
    before = [s.path for s in parse(DIRECTIVE).sections]
    assert [s.path for s in parse(DIRECTIVE + attached).sections] == [*before, "I", "I/1", "I/1/a", "II", "II/1"]


def test_a_document_behind_the_foot_needs_no_word_that_it_is_attached():
    before = parse(DIRECTIVE).sections
    assert parse(DIRECTIVE + "\fKẾ HOẠCH\n\n1. Lập danh mục.\n").sections[: len(before)] == before
    assert [s.path for s in parse(DIRECTIVE + "\fKẾ HOẠCH\n\n1. Lập danh mục.\n").sections[len(before) :]] == ["1"]


@pytest.mark.parametrize(
    ("behalf", "title", "expected"),
    [
        ("KT. CHỦ TỊCH", "CHỦ TỊCH", "Phó Chủ tịch"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
        ("KT. CHỦ TỊCH", "PÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Chủ tịch"),
        ("TL. CHỦ TỊCH", "CHÁNH VẢN PHÒNG", "Chánh Văn phòng"),
    ],
)
def test_a_title_half_under_a_seal(behalf, title, expected):
    text = DIRECTIVE.replace("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", f"{behalf}\n{title}")
    assert text != DIRECTIVE
    assert parse(text).head.signer_title == expected


def test_a_heading_without_a_label_behind_the_last_item_is_that_of_the_closing():
    text = DIRECTIVE.replace("Yêu cầu Thủ trưởng", "Chế độ báo cáo:\n\nYêu cầu Thủ trưởng")
    closing = parse(text).sections[-1]
    assert (closing.path, closing.heading, closing.starts) == ("closing", "Chế độ báo cáo", "Chế độ báo cáo")
    assert closing.body.of(text).startswith("Yêu cầu Thủ trưởng")
