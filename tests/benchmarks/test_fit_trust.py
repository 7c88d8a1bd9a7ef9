"""The weights of trust are fitted from what tells of each word."""

import pytest

from benchmarks.fit_trust import HELD, LEAST_WORDS, Seen, capped, chances, fitted, held_from, rising, table_for, told, words_of
from benchmarks.made_layers import MadeLayer
from tasks.restore.channel import load_channel
from tasks.restore.trust import Signs, trust
from tasks.text.model import load_model

PLAIN = Signs(*[0.0] * len(Signs._fields))


class Scorer:
    """Compares words as they are."""

    class module:
        fold = staticmethod(str)


def test_what_goes_with_wrong_words_weighs_against_them():
    seen = [Seen("a", PLAIN._replace(alone=float(n % 2)), 0.0, n % 2 == 0 or n % 10 == 1) for n in range(400)]
    weights = fitted(seen)
    plain, alone = chances([Seen("a", PLAIN, 0.0, True), Seen("a", PLAIN._replace(alone=1.0), 0.0, True)], weights)
    assert plain > 0.95 and alone == pytest.approx(0.2, abs=0.05)
    assert chances([Seen("a", None, 85.0, True)], weights) == [0.85]


WEIGHTS = (0.0, 1.0, *[0.0] * (len(Signs._fields) - 1))  # the posterior alone


def layer(number, wrong_of):
    """Words of rising chances; of the lower half one in ``wrong_of`` is wrong."""
    return [Seen("a", PLAIN._replace(posterior=6 * n / number), 0.0, n > number / 2 or n % wrong_of != 0) for n in range(number)]


def test_shares_rise():
    seen = [(n / 1000, n % 10 != 0 if n < 900 else n % 4 != 0) for n in range(1000)]
    points = rising(seen)
    assert points == sorted(points) and [share for _, share in points] == sorted(share for _, share in points)


def test_what_is_sure_is_so_in_each_layer():
    good, poor = layer(1000, 200), layer(1000, 4)
    least = held_from(poor, WEIGHTS)
    assert held_from(good, WEIGHTS) < least < 1
    judged = [word.right for chance, word in zip(chances(poor, WEIGHTS), poor, strict=True) if chance >= least]
    assert HELD <= sum(judged) / len(judged) < HELD + 0.01
    table = table_for([good, poor], WEIGHTS)
    assert all((share >= 0.9) == (chance >= round(least, 7)) for chance, share in table)
    assert [share for _, share in table] == sorted(share for _, share in table)


def test_a_layer_of_few_words_says_nothing_and_one_without_sure_words_makes_none_sure():
    few, none = layer(LEAST_WORDS - 1, 2), [Seen("a", PLAIN, 0.0, False)] * LEAST_WORDS
    assert held_from(none, WEIGHTS) == 1.0
    assert table_for([layer(1000, 200), few], WEIGHTS)[-1][1] > 0.9
    assert max(share for _, share in table_for([none], WEIGHTS)[:-1]) < 0.9


def test_words_that_grammar_made_sure_count_with_the_others():
    wrong = [Seen("a", None, 95.0, False)] * 20
    assert held_from(layer(1000, 200) + wrong, WEIGHTS) > held_from(layer(1000, 200), WEIGHTS)
    assert held_from(layer(1000, 200) + [Seen("a", None, 80.0, False)] * 20, WEIGHTS) == held_from(layer(1000, 200), WEIGHTS)


@pytest.mark.parametrize(
    ("points", "least", "wanted"),
    [
        ([(0.2, 0.3), (0.8, 0.95), (0.99, 0.99)], 0.9, [(0.2, 0.3), (0.8, 0.89), (0.8999999, 0.89), (0.9, 0.9), (0.99, 0.99)]),
        ([(0.2, 0.3), (0.8, 0.7), (0.95, 0.85)], 0.9, [(0.2, 0.3), (0.8, 0.7), (0.8999999, 0.7), (0.9, 0.9), (0.95, 0.9)]),
        ([(0.5, 0.6)], 0.0, [(0.0, 0.9), (0.5, 0.9)]),
    ],
)
def test_no_chance_below_the_least_is_sure(points, least, wanted):
    assert capped(points, least) == wanted


def test_each_word_is_found_again_with_what_told_of_it():
    truth = "Các sở, ban, ngành thực hiện nghiêm chỉ thị này và báo cáo kết quả trước ngày 30 tháng 6"
    given = "Cac s6, ban, nganh thuc hi~n nghiem chi thi nay va bao cao ket qua truac ngay 30 thang 6"
    words = list(words_of(MadeLayer("nobody", given, truth), load_channel(), load_model(), Scorer))
    assert len(words) == len(truth.split())
    assert sum(word.told is not None for word in words) > 12
    assert sum(word.right for word in words) > 12


def test_nothing_is_told_afterwards(monkeypatch):
    with told() as steps:
        from tasks.restore import restore

        assert restore.trust is not trust
    assert restore.trust is trust and steps == []
