import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.letters import without_accents
from tasks.restore.encodings import to_cp1258, to_tcvn3, to_vni
from tasks.restore.judge import Treatment, judge_text
from tasks.restore.viqr import to_viqr
from tasks.text.model import load_model

GOOD = "Ủy ban nhân dân tỉnh yêu cầu Giám đốc các sở, Chủ tịch Ủy ban nhân dân các huyện tổ chức thực hiện nghiêm Chỉ thị này."
GARBLED = "Uy ban nhén din tinh yéu cau Giam déc cac sd, Chu tich Uy ban nhén din cac huyén té chirc thyc hién nghiém Chi thi nay."
FRENCH = "Le comité populaire de la province demande aux directeurs des départements d’exécuter la présente directive à la fin de l’année."
ENGLISH = "The provincial committee asks the directors of the departments to carry out this directive and to report on it each month."


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        (GOOD, Treatment.GOOD),
        (GOOD.upper(), Treatment.GOOD),
        (without_accents(GOOD), Treatment.ACCENTLESS),
        (without_accents(GOOD).upper(), Treatment.ACCENTLESS),
        (GARBLED, Treatment.WRONG_LANGUAGE),
        (to_tcvn3(GOOD), Treatment.TCVN3),
        (to_vni(GOOD), Treatment.VNI),
        (to_cp1258(GOOD), Treatment.CP1258),
        (to_viqr(GOOD), Treatment.VIQR),
        (to_viqr(GOOD.upper()), Treatment.VIQR),
        (unicodedata.normalize("NFD", GOOD), Treatment.NFD),
        (FRENCH, Treatment.GOOD),
        (ENGLISH, Treatment.GOOD),
        ("12/2023 - 45%", Treatment.GOOD),
        ("", Treatment.GOOD),
        ("Uy ban", Treatment.GOOD),
    ],
)
def test_each_kind_of_text(text, treatment):
    judged = judge_text(text, load_model())
    assert judged.treatment is treatment
    assert judged.reasons


# A page as a German model leaves it (umlauts stand where VNI has marks), and one in which a third of the letters is lost.
UMLAUTS = "Üy bän nhän dän tinh yeu cäu Giäm döc cäc sö, Chü tich Üy bän nhän dän cäc huyen tö chüc thuc hien nghiem Chi thi näy; "
LETTERS_LOST = "y ban nhn dn tnh yêu cu Giám dc các s, Chû tch y ban nhn dn các huyn to chrc thrc hin nghim Chï th này; "


@pytest.mark.parametrize("text", [UMLAUTS * 3, LETTERS_LOST * 3])
def test_pages_of_other_recognisers_are_told_from_old_encodings_and_from_other_languages(text):
    assert judge_text(text, load_model()).treatment is Treatment.WRONG_LANGUAGE


@given(st.text(max_size=200))
def test_any_text_is_judged(text):
    assert judge_text(text, load_model()).treatment in Treatment


# Signs inside words, nothing beyond ASCII and no digit; and a page of plain letters of which a fifth is wrong.
SIGNS_INSIDE = "Uy ban nhan dan tinh yeu c~u Giam d6c cac sa, Chu tjch Uy ban nhan dan cac huy~n t\\o chuc th\\lc hi~n nghiem Chi thi nay; "
OTHER_LETTERS = "Uy ban nhan dan tinh yeu eau Giam doe cac sa, Chu tjch Uy ban nhan dan cac huyqn to chue thnc hien nghiem Chi thi nay; "


@pytest.mark.parametrize("text", [SIGNS_INSIDE, OTHER_LETTERS * 3])
def test_what_is_left_in_plain_letters_is_told_too(text):
    assert judge_text(text, load_model()).treatment is Treatment.WRONG_LANGUAGE


@pytest.mark.parametrize(
    "text", [ENGLISH * 5, FRENCH * 5, "Kami telah menerima surat itu dan akan segera memberi balasan kepada semua pihak. " * 6]
)
def test_pages_of_other_languages_stay(text):
    assert judge_text(text, load_model()).treatment is Treatment.GOOD
