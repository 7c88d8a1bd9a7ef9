import pytest

from tasks.restore.accentless import PlainProposer
from tasks.restore.reading import Setting


def texts(readings):
    return {r.text for r in readings}


@pytest.mark.parametrize(
    ("core", "wanted"), [("nhan", "nhân"), ("Nhan", "Nhân"), ("NHAN", "NHÂN"), ("Internet", "Internet"), ("xyz", "xyz")]
)
def test_a_word_without_accents_may_have_any(model, channel, core, wanted):
    readings = PlainProposer(model, channel).readings(core, Setting())
    assert wanted in texts(readings)
    assert all(len(r.text) == len(core) for r in readings)


@pytest.mark.parametrize(("setting", "tells"), [(Setting(), True), (Setting(opens=True), False), (Setting(capitals=True), False)])
def test_inside_a_sentence_a_capital_tells_names_from_words(model, channel, setting, tells):
    costs = {r.text: r.cost for r in PlainProposer(model, channel).readings("Giang", setting)}
    assert (costs["Giang"] < costs["Giảng"]) is tells
    small = {r.text: r.cost for r in PlainProposer(model, channel).readings("giang", setting)}
    assert (small["giảng"] < small["giang"]) is tells


def test_parts_are_readings_that_are_cheap(model, channel):
    proposer = PlainProposer(model, channel)
    assert texts(proposer.parts("nhan", Setting(), 99.0)) == texts(proposer.readings("nhan", Setting()))
    assert not proposer.parts("nhan", Setting(), -1.0)
