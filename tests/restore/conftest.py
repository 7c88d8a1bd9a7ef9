import pytest

from tasks.restore.channel import Channel, Source
from tasks.restore.propose import Proposer
from tasks.text.model import load_model

# A small channel: what an English model often makes of some letters, onsets and rimes.
LETTERS = {"đ": {"d": 9}, "Đ": {"D": 7, "P": 2}, "ế": {"é": 9}, "ộ": {"6": 4, "o": 5}, "ư": {"u": 8, "w": 1}, "ậ": {"4": 2, "a": 7}}
ONSETS = {"đ": {"d": 30}, "Đ": {"D": 20, "P": 10}, "h": {"h": 20}}
RIMES = {"ội": {"di": 8, "oi": 8, "6i": 3}, "ế": {"é": 20}, "ận": {"an": 9, "én": 4}, "ệ": {"18": 3, "é": 10}, "ở": {"&": 6, "o": 9}}
CODES = {"HĐND": 900, "UBND": 2000, "GDĐT": 9, "KH": 40}
CALIBRATION = ((0.2, 0.1), (0.5, 0.4), (0.9, 0.85), (1.0, 0.99))
CASES = {"giang": (1, 60), "giảng": (40, 2), "tân": (5, 50), "tần": (30, 1)}


@pytest.fixture(scope="session")
def model():
    return load_model()


@pytest.fixture(scope="session")
def channel():
    return Channel(
        "test",
        {"some": Source(LETTERS, ONSETS, RIMES, {})},
        0.003,
        0.003,
        ("QĐ-TTg", "NĐ-CP"),
        CODES,
        CASES,
        ((0.2, 0.1), (0.5, 0.4), (0.9, 0.85), (1.0, 0.99)),
    )


@pytest.fixture(scope="session")
def source(channel):
    return channel.sources["some"]


@pytest.fixture(scope="session")
def proposer(model, channel, source):
    return Proposer(model, channel, source)
