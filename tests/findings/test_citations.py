import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.doubt import GRAVE, severity_of
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord
from tasks.domain.span import Span
from tasks.findings.citations import find_citations
from tasks.findings.extract import tagger_of
from tasks.reading.notice import NoticeReading
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()


def cite(text):
    clean = CleanText.from_plain(text)
    reading = NoticeReading(clean, parse_structure(clean, VOCABULARY), tagger_of(VOCABULARY.words))
    return find_citations(reading, VOCABULARY.document_types)


@pytest.mark.parametrize(
    "text",
    [
        "xếp thứ 12/63 tỉnh",
        "8/10 huyện",
        "giai đoạn 2021-2025",
        "ngày 30/6/2023",
        "120 triệu đồng/ha",
        "mức độ 3, 4",
        "quốc lộ 1A",
        "24/7",
        "6 tháng/năm",
        "trực 24/24 - Sở Y tế",
    ],
)
def test_other_figures_are_no_symbols(text):
    assert cite(f"Các đơn vị đạt {text} theo quy định.") == ()


@pytest.mark.parametrize(
    ("text", "symbol", "kind", "on", "issuer"),
    [
        (
            "Thực hiện Quyết định số 288/QĐ-TTg ngày 28/02/2022\ncủa Thủ tướng Chính phủ ban hành Khung đánh giá.",
            "288/QĐ-TTg",
            "QĐ",
            date(2022, 2, 28),
            "Thủ tướng Chính phủ",
        ),
        (
            "Theo Nghị định số 61/2018/NĐ-\nCP ngày 23 tháng 4 năm 2018 của Chính phủ về một cửa.",
            "61/2018/NĐ-CP",
            "NĐ",
            date(2018, 4, 23),
            "Chính phủ",
        ),
        ("Luật Đầu tư công số 58/2024/QH15.", "58/2024/QH15", "Luật", None, None),
        ("Nghị quyết số 29/2023/QH15 ngày 8/6/2023 của Quốc hội.", "29/2023/QH15", "NQ", date(2023, 6, 8), "Quốc hội"),
        (
            "Quy định số 540-QĐ/TU, ngày 10/10/2022 của Ban Thường vụ Tỉnh ủy; các sở thực hiện.",
            "540-QĐ/TU",
            "QĐ",
            date(2022, 10, 10),
            "Ban Thường vụ Tỉnh ủy",
        ),
        (
            "Nghị quyết số 12-NQ/TU của Tỉnh ủy ngày 05/3/2021 đã nêu.",
            "12-NQ/TU",
            "NQ",
            date(2021, 3, 5),
            "Tỉnh ủy",
        ),
        (
            "Thông tư số 02/2023/TT-BNV của Bộ Tài nguyên và Môi trường và các văn bản.",
            "02/2023/TT-BNV",
            "TT",
            None,
            "Bộ Tài nguyên và Môi trường",
        ),
        ("theo Nghị định số 43/CP ngày 16/7/1996.", "43/CP", "CV", date(1996, 7, 16), None),
    ],
)
def test_type_date_and_issuer_are_read_around_the_symbol(text, symbol, kind, on, issuer):
    (found,) = cite(text)
    expected_kind = "NĐ" if symbol == "43/CP" else kind
    assert (found.symbol, found.type, found.issued_on, found.issuer) == (symbol, expected_kind, on, issuer)


@pytest.mark.parametrize("gap", ["\n", "\f", "\n\f"])
@pytest.mark.parametrize("cut", [("61/2018/NĐ-", "CP"), ("61/2018/", "NĐ-CP"), ("61/", "2018/NĐ-CP")])
def test_a_symbol_goes_on_over_a_line_and_a_page(cut, gap):
    (found,) = cite(f"1. Các sở thực hiện Nghị định số {cut[0]}{gap}{cut[1]} ngày 23 tháng 4 năm 2018 của Chính phủ.")
    assert (found.symbol, found.issued_on, found.issuer) == ("61/2018/NĐ-CP", date(2018, 4, 23), "Chính phủ")


def test_a_list_below_its_lead_in_takes_the_issuer_from_it():
    text = "Thực hiện chỉ đạo của UBND tỉnh tại các văn bản:\n\n- Số 12/UBND-NC ngày 05/3/2024;\n\n- Số 15/UBND-NC ngày 06/3/2024.\n"
    assert [(c.symbol, c.issuer) for c in cite(text)] == [("12/UBND-NC", "UBND tỉnh"), ("15/UBND-NC", "UBND tỉnh")]


def read_as(text, confidence):
    """The text as if it had been recognised, every word with the same confidence."""
    plain = CleanText.from_plain(text)
    words = tuple(PlacedWord(Span(m.start(), m.end()), 1, BBox(0, 0, 1, 1), confidence) for m in re.finditer(r"\S+", text))
    reading = NoticeReading(CleanText(plain.text, plain.lines, words), parse_structure(plain, VOCABULARY), tagger_of(VOCABULARY.words))
    return find_citations(reading, VOCABULARY.document_types)


