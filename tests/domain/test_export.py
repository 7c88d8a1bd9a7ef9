"""A notice in the shape of the gold files, with what it says of its own certainty."""

from datetime import date
from decimal import Decimal

from tasks.domain.export import export_directive, export_metric
from tasks.domain.finding import Deadline, Directive, Metric
from tasks.domain.span import Span

AT = Span(0, 3)


def test_a_directive_says_whether_it_is_sure_and_from_a_table():
    shown = export_directive(
        Directive("1/a", "a b", AT, ("Sở Y tế",), deadline=Deadline("30/6", date(2026, 6, 30)), sure=True, in_table=True)
    )
    assert (shown["sure"], shown["in_table"], shown["lead"], shown["deadline"]["on"]) == (True, True, ["Sở Y tế"], "2026-06-30")
    assert export_directive(Directive("1", "a", AT))["sure"] is False


def test_a_metric_says_whether_it_is_sure_and_from_a_table():
    shown = export_metric(Metric("1", "hộ", Decimal("2.50"), "hộ", "count", "a", AT, AT, change=Decimal(10), sure=True, in_table=True))
    assert (shown["sure"], shown["in_table"], shown["value"], shown["change"]) == (True, True, "2.50", "+10")
