"""Forms behind a notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import CleanText
from tasks.findings.acting.forms import Forms

BODY = "1. Sở Y tế rà soát danh mục thuốc theo Mẫu số 01.\n\nMẫu số 01 do Sở Y tế ban hành."


def holds(text, part):
    return Forms(CleanText.from_plain(text), len(BODY)).holds(text.index(part))


@pytest.mark.parametrize("line", ["Mẫu số 01", "MẪU SỐ 2", "Mẫu 03: Đơn đề nghị hỗ trợ", "(Mẫu số 4)", "Biểu mẫu 05a", "Mẫu số 06/ĐK"])
def test_what_stands_below_the_number_of_a_form_is_no_order(line):
    text = f"{BODY}\n\n{line}\n\nTôi cam kết chịu trách nhiệm trước pháp luật."
    assert holds(text, "Tôi cam kết")
    assert not holds(text, "Sở Y tế rà soát")


@pytest.mark.parametrize(
    ("number", "day", "form"),
    [
        ("Số:\n/QĐ-SYT", "………., ngày tháng năm 20", True),
        ("Số:   /TB-UBND", "..., ngày ... tháng ... năm 20...", True),
        ("Số: …../QĐ-SYT", "Tân Giang, ngày 10 tháng 02 năm 2025", True),
        ("Số:   /QĐ-SYT", "Tân Giang, ngày 10 tháng 02 năm 2025", False),
        ("Số: 12/QĐ-SYT", "………., ngày tháng năm 20", False),
    ],
)
def test_a_document_whose_number_and_day_are_blank_is_a_form(number, day, form):
    assert holds(f"{BODY}\n\nPhụ lục 15\n\n{number}\n{day}\n\nQUYẾT ĐỊNH\n\nGiao các xã phun thuốc.", "Giao các xã") is form


@pytest.mark.parametrize("line", ["Mẫu số 01 do Sở Y tế ban hành được dùng thay cho mẫu cũ của các trạm y tế xã", "Mẫu nước thải", "Mẫu"])
def test_a_sentence_about_forms_begins_none(line):
    assert not holds(f"{BODY}\n\n{line}\n\nTrạm Y tế lấy mẫu.", "Trạm Y tế")


def test_the_next_annex_ends_the_forms():
    text = f"{BODY}\n\nMẫu số 01\n\nNgười khai ký tên.\n\nPHỤ LỤC II\n\nCông an xã tuần tra."
    assert holds(text, "Người khai")
    assert not holds(text, "Công an xã")


def test_forms_in_front_of_the_end_of_the_body_are_not_looked_at():
    text = f"Mẫu số 01\n\n{BODY}"
    assert not Forms(CleanText.from_plain(text), len(text)).holds(text.index("Sở Y tế rà soát"))


@given(st.text(alphabet="Mẫu số01 PHỤLC\nabc.:()", max_size=200), st.integers(0, 220))
def test_any_text_is_read(text, end):
    clean = CleanText.from_plain(text)
    forms = Forms(clean, min(end, len(clean.text)))
    assert not any(forms.holds(at) for at in range(min(end, len(clean.text))))
