"""A layer without accents stands for its page only where the picture reads worse, and its words keep their boxes."""

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, PageSource, RecognizedPage, Word
from tasks.restore.channel import load_channel
from tasks.restore.layers import GOOD_READING, Layer, reading_quality, restore_layers

GARBLED = (
    "Két ludn ctia Phé Chu tich Uy ban nhén din tinh tai budi lam",
    "viéc vé c6éng.tac cai cach hanh chinh nam 2023, triển khai",
    "nhiém vu trong tam nam 2024; yéu cau cdc so, ban, nganh",
)
MEANT = "Ủy ban nhân dân tỉnh"
ENGLISH = ("The committee asks the directors of all departments to", "report about their work every single month of the year")
UNREAD = ("jll ~~ ;; ;ỉ rn", ".. -- iỉl ~ ;r", "|l ;; rrn ịị ~~ .")
GOOD = ("Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh tại buổi làm", "việc về công tác cải cách hành chính năm 2023")


def lines(texts, confidence):
    """Lines 40 pixels apart, ten pixels to a letter."""
    found = []
    for row, text in enumerate(texts):
        words, at = [], 100
        for word in text.split():
            words.append(Word(word, BBox(at, 100 + 40 * row, at + 10 * len(word), 125 + 40 * row), confidence))
            at += 10 * len(word) + 10
        found.append(Line(tuple(words)))
    return tuple(found)


def page(number=1, texts=UNREAD, confidence=30.0):
    notes = (
        PageNote("handwriting-doubtful", "The day was read so.", BBox(1, 1, 2, 2)),
        PageNote("orientation-unsure", "It may lie sideways."),
    )
    return RecognizedPage(number, 1000, 1400, 120, PageSource.OCR, lines(texts, confidence), "no embedded text", notes)


def restored(pages, layers, model):
    return restore_layers(pages, {n: Layer(lines(t, 100.0)) for n, t in layers.items()}, model, load_channel())


def test_a_poor_page_gets_its_layer(model):
    (found,) = restored([page()], {1: GARBLED}, model)
    assert found.source is PageSource.RESTORED
    assert "wrong-language-ocr" in found.source_reason and "poorly" in found.source_reason
    assert MEANT in found.lines[0].text
    assert found.notes[0].code == "restored-text"
    assert "orientation-unsure" in [n.code for n in found.notes]
    assert "handwriting-doubtful" not in [n.code for n in found.notes]
    assert all(0 < w.confidence <= 100 for line in found.lines for w in line.words)


def test_words_stand_where_the_layer_has_them(model):
    (found,) = restored([page()], {1: GARBLED}, model)
    given = lines(GARBLED, 100.0)
    assert [w.bbox for w in found.lines[0].words] == [w.bbox for w in given[0].words]
    # "c6éng.tac" is two words in one box: side by side, in order, inside it.
    box = given[1].words[2].bbox
    left, right = found.lines[1].words[2:4]
    assert (left.text, right.text) == ("công", "tác")
    assert box.left == left.bbox.left < left.bbox.right <= right.bbox.left < right.bbox.right <= box.right


@pytest.mark.parametrize(
    ("read", "layer"),
    [(page(texts=GOOD, confidence=95.0), GARBLED), (page(), ENGLISH), (page(), GOOD)],
    ids=["well read", "english", "good"],
)
def test_other_pages_stay_as_they_were_read(model, read, layer):
    assert restored([read], {1: layer}, model) == (read,)


def test_each_page_is_decided_for_itself(model):
    pages = [page(1, GOOD, 95.0), page(2), page(3), page(4)]
    found = restored(pages, {1: GARBLED, 2: GARBLED, 3: GARBLED}, model)
    assert [p.source for p in found] == [PageSource.OCR, PageSource.RESTORED, PageSource.RESTORED, PageSource.OCR]
    assert [[n.code for n in p.notes].count("restored-text") for p in found] == [0, 1, 0, 0]
    assert found[0] is pages[0] and found[3] is pages[3]


def test_quality_is_confidence_and_words():
    assert reading_quality(page(texts=GOOD, confidence=95.0)) > GOOD_READING > reading_quality(page())
    assert reading_quality(page(texts=())) == 0.0


def test_columns_and_gaps_part_the_text():
    far = Line((Word("xa", BBox(100, 400, 120, 425), 100.0),))
    layer = Layer((*lines(GARBLED[:2], 100.0), far))
    assert layer.text == f"{GARBLED[0]}\n{GARBLED[1]}\n\nxa"
