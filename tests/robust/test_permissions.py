"""Files and folders that the program may not read. Root reads everything, so another user ingests them."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hostile import scan
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL

ROOT = Path(__file__).parent.parent.parent
INGEST = """
import json, sys, anyio
from config.settings import load_settings
from db.schema import upgrade
from flows.batch import ingest_batch
from flows.upkeep.verifying import verify
upgrade(load_settings().database)
outcomes = anyio.run(ingest_batch, sys.argv[1:])
print(json.dumps([[o.source, str(o.outcome), o.error_code, o.message] for o in outcomes]))
assert verify(load_settings()).faults == ()
"""


@pytest.fixture
def place():
    """A folder that everybody may enter; pytest's own are root's alone."""
    made = Path(tempfile.mkdtemp(prefix="thongbao-test-"))
    made.chmod(0o755)
    yield made
    for folder in [made, *(p for p in made.rglob("*") if p.is_dir())]:
        folder.chmod(0o755)
    shutil.rmtree(made)


def ingested_by_nobody(place, *paths):
    """What a user who is not root gets; where the tests run as such a one, that one does it."""
    home = place / "home"
    home.mkdir()
    (home / "thongbao.toml").write_text("[retries.register]\nattempts = 2\ndelay_seconds = [0.01]\n")
    command = [sys.executable, "-c", INGEST, *map(str, paths)]
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        command = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", *command]
    told = {"THONGBAO_HOME": str(home), "PREFECT_HOME": str(home / "prefect"), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    told |= {"PREFECT_API_URL": PREFECT_API_URL.value(), "PREFECT_API_AUTH_STRING": PREFECT_API_AUTH_STRING.value()}
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}  # what other tests set there
    done = subprocess.run(command, cwd=place, env=outside | told, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return {Path(s).name: (outcome, code, message) for s, outcome, code, message in json.loads(done.stdout.splitlines()[-1])}, done.stderr


def test_what_may_not_be_read_is_told_and_keeps_nothing_else_from_being_read(prefect_server, place):
    inbox = place / "in"
    for name in ("open.pdf", "locked.pdf", "no-entry/a.pdf", "no-list/b.pdf"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(scan(name))
    (inbox / "locked.pdf").chmod(0)
    (inbox / "no-entry").chmod(0o444)
    (inbox / "no-list").chmod(0)
    outcomes, said = ingested_by_nobody(place, inbox)
    assert outcomes["open.pdf"][0] == "succeeded"
    assert outcomes["locked.pdf"][:2] == ("failed", "vanished-file")
    assert "Permission denied" in outcomes["locked.pdf"][2]
    assert set(outcomes) == {"open.pdf", "locked.pdf"}
    for name in ("no-entry/a.pdf", "no-list"):
        assert f"{name} is left: Permission denied" in said
    assert sorted(p.name for p in inbox.iterdir()) == ["locked.pdf", "no-entry", "no-list", "open.pdf"]
