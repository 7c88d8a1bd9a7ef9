"""Which documents are copies of one paper, and which counts, as pure decisions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.copies import JOIN, LEAD, PART, Paper, Said, Standing, group, judge, leading, may_be_one

WORDS = " ".join(f"chữ thứ {'abcdefghij'[n % 10] * (n // 10 + 2)} nói điều {'klmnopqrst'[n // 10] * 3}" for n in range(60))
OTHER_WORDS = WORDS.replace("điều", "việc khác hẳn").replace("chữ", "câu chuyện")
DAY = date(2026, 6, 19)
members = st.lists(st.integers(1, 8), min_size=1, max_size=8, unique=True)
pairs = st.sets(st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda p: p[0] < p[1]), max_size=10)
entries = st.lists(
    st.tuples(st.sampled_from((JOIN, PART, LEAD)), st.integers(1, 8), st.integers(1, 8)).filter(lambda e: e[1] != e[2]), max_size=6
).map(lambda found: [Said(number, *entry) for number, entry in enumerate(found, 1)])


def paper(number, issuer="UBND tỉnh Tân Giang", day=DAY, text=WORDS, symbol="1/qđ-ubnd"):
    return Paper(number, symbol, issuer, day, text)


@pytest.mark.parametrize(
    ("second", "verdict", "reason"),
    [
        (paper(2), "same", ""),
        (paper(2, "Ủy ban nhân dân tỉnh Tân Giang"), "same", ""),
        (paper(2, "UBND TỈNH TAN GIANC"), "same", ""),
        (paper(2, text=OTHER_WORDS), "other", ""),
        (paper(2, text=WORDS[: len(WORDS) * 3 // 4]), "perhaps", "text"),
        (paper(2, None), "perhaps", "issuer"),
        (paper(2, "Sở Nội vụ"), "perhaps", "issuer"),
        (paper(2, day=None), "perhaps", "day"),
        (paper(2, day=date(2026, 6, 10)), "perhaps", "day"),
        (paper(2, None, None), "perhaps", "day"),
        (paper(2, symbol="1/qd-ubnd"), "same", ""),
        (paper(2, symbol=None), "perhaps", "symbol"),
        (paper(2, symbol="1/0d-u8nd"), "perhaps", "symbol"),
    ],
)
def test_two_papers_of_one_symbol(second, verdict, reason):
    for one, other in ((paper(1), second), (second, paper(1))):
        judged = judge(one, other)
        assert (judged.verdict, judged.reason) == (verdict, reason)


@pytest.mark.parametrize(
    "second",
    [
        paper(2, "Sở Nội vụ", text=OTHER_WORDS),
        paper(2, None, text=OTHER_WORDS),
        paper(2, day=date(2026, 7, 19), text=OTHER_WORDS),
        paper(2, day=None, text=OTHER_WORDS),
        paper(2, day=date(2025, 6, 19)),
        paper(2, "Sở Nội vụ", date(2026, 6, 10)),
        paper(2, "Sở Nội vụ", text=WORDS[: len(WORDS) // 2]),
        paper(2, symbol="2/qđ-ubnd"),
        paper(2, symbol=None, text=OTHER_WORDS),
        paper(2, symbol="1/tb-ubnd", text=OTHER_WORDS),
        paper(2, symbol=None, day=None),
        paper(2, None, symbol=None),
    ],
)
def test_papers_that_have_nothing_to_do_with_each_other(second):
    assert judge(paper(1), second) is None


def test_texts_of_another_year_or_body_are_not_even_compared():
    assert not may_be_one(paper(1), paper(2, day=date(2025, 1, 2)))
    assert not may_be_one(paper(1), paper(2, "Sở Nội vụ", date(2026, 1, 2)))


@pytest.mark.parametrize(
    ("alike", "said", "groups"),
    [
        ([], [], [{1}, {2}, {3}]),
        ([(1, 2)], [], [{1, 2}, {3}]),
        ([(1, 2), (2, 3)], [], [{1, 2, 3}]),
        ([(1, 2), (1, 3), (2, 3)], [(PART, 1, 2)], [{1}, {2, 3}]),
        ([(1, 2), (1, 3), (2, 3)], [(PART, 3, 1)], [{1, 2}, {3}]),
        ([], [(JOIN, 3, 1)], [{1, 3}, {2}]),
        ([(1, 2)], [(JOIN, 3, 1)], [{1, 2, 3}]),
        ([(1, 2)], [(PART, 1, 2), (JOIN, 2, 1)], [{1, 2}, {3}]),
        ([(1, 2)], [(JOIN, 2, 1), (PART, 1, 2)], [{1}, {2}, {3}]),
        # Who says that 3 is a copy of 2 says that it is none of what 2 was parted from.
        ([(1, 2)], [(PART, 3, 1), (JOIN, 3, 2)], [{1}, {2, 3}]),
        ([], [(JOIN, 1, 2), (JOIN, 2, 3), (PART, 1, 3)], [{1}, {2, 3}]),
        ([(1, 9)], [(JOIN, 1, 8)], [{1}, {2}, {3}]),
    ],
)
def test_groups(alike, said, groups):
    entries = [Said(number, *entry) for number, entry in enumerate(said, 1)]
    assert group([1, 2, 3], alike, entries) == [frozenset(g) for g in groups]


@given(members, pairs, entries)
def test_every_document_is_in_one_group_and_the_last_word_holds(found, alike, said):
    groups = group(found, alike, said)
    assert sorted(number for copies in groups for number in copies) == sorted(found)
    of = {number: copies for copies in groups for number in copies}
    last = next((s for s in reversed(said) if s.action != LEAD and {s.subject, s.other} <= set(found)), None)
    if last is not None:
        assert (of[last.subject] == of[last.other]) == (last.action == JOIN)


@given(members, pairs, entries, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(found, alike, said, chance):
    expected = group(found, alike, said)
    shuffled = [chance.sample(list(x), len(x)) for x in (found, alike, said)]
    assert group(*shuffled) == expected


@given(st.dictionaries(st.integers(1, 9), st.builds(Standing, st.floats(0, 1), st.integers(0, 9), st.floats(0, 100)), min_size=1), entries)
def test_exactly_one_leads_and_it_is_the_one_that_was_chosen_last(standings, said):
    found = leading(standings, standings, said)
    assert found in standings
    chosen = [s.subject for s in said if s.action == LEAD and s.subject in standings]
    if chosen:
        assert found == chosen[-1]


@pytest.mark.parametrize(
    ("first", "second", "leads"),
    [
        (Standing(0, 0, 95), Standing(1, 5, 0), 2),
        (Standing(0, 3, 95), Standing(0, 2, 80), 2),
        (Standing(0, 2, 80), Standing(0, 2, 90), 2),
        (Standing(0, 2, 90), Standing(0, 2, 92), 1),
        (Standing(0.9, 2, 90), Standing(1, 9, 90), 2),
    ],
)
def test_which_reading_leads(first, second, leads):
    assert leading([1, 2], {1: first, 2: second}, []) == leads