@pytest.mark.parametrize(
    ("text", "confidence", "symbol", "doubts"),
    [
        ("Theo Quyết định số 12/QD-UBND ngày 05/3/2024.", 90.0, "12/QĐ-UBND", ["symbol-mended"]),
        ("Theo Quyết định số 12/QD-UBND ngày 05/3/2024.", 100.0, "12/QD-UBND", []),
        ("Theo Quyết định số 12/QĐ-UBND ngày 05/3/2024.", 40.0, "12/QĐ-UBND", ["symbol-doubtful"]),
        ("Theo Công điện số 12/CGĐX-UBND ngày 05/3/2024.", 90.0, "12/CGĐX-UBND", ["symbol-odd"]),
        ("Theo Kết luận số 18-KLZTW ngày 05/3/2024.", 90.0, "18-KL/TW", ["symbol-mended"]),
        ("Theo Kết luận số 18-KL/EW ngày 05/3/2024.", 90.0, "18-KL/TW", ["symbol-mended"]),
        ("Theo Nghị định số 12/2024/NĐ-CP ngày 306/2024 của Chính phủ.", 90.0, "12/2024/NĐ-CP", ["citation-day-unread"]),
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024. Quyết định số 12/QĐ-UBND ngày 06/3/2024.", 90.0, "12/QĐ-UBND", ["citation-days-differ"]),
    ],
)
def test_what_was_read_badly_is_mended_or_doubted(text, confidence, symbol, doubts):
    (found,) = read_as(text, confidence)
    assert (found.symbol, [d.code for d in found.doubts]) == (symbol, doubts)
    assert (found.confidence < 1) == any(severity_of(code) in GRAVE for code in doubts)


def test_a_right_mention_stands_before_a_mended_one():
    (found,) = read_as("Theo Quyết định số 12/QD-UBND ngày 05/3/2024 của UBND tỉnh. Quyết định số 12/QĐ-UBND có hiệu lực.", 90.0)
    assert (found.symbol, found.issued_on, found.issuer, found.doubts) == ("12/QĐ-UBND", date(2024, 3, 5), "UBND tỉnh", ())


def test_a_list_shares_type_and_issuer():
    text = (
        "Trên cơ sở ý kiến của Thường trực HĐND tỉnh tại các Công văn: số 87/HĐND-KTNS ngày 15/5/2024 về dự toán, "
        "số\n208/HĐND-KTNS ngày 30/10/2024 và số 222/HĐND-KTNS ngày 14/11/2024, UBND tỉnh báo cáo."
    )
    found = cite(text)
    assert [(c.symbol, c.type, c.issuer) for c in found] == [
        ("87/HĐND-KTNS", "CV", "Thường trực HĐND tỉnh"),
        ("208/HĐND-KTNS", "CV", "Thường trực HĐND tỉnh"),
        ("222/HĐND-KTNS", "CV", "Thường trực HĐND tỉnh"),
    ]
    assert found[1].issued_on == date(2024, 10, 30)


def test_the_fullest_mention_stands_for_all():
    text = (
        "Theo Quyết định số 288/QĐ-TTg, các sở rà soát. Quyết định số 288/QĐ-TTg ngày 28/02/2022 của Thủ tướng Chính phủ còn hiệu lực.\n"
        "Các đơn vị thực hiện Quyết định 288 và Quyết định số 288."
    )
    (found,) = cite(text)
    assert found.issued_on == date(2022, 2, 28)
    assert found.span.of(text).startswith("Quyết định số 288/QĐ-TTg ngày")
    assert [m.of(text)[:26] for m in found.mentions] == ["Quyết định số 288/QĐ-TTg", "Quyết định số 288/QĐ-TTg n"]


def test_tables_behind_the_last_line_cite():
    body = "1. Các sở thực hiện theo bảng sau:\n\nTT | Nhiệm vụ\n1 | Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND tỉnh\n"
    assert [c.symbol for c in cite(body)] == ["12/QĐ-UBND"]


def test_own_symbol_and_foot_are_not_cited():
    text = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 07/CT-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 20 tháng 3 năm 2018

CHỈ THỊ
Về việc triển khai Nghị quyết số 12/NQ-HĐND

Chỉ thị số 07/CT-UBND thay thế Chỉ thị số 05/CT-UBND ngày 01/02/2016./.

Nơi nhận:
- Như Quyết định số 99/QĐ-UBND;
- Lưu: VT, 11/KH-VX.

CHỦ TỊCH

Lê Văn Bình
"""
    assert [c.symbol for c in cite(text)] == ["12/NQ-HĐND", "05/CT-UBND"]


@given(
    st.lists(
        st.sampled_from(
            ["số ", "12/QĐ-UBND", "-CT/TU", "18", "ngày 1/2/2023", " của ", "Chính phủ", "\n", " ", "tại", "các Công văn:", "/", "- "]
        )
        | st.text(max_size=8),
        max_size=40,
    )
)
def test_any_text_gives_citations_in_place(pieces):
    text = "".join(pieces)
    for citation in cite(text):
        assert citation.span in citation.mentions
        assert list(citation.mentions) == sorted(citation.mentions)
        assert all(m.end <= len(text) for m in citation.mentions)
