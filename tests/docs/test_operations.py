"""Every command that the pages for operators name is one, with its options; every unit, file and error code is there."""

import inspect
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from config.settings import Settings
from flows.cli import app
from tasks.domain import asking_errors, correction_errors, errors

ROOT = Path(__file__).parent.parent.parent
PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("operations.md", "runbook.md")}
INLINE = re.compile(r"`thongbao ([a-z][^`]*)`")
BLOCK = re.compile(r"^(?:thongbao|.*/bin/thongbao) ([a-z].*)$", re.MULTILINE)


def commands(page):
    """What stands after the program's name, in the text and in blocks of commands."""
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    return [*INLINE.findall(page), *(line for block in blocks for line in BLOCK.findall(block))]


COMMANDS = sorted({found.split(" #")[0].strip() for page in PAGES.values() for found in commands(page)})


def test_there_are_commands_to_check():
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_and_takes_its_options(line):
    command, context = get_command(app), None
    context = command.context_class(command)
    name, found, rest = command.resolve_command(context, shlex.split(line))
    assert found is not None
    # `thongbao purge` alone names the command; what it needs is said elsewhere.
    found.make_context(name, rest, parent=context, resilient_parsing=not rest)
    if rest:
        with pytest.raises(Exception, match="No such option"):
            found.make_context(name, [*rest, "--no-such"], parent=context)


@pytest.mark.parametrize("page", PAGES)
def test_units_codes_and_settings_are_there(page):
    text = PAGES[page]
    for unit in re.findall(r"`(thongbao-?[a-z]*@?N?\.(?:service|timer))`", text):
        assert (ROOT / "config" / "systemd" / unit.replace("@N", "@")).is_file(), unit
    for name in re.findall(r"`THONGBAO_([A-Z_]+)`", text):
        assert name.lower() in {*Settings.model_fields, "config"}, name
    for name in re.findall(r"`([a-z]+_[a-z_]+) = ", text):
        assert name in Settings.model_fields, name


def test_error_codes_of_the_runbook_are_ours():
    rooms = (errors, correction_errors, asking_errors)
    ours = {k.code for room in rooms for _, k in inspect.getmembers(room, inspect.isclass) if issubclass(k, errors.ThongbaoError)}
    named = {
        "already-served",
        "batch-stopped",
        "database-unavailable",
        "inbox-unavailable",
        "lethal-file",
        "missing-tool",
        "newer-database",
    }
    named |= {"prefect-unavailable", "storage-full"}
    assert named <= ours
    assert all(f"`{code}`" in PAGES["runbook.md"] for code in named)
