"""What the commands say of figures."""

import json
import re
from dataclasses import replace

import pytest
from reports import REPORTS
from typer.testing import CliRunner

from db.engine import engine_for
from flows.cli import app


@pytest.fixture
def run(tmp_path, monkeypatch, migrated_sqlite, load):
    """Runs the program over the reports; gives what it says."""
    home = tmp_path / "home"
    home.mkdir()
    url = f"sqlite:///{home / 'thongbao.db'}"
    (home / "thongbao.db").write_bytes(migrated_sqlite.read_bytes())
    for number, report in enumerate(REPORTS, 1):
        load(url, number, report)
    load(url, 4, replace(REPORTS[2], issuer="Ủy ban nhân dân tỉnh [red]{province}\x1b[0m"))
    monkeypatch.setenv("THONGBAO_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "240")

    def said(*words, code=0):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == code, (done.output, done.exception)
        return done.stdout if code == 0 else done.stderr

    yield said
    engine_for(url).dispose()


def test_a_series_is_listed_line_by_line(run):
    told = run("series", "STATE-REVENUE", "--place", "Tân Giang", "--role", "result")
    assert "STATE-REVENUE · tỉnh Tân Giang · Ủy ban nhân dân tỉnh Tân Giang · đồng · result · by year" in told
    assert "by month" in told and "Hòa Bình" not in told
    assert re.search(r"2023 +47\.5 +nghìn tỷ đồng +47500000000000 đồng +result +thu ngân sách +1/BC-UBND", told)


def test_what_documents_say_differently_is_marked(run):
    assert re.search(r"2023 +12 +vụ .*1/BC-UBND +conflict +no +\d+$", run("series", "cháy rừng"), re.MULTILINE)
    assert re.search(r"số vụ cháy rừng +2023 +result .*12 vụ \? \(1/BC-UBND, \d+\); 21 vụ \(2/BC-UBND, \d+\)", run("conflicts"))
    assert "số vụ cháy rừng 2023 result: 12 vụ ? (1/BC-UBND" in run("issues")
    assert "No document contradicts another." in run("conflicts", "STATE-REVENUE")


def test_without_an_indicator_it_lists_what_there_is(run):
    told = run("series")
    assert re.search(r"STATE-REVENUE: Thu ngân sách.* +đồng +6 +5 +2023–2025 +tỉnh Tân Giang; tỉnh Hòa Bình", told)
    assert re.search(r"số vụ cháy rừng +vụ +2 +1 +2023 +1 +tỉnh Tân Giang", told)
    assert "1 more (--limit" in run("series", "--limit", str(len(json.loads(run("series", "--json"))) - 1))


def test_nothing_of_a_document_steers_the_terminal(run):
    told = run("series", "--place", "Hòa Bình") + run("series", "STATE-REVENUE")
    assert "[red]" in told and "\x1b[0m" not in told


@pytest.mark.parametrize("words", [("series",), ("series", "STATE-REVENUE"), ("conflicts",), ("series", "không có")])
def test_other_programs_read_it(run, words):
    assert isinstance(json.loads(run(*words, "--json")), list)


def test_wrong_usage_and_nothing_found_are_told(run):
    assert "is none of result, target" in run("series", "--role", "x", code=2)
    assert "No figure goes by không có" in run("series", "không có")
