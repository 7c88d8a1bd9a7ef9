"""The engine: what matches, which rule wins, and that it is bounded and linear whatever the grammar and the sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.words import WordGroup, WordLists
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger
from tasks.rules.engine import MOST_REPEATS, Grammar, Parse, Rule

TAGGER = Tagger(
    WordLists(
        (
            WordGroup("body", "body", ("sở", "ban", "ban quản lý")),
            WordGroup("field", "field", ("y tế", "nội vụ")),
            WordGroup("quantifier", "quantifier", ("các",)),
        )
    )
)


def comma(parse, at):
    return at + 1 if parse.folded(at) == "," else None


def parsed(text, *rules, tests=None):
    return Parse(of_plain(text, TAGGER), Grammar.of(rules, {"comma": comma} if tests is None else tests))


def match(text, pattern, at=0):
    node = parsed(text, Rule("x", "x", pattern)).node("x", at)
    return None if node is None else (node.start, node.end)


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Sở Y tế rà soát", "body field", (0, 3)),
        ("Ban quản lý chợ", "body", (0, 3)),
        ("Sở rà soát", "body field?", (0, 1)),
        ("Sở rà soát", "body field", None),
        ("các Sở Y tế", "quantifier? body", (0, 2)),
        ("các các Sở", "quantifier* body", (0, 3)),
        ("Sở", "quantifier+ body", None),
        ("Sở, Sở, Sở", "body ( @comma body )*", (0, 5)),
        ("Sở ngành", "body 'Ngành'", (0, 2)),
        ("Sở Y tế", "body !field", None),
        ("Sở ngành", "body !field", (0, 1)),
        ("Sở Y tế", "body &field", (0, 1)),
        ("Sở ngành", "( body field | body )", (0, 1)),
        ("Sở", "field?", None),  # what takes nothing is no node
        ("", "body", None),
    ],
)
def test_what_a_pattern_takes(text, pattern, found):
    assert match(text, pattern) == found


def test_the_longest_node_wins_then_the_order_of_the_rules():
    rules = Rule("x", "short", "body"), Rule("x", "long", "body field"), Rule("x", "late", "body field")
    assert parsed("Sở Y tế", *rules).node("x", 0).rule == "long"
    assert parsed("Sở khác", *rules).node("x", 0).rule == "short"


def test_a_check_may_refuse_what_matched():
    refused = Rule("x", "long", "body field", lambda parse, node: parse.folded(node.start) != "sở")
    assert parsed("Sở Y tế", Rule("x", "short", "body"), refused).node("x", 0).rule == "short"


def test_children_are_the_nodes_of_other_rules_in_order_without_those_only_looked_at():
    rules = Rule("noun", "noun", "body"), Rule("which", "which", "field"), Rule("x", "x", "<noun> &<which> <which>")
    node = parsed("Sở Y tế", *rules).node("x", 0)
    assert [(c.name, c.start, c.end) for c in node.children] == [("noun", 0, 1), ("which", 1, 3)]
    assert (node.child("which"), node.child("other")) == (node.children[1], None)


def test_a_rule_that_asks_for_itself_at_its_own_place_finds_nothing_there():
    rules = Rule("x", "left", "<x> field"), Rule("x", "plain", "body")
    assert parsed("Sở Y tế", *rules).node("x", 0).rule == "plain"


def test_a_rule_may_ask_for_itself_further_on():
    node = parsed("Sở Sở Sở Y tế", Rule("x", "x", "body ( <x> | field )?")).node("x", 0)
    assert node.end == 5


def test_the_text_of_tokens_is_the_printed_one():
    parse = parsed("Sở  Y tế,", Rule("x", "x", "body"))
    assert (parse.text(0, 3), parse.text(2, 2), parse.folded(9), parse.tag("body", 9)) == ("Sở  Y tế", "", "", None)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ((Rule("x", "x", "<y>"),), "no rule 'y'"),
        ((Rule("x", "x", "( body | @gone )"),), "no test 'gone'"),
        ((Rule("x", "x", "body"), Rule("y", "x", "body")), "two rules have one name"),
    ],
)
def test_a_grammar_that_refers_to_nothing_is_named(rules, message):
    with pytest.raises(ValueError, match=message):
        Grammar.of(rules, {})


def test_a_repeated_element_is_bounded():
    assert match("các " * (MOST_REPEATS + 40), "quantifier*") == (0, MOST_REPEATS)


ELEMENTS = ["body", "field", "quantifier", "<x>", "<y>", "'sở'", "@comma", "( body | <y> )", "( <x> @comma )", "quantifier"]
SIGNED = st.builds(
    lambda look, e, sign: f"{look}{e}{sign}", st.sampled_from(["", "", "", "!", "&"]), st.sampled_from(ELEMENTS), st.sampled_from("  ?*+")
)
PATTERNS = st.lists(SIGNED, min_size=1, max_size=5).map(" ".join)
WORDS = st.lists(st.sampled_from(["Sở", "ban", "quản", "lý", "Y", "tế", "các", ",", "khác", "("]), max_size=30).map(" ".join)


@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(PATTERNS, min_size=1, max_size=3), WORDS)
def test_any_grammar_ends_on_any_sentence_with_nodes_inside_it(first, second, text):
    rules = [Rule("x", f"x{i}", p) for i, p in enumerate(first)] + [Rule("y", f"y{i}", p) for i, p in enumerate(second)]
    parse = parsed(text, *rules)
    for at in range(len(parse.tokens) + 1):
        node = parse.node("x", at)
        assert node is None or (node.start == at < node.end <= len(parse.tokens))
        if node is not None:
            ends = [at, *(end for child in node.children for end in (child.start, child.end)), node.end]
            assert ends == sorted(ends)


def calls(length):
    """How often a grammar with rules inside rules tests tokens of a long sentence."""
    count = 0

    def counted(parse, at):
        nonlocal count
        count += 1
        return comma(parse, at)

    rules = (
        Rule("noun", "noun", "quantifier? body field?"),
        Rule("list", "list", "<noun> ( @comma <noun> )*"),
        Rule("x", "plain", "<list>"),
        Rule("x", "titled", "<noun> <list>"),
    )
    parse = parsed("Sở Y tế, các ban, " * length, *rules, tests={"comma": counted})
    for at in range(len(parse.tokens)):
        parse.node("x", at)
    return count


def test_the_work_grows_with_the_length_of_the_sentence():
    assert calls(200) < 2.2 * calls(100)


@pytest.mark.parametrize(
    ("at", "tags", "begins"),
    [(0, ("body",), True), (0, ("field", "body"), True), (1, ("body", "quantifier"), False), (9, ("body",), False), (-1, ("body",), False)],
)
def test_whether_a_word_with_one_of_some_tags_begins(at, tags, begins):
    assert parsed("Sở Y tế", Rule("x", "x", "body")).begins(at, *tags) is begins


def test_which_rules_a_word_begins_is_the_same_whatever_was_read_before():
    rules = [Rule("x", "x-body", "body field"), Rule("x", "x-word", "'sở' 'ngành'"), Rule("x", "x-test", "@comma 'sở'")]
    grammar = Grammar.of(rules, {"comma": comma})
    texts = ["Sở Y tế", "Sở ngành", ", Sở", "ban ngành", "các sở", "Sở Y tế"]
    alone = [Parse(of_plain(text, TAGGER), Grammar.of(rules, {"comma": comma})).node("x", 0) for text in texts]
    assert [Parse(of_plain(text, TAGGER), grammar).node("x", 0) for text in texts] == alone
    assert [node and node.rule for node in alone] == ["x-body", "x-word", "x-test", None, None, "x-body"]
