"""Of two readings of one place the likelier word stands, and what they say together tells how sure it is."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.restore.both import better_words
from tasks.text.model import load_model


def line(text, confidences, *, shift=0):
    """A line of words, ten pixels to a letter."""
    words, at = [], 100 + shift
    for word, confidence in zip(text.split(), confidences, strict=True):
        words.append(Word(word, BBox(at, 100, at + 10 * max(4, len(word)), 125), confidence))
        at += 10 * max(4, len(word)) + 10
    return Line(tuple(words))


def texts(lines):
    return [word.text for one in lines for word in one.words]


def test_a_likelier_word_is_taken_from_the_other_reading(model):
    mixed = better_words(
        [line("Ủy ban nhằm dân tỉnh", (95, 95, 30, 95, 95))], [line("Uy bau nhân dan tinh", (30, 20, 80, 30, 40), shift=3)], model
    )
    assert texts(mixed.lines) == ["Ủy", "ban", "nhân", "dân", "tỉnh"]
    assert mixed.taken == 1
    assert mixed.lines[0].words[2].confidence <= 85


def test_a_worse_word_is_not_taken_but_makes_it_doubtful(model):
    mixed = better_words([line("Ủy ban nhân dân tỉnh", (95,) * 5)], [line("Uy ban nhén din tinh", (40,) * 5)], model)
    assert texts(mixed.lines) == ["Ủy", "ban", "nhân", "dân", "tỉnh"] and mixed.taken == 0
    assert mixed.lines[0].words[2].confidence == 85


def test_words_that_both_have_are_surer(model):
    mixed = better_words([line("nhân dân,", (80, 80))], [line("nhân dân", (60, 60))], model)
    assert [w.confidence for w in mixed.lines[0].words] == [92.0, 92.0] and texts(mixed.lines) == ["nhân", "dân,"]


def test_words_of_other_places_say_nothing(model):
    own = line("Ủy ban nhân dân", (50,) * 4)
    elsewhere = Line(
        tuple(Word(w.text, BBox(w.bbox.left, 400, w.bbox.right, 425), 99.0) for w in line("Sở Tài chính tỉnh", (99,) * 4).words)
    )
    assert better_words([own], [elsewhere], model).lines == (own,)


def test_a_word_that_the_other_reading_has_as_two_is_kept(model):
    own = Line((Word("phương", BBox(100, 100, 200, 125), 50.0),))
    two = Line((Word("phu", BBox(100, 100, 148, 125), 99.0), Word("ong", BBox(152, 100, 200, 125), 99.0)))
    assert better_words([own], [two], model).lines == (own,)


WORDS = st.lists(st.tuples(st.sampled_from(("nhân", "dân", "tỉnh", "x1~")), st.integers(0, 100)), max_size=6)


@given(WORDS, WORDS)
def test_places_and_number_of_words_stay(one, two):
    first, second = (line(" ".join(w for w, _ in given_), [float(c) for _, c in given_]) for given_ in (one, two))
    mixed = better_words([first], [second], load_model())
    assert [w.bbox for w in mixed.lines[0].words] == [w.bbox for w in first.words]
    assert all(0 <= w.confidence <= 100 for w in mixed.lines[0].words)
