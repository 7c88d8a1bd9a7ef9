import pytest

from tasks.restore.channel import Source
from tasks.restore.learn import learned, shares_of
from tasks.restore.reading import Setting
from tasks.restore.sentences import sentences_of
from tasks.restore.symbols import part_of

# A recogniser that drops letters with a dot below, and one that reads a "g" for them.
DROPS = Source({"ọ": {"": 50.0}, "h": {"h": 50.0}, "c": {"c": 50.0}}, {}, {}, {})
READS_G = Source({"ọ": {"g": 50.0}, "h": {"h": 50.0}, "c": {"c": 50.0}}, {}, {}, {})


@pytest.mark.parametrize(("text", "wanted"), [("hc hc hc hc", "drops"), ("hgc hgc hgc hgc", "reads g")])
def test_the_signs_of_a_text_tell_which_recogniser_made_it(text, wanted):
    shares = shares_of(text, {"drops": DROPS, "reads g": READS_G})
    assert sum(shares.values()) == pytest.approx(1) and max(shares, key=shares.get) == wanted


def test_no_signs_tell_nothing():
    assert shares_of("", {"a": DROPS, "b": READS_G}) == {"a": 0.5, "b": 0.5}


def test_what_a_text_does_to_a_letter_is_learned_from_the_text(model, channel):
    line = "Uy ban nhan dan tinh giao So Noi vu chu tri, phzi hqp vqi cac co quan thuc hien Nghi quyet cua Hqi dong nhan dan tinh."
    parts = [[part_of(token, at) for at, token in enumerate(line.split())] for _ in range(12)]
    known = learned(list(sentences_of(parts)), line, model, channel)
    first = min(known.proposer.readings("hqp", Setting()), key=lambda r: r.cost)
    assert first.text in ("hợp", "họp", "hộp")
    second, third = (known.prior.number(w) for w in ("nội", "vụ"))
    assert known.prior.log_probability(second, second, third) > model.log_probability(second, second, third)
