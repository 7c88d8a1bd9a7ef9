import errno
import hashlib
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.archive import originals
from tasks.archive.originals import store_original
from tasks.domain.errors import LimitExceededError, StorageFullError, UnsupportedFileError, VanishedFileError

LIMIT = 10_000_000


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=5000))
def test_what_is_stored_is_byte_identical_and_known_by_its_hash(tmp_path, content):
    source = tmp_path / "scan.pdf"
    source.write_bytes(content)
    kept = store_original(source, tmp_path / "store", LIMIT)
    assert (tmp_path / "store" / kept.store_path).read_bytes() == content == source.read_bytes()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.byte_size == len(content)
    assert not list((tmp_path / "store").glob(".incoming-*"))


def test_the_same_bytes_are_stored_once_and_cannot_be_written(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"same")
    first, second = (store_original(tmp_path / name, tmp_path / "store", LIMIT) for name in ("a.pdf", "b.pdf"))
    assert (first.is_new, second.is_new) == (True, False)
    assert first.store_path == second.store_path
    mode = stat.S_IMODE((tmp_path / "store" / first.store_path).stat().st_mode)
    assert mode == 0o400


def test_a_damaged_copy_in_the_store_is_mended(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"whole")
    kept = store_original(tmp_path / "a.pdf", tmp_path / "store", LIMIT)
    target = tmp_path / "store" / kept.store_path
    target.chmod(0o644)
    target.write_bytes(b"who")
    assert store_original(tmp_path / "a.pdf", tmp_path / "store", LIMIT).is_new
    assert target.read_bytes() == b"whole"


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "device", "broken link"])
def test_what_is_no_file_is_refused_at_once(tmp_path, kind):
    path = tmp_path / "x"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path = type(path)("/dev/zero")
    elif kind == "broken link":
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises((VanishedFileError, UnsupportedFileError)):
        store_original(path, tmp_path / "store", LIMIT)


def test_a_file_too_large_names_the_setting(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"12345")
    with pytest.raises(LimitExceededError, match="max_file_bytes"):
        store_original(tmp_path / "a.pdf", tmp_path / "store", 4)


def test_a_file_that_changes_while_it_is_read_is_left_for_later(tmp_path, monkeypatch):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x" * 100)
    real = originals.hashlib.sha256

    def slow(*args):
        with source.open("ab") as more:
            more.write(b"y")
        return real(*args)

    monkeypatch.setattr(originals.hashlib, "sha256", slow)
    with pytest.raises(VanishedFileError, match="changed"):
        store_original(source, tmp_path / "store", LIMIT)
    assert not list((tmp_path / "store").glob(".incoming-*"))


def test_a_full_disk_is_said_so(tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(b"x")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(originals.os, "fsync", full)
    with pytest.raises(StorageFullError, match="No space"):
        store_original(tmp_path / "a.pdf", tmp_path / "store", LIMIT)
    assert not list((tmp_path / "store").glob(".incoming-*"))
