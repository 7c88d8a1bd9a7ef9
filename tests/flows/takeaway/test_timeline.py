import pytest

from flows.takeaway.timeline import position


@pytest.mark.parametrize(
    ("period", "wanted"),
    [("2023", 2024.0), ("2023-Q2", 2023.5), ("2023-06", 2023.5), ("2023-06-30", 2023.5), ("2022/2025", 2026.0)],
)
def test_a_period_stands_at_its_end(period, wanted):
    assert position(period) == pytest.approx(wanted)


def test_periods_follow_one_another():
    periods = ["2022", "2023-01-15", "2023-01", "2023-Q1", "2023-05", "2023"]
    assert [position(p) for p in periods] == sorted(position(p) for p in periods)


@pytest.mark.parametrize("period", ["", "bao giờ", "23"])
def test_what_is_no_period_has_no_place(period):
    with pytest.raises(ValueError, match="no period"):
        position(period)
