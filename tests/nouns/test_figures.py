"""Numbers, units and quantities: the corpus files beside these nouns, and what holds for any words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.quantities import QuantityReader, figure_tagger
from tasks.nouns.measured import measures
from tasks.nouns.number import number_of
from tasks.nouns.quantity import GRAMMAR, read_quantity
from tasks.nouns.unit import unit_of
from tasks.reading.sentences import of_plain
from tasks.rules.engine import Parse

READER = QuantityReader(load_vocabulary())
TAGGER = figure_tagger(load_vocabulary().figures)
CORPUS = Path(__file__).parent / "corpus"


def kinds(name):
    return tomllib.loads((CORPUS / f"{name}.toml").read_text("utf-8"))["kind"]


def cases(name, field):
    found = ((kind["name"], case) for kind in kinds(name) for case in kind.get(field, []))
    return [pytest.param(case, id=f"{kind}: {case['text'] if isinstance(case, dict) else case}"[:90]) for kind, case in found]


def parse(text):
    return Parse(of_plain(text, TAGGER), GRAMMAR)


def numbers(text):
    found, read, at = [], parse(text), 0
    while at < len(read.tokens):
        node = read.node("number", at)
        at = node.end if node else at + 1
        found += [number_of(read, node)] if node else []
    return found


@pytest.mark.parametrize("case", cases("number", "reads"))
def test_a_number_is_read(case):
    found = numbers(case["text"])
    assert [f"{n.value:f}" for n in found] == case["values"]
    assert found[0].doubt == case.get("doubt")


@pytest.mark.parametrize("text", cases("number", "rejects"))
def test_no_number_is_read(text):
    assert numbers(text) == []


@pytest.mark.parametrize("case", cases("unit", "reads"))
def test_a_unit_is_read(case):
    read = parse(case["text"])
    unit = unit_of(read, read.node("unit", 1))
    assert (unit.text, unit.kind, unit.weak, unit.known) == (case["unit"], case["kind"], case.get("weak", False), True)


def shown(quantity):
    more = [
        f"total={quantity.total:f}" if quantity.total is not None else "",
        f"change={quantity.change:f}" if quantity.change is not None else "",
        quantity.comparator if quantity.comparator != "=" else "",
        quantity.direction or "",
    ]
    return " ".join([f"{quantity.value:f}", quantity.unit, *filter(None, more)])


@pytest.mark.parametrize("case", cases("quantity", "reads"))
def test_a_sentence_holds_these_figures(case):
    assert [shown(q) for q in READER.read(of_plain(case["text"], TAGGER))] == case["found"]


@pytest.mark.parametrize("text", cases("quantity", "rejects"))
def test_a_sentence_holds_no_figure(text):
    assert [shown(q) for q in READER.read(of_plain(text, TAGGER))] == []


@pytest.mark.parametrize("text", cases("unit", "rejects"))
def test_no_unit_is_read(text):
    assert parse(text).node("unit", 1) is None


@pytest.mark.parametrize("case", cases("unit", "nouns"))
def test_a_noun_is_taken_by_its_looks(case):
    read = parse(case["text"])
    unit = unit_of(read, read.node("noun", 1))
    assert (unit.text, unit.known) == (case["unit"], False)


@pytest.mark.parametrize("text", cases("unit", "no_nouns"))
def test_a_word_that_can_be_no_noun_is_none(text):
    assert parse(text).node("noun", 1) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("12 Nghị định số 113/2025/NĐ-CP", 0),
        ("cấp 100 Bậc 2: từ 101", 1),
        ("thủ tục cấp lại 2 Thủ tục miễn", 4),
        ("12 Xã Tân Lập", 0),
        ("tại 7 Nghị quyết này", 1),
        ("tại Tân Lập 3 hộ", 3),
    ],
)
def test_what_names_numbers_or_points_measures_nothing(text, at):
    read = parse(text)
    node = read.node("counted", at)
    assert node is not None
    assert not measures(read, read_quantity(read, node))


@pytest.mark.parametrize(
    ("text", "at"), [("12 xã Tân Lập", 0), ("mới 05 Khu công nghiệp", 1), ("gồm 4 BV hạng 2", 1), ("12 nghị định, 3 thông tư", 0)]
)
def test_what_is_counted_measures(text, at):
    read = parse(text)
    assert measures(read, read_quantity(read, read.node("counted", at)))


@pytest.mark.parametrize("name", ["number", "unit", "quantity"])
def test_every_kind_has_two_variants(name):
    fields = ("reads", "rejects", "nouns", "no_nouns")
    assert [kind["name"] for kind in kinds(name) if sum(len(kind.get(field, [])) for field in fields) < 2] == []


PIECES = (
    "1.234,5", "12", "/", "63", "-", "%", "tỷ", "đồng", "từ", "đến", "trên", "tổng số", "xếp thứ", "tăng", "không quá", "xã", ",", "(", ")",
    "ba", "mười", "năm", "lần", "so với", "điểm", "trở lên", "ngày", "Tân Lập", "hệ số", ".", "số", "triệu", "m3", "người",
)  # fmt: skip


@example("-0")
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text(max_size=80)))
def test_any_words_give_figures_inside_them_or_none(text):
    read = parse(text)
    for at in range(len(read.tokens)):
        for name in ("rank", "range", "counted", "saved", "loose", "bare"):
            node = read.node(name, at)
            if node is not None:
                found = read_quantity(read, node)
                start = found.number.start
                assert at <= start or (start == at - 1 and read.folded(start) == "-")  # its sign stands before the node
                assert start < found.number.end <= found.end == node.end <= len(read.tokens)
                assert found.comparator in ("=", ">=", "<=")
