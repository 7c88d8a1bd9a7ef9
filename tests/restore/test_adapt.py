import pytest

from tasks.restore.adapt import Named, adapt_channel
from tasks.restore.propose import Proposer, Setting


def test_reviewed_names_become_likelier_and_nothing_else_changes_much(model):
    named = Named(model)
    province, hung, yen, other = (named.number(w) for w in ("tỉnh", "hưng", "yên", "nhà"))
    assert named.log_probability(province, hung, yen) >= model.log_probability(province, hung, yen)
    assert named.log_probability(province, province, hung) > model.log_probability(province, province, hung)
    assert named.log_probability(hung, hung, other) == model.log_probability(hung, hung, other)
    asked = [hung, yen, other]
    assert named.log_probabilities(province, province, asked) == pytest.approx(
        [named.log_probability(province, province, n) for n in asked]
    )


def test_sure_words_add_to_the_counts(channel):
    adapted = adapt_channel(channel, [("đ", "ội", "d", "qi"), ("đ", "ội", "d", "qi")])
    assert adapted.rimes["ội"]["qi"] > 0 and adapted.onsets["đ"]["d"] > channel.onsets["đ"]["d"]
    assert adapted.rimes["ế"] == channel.rimes["ế"]
    assert "qi" not in channel.rimes["ội"]


def test_what_a_text_does_to_a_rime_becomes_cheap(model, channel):
    before = Proposer(model, channel)
    after = before.adapted([("h", "ội", "h", "q")] * 4)
    cost = {p: next((r.cost for r in p.readings("hq", Setting()) if r.text == "hội"), 99.0) for p in (before, after)}
    assert cost[after] < cost[before]


@pytest.mark.parametrize(
    ("text", "core", "cut"), [("hội", "hdi", ("h", "ội", "h", "di")), ("Đế", "Pé", ("Đ", "ế", "P", "é")), ("ABC", "abc", None)]
)
def test_where_a_restored_word_is_cut(model, channel, text, core, cut):
    assert Proposer(model, channel).cut(text, core) == cut
