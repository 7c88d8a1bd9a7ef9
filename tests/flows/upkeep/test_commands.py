"""verify, purge and audit as whoever looks after the installation meets them: loaded documents, and commands run in this process."""

import json
import os
import time

import pytest
from typer.testing import CliRunner

from config.settings import load_settings
from db.asking.details import list_documents
from db.reading.documents import find_document
from db.record.history import release_lease, take_lease
from db.upkeep.purge import delete_document
from flows import app as frame
from flows.batch import ingest_batch
from flows.cli import app
from flows.document import reprocess_document
from flows.upkeep.commands import DAMAGE_EXIT

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
async def loaded(ready, scan, tmp_path):
    """One loaded document with two revisions, and one set aside; gives the home."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.pdf").write_bytes(b"no scan")
    scan(tmp_path / "in" / "a.pdf")
    await ingest_batch([str(tmp_path / "in")])
    await reprocess_document("a.pdf")
    return ready


@pytest.fixture
def run(monkeypatch):
    """Runs a command; gives exit code and output."""

    def call(*arguments):
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
        return done.exit_code, done.stdout

    monkeypatch.setattr(frame.out, "_width", 250)
    return call


def original(name):
    settings = load_settings()
    return settings.store_folder / find_document(settings.database, name).store_path


def age(folder):
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (time.time() - 8640000,) * 2)


async def test_verify_purge_and_audit_through_the_life_of_two_documents(loaded, run):
    code, said = run("verify")
    assert (code, "2 originals read back" in said, "all is whole" in said) == (0, True, True), said
    settings = load_settings()

    # By default nothing is removed, and nothing is old enough.
    age(settings.work_folder)
    code, said = run("purge", "--older-than", "0", "--quarantined", "--json")
    plan = json.loads(said)
    assert (code, plan["removed"]) == (0, False)
    assert [len(plan[k]) for k in ("documents", "revisions")] == [1, 1]
    assert plan["artifacts"]
    assert json.loads(run("purge", "--quarantined", "--json")[1])["documents"] == []
    assert original("bad.pdf").is_file()

    # A document that a run works on is left.
    bad = find_document(settings.database, "bad.pdf")
    take_lease(settings.database, bad.sha256, "somebody", 60)
    code, said = run("purge", "--older-than", "0", "--quarantined", "--yes")
    assert (code, "a run works on it" in said) == (0, True)
    release_lease(settings.database, "somebody")
    removed = original("bad.pdf")
    code, said = run("purge", "--older-than", "0", "--quarantined", "--yes")
    assert (code, "Removed" in said) == (0, True)
    assert not removed.exists()
    [row] = list_documents(settings.database)
    assert (row.revision, row.state) == (2, "loaded")
    assert original("a.pdf").is_file()
    code, said = run("verify", "--json")
    assert (code, json.loads(said)["faults"]) == (0, [])
    assert run("trace", "directive", str(row.directives + 1))[0] == 0

    # The trail tells it all, also of what is gone.
    trail = json.loads(run("audit", "bad.pdf", "--json")[1])["entries"]
    assert [e["action"] for e in trail] == ["purge", "quarantine", "ingest"]
    trail = json.loads(run("audit", "12/TB-UBND", "--json")[1])["entries"]
    assert [e["action"] for e in trail] == ["purge", "load", "reprocess", "load", "ingest"]
    assert "Nothing is on record" in run("audit", "nowhere.pdf")[1]

    # Named by hand, even a loaded document goes, first as a plan.
    kept = original("a.pdf")
    assert "Nothing was removed" in run("purge", "--document", "a.pdf")[1]
    assert kept.is_file()
    assert run("purge", "--document", "a.pdf", "--yes")[0] == 0
    assert (kept.exists(), list_documents(settings.database)) == (False, [])
    assert list(settings.work_folder.iterdir()) == []
    assert run("verify")[0] == 0


async def test_verify_tells_lost_and_damaged_originals_and_lost_pictures(loaded, run):
    path = original("a.pdf")
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    original("bad.pdf").unlink()
    for picture in load_settings().work_folder.rglob("*.jpg"):
        picture.unlink()
    code, said = run("verify", "--json")
    assert code == DAMAGE_EXIT
    assert [f["code"] for f in json.loads(said)["faults"]] == ["original-damaged", "original-missing", "picture-missing"]
    code, said = run("verify")
    assert (code, "lost, damaged" in said) == (DAMAGE_EXIT, True)


async def test_a_purge_that_was_killed_is_finished_by_the_next(ready, run, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"no scan")
    await ingest_batch([str(tmp_path / "bad.pdf")])
    path = original("bad.pdf")
    delete_document(load_settings().database, find_document(load_settings().database, "bad.pdf").id, "killed behind this")
    assert json.loads(run("purge", "--json")[1])["leftovers"][0]["path"] == str(path)
    assert run("purge", "--yes")[0] == 0
    assert not path.exists()
