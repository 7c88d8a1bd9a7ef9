"""The arithmetic of the plan in docs/scaling.md."""

import pytest

from benchmarks.scaling_report import MARKS, PAGE, Costs, costs, need, plan

COST = Costs(pages=2.5, worker=10.0, alone=6.0, server=0.72, postgres=0.1, rows=40e3, prefect=400e3, events=200e3, store=100e3, work=250e3)


def test_a_province_by_hand():
    found = need(COST, 2000)
    assert found.documents == 800
    assert found.hours == pytest.approx(800 * 10 / 3600)
    assert found.cores == 1  # 2.2 hours of the 5.6 that a core counts for in a night
    assert found.server == pytest.approx(800 * 0.72 / (8 * 3600))
    assert (found.rows, found.store, found.work) == pytest.approx((20.0, 50.0, 125.0))
    assert found.prefect == pytest.approx(800 * 250 / 365 * (90 * 400e3 + 7 * 200e3) / 1e9)


def test_the_country_needs_twenty_times_a_province():
    province, country = need(COST, 2000), need(COST, 40000)
    assert country.hours == pytest.approx(20 * province.hours)
    assert country.cores == 8
    assert "| 2,000 | 10,000 | 40,000 |" in "\n".join(plan(COST))


def test_overhead_leaves_the_start_of_the_one_process_out():
    cost = {
        "documents": 2,
        "pages": 5,
        "pool, worker seconds": 20.0,
        "alone, seconds of the process": 17.0,
        "start, seconds of the process": 5.0,
        "pool, server seconds": 1.0,
        "pool, postgres seconds": 1.0,
        "work bytes per page": 7,
    }
    grown = {"database bytes": 500, "prefect bytes": 300, "prefect event bytes": 100, "store bytes": 50}
    found = costs({"cost": cost, "night": {"documents": 2, "pages": 5, "grown": grown}})
    assert (found.pages, found.worker, found.alone, found.rows, found.prefect, found.events) == (2.5, 10.0, 6.0, 100.0, 100.0, 50.0)


def test_the_page_has_a_log_and_figures():
    text = PAGE.read_text("utf-8")
    before, after = (text.index(mark) for mark in MARKS)
    assert "kill -9" in text[before:after]
    assert "exactly once" in text[before:after]
