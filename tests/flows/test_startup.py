"""What a command imports before it does its work. Not timed: a module that is not imported costs nothing on any machine."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.engine import transaction
from db.models.document import Document
from db.reading.documents import register_document
from flows.cli import app
from tasks.archive.originals import hash_of
from tasks.domain.outcome import DocumentState

ROOT = Path(__file__).parents[2]
runner = CliRunner()
# Each costs a tenth of a second or more.
HEAVY = {
    "PIL", "alembic", "anyio", "asyncio", "cryptography", "cv2", "fastapi", "httpx", "jinja2", "matplotlib", "numpy", "openpyxl", "pikepdf",
    "prefect", "pydantic", "pyhanko", "sqlalchemy", "ssl", "starlette", "uvicorn",
}  # fmt: skip
OF_A_SERVER = {"prefect", "fastapi", "uvicorn", "starlette"}
OF_THE_DATABASE = {"alembic", *OF_A_SERVER, "cv2", "numpy", "pikepdf", "PIL"}
WITNESS = """
import json, sys
from flows.cli import app
from flows.ending import exit_code
codes = [exit_code(lambda: app(words, prog_name="thongbao", standalone_mode=False)) for words in json.loads(sys.argv[1])]
sys.stderr.write("\\n" + json.dumps([codes, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def imported(*commands):
    """Exit codes, output and the top-level modules of one process that ran commands: what none of all has imported, no single one has."""
    given = json.dumps([[str(word) for word in words] for words in commands])
    done = subprocess.run(
        [sys.executable, "-c", WITNESS, given], capture_output=True, text=True, cwd=ROOT, env=os.environ, timeout=120, check=False
    )
    codes, modules = json.loads(done.stderr.rpartition("\n")[2])
    return codes, done.stdout, set(modules)


def test_help_needs_neither_database_nor_server():
    codes, shown, modules = imported(["--help"])
    assert (codes, "Usage" in shown, modules & HEAVY) == ([0], True, set())
    commands = ("ingest",), ("serve",), ("export",), ("chart", "tasks"), ("correct",), ("backup",), ("trace",)
    codes, shown, modules = imported(*([*words, "--help"] for words in commands))
    assert (set(codes), shown.count("Usage")) == ({0}, len(commands))
    assert modules & HEAVY <= {"pydantic"}  # by which Typer 0.29 checks what a command is given


def test_what_only_asks_the_database_needs_no_server(ready):
    register_document(
        f"sqlite:///{ready / 'thongbao.db'}", sha256="ab" * 32, byte_size=1, store_path="ab/ab", delivery=("/in/a.pdf", "a.pdf")
    )
    one_word = ("status", "runs", "due", "issues", "audit", "series")
    codes, _, modules = imported(*([word] for word in one_word), ("search", "rừng"), ("show", "a.pdf", "--text"), ("corrections", "a.pdf"))
    assert set(codes) <= {0, 4}, codes  # 4: nothing was read of the document
    assert modules & OF_THE_DATABASE == set()
    assert not (ready / "prefect").exists()


def test_a_known_file_needs_no_server(ready, scan, tmp_path):
    source = scan(tmp_path / "in" / "a.pdf")
    url, sha256 = f"sqlite:///{ready / 'thongbao.db'}", hash_of(source, 10**9)
    found, _ = register_document(url, sha256=sha256, byte_size=1, store_path=f"{sha256[:2]}/{sha256}", delivery=(str(source), "a.pdf"))
    with transaction(url) as session:
        session.get_one(Document, found.id).state = DocumentState.LOADED
    codes, shown, modules = imported(["ingest", source])
    assert (codes, "1 duplicate" in shown) == ([0], True), shown
    assert modules & OF_THE_DATABASE == set()
    assert not (ready / "prefect").exists()


@pytest.mark.parametrize("arguments", [["-h"], ["ingest", "-h"], ["chart", "tasks", "-h"]], ids=" ".join)
def test_help_is_short_too(arguments):
    said = runner.invoke(app, arguments)
    assert said.exit_code == 0
    assert said.output == runner.invoke(app, [*arguments[:-1], "--help"]).output


def test_the_version_is_that_of_the_package():
    said = runner.invoke(app, ["--version"])
    assert (said.exit_code, said.output.strip()) == (0, f"thongbao {version('thongbao')}")
