import sys
from datetime import date
from decimal import Decimal

import pytest

from db.asking.selection import Selection, selected
from flows.takeaway.flat_rows import TABLES, Holds
from flows.takeaway.parquet import fits, schema_of, typed, write_parquet
from tasks.domain.errors import MissingToolError, OutputError


@pytest.fixture
def pq():
    return pytest.importorskip("pyarrow.parquet")


def test_tables_have_types(url, tmp_path, pq):
    written = dict(write_parquet(selected(url, Selection()), tmp_path / "t").files)
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


@pytest.mark.parametrize("chosen", [Selection(), Selection(type="XX")], ids=["some documents", "none"])
def test_every_table_is_written_with_the_same_types_whatever_is_in_it(url, tmp_path, pq, chosen):
    written = write_parquet(selected(url, chosen), tmp_path)
    assert [path.stem for path, _ in written.files] == list(TABLES)
    for path, rows in written.files:
        found = pq.read_table(path)
        assert (found.schema, found.num_rows) == (schema_of(path.stem), rows)
    assert str(schema_of("metrics").field("value").type) == "decimal128(38, 10)"
    assert str(schema_of("signatures").field("signed_at").type) == "timestamp[us, tz=UTC]"


def test_files_of_several_exports_are_one_table(url, tmp_path, pq):
    for name in ("a", "b"):
        write_parquet(selected(url, Selection()), tmp_path / name)
    both = pq.ParquetDataset([tmp_path / name / "metrics.parquet" for name in ("a", "b")]).read()
    assert both.num_rows == 2 * pq.read_table(tmp_path / "a" / "metrics.parquet").num_rows


def test_a_file_is_added_to_and_no_document_stands_in_it_twice(url, tmp_path, pq):
    first, *rest = selected(url, Selection())
    assert rest
    write_parquet([first], tmp_path)
    made = write_parquet(rest, tmp_path, append=True)
    assert made.kept > 0
    again = write_parquet([first], tmp_path, append=True)
    write_parquet([first, *rest], tmp_path / "at once")
    for path, _ in again.files:
        assert pq.read_table(path).num_rows == pq.read_table(tmp_path / "at once" / path.name).num_rows, path.name
    ids = pq.read_table(tmp_path / "documents.parquet")["document_id"].to_pylist()
    assert sorted(ids) == sorted({first.document.short_id, *(one.document.short_id for one in rest)})


def test_nothing_is_written_over_or_added_to_what_is_not_ours(url, tmp_path, pq):
    import pyarrow as pa

    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "metrics.parquet"
    target.write_bytes(b"somebody's")
    with pytest.raises(OutputError, match="--force"):
        write_parquet(selected(url, Selection()), folder)
    with pytest.raises(OutputError, match="no Parquet file"):
        write_parquet(selected(url, Selection()), folder, append=True)
    pq.write_table(pa.table({"x": [1]}), target)
    with pytest.raises(OutputError, match="other columns"):
        write_parquet(selected(url, Selection()), folder, append=True)
    assert [path.name for path in folder.iterdir()] == ["metrics.parquet"]  # all or none
    write_parquet(selected(url, Selection()), folder, force=True)
    assert pq.read_table(target).schema == schema_of("metrics")


def test_without_pyarrow_the_error_says_how_to_install_it(url, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingToolError, match="make setup"):
        write_parquet(selected(url, Selection()), tmp_path)


@pytest.mark.parametrize(
    ("holds", "value", "wanted"),
    [
        (Holds.DAY, "2026-06-30", date(2026, 6, 30)),
        (Holds.FIGURE, "1.50", Decimal("1.50")),
        (Holds.FIGURE, None, None),
        (Holds.FIGURE, "9" * 29, None),
        (Holds.TEXT, "9" * 29, "9" * 29),
    ],
)
def test_values_get_the_type_of_their_column(holds, value, wanted):
    assert typed(holds, value) == wanted


@pytest.mark.parametrize(
    ("value", "is_whole"),
    [
        ("0", True),
        ("-1234567890123456789012345678", True),
        ("12345678901234567890123456789", False),
        ("0.0123456789", True),
        ("0.01234567891", False),
        ("1.00000000000000000", True),
        ("1E+27", True),
        ("1E+28", False),
        ("NaN", False),
    ],
)
def test_a_figure_stands_in_the_column_digit_for_digit_or_not_at_all(value, is_whole):
    pa = pytest.importorskip("pyarrow")
    assert fits(Decimal(value)) is is_whole
    if is_whole:
        assert pa.array([Decimal(value)], type=schema_of("metrics").field("value").type).to_pylist() == [Decimal(value)]
