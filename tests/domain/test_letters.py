import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.letters import without_accents


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Ủy ban nhân dân", "Uy ban nhan dan"), ("ĐẶNG đường", "DANG duong"), ("kỵ tỵ", "ky ty"), ("12/QĐ-UBND", "12/QD-UBND"), ("", "")],
)
def test_marks_go_and_the_rest_stays(text, wanted):
    assert without_accents(text) == wanted


@given(st.text())
def test_what_has_no_marks_is_left_alone(text):
    assert without_accents(without_accents(text)) == without_accents(text)
