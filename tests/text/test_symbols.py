import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.span import Span
from tasks.text.symbols import repair_symbols
from tasks.text.tokens import Token


def tokens(text):
    return tuple(Token(w, w, Span(0, len(w)), BBox(0, 0, 1, 1), 90.0) for w in text.split())


def joined(text):
    out = ""
    for token in repair_symbols(tokens(text)):
        out += ("" if token.glued or not out else " ") + token.text
    return out


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("06-NQ/U", "06-NQ/TU"),
        ("06-NQ/TU,", "06-NQ/TU,"),
        ("18-NQ/TVV", "18-NQ/TW"),
        ("12-CT/TƯ", "12-CT/TƯ"),
        ("571/QD-UBND", "571/QĐ-UBND"),
        ("571/OĐ-ƯBND;", "571/QĐ-UBND;"),
        ("(l84/KH-UBND)", "(184/KH-UBND)"),
        ("32/2O24/ND-CP", "32/2024/NĐ-CP"),
        ("288/QĐ-TIg", "288/QĐ-TTg"),
        ("45/2019/QH14", "45/2019/QH14"),
        ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC"),
        ("12/UBND-VX", "12/UBND-VX"),
        ("UBNĐ tỉnh", "UBND tỉnh"),
        ("ƯBND", "UBND"),
        ("HĐNĐ,", "HĐND,"),
        ("11 /CT-UBND", "11/CT-UBND"),
        ("UBND TE. Tân Giang", "UBND TP. Tân Giang"),
        ("UBND TF.Bình An", "UBND TP.Bình An"),
        ("(IP. Tân Giang)", "(TP. Tân Giang)"),
        ("TR. 12", "TR. 12"),
        ("TT. Bình An", "TT. Bình An"),
        ("mục TE. và", "mục TE. và"),
        ("2310 /UBND-NN", "2310/UBND-NN"),
        ("184/ KH-UBND", "184/KH-UBND"),
        ("06-NQ/ TU", "06-NQ/TU"),
        ("năm 2O23", "năm 2023"),
        ("ngày l5/6/2023", "ngày 15/6/2023"),
        ("1O,5%", "10,5%"),
        ("số 11 và 12", "số 11 và 12"),
        ("Il", "Il"),
        ("CO2", "CO2"),
        ("IC18", "IC18"),
        ("K15", "K15"),
        ("12/63 tỉnh", "12/63 tỉnh"),
        ("5 /tháng", "5 /tháng"),
    ],
)
def test_repair(read, kept):
    assert joined(read) == kept


@given(st.lists(st.text(alphabet="0123456789OlI|/-–QĐNDUBTƯgTWKHC.,()%", min_size=1, max_size=60), min_size=1, max_size=6))
def test_any_words_keep_their_number_and_are_stable(words):
    once = repair_symbols(tokens(" ".join(words)))
    assert len(once) == len(words)
    assert [t.text for t in repair_symbols(once)] == [t.text for t in once]
