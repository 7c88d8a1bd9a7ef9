import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.unicode import bare, normalize_word


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("QÐ-UBND", "QĐ-UBND"),
        ("ðến", "đến"),
        ("HĐÐND", "HĐND"),
        ("ĐĐND", "ĐĐND"),
        (unicodedata.normalize("NFD", "tổ"), "tổ"),
        ("tổ\u200bchức", "tổchức"),
        ("2021\u20112025", "2021-2025"),
        ("—", "–"),
        ("hoà", "hoà"),
        ("\u200b", ""),
        ("“Tân", "“Tân"),
        ("30\u20445\u20442024", "30/5/2024"),
    ],
)
def test_look_alikes(read, kept):
    assert normalize_word(read) == kept


@given(st.text(max_size=20))
def test_normalizing_twice_changes_nothing_more(text):
    once = normalize_word(text)
    assert normalize_word(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_bare_letters():
    assert bare("Đường Nguyễn Thị Ổn") == "duong nguyen thi on"
