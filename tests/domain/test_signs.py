"""Signs that say something, told from punctuation, drawn rules and ornaments."""

import pytest

from tasks.domain.signs import belongs_to_figure, is_drawn, is_ornament, is_sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [("%", True), ("%;", True), ("(%)", True), (">=", True), ("+/-", True), ("✓", True), (";", False), ("", False), ("a", False)],
)
def test_signs(text, sign):
    assert is_sign(text) is sign


@pytest.mark.parametrize(
    ("text", "before", "behind", "belongs"),
    [
        ("%,", "54,3", "tỷ", True),
        ("%", "(75)", "", True),
        ("%", "tỷ", "lệ", False),
        ("-", "giảm", "3,2", True),
        ("≥", "là", "(95", True),
        ("-", "Sở", "Nội", False),
        ("*", "Sở", "3", False),
    ],
)
def test_signs_of_figures(text, before, behind, belongs):
    assert belongs_to_figure(text, before, behind) is belongs


def test_drawn_rules_and_ornaments():
    assert [is_drawn(t) for t in ("____", "|", "........", "...", "-", "----")] == [True, True, True, False, False, True]
    assert [is_ornament(t) for t in ("\uf0b7", "➢", "•", "-")] == [True, True, False, False]
