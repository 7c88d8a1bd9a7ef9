"""Figures that are printed in an odd way are rows or doubts, and what numbers something is neither."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.doubt import DOUBTS
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.outcome import Severity
from tasks.domain.span import Span
from tasks.findings.doubts import find_doubts
from tasks.findings.extract import extract_findings

VOCABULARY = load_vocabulary()


def unread(text):
    clean, body = CleanText.from_plain(text), Span(0, len(text))
    structure = Structure(Head(type="BC", issued_on=date(2025, 7, 3)), (Section("1", "1", None, "", body, None, body),), body)
    findings = extract_findings(clean, structure, VOCABULARY)
    issues = [issue for issue in find_doubts(clean, structure, findings) if issue.code in {"figure-unread", "number-unreadable"}]
    assert all(issue.severity is DOUBTS[issue.code].severity for issue in issues)
    return [(issue.code, issue.span.of(text)) for issue in issues if issue.span], findings.metrics


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Đã xử lý (12) hồ sơ, (3) hồ sơ quá hạn.", ["(12) hồ sơ", "(3) hồ sơ"]),
        ("Nộp lệ phí (5) triệu đồng.", ["(5) triệu đồng"]),
        ("Quỹ đất còn (15) ha.", ["(15) ha"]),
        ("Thu ngân sách 12 tỷ đồng, chi (3) tỷ đồng.", ["(3) tỷ đồng"]),
        ("Sai số cho phép ± 5% tổng mức.", ["± 5"]),
        ("Sản lượng đạt 120±5 tấn.", ["±5"]),
        ("Giá gạo ▼ 5,2% so với tháng trước.", ["▼ 5,2"]),
        ("Sai lệch +/- 5% giá trị hợp đồng.", ["+/- 5"]),
        ("Số dư: 5,2- tỷ đồng.", ["5,2- tỷ đồng"]),
    ],
)
def test_a_figure_that_gave_no_row_is_told_at_error_level(text, printed):
    found, _ = unread(text)
    assert found == [("figure-unread", place) for place in printed]
    assert DOUBTS["figure-unread"].severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Lợi nhuận sau thuế là (5,2) triệu USD.",
        "Tăng trưởng đạt –5,2%, cùng kỳ đạt —3%, ước ~120 nghìn lượt.",
        "Giao Sở Y tế thực hiện (1) rà soát cơ sở; (2) báo cáo kết quả.",
        "Nhiệm vụ gồm (1) hộ nghèo; (2) hộ cận nghèo; (3) hộ khó khăn.",
        "(1) Hộ nghèo được hỗ trợ. (7) hộ cận nghèo được vay vốn.",
        "Kèm theo mẫu số (1) hồ sơ và biểu (3) dự án.",
        "Nộp (02 bản) về Sở Nội vụ, kèm (01) hồ sơ (nếu có).",
        "Theo Thông tư này [3] hộ kinh doanh, đơn vị [12] dự án.",
        "Công thức tính: (3) = (1) + (2)%.",
        "Theo khoản (2) đơn vị sự nghiệp tự bảo đảm chi.",
        "▲ 12 hộ nghèo được hỗ trợ.",
        "Khai thác đến mức ±0,5 m.",
        "Giai đoạn 5-7 tỷ đồng, 12 - 15 ha, Quyết định 12-QĐ/TU, trang 3-5.",
    ],
)
def test_what_is_read_or_numbers_something_is_no_doubt(text):
    assert unread(text)[0] == []


@given(st.text(alphabet="05 (12)[]±▼%,.-–tỷ đồngha\n", max_size=120))
def test_any_text_gives_doubts_in_it(text):
    found, metrics = unread(text)
    assert all(place for _, place in found) and all(metric.value_span.end <= len(text) for metric in metrics)
