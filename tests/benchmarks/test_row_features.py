"""Which features a row has."""

from datetime import date
from decimal import Decimal

from tasks.findings.rows.features import of_directive, of_metric
from tasks.domain.finding import Deadline, Directive, Doubt, Metric, Part
from tasks.domain.span import Span

TEXT = "Sở Xây dựng huyện Hòa Bình kiểm tra và báo cáo trước ngày 30/6/2026"
AT = Span(0, len(TEXT))


def directive(**more):
    return Directive("1", TEXT, AT, rule="order", **more)


def metric(**more):
    return Metric("1", "tỷ lệ hộ", Decimal("3.5"), "%", "percent", TEXT, AT, AT, rule="printed-unit", **more)


def test_a_directive():
    found = of_directive(directive(lead=("Sở Xây dựng",), deadline=Deadline("30/6/2026", date(2026, 6, 30))), 70.0, "CT")
    assert {"rule=order", "type=CT", "lead=one", "deadline=day", "words<75", "words<85", "words<92"} <= set(found)
    assert not {"words<60", "lead=none", "long party", "coordinating"} & set(found)
    assert set(found.values()) == {1.0}


def test_parties_and_deadlines():
    assert "lead=none" in of_directive(directive(), None, None)
    assert "lead=more" in of_directive(directive(lead=("a", "b", "c")), None, None)
    assert "long party" in of_directive(directive(lead=("một tên rất dài của một bên nào đó ở",)), None, None)
    assert "deadline=recurs" in of_directive(directive(deadline=Deadline("hằng quý", recurs="quarterly")), None, None)
    assert "deadline=unresolved" in of_directive(directive(deadline=Deadline("sớm")), None, None)


def test_text_without_geometry_has_no_doubtful_words():
    assert not any(name.startswith("words") for name in of_directive(directive(), None, "KH"))


def test_rules_of_fields_and_doubts():
    part = Part("lead", "Sở Xây dựng", Span(0, 11), "subject")
    found = of_directive(directive(parts=(part, part), doubts=(Doubt("party-runs-on", "lead"),)), None, None)
    assert {"lead by=subject", "doubt=party-runs-on", "type=none"} <= set(found)


def test_a_metric():
    found = of_metric(metric(period="2026", role="target", comparator=">="), 95.0, "BC")
    assert {"rule=printed-unit", "kind=percent", "name=more", "target", "bound"} <= set(found)
    assert not {"no period", "direction", "words<92"} & set(found)
    assert "no period" in of_metric(metric(), None, None)
