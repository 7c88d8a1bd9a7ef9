"""The page on taking away names commands that there are, with their options, and the columns as they are."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from flows.takeaway.chart_commands import charts
from flows.takeaway.commands import FORMATS
from flows.takeaway.wording import STATES
from flows.takeaway.workbook import FIGURES, TASKS

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = (DOCS / "taking-away.md").read_text("utf-8")
COMMANDS = re.findall(r"^thongbao (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_and_takes_its_options(line):
    command, arguments, context = get_command(app), shlex.split(line, comments=True), None
    while hasattr(command, "commands"):
        context = command.context_class(command, parent=context)
        name, command, arguments = command.resolve_command(context, arguments)
    command.make_context(name, arguments, parent=context)
    with pytest.raises(Exception, match="No such option"):
        command.make_context(name, [*arguments, "--no-such"], parent=context)


def test_every_format_and_chart_is_shown():
    assert {name for line in COMMANDS for name in re.findall(r"--format (\w+)", line)} == set(FORMATS)
    assert {line.split()[1] for line in COMMANDS if line.startswith("chart ")} == set(get_command(charts).commands)


@pytest.mark.parametrize("sheet", [TASKS, FIGURES], ids=lambda sheet: sheet.name)
def test_the_columns_are_those_of_the_sheet(sheet):
    assert f"| {sheet.name} | {', '.join(name for name, _ in sheet.columns)} |" in PAGE


def test_the_states_are_those_offered():
    assert ", ".join(STATES) in PAGE


@pytest.mark.parametrize("line", re.findall(r"^thongbao (.+)$", (DOCS / "corrections.md").read_text("utf-8"), re.MULTILINE))
def test_a_command_of_the_page_on_corrections_is_one(line):
    test_a_command_is_one_and_takes_its_options(line)
