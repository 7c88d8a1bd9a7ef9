import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.restore.propose import MOST, Proposer
from tasks.restore.reading import Setting
from tasks.text.model import NUMBER


def texts(readings):
    return {r.text for r in readings}


@pytest.mark.parametrize(
    ("core", "setting", "wanted"),
    [
        ("hdi", Setting(), "hội"),
        ("Hdi", Setting(opens=True), "Hội"),
        ("HDND", Setting(), "HĐND"),
        ("UBND", Setting(), "UBND"),
        ("THONG", Setting(capitals=True), "THÔNG"),
        ("Pé", Setting(), "Đế"),
        ("18", Setting(), "lệ"),
        ("18", Setting(), "18"),
        ("&", Setting(), "ở"),
        ("Muiriel", Setting(), "Muiriel"),
    ],
)
def test_the_word_that_was_printed_is_among_the_readings(proposer, core, setting, wanted):
    assert wanted in texts(proposer.readings(core, setting))


@pytest.mark.parametrize("core", ["2023", "12/63", "2,5%", "34-sai"])
def test_long_numbers_are_numbers(proposer, core):
    assert [(r.text, r.number) for r in proposer.readings(core, Setting())] == [(core, NUMBER)]


@settings(max_examples=40)
@given(core=st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=12), opens=st.booleans(), capitals=st.booleans())
def test_every_word_has_some_readings_and_not_too_many(proposer, core, opens, capitals):
    readings = proposer.readings(core, Setting(opens, capitals))
    assert 0 < len(readings) <= MOST
    assert all(r.text and not any(c.isspace() for c in r.text) for r in readings)


@pytest.mark.parametrize(("odd", "like"), [("zw;gx", "zwogx"), ("zwGx", "zwgx"), ("zw@gx", "zwogx")])
def test_a_word_with_signs_and_capitals_inside_is_hardly_one_as_it_stands(proposer, odd, like):
    costs = [next(r.cost for r in proposer.readings(core, Setting()) if r.text == core) for core in (odd, like)]
    assert costs[0] > costs[1]


@pytest.mark.parametrize("address", ["vanthu@tangiang.gov.vn", "http://tangiang.gov.vn"])
def test_an_address_stands_as_it_is(proposer, address):
    assert min(proposer.readings(address, Setting()), key=lambda r: r.cost).text == address


def test_signs_that_print_does_not_have_behind_a_word_are_letters_of_it(proposer):
    cost = {(r.text, r.behind): r.cost for r in proposer.with_signs("", "t", "!;!", Setting())}
    assert min(c for (_, behind), c in cost.items() if behind == 3) < min(c for (_, behind), c in cost.items() if behind == 0) + 12
    assert all(r.behind <= 1 for r in proposer.with_signs("", "t", ".", Setting()))


@pytest.mark.parametrize(("core", "dearest", "wanted"), [("hdi", 12.0, "hội"), ("hdg", -1.0, None), ("12/63", 99.0, None)])
def test_parts_of_words_are_cheap_syllables_or_none(proposer, core, dearest, wanted):
    found = proposer.parts(core, Setting(), dearest)
    assert (wanted in texts(found)) if wanted else not found
    assert all(r.cost <= dearest and r.number > NUMBER for r in found)


def test_no_letter_of_an_abbreviation_was_lost_but_where_the_text_has_it(model, channel, source):
    own = Proposer(model, channel, source, {"UBND": 2})
    texts = [{r.text for r in p.readings("BND", Setting())} for p in (Proposer(model, channel, source), own)]
    assert "UBND" not in texts[0]
    assert "UBND" in texts[1]


def test_a_capital_alone_is_no_everyday_word(proposer):
    (itself,) = (r for r in proposer.readings("D", Setting()) if r.text == "D")
    assert itself.cost == 3.0


def test_what_was_prepared_is_what_is_read(model, channel, source):
    words = [("nhan", Setting()), ("HDND", Setting(capitals=True)), ("x6", Setting(opens=True))]
    together = Proposer(model, channel, source)
    together.prepare(words)
    for core, setting in words:
        assert together.readings(core, setting) == Proposer(model, channel, source).readings(core, setting)
