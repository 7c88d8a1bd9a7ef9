"""Which sentences are one task, and when it is due: a table of cases, and what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.finding import Deadline
from tasks.domain.grouping import Step, group_steps

MARCH, APRIL = (Deadline(f"trước ngày 20/{m}/2026", date(2026, m, 20)) for m in (3, 4))
MONTHLY = Deadline("trước ngày 25 hằng tháng", recurs="monthly")
SOMEDAY = Deadline("trong thời gian tới")
A, B, NOBODY = frozenset({"so a"}), frozenset({"so b"}), frozenset()


def order(item=1, lead=A, deadline=None, *, product=None, section="1", alone=False):
    text = f"Rà soát danh sách {deadline.raw if deadline else ''}"
    return Step(section, item, lead, text, deadline, product, alone)


def done(item=1, lead=A, deadline=MARCH, *, product=None, section="1"):
    return Step(section, item, lead, f"Hoàn thành và báo cáo UBND tỉnh {deadline.raw}.", deadline, product)


CASES = {
    "sentences of one item for one party": ([order(), order(), order()], [((0, 1, 2), None)]),
    "two items": ([order(), order(2)], [((0,), None), ((1,), None)]),
    "two sections": ([order(), order(section="2")], [((0,), None), ((1,), None)]),
    "two parties in turn": ([order(), order(lead=B), order()], [((0, 2), None), ((1,), None)]),
    "nobody named is a party of its own": ([order(lead=NOBODY), order(), order(lead=NOBODY)], [((0, 2), None), ((1,), None)]),
    "no item is known": ([order(0), order(0), order(0, section="2")], [((0, 1), None), ((2,), None)]),
    "a date that finishes the sentences before it": ([order(), order(), done()], [((0, 1, 2), 2)]),
    "as a paragraph of its own": ([order(), order(2), done(3)], [((0,), None), ((1, 2), 2)]),
    "as a paragraph of its own, nobody named": ([order(), done(2, NOBODY)], [((0, 1), 1)]),
    "of somebody else": ([order(), done(2, B)], [((0,), None), ((1,), 1)]),
    "in another section": ([order(), done(2, section="1/a")], [((0,), None), ((1,), 1)]),
    "behind a row of a table": ([order(alone=True), done(2)], [((0,), None), ((1,), 1)]),
    "with nothing before it": ([done(), order(2)], [((0,), 0), ((1,), None)]),
    "as a paragraph, where the task before is due otherwise": ([order(deadline=MARCH), done(2, deadline=APRIL)], [((0,), 0), ((1,), 1)]),
    "as a paragraph, where it is due at the same time": ([order(deadline=MARCH), done(2)], [((0, 1), 1)]),
    "in its item behind somebody else": ([order(), order(lead=B), done()], [((0, 2), 2), ((1,), None)]),
    "the last of two equal deadlines": ([order(deadline=MARCH), order(), order(deadline=MARCH)], [((0, 1, 2), 2)]),
    "a day before words that are none": ([order(deadline=MARCH), order(deadline=SOMEDAY)], [((0, 1), 0)]),
    "only words that are no day": ([order(deadline=SOMEDAY), order()], [((0, 1), 0)]),
    "a time within, and one that finishes": ([order(deadline=MARCH), order(), done(deadline=APRIL)], [((0, 1, 2), 2)]),
    "a product with a time of its own": (
        [order(), order(deadline=MARCH, product="kế hoạch"), done(deadline=APRIL)],
        [((0, 2), 2), ((1,), 1)],
    ),
    "a product that is due with the task": ([order(deadline=MARCH, product="kế hoạch"), done()], [((0, 1), 1)]),
    "each due at another time": (
        [order(), order(deadline=MARCH), order(), order(deadline=APRIL), order()],
        [((0, 1, 2), 1), ((3, 4), 3)],
    ),
    "finished, and reported every month": ([order(), done(), done(deadline=MONTHLY)], [((0, 1), 1), ((2,), 2)]),
    "finished, and something more behind": ([order(), done(), order(deadline=APRIL)], [((0, 1), 1), ((2,), 2)]),
    "finished twice, each with its work": ([order(), done(), order(), done(deadline=APRIL)], [((0, 1), 1), ((2, 3), 3)]),
    "rows of a table": ([order(alone=True), order(alone=True)], [((0,), None), ((1,), None)]),
    "one that is followed by itself": ([order(), order(alone=True), done()], [((0, 2), 2), ((1,), None)]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", CASES)
def test_which_sentences_are_one_task(name):
    steps, wanted = CASES[name]
    assert [(task.steps, task.deadline) for task in group_steps(steps)] == wanted


deadlines = st.sampled_from([None, MARCH, APRIL, MONTHLY, SOMEDAY])
leads = st.sampled_from([A, B, NOBODY])
places = {"item": st.integers(0, 3), "lead": leads, "section": st.sampled_from(["1", "2"])}
any_step = st.one_of(
    st.builds(order, **places, deadline=deadlines, product=st.sampled_from([None, "kế hoạch"]), alone=st.booleans()),
    st.builds(done, **places, deadline=st.sampled_from([MARCH, APRIL, MONTHLY])),
)


@given(st.lists(any_step, max_size=12))
def test_each_directive_is_a_step_of_one_task_and_no_deadline_with_a_product_is_lost(steps):
    tasks = group_steps(steps)
    assert sorted(i for task in tasks for i in task.steps) == list(range(len(steps)))
    assert [task.steps for task in tasks] == sorted(task.steps for task in tasks)
    for task in tasks:
        own = [steps[i] for i in task.steps]
        assert len({s.section for s in own}) == 1
        assert task.deadline is None or task.deadline in task.steps
        assert (task.deadline is None) == all(s.deadline is None for s in own)
        assert not any(s.alone for s in own) or len(own) == 1
        due = None if task.deadline is None else steps[task.deadline].when
        assert all(s.when in (None, due) for s in own if s.product is not None)
        assert len({s.lead for s in own if not s.text.startswith("Hoàn thành")}) < 2
