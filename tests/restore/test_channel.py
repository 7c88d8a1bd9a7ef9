import gzip
import json

import pytest

from tasks.domain.errors import ConfigError
from tasks.restore.channel import FORMAT, TABLE, load_channel, read_channel

RAW = {
    "format": FORMAT, "sources": {"some": {"letters": {"ế": {"é": 3}}, "onsets": {}, "rimes": {}, "words": {}}},
    "broken": 0.01, "joined": 0.02,
    "symbols": ["QĐ-TTg"], "codes": {"UBND": 7}, "cases": {"giang": [1, 60]}, "calibration": [[0.1, 0.2], [0.9, 0.8]],
}  # fmt: skip


def packed(raw):
    return gzip.compress(json.dumps(raw).encode())


def test_a_table_is_read():
    channel = read_channel(packed(RAW))
    assert channel.sources["some"].letters["ế"] == {"é": 3}
    assert channel.codes == {"UBND": 7}
    assert (channel.broken, channel.joined, channel.symbols) == (0.01, 0.02, ("QĐ-TTg",))
    assert channel.cases == {"giang": (1, 60)}
    assert channel.calibration == ((0.1, 0.2), (0.9, 0.8))


REFUSED = {
    "empty": b"", "not packed": b"no table", "half an object": gzip.compress(b"{"), "no fields": packed({}),
    "another format": packed(RAW | {"format": 99}), "a list": packed([]),
}  # fmt: skip


# Named by hand: packed bytes carry the second they were made in, and two workers must collect the same names.
@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_refused(data):
    with pytest.raises(ConfigError):
        read_channel(data)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(ConfigError):
        load_channel(tmp_path / "none")


def test_the_shipped_table_is_small_and_says_from_what():
    data = TABLE.read_bytes()
    raw = json.loads(gzip.decompress(data))
    assert len(data) < 1_000_000
    assert "learn_channel" in raw["made"]
    channel = load_channel()
    assert {"eng", "deu", "Latin"} <= set(channel.sources) and channel.symbols
    assert all(len(source.rimes) > 100 for source in channel.sources.values())
    assert channel.codes["UBND"] > channel.codes["HĐND"] > 100
    assert channel.cases["giang"][1] > channel.cases["giang"][0]
    assert channel.cases["giảng"][1] < channel.cases["giảng"][0]
    shares = [share for _, share in channel.calibration]
    assert shares == sorted(shares) and channel.calibration == tuple(sorted(channel.calibration))
