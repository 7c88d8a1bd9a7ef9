import sys
from datetime import date
from decimal import Decimal

import pytest

from db.asking.selection import Selection, selected
from flows.takeaway.parquet import decimal_type, typed, write_parquet
from tasks.domain.errors import MissingToolError


def test_tables_have_types(url, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    written = dict(write_parquet(selected(url, Selection()), tmp_path / "t"))
    assert written[tmp_path / "t" / "directives.parquet"] == 6
    directives = pq.read_table(tmp_path / "t" / "directives.parquet").to_pylist()
    assert directives[0]["deadline_on"] == date(2026, 6, 30)
    assert directives[1]["lead"] == ["Sở Tài chính", "Sở Nội vụ"]
    tasks = pq.read_table(tmp_path / "t" / "tasks.parquet").to_pylist()
    assert [(t["deadline_on"], t["directives"], t["state"]) for t in tasks[:2]] == [
        (date(2026, 6, 30), 1, "not_started"),
        (None, 1, "not_started"),
    ]
    assert [t["sure"] for t in tasks[:5]] == [True, True, True, False, True]
    assert [row["sure"] for row in directives[:5]] == [True, True, True, False, True] and directives[0]["in_table"] is False
    metrics = pq.read_table(tmp_path / "t" / "metrics.parquet").to_pylist()
    assert metrics[2]["value"] == Decimal("1234567.50")
    assert metrics[2]["normal_value"] == Decimal("1234567500000") and metrics[2]["normal_unit"] == "đồng"
    assert metrics[0]["change"] == Decimal(10)
    assert (metrics[0]["document_symbol"], metrics[0]["page"]) == ("1/TB-UBND", 1)


def test_without_pyarrow_the_error_says_how_to_install_it(url, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingToolError, match="make setup"):
        write_parquet(selected(url, Selection()), tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "wanted"), [("issued_on", "2026-06-30", date(2026, 6, 30)), ("value", "1.50", Decimal("1.50")), ("total", None, None)]
)
def test_values_get_the_type_of_their_column(name, value, wanted):
    assert typed(name, value) == wanted


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "decimal128(38, 0)"),
        (["1.50", "7"], "decimal128(38, 2)"),
        (["9" * 38], "decimal128(38, 0)"),
        (["9" * 38, "0.1"], "decimal256(76, 1)"),
        (["-" + "9" * 48], "decimal256(76, 0)"),
    ],
)
def test_no_digit_is_lost_in_a_column_of_figures(values, kind):
    pa = pytest.importorskip("pyarrow")
    found = decimal_type(pa, [Decimal(value) for value in values])
    assert str(found) == kind
    assert pa.array([Decimal(value) for value in values], type=found).to_pylist() == [Decimal(value) for value in values]
