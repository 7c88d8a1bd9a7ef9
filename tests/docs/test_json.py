"""docs/json.md says what the commands write."""

import json
import re
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from notice import PLAIN

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
ROW = re.compile(r"^\| (`.+?) \| ([^|]+) \|$", re.MULTILINE)
SHAPE = re.compile(r"([\[{])((?:`\w+`(?:, )?)+)[\]}]")
ARGUMENTS = {
    "show": ["a.pdf"],
    "under": ["12/QĐ-UBND"],
    "search": ["rà"],
    "diff": ["a.pdf"],
    "corrections": ["a.pdf"],
    "parts": ["a.pdf"],
    "text-lines": ["a.pdf", "1"],
    "text-corrections": ["a.pdf"],
    "trace": ["directive", "1"],
    "report": ["--from", "1/6/2026", "--to", "30/6/2026"],
    "due": ["--days", "36500", "--today", "01/01/2020"],
}
# Those that write, ask, serve or take away whole files.
WITHOUT = {
    "backup", "chart", "completion", "correct", "correct-text", "deploy", "export", "follow", "import", "ingest", "pdf", "reprocess",
    "restore", "review", "review-group", "review-user", "serve", "server", "server-password", "undo", "undo-text", "worker",
}  # fmt: skip


def shapes():
    """Command, key or "", and the kind and keys of each shape."""
    found = {}
    for names, told in ROW.findall(PAGE):
        command, _, key = names.partition(" › ")
        for name in re.findall(r"`([\w-]+)`", command):
            found[name, key.strip("`")] = [(kind, re.findall(r"`(\w+)`", keys)) for kind, keys in SHAPE.findall(told)]
    return found


SHAPES = shapes()


@pytest.fixture(scope="module")
def answers(tmp_path_factory, migrated_sqlite):
    """What every reading command says of a home with one document."""
    home = tmp_path_factory.mktemp("json")
    (home / "thongbao.db").write_bytes(migrated_sqlite.read_bytes())
    url = f"sqlite:///{home / 'thongbao.db'}"
    document, _ = register_document(url, sha256="ab" * 32, byte_size=1, store_path=f"ab/{'ab' * 32}", delivery=("/in/a.pdf", "a.pdf"))
    for number in "12":
        write_reading(url, RevisionKey(document.id, f"k{number}", {}, {}), PLAIN.reading())

    def answer(command):
        said = CliRunner().invoke(app, [command, *ARGUMENTS.get(command, ()), "--json"], env={"THONGBAO_HOME": str(home), "COLUMNS": "200"})
        assert said.exit_code in {0, 3, 13}, said.output
        return json.loads(said.stdout)

    return answer


def test_every_command_that_reads_takes_it_and_stands_on_the_page():
    commands = get_command(app).commands
    taking = {name for name, command in commands.items() if any("--json" in option.opts for option in command.params)}
    assert set(commands) - taking == WITHOUT - {"backup"}
    assert {name for name, _ in SHAPES} == taking


@pytest.mark.parametrize(("command", "key"), [one for one in SHAPES if one[0] not in {"backup", "series", "conflicts", "show"}])
def test_a_command_writes_the_keys_of_the_page(answers, command, key):
    found = answers(command)
    if key:
        found = found[key] if isinstance(found, dict) else [row for outer in found for row in outer[key]]
    kind, keys = SHAPES[command, key][0]
    assert isinstance(found, list) is (kind == "[")
    for row in found if kind == "[" else [found]:
        assert list(row) == keys
