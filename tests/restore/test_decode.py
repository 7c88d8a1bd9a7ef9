import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.restore.decode import Piece, Rates, decode
from tasks.restore.propose import Proposer, Setting

RATES = Rates(0.003, 0.003)


@pytest.fixture(scope="module")
def proposer(model, channel):
    return Proposer(model, channel)


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
    steps = decode(pieces_of(read), proposer, model, RATES)
    assert " ".join(w for s in steps for w in s.words) == wanted


def test_a_settled_piece_stands_as_it_is(proposer, model):
    (first, second) = decode(pieces_of("ngay 28/02/2022", {"28/02/2022"}), proposer, model, RATES)
    assert first.words == ("ngày",)
    assert (second.words, second.posterior) == (("28/02/2022",), 1.0)


@settings(max_examples=30, deadline=None)
@given(words=st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8), max_size=6))
def test_every_piece_is_used_once_and_in_order(proposer, model, words):
    pieces = [Piece(w, Setting(), joins=True) for w in words]
    steps = decode(pieces, proposer, model, RATES)
    assert [n for s in steps for n in range(s.start, s.start + s.pieces)] == list(range(len(words)))
    assert all(0 <= s.posterior <= 1 and s.words for s in steps)
