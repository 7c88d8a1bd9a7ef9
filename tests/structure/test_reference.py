"""Number and symbol of a head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.structure.reference import is_reference_line, read_reference

TYPES = load_vocabulary().document_types


@pytest.mark.parametrize(
    ("text", "number", "symbol", "kind"),
    [
        ("Số: 07/CT-UBND", "07", "07/CT-UBND", "CT"),
        ("Sở 453 /TB-UBND", "453", "453/TB-UBND", "TB"),
        ("Số: 173   /KH-UBND", "173", "173/KH-UBND", "KH"),
        ("Số: 15/2010/QĐ-UBND", "15", "15/2010/QĐ-UBND", "QĐ"),
        ("Số 383-QĐ/TW", "383", "383-QĐ/TW", "QĐ"),
        ("Số: 12 NQ/ĐU", "12", "12-NQ/ĐU", "NQ"),
        ("Số  123 -CV/BTGTU", "123", "123-CV/BTGTU", "CV"),
        ("158/UB", "158", "158/UB", None),
        ("Số: 84/TT", "84", "84/TT", "TT"),
        ("Luật số: 60/2024/QH15", "60", "60/2024/QH15", None),
        ("Số: 2231/BNV-CCHC&PC", "2231", "2231/BNV-CCHC&PC", None),
        ("Số: 0125/KH-UBND", "0125", "0125/KH-UBND", "KH"),
        ("Số: l1/TB-UBND", "11", "11/TB-UBND", "TB"),
        ("Số: 46/QD-BCĐCCHC", "46", "46/QĐ-BCĐCCHC", "QĐ"),
        ("Số:      /QĐ-UBND", None, None, "QĐ"),
        ("Số:5#+/CTPH-LĐLĐ", None, None, "CTr"),
        ("Số: 01", "01", None, None),
    ],
)
def test_forms_of_the_number(text, number, symbol, kind):
    found = read_reference(text, 0, TYPES)
    assert found is not None
    assert (found.number, found.symbol, found.kind) == (number, symbol, kind)


@pytest.mark.parametrize("text", ["SỞ TÀI CHÍNH", "SỞ Y TẾ", "Số điện thoại: 0912", "Căn cứ Quyết định số 12/QĐ-UBND", "SỞ VĂN HÓA"])
def test_bodies_and_sentences_have_no_number(text):
    assert read_reference(text, 0, TYPES) is None and not is_reference_line(text)


@pytest.mark.parametrize("text", ["Số: 542", "SỞ 453 /TB-UBND", "Sở: Đ ĐBCT-KH", "Só 202/SYT", "/KH-UBND", "Số: ......"])
def test_lines_of_the_number_name_no_body(text):
    assert is_reference_line(text)


@given(st.text(max_size=60))
def test_places_lie_inside_the_line(text):
    found = read_reference(text, 5, TYPES)
    assert found is None or 5 <= found.span.start < found.span.end <= 5 + len(text)
