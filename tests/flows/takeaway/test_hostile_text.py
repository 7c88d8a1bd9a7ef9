"""A document whose every word, and whose name, wants to be a formula, a colour, a command to the terminal or a tag."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import String, Text, update
from typer.testing import CliRunner

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, DirectiveParty, Evidence, Metric, Section
from db.models.run import Issue
from db.record.history import Ending, attach_document, end_attempt, end_run, start_attempt, start_run
from flows import render
from flows.app import err
from flows.cli import app
from tasks.domain.errors import ThongbaoError
from tasks.domain.outcome import Outcome

NASTY = "=1+1 \x1b[31mred\x1b]0;title\x07 \x9b2J \u202eevil\r\n[bold]b[/bold] [link=http://x]y[/link] <script>alert(1)</script>"
STEERING = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e"} - {"\n", "\t"}
SPOILED = {
    Document: ("file_name",),
    Revision: ("symbol", "subject", "issuer", "signer", "clean_text", "raw_text"),
    Section: ("heading", "label"),
    Directive: ("text", "product", "deadline_text"),
    DirectiveParty: ("printed",),
    Metric: ("name", "unit", "text"),
    Citation: ("symbol", "issuer"),
    Issue: ("message",),
    Evidence: ("quote",),
    Page: ("source_reason",),
}


@pytest.fixture
def spoiled(home, load, migrated_sqlite):
    """The database of a home with one document, all words of which are nasty."""
    url = f"sqlite:///{home / 'thongbao.db'}"
    shutil.copyfile(migrated_sqlite, home / "thongbao.db")
    document = load(url, 1, symbol=NASTY, issued_on=date(2026, 6, 19), issuer=NASTY)
    run = start_run(url, "ingest", NASTY, parameters={})
    attach_document(url, run, document.id)
    failed = Ending(Outcome.FAILED, "bug", NASTY)
    end_attempt(url, start_attempt(url, run, "load", parameters={}, tools={"tool": NASTY}), failed, summary=NASTY)
    end_run(url, run, failed)
    with transaction(url) as session:
        for table, names in SPOILED.items():
            there = [n for n in names if n in table.__table__.c and isinstance(table.__table__.c[n].type, (String, Text))]
            assert there, table
            session.execute(update(table).values(dict.fromkeys(there, NASTY)))
    return url


def typed(*arguments):
    return CliRunner().invoke(app, arguments)


COMMANDS = (
    ("status",),
    ("show", "01010101"),
    ("show", "01010101", "--text"),
    ("runs", "01010101"),
    ("trace", "directive", "1"),
    ("trace", "metric", "1"),
    ("trace", "citation", "1"),
    ("trace", "issue", "1"),
    ("due", "--today", "2026-06-20"),
    ("under", NASTY),
    ("series", "PAR-INDEX"),
    ("series", NASTY),
    ("issues",),
    ("search", "red"),
    ("search", NASTY),
    ("diff", "01010101"),
    ("verify",),
    ("purge",),
    ("audit",),
    ("audit", "01010101"),
    ("show", NASTY),
    ("show", f"no {NASTY}"),
)


def test_no_command_lets_a_document_steer_the_terminal(spoiled, capsys):
    for command in COMMANDS:
        done = typed(*command)
        said = done.output
        if isinstance(done.exception, ThongbaoError):  # as `main` prints it
            render.error(err, done.exception.code, done.exception.message, done.exception.hint)
            said += capsys.readouterr().err
        elif done.exception is not None:
            assert isinstance(done.exception, SystemExit), (command, done.exception)
        assert said.strip(), command
        assert set(said) & STEERING == set(), (command, said)


def test_markup_in_a_document_is_shown_and_not_followed(spoiled):
    said = " ".join(typed("trace", "directive", "1").output.split())
    assert "[bold]b[/bold]" in said


def test_no_cell_of_any_table_is_a_formula_or_holds_a_control(spoiled, tmp_path):
    assert typed("export", "--format", "csv", "--output", str(tmp_path / "t")).exit_code == 0
    files = sorted(Path(tmp_path / "t").glob("*.csv"))
    assert len(files) >= 4
    cells = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells += [cell for row in csv.reader(stream) for cell in row]
    assert sum("red" in cell for cell in cells) >= 8
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "-") and "red" in cell] == []
    assert typed("export", "--format", "xlsx", "--output", str(tmp_path / "x.xlsx")).exit_code == 0
    for sheet in load_workbook(tmp_path / "x.xlsx"):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert not cell.value.startswith("=") or cell.quotePrefix
            assert not set(cell.value) & (STEERING - {"\r", "\u202e"} - set(map(chr, range(0x7F, 0xA0)))), cell.value


def test_json_holds_the_text_as_it_is(spoiled):
    [document] = json.loads(typed("export").stdout)
    assert document["directives"][0]["text"] == NASTY
