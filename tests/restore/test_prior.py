import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.restore.prior import Prior
from tasks.text.model import load_model

WORDS = ("ban", "quản", "lý", "chợ", "tỉnh", "đoạn", "đoàn", "lao", "động", "hoạt")


@pytest.mark.parametrize(("kind", "first", "second"), [("tỉnh", "hưng", "yên"), ("huyện", "đông", "sơn"), ("thành", "phố", "thủ")])
def test_names_of_places_become_likelier(model, kind, first, second):
    prior = Prior(model)
    numbers = [prior.number(w) for w in (kind, first, second)]
    assert prior.log_probability(numbers[0], numbers[0], numbers[1]) >= model.log_probability(numbers[0], numbers[0], numbers[1])


@pytest.mark.parametrize(
    ("run", "other"), [(("huyện", "thị", "thành"), "thi"), (("sở", "ngành", "huyện"), "huyên"), (("khóm", "ấp", "tổ"), "tố")]
)
def test_levels_of_administration_follow_on_each_other_in_lists(model, run, other):
    prior = Prior(model)
    first, second, third = map(prior.number, run)
    assert prior.log_probability(first, second, third) > prior.log_probability(first, second, prior.number(other))
    assert prior.log_probability(first, second, third) >= model.log_probability(first, second, third)


def test_what_no_name_holds_is_as_in_the_model(model):
    prior = Prior(model)
    second, other = prior.number("nhưng"), prior.number("nhà")
    assert prior.log_probability(second, second, other) == pytest.approx(model.log_probability(second, second, other))


def test_many_are_answered_as_each_alone(model):
    asked = [model.number(w) for w in ("hưng", "yên", "nhà")]
    province = model.number("tỉnh")
    one_by_one = [Prior(model).log_probability(province, province, n) for n in asked]
    assert Prior(model).table(np.array([province]), np.array([province]), np.array(asked)).tolist() == pytest.approx(one_by_one)


@pytest.mark.parametrize(("run", "pair"), [(["quỹ", "đèn", "dầu"], ("đèn", "dầu")), (["Tổ", "chèo", "đò"], ("chèo", "đò"))])
def test_what_a_text_says_becomes_likelier_the_oftener_it_says_it(model, run, pair):
    first, second = map(model.number, pair)
    shares = [Prior(model).with_text([run] * times).log_probability(first, first, second) for times in (0, 1, 5)]
    assert shares == sorted(shares) and shares[0] < shares[1] < shares[2]


def test_words_on_the_two_sides_of_a_gap_tell_nothing_of_each_other(model):
    first, second = model.number("chèo"), model.number("đò")
    apart = Prior(model, [["chèo"], ["đò"]] * 5).log_probability(first, first, second)
    assert apart < Prior(model, [["chèo", "đò"]] * 5).log_probability(first, first, second)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_the_shares_behind_two_words_sum_to_no_more_than_one(runs, first, second):
    model = load_model()
    prior = Prior(model, runs)
    numbers = sorted({prior.number(w) for w in WORDS})
    a, b = np.array([prior.number(first)]), np.array([prior.number(second)])
    ours, theirs = (float(np.exp(known.table(a, b, np.array(numbers))).sum()) for known in (prior, model))
    # What the text and names tell is taken from the model's share of all words.
    assert 0 < ours <= 1.001 and ours <= theirs + 0.42
