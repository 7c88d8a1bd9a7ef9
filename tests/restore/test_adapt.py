import pytest

from tasks.restore.adapt import added, count_seen, mixed
from tasks.restore.channel import Source
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style
from tasks.restore.propose import Proposer
from tasks.restore.reading import Setting


def test_words_are_counted_by_letter_onset_rime_and_whole():
    counted = count_seen([("hội", Style.TITLE, "Hqi"), ("hội", Style.TITLE, "Hqi")], LetterCosts({}))
    assert counted.letters["ộ"] == {"q": 2} and counted.onsets["H"] == {"H": 2}
    assert counted.rimes["ội"] == {"qi": 2} and counted.words["Hội"] == {"Hqi": 2}


def test_counts_are_added_without_changing_what_they_are_added_to(source):
    more = Source({}, {}, {"ội": {"qi": 2.0}}, {})
    whole = added(source, more, 1.5)
    assert whole.rimes["ội"] == source.rimes["ội"] | {"qi": 3.0}
    assert "qi" not in source.rimes["ội"] and whole.rimes["ế"] == source.rimes["ế"]


def test_a_recogniser_counted_long_weighs_no_more_than_a_few_pages():
    long = Source({"ộ": {"6": 9000.0, "o": 1000.0}, "ộn": {"m": 100.0}}, {}, {}, {})
    whole = mixed({"long": long, "other": Source({"ộ": {"x": 1.0}}, {}, {}, {})}, {"long": 1.0, "other": 0.0})
    assert whole.letters["ộ"]["6"] == pytest.approx(9 * whole.letters["ộ"]["o"])
    assert sum(whole.letters["ộ"].values()) < 100 and "x" not in whole.letters["ộ"]
    assert whole.letters["ộn"]["m"] < 1


def test_what_a_text_does_to_a_rime_becomes_cheap(model, channel, source):
    before = Proposer(model, channel, source)
    after = Proposer(model, channel, added(source, count_seen([("hội", Style.LOWER, "hq")] * 4, before.letters)))
    cost = {p: next((r.cost for r in p.readings("hq", Setting()) if r.text == "hội"), 99.0) for p in (before, after)}
    assert cost[after] < cost[before]
