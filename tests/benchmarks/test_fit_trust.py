"""The weights of trust are fitted from what tells of each word."""

import pytest

from benchmarks.fit_trust import Seen, chances, fitted, told, words_of
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
