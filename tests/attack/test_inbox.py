"""Somebody who may write into the inbox tries to have a file read, or removed, that is not his."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings import load_settings
from flows.inbox.bucket import source_at
from flows.inbox.folder import collect_files, leave_inbox, look_at
from tasks.archive.opened import Arrival, arrival_at
from tasks.archive.originals import sha256_of, store_original
from tasks.domain.errors import LimitExceededError, LinkedFileError, UnsupportedFileError, VanishedFileError

pytestmark = pytest.mark.attack

SECRET = b"what the sender may not read"
HARMLESS = b"what the sender may read"
ROUNDS = 3000

# Swaps a name to and fro as fast as it can: a folder for a link to another, or a file for a link to another.
SWAPPER = """
import os, sys
name, other, spare = sys.argv[1:]
print("ready", flush=True)
while True:
    os.rename(name, spare)
    os.symlink(other, name)
    os.unlink(name)
    os.rename(spare, name)
"""


@pytest.fixture
def inbox(home):
    folder = home / "inbox"
    (folder / "office").mkdir(parents=True)
    (folder / "office" / "a.pdf").write_bytes(HARMLESS)
    return folder


@pytest.fixture
def others(tmp_path):
    """A folder of somebody else, which the program may read."""
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(SECRET)
    return folder


@pytest.fixture
def swapping():
    running = []

    def start(name: Path, other: Path, spare: Path) -> None:
        process = subprocess.Popen([sys.executable, "-c", SWAPPER, str(name), str(other), str(spare)], stdout=subprocess.PIPE)
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def swapped(what, inbox, others, tmp_path, start):
    if what == "folder":
        start(inbox / "office", others, tmp_path / "spare")
    else:
        start(inbox / "office" / "a.pdf", others / "a.pdf", tmp_path / "spare")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_name_that_becomes_a_link_between_the_look_and_the_copy_is_never_followed(what, inbox, others, tmp_path, swapping):
    swapped(what, inbox, others, tmp_path, swapping)
    settings = load_settings()
    stored, refused = 0, 0
    for _ in range(ROUNDS):
        try:
            store_original(source_at(str(inbox / "office" / "a.pdf"), settings), tmp_path / "store", 1000)
            stored += 1
        except (LinkedFileError, VanishedFileError):
            refused += 1
    assert {p.read_bytes() for p in (tmp_path / "store").rglob("*") if p.is_file()} <= {HARMLESS}
    assert stored
    assert refused


@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_file_outside_the_inbox_is_removed(what, inbox, others, tmp_path, swapping):
    """The sender knows a file of somebody else, sends the same bytes, and lets the name lead there when the file leaves."""
    (others / "a.pdf").write_bytes(HARMLESS)
    kept = store_original(inbox / "office" / "a.pdf", tmp_path / "store", 1000)
    original = tmp_path / "store" / kept.store_path
    swapped(what, inbox, others, tmp_path, swapping)
    arrival = Arrival(inbox, Path("office/a.pdf"), sole=True)
    for _ in range(ROUNDS):
        leave_inbox(arrival, original, kept.sha256)
        assert (others / "a.pdf").read_bytes() == HARMLESS
        for place in (inbox / "office", tmp_path / "spare"):
            if not place.is_dir():
                continue
            try:
                (place / "a.pdf").write_bytes(HARMLESS)  # sent again
            except OSError:
                continue


def test_what_is_copied_is_what_was_opened(inbox, tmp_path, monkeypatch):
    """The name is given to another file once the first is open: the bytes of the first are stored, under the first's hash."""
    arrival = Arrival(inbox, Path("office/a.pdf"), sole=True)
    opened = os.open

    def late(path, *args, **places):
        descriptor = opened(path, *args, **places)
        if path == "a.pdf":
            arrival.path.unlink()
            arrival.path.write_bytes(b"another")
        return descriptor

    monkeypatch.setattr(os, "open", late)
    kept = store_original(arrival, tmp_path / "store", 1000)
    assert (tmp_path / "store" / kept.store_path).read_bytes() == HARMLESS
    assert sha256_of(tmp_path / "store" / kept.store_path) == kept.sha256
    assert not leave_inbox(arrival, tmp_path / "store" / kept.store_path, kept.sha256)
    assert arrival.path.read_bytes() == b"another"


def test_a_second_name_of_another_file_is_neither_taken_nor_removed(inbox, others, tmp_path, caplog):
    (inbox / "b.pdf").hardlink_to(others / "a.pdf")
    assert [p.name for p in look_at(inbox)] == ["a.pdf"]
    assert "second name" in caplog.text
    arrival = arrival_at(inbox / "b.pdf", inbox, sole=True)
    with pytest.raises(LinkedFileError, match="second name"):
        store_original(arrival, tmp_path / "store", 1000)
    assert not leave_inbox(arrival, others / "a.pdf", sha256_of(others / "a.pdf"))
    assert (inbox / "b.pdf").exists()


@pytest.mark.parametrize("name", ["inbox/../others/a.pdf", "inbox/office/../../others/a.pdf", "inbox/office/.."])
def test_a_path_does_not_lead_out_of_the_inbox(home, inbox, name):
    (home / "others").mkdir()
    (home / "others" / "a.pdf").write_bytes(SECRET)
    with pytest.raises((LinkedFileError, UnsupportedFileError)):
        store_original(source_at(f"{home}/{name}", load_settings()), home / "store", 1000)


def test_links_in_a_folder_that_was_asked_for_are_not_followed(tmp_path, others):
    """The same for `ingest FOLDER`, where somebody else may write into the folder."""
    folder = tmp_path / "shared"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.pdf").write_bytes(HARMLESS)
    assert collect_files([folder]) == [folder / "sub" / "a.pdf"]
    (folder / "sub" / "a.pdf").unlink()
    (folder / "sub" / "a.pdf").symlink_to(others / "a.pdf")
    with pytest.raises(LinkedFileError):
        store_original(source_at(str(folder / "sub" / "a.pdf"), load_settings(), str(folder)), tmp_path / "store", 1000)
    (folder / "sub" / "a.pdf").unlink()
    (folder / "sub").rmdir()
    (folder / "sub").symlink_to(others)
    with pytest.raises(LinkedFileError):
        store_original(source_at(str(folder / "sub" / "a.pdf"), load_settings(), str(folder)), tmp_path / "store", 1000)
    assert collect_files([folder]) == []


def test_a_file_that_grows_for_ever_does_not_fill_the_disk(inbox, tmp_path, monkeypatch):
    path = inbox / "office" / "a.pdf"
    read = os.fstat

    def growing(descriptor):
        found = read(descriptor)
        with path.open("ab") as stream:
            stream.write(b"more" * 1_000_000)
        return found

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises((VanishedFileError, LimitExceededError)):
        store_original(path, tmp_path / "store", 10_000)
    assert sum(p.stat().st_size for p in (tmp_path / "store").rglob("*") if p.is_file()) == 0 if (tmp_path / "store").exists() else True
