"""The Vietnamese guide: its commands are commands, what it calls a button or a filter stands on the pages, its pictures are small."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from flows.review.language import wording_of
from flows.takeaway.workbook import FIGURES, TASKS

ROOT = Path(__file__).parent.parent.parent
GUIDE = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs" / "vi").glob("*.md"))}
PICTURES = ROOT / "docs" / "images" / "vi"
BLOCKS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LARGEST = 150_000  # bytes


def commands():
    for text in GUIDE.values():
        yield from re.findall(r"`thongbao ([a-z][^`]*)`", BLOCKS.sub("", text))
        for block in BLOCKS.findall(text):
            yield from re.findall(r"^thongbao (.+)$", block, re.MULTILINE)


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_is_one_and_takes_its_options(line):
    command, arguments, context = get_command(app), shlex.split(line, comments=True), None
    while hasattr(command, "commands"):
        context = command.context_class(command, parent=context)
        name, command, arguments = command.resolve_command(context, arguments)
    command.make_context(name, arguments, parent=context, resilient_parsing=not arguments)


def test_every_page_is_in_the_table_of_contents():
    assert {name for name in GUIDE if name != "README.md"} == set(re.findall(r"\]\(([\w-]+\.md)\)", GUIDE["README.md"]))


@pytest.mark.parametrize("name", GUIDE)
def test_words_of_the_interface_are_those_of_the_interface(name):
    said = {words.rstrip(".").lower() for words in wording_of("vi").words.values()}
    said |= {column.lower() for sheet in (TASKS, FIGURES) for column, _ in sheet.columns}
    named = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", GUIDE[name])
    for words in named:
        for part in re.split(r": ", words):
            assert part.lower() in said or re.fullmatch(r"(?:hạng )?\d+(?:/\d+)?(?: hạng)?|hạng 37/63|37 hạng", part), words


def test_pictures_are_shown_and_small():
    shown = {found for text in GUIDE.values() for found in re.findall(r"\]\(\.\./images/vi/([\w-]+\.webp)\)", text)}
    there = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert shown == set(there)
    assert {name: size for name, size in there.items() if size > LARGEST} == {}
