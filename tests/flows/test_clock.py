"""Instants are told in the zone of the setting, wherever the machine counts its time."""

import ast
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from db.reading.documents import register_document
from db.record.audit import list_entries
from flows.cli import app
from flows.clock import iso, printed, stamp

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 29, 16, 50, 1, tzinfo=UTC)
# Each asks the computer's own zone.
ASKING = re.compile(r"(date\.today|datetime\.now|.*\.utcnow|time\.localtime|time\.ctime|.*\.astimezone)\(\)")


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("Asia/Ho_Chi_Minh", "2026-11-29 23:50:01 +07:00"),
        ("UTC", "2026-11-29 16:50:01 +00:00"),
        ("America/St_Johns", "2026-11-29 13:20:01 -03:30"),
        ("Asia/Kathmandu", "2026-11-29 22:35:01 +05:45"),
    ],
)
def test_an_instant_stands_with_its_distance_from_utc(zone, wanted):
    day, at, distance = wanted.split()
    assert stamp(AT, ZoneInfo(zone)) == wanted
    assert printed(AT, ZoneInfo(zone)) == f"29/11/2026 {at} {distance}"
    assert iso(AT, ZoneInfo(zone)) == f"{day}T{at}{distance}"
    assert datetime.fromisoformat(iso(AT, ZoneInfo(zone))) == AT
    assert iso(None, ZoneInfo(zone)) is None


def test_nobody_asks_for_the_zone_of_the_computer():
    files = [path for room in ("config", "db", "flows", "tasks") for path in (ROOT / room).rglob("*.py")]
    suspects = [path for path in files if re.search(r"today\(\)|now\(\)|astimezone\(\)|localtime|ctime|utcnow", path.read_text("utf-8"))]
    calls = [(p.name, ast.unparse(n)) for p in suspects for n in ast.walk(ast.parse(p.read_text("utf-8"))) if isinstance(n, ast.Call)]
    assert [call for call in calls if ASKING.fullmatch(call[1])] == []


@pytest.mark.parametrize("command", [("audit",), ("audit", "--json")], ids=" ".join)
def test_a_command_tells_times_in_the_zone_of_the_setting(ready, monkeypatch, command):
    url = f"sqlite:///{ready / 'thongbao.db'}"
    register_document(url, sha256="ab" * 32, byte_size=1, store_path="ab/ab", delivery=("/in/a.pdf", "a.pdf"))
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    monkeypatch.setenv("THONGBAO_TIMEZONE", "Asia/Kathmandu")
    time.tzset()
    try:
        said = CliRunner().invoke(app, command).stdout
    finally:
        monkeypatch.undo()
        time.tzset()
    [entry] = list_entries(url, None, 10)
    shown = {"audit": stamp, "audit --json": iso}[" ".join(command)](entry.at, ZoneInfo("Asia/Kathmandu"))
    assert shown in said
    assert os.environ.get("TZ") != "America/Los_Angeles"
