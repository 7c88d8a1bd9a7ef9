import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.spelling import loose_key, spelling_key, tone_in_front, tone_last


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("thủy", "THUỶ"),
        ("Ủy ban", "Uỷ ban"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("Ea H'Leo", "Ea H’leo"),
        ("Đắk Lắk", "Đăk Lăk"),
        ("Kỳ Anh", "Kì Anh"),
        ("phường 04", "Phường 4"),
    ],
)
def test_two_spellings_of_one_name_are_equal(one, other):
    assert spelling_key(one) == spelling_key(other)
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hỏa"), ("Tân Thạnh", "Tân Thành"), ("Quý", "Quí"), ("phường 4", "phường 40"), ("hoa", "hòa")]
)
def test_other_names_are_not(one, other):
    assert spelling_key(one) != spelling_key(other)


def test_the_loose_key_needs_no_accents():
    assert loose_key("Thủ Đức") == loose_key("thu duc") == "thu duc"
    assert loose_key("Kỳ Anh") == loose_key("ki anh")


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặ ", max_size=30))
def test_composed_or_not_and_any_case_give_one_key(text):
    assert spelling_key(text) == spelling_key(unicodedata.normalize("NFD", text)) == spelling_key(text.upper())


@given(st.text(max_size=20))
def test_any_text_has_keys(text):
    assert spelling_key(text) == " ".join(spelling_key(text).split())
    assert isinstance(loose_key(text), str) and isinstance(tone_last(text), str)


@pytest.mark.parametrize(
    ("printed", "one"),
    [
        ("Uỷ ban nhân dân huyện Hoà Bình", "Ủy ban nhân dân huyện Hòa Bình"),
        ("UỶ BAN", "ỦY BAN"),
        ("văn hoá, sức khoẻ", "văn hóa, sức khỏe"),
        ("Tuỳ Thuỷ", "Tùy Thủy"),
        ("quý, quỹ, hoàn, khoảng, Huỳnh, toàn, thuyền", "quý, quỹ, hoàn, khoảng, Huỳnh, toàn, thuyền"),
    ],
)
def test_the_tone_of_an_open_pair_stands_on_its_first_vowel(printed, one):
    assert tone_in_front(printed) == tone_in_front(one) == one


@given(st.text(max_size=30))
def test_placing_tones_twice_changes_nothing(text):
    assert tone_in_front(tone_in_front(text)) == tone_in_front(text)
    assert spelling_key(tone_in_front(text)) == spelling_key(text)
