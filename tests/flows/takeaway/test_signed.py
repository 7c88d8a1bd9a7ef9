"""Signatures in everything that is taken away, and on the terminal."""

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from rich.console import Console
from sqlalchemy import select

from db.asking.selection import Selection, selected
from db.engine import transaction
from db.models.document import Revision
from db.models.signature import Signature
from flows.render_revision import print_revision
from flows.takeaway import signed
from flows.takeaway.csv_files import write_csv
from flows.takeaway.export import document_json
from flows.takeaway.workbook import HEAD_ROW, write_workbook

AT = datetime.fromisoformat("2026-06-19T14:05:33+07:00")
PLAIN = {
    "field": "S",
    "timestamp": "none",
    "is_stamp": False,
    "later": "not-checked",
    "chain": "not-checked",
    "detail": "",
    "quote": "",
    "says": [],
}
ROWS = (
    PLAIN
    | {"source": "signature", "signer": "Nguyễn Văn An", "organisation": "Sở Y tế", "unit": "Văn phòng", "signed_at": AT, "intact": True}
    | {"timestamp": "trusted", "later": "allowed", "chain": "trusted", "valid": True, "says": [["issued_on", "confirms", "2026-06-19"]]},
    PLAIN | {"source": "signature", "signer": "=Sở Y tế", "fault": "changed-after-signing", "later": "other", "intact": False},
    PLAIN | {"source": "banner", "signer": "Lê An", "page": 1, "quote": "Ký bởi: Lê An"},
)


@pytest.fixture
def signed_url(url):
    with transaction(url) as session:
        revision = session.scalars(select(Revision.id).where(Revision.symbol == "1/TB-UBND")).one()
        session.add_all(Signature(revision_id=revision, position=n, **row) for n, row in enumerate(ROWS, 1))
    return url


def test_json_has_them_with_what_they_say(signed_url):
    first, second = (document_json(detail)["signatures"] for detail in selected(signed_url, Selection()))
    assert [(s["source"], s["state"], s["signer"]) for s in first] == [
        ("signature", "holds", "Nguyễn Văn An"),
        ("signature", "changed-after-signing", "=Sở Y tế"),
        ("banner", "banner", "Lê An"),
    ]
    assert datetime.fromisoformat(first[0]["signed_at"]) == AT
    assert first[0]["says"] == [{"field": "issued_on", "said": "confirms", "value": "2026-06-19"}]
    assert second == []


def test_csv_has_a_file_of_them_that_no_spreadsheet_runs(signed_url, tmp_path):
    assert dict(write_csv(selected(signed_url, Selection()), tmp_path))[tmp_path / "signatures.csv"] == 3
    with (tmp_path / "signatures.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert (rows[0]["document_symbol"], rows[0]["says"]) == ("1/TB-UBND", "issued_on confirms: 2026-06-19")
    assert rows[1]["signer"] == "'=Sở Y tế"


def test_the_workbook_has_a_sheet_of_them_where_a_document_is_signed(signed_url, tmp_path):
    write_workbook(selected(signed_url, Selection()), tmp_path / "x.xlsx", date(2026, 6, 30), ZoneInfo("Asia/Ho_Chi_Minh"))
    sheet = load_workbook(tmp_path / "x.xlsx")[signed.NAME]
    names = [cell.value for cell in sheet[HEAD_ROW]]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]
    assert names == [name for name, _ in signed.COLUMNS]
    assert [(r["Người ký"], r["Trạng thái"]) for r in rows] == [
        ("Nguyễn Văn An", "Toàn vẹn"),
        ("=Sở Y tế", "Tệp đã bị thay đổi sau khi ký số."),
        ("Lê An", "Không có giá trị xác thực"),
    ]
    assert (rows[0]["Thời gian ký"], rows[0]["Cơ quan trên chứng thư"]) == ("19/06/2026 14:05:33 +07:00", "Văn phòng, Sở Y tế")
    assert (rows[0]["Chứng thư số"], rows[2]["Chứng thư số"], rows[2]["Nguồn"]) == ("Được tin cậy", None, "Dòng in trên trang")


def test_the_terminal_shows_them(signed_url):
    stream = io.StringIO()
    detail = next(iter(selected(signed_url, Selection())))
    print_revision(Console(file=stream, width=250), detail, ZoneInfo("Asia/Kathmandu"))
    shown = stream.getvalue()
    assert "2026-06-19 12:50:33 +05:45" in shown and "confirms issued_on" in shown and "changed after signing" in shown


def test_parquet_keeps_the_truths(signed_url, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    from flows.takeaway.parquet import write_parquet

    write_parquet(selected(signed_url, Selection()), tmp_path)
    assert pq.read_table(tmp_path / "signatures.parquet").column("intact").to_pylist() == [True, False, None]
