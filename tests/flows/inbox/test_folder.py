import errno
import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from config.settings import load_settings
from db.asking.details import list_documents
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.inbox import folder as inbox
from flows.inbox.folder import Arrivals, collect_files, leave_inbox, look_at, watch_inbox
from tasks.archive.opened import arrival_at
from tasks.archive.originals import store_original
from tasks.domain.outcome import Outcome


def test_unfinished_and_hidden_files_are_left_alone(tmp_path):
    of_systems = ("Thumbs.db", "sub/desktop.ini", "~$g.docx", "__MACOSX/._h.pdf")
    for name in ("a.pdf", "b.pdf.part", ".c.pdf", "sub/d.tiff", "sub/.hidden/e.pdf", "f.pdf~", *of_systems):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [p.name for p in collect_files([tmp_path])] == ["a.pdf", "d.tiff"]


def test_a_file_that_changes_while_it_is_watched_is_left_for_later(tmp_path, monkeypatch):
    for name in ("quiet.pdf", "growing.pdf", "touched.pdf", "gone.pdf"):
        (tmp_path / name).write_bytes(b"x")

    def meanwhile(seconds):
        assert seconds == 7
        (tmp_path / "growing.pdf").write_bytes(b"xx")
        (tmp_path / "touched.pdf").write_bytes(b"y")
        (tmp_path / "gone.pdf").unlink()
        (tmp_path / "new.pdf").write_bytes(b"x")

    monkeypatch.setattr(inbox.time, "sleep", meanwhile)
    arrivals = watch_inbox(partial(look_at, tmp_path), 7)
    assert [p.name for p in arrivals.whole] == ["quiet.pdf"]
    assert [p.name for p in arrivals.growing] == ["growing.pdf", "new.pdf", "touched.pdf"]


def test_an_empty_or_missing_inbox_costs_no_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(inbox.time, "sleep", lambda _: pytest.fail("it waited"))
    assert watch_inbox(partial(look_at, tmp_path), 5) == watch_inbox(partial(look_at, tmp_path / "nowhere"), 5) == Arrivals()


@pytest.fixture
def kept(tmp_path):
    """A file of the inbox, its original in the store and its hash."""
    source = tmp_path / "inbox" / "office" / "a.pdf"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"content")
    stored = store_original(source, tmp_path / "store", 1000)
    return arrival_at(source, tmp_path / "inbox", sole=True), tmp_path / "store" / stored.store_path, stored.sha256


def test_a_file_leaves_once_the_store_holds_it_and_its_folder_stays(kept):
    source, original, sha256 = kept
    assert leave_inbox(source, original, sha256)
    assert list(source.path.parent.iterdir()) == []
    assert original.read_bytes() == b"content"


def test_a_file_stays_where_the_store_does_not_hold_its_bytes(kept):
    source, original, sha256 = kept
    original.chmod(0o644)
    original.write_bytes(b"rotten!")
    assert not leave_inbox(source, original, sha256)
    assert source.path.read_bytes() == b"content"


def test_another_file_under_the_same_name_stays(kept):
    source, original, sha256 = kept
    source.path.write_bytes(b"newer")
    assert not leave_inbox(source, original, sha256)
    assert source.path.read_bytes() == b"newer"


@pytest.mark.parametrize("third", [False, True])
def test_a_file_that_comes_in_the_last_moment_is_put_back(kept, monkeypatch, third):
    source, original, sha256 = kept
    rename, path = os.rename, source.path

    def late(name, target, **places):
        if name == source.name:
            path.unlink()
            path.write_bytes(b"newer")
            rename(name, target, **places)
            if third:
                path.write_bytes(b"newest")
            return
        rename(name, target, **places)

    monkeypatch.setattr(os, "rename", late)
    assert not leave_inbox(source, original, sha256)
    assert {p.read_bytes() for p in path.parent.iterdir()} == ({b"newer", b"newest"} if third else {b"newer"})
    assert collect_files([path.parent]) == sorted(path.parent.iterdir())


def test_a_read_only_inbox_keeps_its_files(kept, monkeypatch, caplog):
    source, original, sha256 = kept

    def refuse(name, target, **places):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "rename", refuse)
    assert not leave_inbox(source, original, sha256)
    assert source.path.read_bytes() == b"content"
    assert "Read-only file system" in caplog.text


@pytest.mark.usefixtures("prefect_server")
async def test_the_inbox_is_emptied_into_the_store_and_what_is_not_stored_stays(ready, scan, monkeypatch):
    settings = load_settings()
    folder = settings.inbox_folder
    first = scan(folder / "office" / "a.pdf")
    content = first.read_bytes()
    shutil.copy(first, folder / "copy.pdf")
    (folder / "bad.pdf").write_bytes(b"no scan")
    monkeypatch.setenv("THONGBAO_MAX_FILE_BYTES", str(len(content)))
    (folder / "huge.pdf").write_bytes(content + b" ")
    outcomes = {Path(o.source).name: o.outcome for o in await ingest_batch([])}
    assert outcomes == {
        "a.pdf": Outcome.SUCCEEDED,
        "copy.pdf": Outcome.DUPLICATE,
        "bad.pdf": Outcome.QUARANTINED,
        "huge.pdf": Outcome.FAILED,
    } or outcomes == {
        "a.pdf": Outcome.DUPLICATE,  # whichever of the two came first was read
        "copy.pdf": Outcome.SUCCEEDED,
        "bad.pdf": Outcome.QUARANTINED,
        "huge.pdf": Outcome.FAILED,
    }
    assert [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*"))] == ["huge.pdf", "office"]
    for name, bytes_ in (("a.pdf", content), ("bad.pdf", b"no scan")):
        assert (settings.store_folder / find_document(settings.database, name).store_path).read_bytes() == bytes_
    assert find_document(settings.database, "bad.pdf").reason
    assert len(list_documents(settings.database)) == 2


@pytest.mark.usefixtures("prefect_server")
async def test_files_given_by_name_stay_where_they_are(ready, scan, tmp_path):
    source = scan(tmp_path / "in" / "a.pdf")
    [outcome] = await ingest_batch([str(source)])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert source.exists()
