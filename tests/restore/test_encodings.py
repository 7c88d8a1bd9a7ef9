import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.encodings import from_cp1258, from_tcvn3, from_vni, to_cp1258, to_tcvn3, to_vni
from tasks.restore.viqr import from_viqr, to_viqr

LOWER = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
WORDS = st.text(st.sampled_from(LOWER + "bcdghklmnpqrstvx"), min_size=1, max_size=8)
ANY = st.one_of(WORDS, WORDS.map(str.capitalize), WORDS.map(str.upper), st.integers(0, 3000).map(str))
TEXTS = st.lists(ANY, max_size=12).map(" ".join)


@given(TEXTS)
def test_vni_comes_back_as_it_was(text):
    assert from_vni(to_vni(text)) == text


@given(TEXTS)
def test_windows_1258_comes_back_as_it_was(text):
    assert from_cp1258(to_cp1258(text)) == text


@given(st.one_of(TEXTS, st.text(st.sampled_from(LOWER + LOWER.upper() + "\\^(+*'`?~. dD9-/"), max_size=30)))
def test_viqr_comes_back_as_it_was(text):
    assert to_viqr(text).isascii()
    assert from_viqr(to_viqr(text)) == text


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Uy? ban nha^n da^n ti?nh", "Uỷ ban nhân dân tỉnh"),
        ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("DDo^.c la^.p - Tu+. do - Ha.nh phu'c", "Độc lập - Tự do - Hạnh phúc"),
        ("nu*o*'c dda(.c bie^.t", "nước đặc biệt"),
        ("xa~. Ngu+o+`i", "xã. Người"),
        (r"la\. Ai\?", "la. Ai?"),
        ("i^ e( n?", "i^ e( n?"),
    ],
)
def test_viqr(given_text, wanted):
    assert from_viqr(given_text) == wanted


@given(st.lists(st.one_of(WORDS, WORDS.map(str.upper)), max_size=12).map(" ".join))
def test_tcvn3_comes_back_as_it_was(text):
    assert from_tcvn3(to_tcvn3(text)) == text


@given(TEXTS)
def test_tcvn3_loses_no_letter(text):
    assert from_tcvn3(to_tcvn3(text)).lower() == text.lower()


@pytest.mark.parametrize("letter", [*LOWER, *LOWER.upper()])
def test_every_letter_has_a_code_of_its_own_in_both_sets(letter):
    assert from_tcvn3(to_tcvn3(letter)) == letter
    assert from_vni(to_vni(letter)) == letter
    assert from_cp1258(to_cp1258(letter)) == letter
    assert from_viqr(to_viqr(letter)) == letter


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_ascii_stays(text):
    assert from_tcvn3(text) == text
    assert from_vni(text) == text
    assert from_cp1258(text) == text


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("TH¤NG B¸O", "THÔNG BÁO"),
        ("Ng\u00adêi ®øng ®Çu", "Người đứng đầu"),
    ],
)
def test_tcvn3(given_text, wanted):
    assert from_tcvn3(given_text) == wanted


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("THOÂNG BAÙO", "THÔNG BÁO"),
        ("UÛy ban nhaân daân tænh Ñaék Laék", "Ủy ban nhân dân tỉnh Đắk Lắk"),
    ],
)
def test_vni(given_text, wanted):
    assert from_vni(given_text) == wanted


@given(TEXTS)
def test_decomposed_text_is_encoded_like_composed(text):
    apart = unicodedata.normalize("NFD", text)
    assert to_vni(apart) == to_vni(text)
    assert to_tcvn3(apart) == to_tcvn3(text)
