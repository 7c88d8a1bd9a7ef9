import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.domain.letters import without_accents
from tasks.restore.encodings import to_cp1258, to_tcvn3, to_vni
from tasks.restore.judge import Treatment
from tasks.restore.restore import calibrated, restore_text
from tasks.restore.viqr import to_viqr

GOOD = (
    "  Ủy ban nhân dân tỉnh   yêu cầu Giám đốc các sở,\n"
    "Chủ tịch Ủy ban nhân dân các huyện tổ chức thực hiện Quyết định số 288/QĐ-TTg ngày 28/02/2022.\n\n"
    "\fSở Nội vụ chủ trì, phối hợp với các cơ quan.\n"
)
GARBLED = (
    "Uy ban nhan dan tinh yéu cau Giam déc cac so,\n"
    "Chu tich Uy ban nhan dan cac huyén t6 chuc thuc hién Quyét dinh s6 288/0D-TT: gngay 28/02/2022.\n\n"
    "\fSo Noi vu chu tri, phéi hop voi cac co quan _.\nThuc hién./ -"
)


def words_of(restored):
    return [w for page in restored.pages for line in page.lines for w in line.words]


@pytest.mark.parametrize("text", [GOOD, GOOD.replace("\n", "\r\n"), "", "The committee asks the directors to report each month.\n", "\f\f"])
def test_a_good_text_comes_through_byte_for_byte(model, channel, text):
    restored = restore_text(text, model, channel)
    assert restored.treatment is Treatment.GOOD
    assert restored.text == text
    assert [w.text for w in words_of(restored)] == text.split()
    assert not restored.doubts


PIECES = "tỉnh ủy được giao đề nghị của chủ trì với 2026 12% 45/QĐ-UBND UBND. cán bộ, - a) GDP hé.so 4.1. ( “nội” ;"
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", "\n", "\r\n", "\n\n", "\f", "\t", "\u00a0"])), max_size=60))
def test_vietnamese_of_any_form_comes_through_byte_for_byte(model, channel, pieces):
    text = "Ủy ban nhân dân tỉnh yêu cầu thực hiện đầy đủ các nhiệm vụ được giao.\n" * 2 + "".join(w + gap for w, gap in pieces)
    restored = restore_text(text, model, channel)
    assert (restored.treatment, restored.text) == (Treatment.GOOD, text)


@pytest.mark.parametrize(
    ("spoil", "treatment"),
    [
        (to_tcvn3, Treatment.TCVN3),
        (to_vni, Treatment.VNI),
        (to_cp1258, Treatment.CP1258),
        (lambda t: to_viqr(t).replace("\\", ""), Treatment.VIQR),
        (lambda t: unicodedata.normalize("NFD", t), Treatment.NFD),
    ],
)
def test_an_encoding_is_converted_exactly(model, channel, spoil, treatment):
    restored = restore_text(spoil(GOOD), model, channel)
    assert (restored.treatment, restored.text) == (treatment, GOOD)
    changed = [w for w in words_of(restored) if w.reason]
    assert changed and all(w.reason == "conversion" and w.confidence == 100 for w in changed)


def test_accents_are_put_back(model, channel):
    restored = restore_text(without_accents(GOOD), model, channel)
    assert restored.treatment is Treatment.ACCENTLESS
    assert restored.text.split() == GOOD.split()
    assert [w.original for w in words_of(restored)] == without_accents(GOOD).split()


def test_a_garbled_text_keeps_lines_and_pages_and_records_what_changed(model, channel):
    restored = restore_text(GARBLED, model, channel)
    assert restored.treatment is Treatment.WRONG_LANGUAGE
    assert [len(page.lines) for page in restored.pages] == [4, 2]
    assert "288/QĐ-TTg ngày 28/02/2022." in restored.text
    assert restored.text.endswith("./.")
    words = words_of(restored)
    assert {"symbol", "channel"} <= {w.reason for w in words}
    assert all((w.text == w.original) == (w.reason == "") for w in words)
    assert all(0 <= w.confidence <= 100 for w in words)


@settings(max_examples=25)
@given(text=st.text(max_size=120))
def test_any_text_comes_back(model, channel, text):
    restored = restore_text(text + "\nUy ban nhén dan tinh yéu cau", model, channel)
    assert len(restored.pages) == text.count("\f") + 1
    assert all(w.text and not any(c.isspace() for c in w.text) for w in words_of(restored))
    for doubt in restored.doubts:
        assert restored.pages[doubt.page - 1].lines[doubt.line].words[doubt.word]


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises_with_the_posterior(channel, one, two):
    low, high = sorted((one, two))
    assert 0 <= calibrated(low, channel) <= calibrated(high, channel) <= 100


def test_what_a_dash_before_an_item_is_read_as(model, channel):
    given = GARBLED + "\n· Uy ban nhan dan tinh;\n. So Noi vu;\n"
    lines = restore_text(given, model, channel).text.splitlines()
    assert lines[-2].startswith("- Ủy ban") and lines[-1].startswith("- Sở")


def test_a_number_alone_in_its_line_is_not_sure(model, channel):
    restored = restore_text(GARBLED + "\n7\n", model, channel)
    (word,) = [w for w in words_of(restored) if w.original == "7"]
    assert word.confidence < 90


@pytest.mark.parametrize(
    ("line", "doubtful", "most"),
    [
        ("Thuc hién Quyét dinh cua tinh 04.000 1 hang hoa", {"04.000", "1"}, 85),
        ("Thuc hién Quyét dinh cua tinh /2 hang hoa", {"/2"}, 80),
        ("Thuc hién Quyét dinh cua tinh 22.000 23.000 hang hoa", set(), 85),
    ],
)
def test_numbers_that_may_be_parts_of_one_are_less_sure(model, channel, line, doubtful, most):
    restored = restore_text(f"{GARBLED}\n{line}", model, channel)
    found = {w.text: w.confidence for w in words_of(restored) if any(c.isdigit() for c in w.text) and w.text in line}
    assert {text for text, confidence in found.items() if confidence <= most} == doubtful
