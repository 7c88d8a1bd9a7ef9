"""Words that may stand in a notice."""

from __future__ import annotations

import pytest

from tasks.vietnamese.plausible import is_plausible_word


@pytest.mark.parametrize("text", ["tỉnh", "(kênh),", "1.234,5%", "15/12/2026.", "58/KH-UBND", "UBND", "LĐ-TBXH", "Giang;"])
def test_words_figures_and_abbreviations_may(text):
    assert is_plausible_word(text)


@pytest.mark.parametrize("text", ["nsácF", "ng", "›oàn", "", "...", "a4b", "qxz"])
def test_rubbish_may_not(text):
    assert not is_plausible_word(text)
