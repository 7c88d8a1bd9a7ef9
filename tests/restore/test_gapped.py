import pytest

from tasks.restore.gapped import slashed, without_gaps
from tasks.restore.symbols import is_whole, part_of

KNOWN, TYPES = ("TT-BTC", "QĐ-TTg"), ("TB", "KL", "NQ", "TT", "QĐ")


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("28/0112008", "28/01/2008"),
        ("23/1112016", "23/11/2016"),
        ("17/812023", "17/8/2023"),
        ("05l6/2O19", "05/6/2019"),
        ("11612018/TT-BTC", "116/2018/TT-BTC"),
        ("45/2O19iTT-BTC", "45/2019/TT-BTC"),
        ("28/11/2018", "28/11/2018"),
        # No date that exists, no year, a number.
        ("45/1312016", None),
        ("1111/2018", None),
        ("12345678", None),
        ("2016", None),
        ("11/2018", None),
    ],
)
def test_slashes_read_as_strokes(read, wanted):
    assert slashed(read) == wanted


def together(line):
    parts = [part_of(token, at) for at, token in enumerate(line.split())]
    return [(p.core, p.at, p.tokens) for p in without_gaps(parts, lambda core: is_whole(core, KNOWN, TYPES))]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ngày 28/11/20 18 cüa", [("ngày", 0, 1), ("28/11/2018", 1, 2), ("cüa", 3, 1)]),
        ("s 116/201 8/TT-BTC", [("s", 0, 1), ("116/2018/TT-BTC", 1, 2)]),
        ("ngày 24/3 /2023", [("ngày", 0, 1), ("24/3/2023", 1, 2)]),
        ("s 496- TB/TW ngày", [("s", 0, 1), ("496-TB/TW", 1, 2), ("ngày", 3, 1)]),
        # Two numbers, two dates, a number and a word.
        ("tu 12 18 den", [("tu", 0, 1), ("12", 1, 1), ("18", 2, 1), ("den", 3, 1)]),
        ("1/1/2018 2/2/2018", [("1/1/2018", 0, 1), ("2/2/2018", 1, 1)]),
        ("Dieu 5 ban", [("Dieu", 0, 1), ("5", 1, 1), ("ban", 2, 1)]),
    ],
)
def test_gaps_in_dates_and_symbols(line, wanted):
    assert together(line) == wanted
