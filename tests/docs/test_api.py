"""The examples of docs/api.md are run as they stand, against pages as they are served."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import Pages

from db.asking.details import revision_detail
from db.engine import engine_for
from db.reading.documents import find_document
from db.record.tokens import SCOPES, make_token
from flows.review.app import make_site

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
EXAMPLES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line.startswith("curl ")]


@pytest.fixture(scope="module")
def shell(tmp_path_factory, migrated_sqlite):
    folder = tmp_path_factory.mktemp("api")
    settings, ids = make_office(folder / "home", migrated_sqlite)
    key = revision_detail(settings.database, find_document(settings.database, ids[0]).id).directives[0].key
    token = make_token(settings.database, "tai-lieu", ["all"])[1]
    pages = Pages(make_site(settings, "127.0.0.1"))
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 made up")
    environment = {"PATH": "/usr/bin:/bin", "API": f"{pages.url}/api/v1", "TOKEN": token, "ID": ids[0], "KEY": key}
    yield lambda line: subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    pages.stop()
    engine_for(settings.database).dispose()


@pytest.mark.parametrize("line", EXAMPLES, ids=[f"example-{number}" for number in range(len(EXAMPLES))])
def test_an_example_does_what_it_is_for(shell, line):
    done = shell(line)
    assert done.returncode == 0, (line, done.stderr)
    if " -o " not in line:
        told = json.loads(done.stdout)
        assert told["items"] if isinstance(told, dict) and "items" in told and "in_progress" not in line else told


def test_there_are_examples_and_all_scopes_are_told():
    assert len(EXAMPLES) > 12
    assert all(f"| `{scope}` |" in PAGE for scope in SCOPES)
