import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.restore.decode import Chosen, decode, read_for
from tasks.restore.lattice import Piece, Rates
from tasks.restore.propose import Proposer
from tasks.restore.reading import Setting

RATES = Rates(0.003, 0.003)


def decoded(pieces, proposer, model, rates):
    """One sentence, decoded alone."""
    (steps,) = decode([pieces], proposer, model, rates)
    return steps


def pieces_of(text, settled=()):
    return [Piece(w, Setting(opens=n == 0), joins=True, settled=w in settled) for n, w in enumerate(text.split())]


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Uy ban nhan dan tinh", "Ủy ban nhân dân tỉnh"),
        ("Hdi nghi trien khai", "Hội nghị triển khai"),
        ("thuc hien Nghi quyet", "thực hiện Nghị quyết"),
        ("Giam 10 %", "Giảm 10 %"),
    ],
)
def test_context_chooses_among_the_readings(proposer, model, read, wanted):
    steps = decoded(pieces_of(read), proposer, model, RATES)
    assert " ".join(w for s in steps for w in s.words) == wanted


@pytest.mark.parametrize(
    ("pieces", "wanted", "steps"),
    [
        ((("thuchien", ""), ("Nghi", ""), ("quyet", "")), "thực hiện Nghị quyết", [1, 1, 1]),
        ((("Nghi", ""), ("q", ""), ("uyet", ""), ("cua", ""), ("tinh", "")), "Nghị quyết của tỉnh", [1, 2, 1, 1]),
        ((("phat", ""), ("tri~nkinh", ""), ("te", "")), "phát triển kinh tế", [1, 1, 1]),
    ],
)
def test_words_that_were_cut_or_had_run_together(model, channel, source, pieces, wanted, steps):
    given = [Piece(core, Setting(), behind=behind, joins=True) for core, behind in pieces]
    found = decoded(given, Proposer(model, channel, source), model, Rates(0.02, 0.02))
    assert " ".join(w for s in found for w in s.words) == wanted
    assert [s.pieces for s in found] == steps


def test_a_settled_piece_stands_as_it_is(proposer, model):
    (first, second) = decoded(pieces_of("ngay 28/02/2022", {"28/02/2022"}), proposer, model, RATES)
    assert first.words == ("ngày",)
    assert (second.words, second.posterior) == (("28/02/2022",), 1.0)


@settings(max_examples=30)
@given(words=st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8), max_size=6))
def test_every_piece_is_used_once_and_in_order(proposer, model, words):
    pieces = [Piece(w, Setting(), joins=True) for w in words]
    steps = decoded(pieces, proposer, model, RATES)
    assert [n for s in steps for n in range(s.start, s.start + s.pieces)] == list(range(len(words)))
    assert all(0 <= s.posterior <= 1 and s.words for s in steps)


@pytest.mark.parametrize(
    ("pieces", "wanted"),
    [
        ((("bao", "", False), ("cI", ",", True), ("Io", "", False), ("ket", "", False), ("qua", "", False)), "báo cáo kết quả"),
        ((("cac", "", False), ("co", "", False), ("quan", ",", True), ("don", "", False), ("vi", "", False)), "các cơ quan đơn vị"),
    ],
)
def test_a_comma_inside_a_token_is_one_or_strokes_of_a_letter(model, channel, source, pieces, wanted):
    given = [Piece(core, Setting(), behind=behind, joins=True, together=together) for core, behind, together in pieces]
    found = decoded(given, Proposer(model, channel, source), model, Rates(0.003, 0.003))
    assert " ".join(w for s in found for w in s.words) == wanted


def test_words_that_had_run_together_tell_what_was_read_for_each(proposer, model):
    (step,) = decoded([Piece("thuchien", Setting(), joins=True)], proposer, model, Rates(0.02, 0.02))
    assert (step.words, step.read) == (("thực", "hiện"), ("thuc", "hien"))


def test_a_step_stands_for_its_letters_and_the_signs_between_them():
    pieces = [Piece("h", Setting(), "(", ";"), Piece("uyen", Setting(), "", ",")]
    assert read_for(Chosen(0, 2, ("huyện",), 0.9, ""), pieces) == "h;uyen"


def test_sentences_side_by_side_are_read_as_alone(proposer, model, monkeypatch):
    texts = ["Uy ban nhan dan tinh", "thuchien", "", "Giam 10 %", "cac co quan don vi thuc hien Nghi quyet", "x"]
    given = [pieces_of(text) for text in texts]
    alone = [decoded(pieces, proposer, model, RATES) for pieces in given]
    assert decode(given, proposer, model, RATES) == alone
    monkeypatch.setattr("tasks.restore.decode._PIECES", 4)
    assert decode(given, proposer, model, RATES) == alone
    assert decode([], proposer, model, RATES) == []
