import gzip
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.errors import ConfigError
from tasks.text.model import END, START, TABLE, load_model, model_form, model_version, read_model, split_edges


def test_a_missing_or_broken_table_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigError):
        load_model(tmp_path / "none.bin.gz")
    for data in (b"", b"no gzip", gzip.compress(b"no header"), gzip.compress(b'{"format": 99}\n'), TABLE.read_bytes()[:5000]):
        with pytest.raises(ConfigError):
            read_model(data)


def test_the_shipped_table_is_small_and_has_a_version():
    assert TABLE.stat().st_size < 5_000_000
    assert len(model_version()) == 12


@pytest.mark.parametrize("history", [("tổ", "chức"), ("ủy", "ban"), ("xyz", "qqq"), ("của", "bão")])
def test_probabilities_behind_a_history_sum_to_one(history):
    model = load_model()
    first, second = (model.number(w) for w in history)
    total = sum(math.exp(model.log_probability(first, second, word)) for word in range(len(model.unigrams)) if word != START)
    assert total == pytest.approx(1, abs=0.08)


def test_frequent_words_are_likelier_than_their_look_alikes():
    model = load_model()

    def cost(text):
        numbers = [START, START, *map(model.number, text.split()), END]
        return -sum(model.log_probability(*numbers[i - 2 : i + 1]) for i in range(2, len(numbers)))

    assert cost("tổ chức thực hiện") < cost("tố chức thực hiện") - 5
    assert cost("quy hoạch chi tiết") < cost("quy hoạch chỉ tiết") - 3


@pytest.mark.parametrize(
    ("word", "form"), [("Hoà", "hòa"), ("hòa", "hòa"), ("UỶ", "ủy"), ("quỳ", "quỳ"), ("Quý", "quý"), ("khoẻ", "khỏe"), ("UBND", "ubnd")]
)
def test_both_places_of_a_tone_mark_are_one_form(word, form):
    assert model_form(word) == form


@pytest.mark.parametrize(
    ("word", "parts"), [("(“sau:", ("(“", "sau", ":")), ("...", ("...", "", "")), ("5%;", ("", "5%", ";")), ("a", ("", "a", ""))]
)
def test_edges(word, parts):
    assert split_edges(word) == parts


@given(st.data())
def test_many_words_at_once_are_as_probable_as_one_by_one(data):
    model = load_model()
    word = st.integers(0, len(model.unigrams) - 1)
    known = st.sampled_from([model.number(w) for w in ("ủy", "ban", "nhân", "dân", "tỉnh", "thực", "hiện")])
    first, second = data.draw(word | known), data.draw(word | known)
    thirds = data.draw(st.lists(word | known, max_size=8))
    assert model.log_probabilities(first, second, thirds) == pytest.approx([model.log_probability(first, second, t) for t in thirds])
    table = model.table(np.array([[first], [second]]), np.array([[second], [first]]), np.array(thirds, dtype=np.int64))
    for row, pair in zip(table.tolist(), ((first, second), (second, first)), strict=True):
        assert row == pytest.approx(model.log_probabilities(*pair, thirds))
