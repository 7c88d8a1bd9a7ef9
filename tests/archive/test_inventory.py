import hashlib
import os
import time

import pytest

from tasks.archive.inventory import check_original, half_written, settled, size_of, strange_files, unneeded
from tasks.archive.originals import store_original
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Expected


@pytest.fixture
def store(tmp_path):
    (tmp_path / "in.pdf").write_bytes(b"abc")
    store_original(tmp_path / "in.pdf", tmp_path / "store", 100)
    return tmp_path / "store"


@pytest.fixture
def expected():
    sha256 = hashlib.sha256(b"abc").hexdigest()
    return Expected(1, "a (a.pdf)", sha256, 3, f"{sha256[:2]}/{sha256}")


def aged(path, seconds=7200):
    os.utime(path, (time.time() - seconds,) * 2, follow_symlinks=False)
    return path


def test_a_whole_original_has_no_fault(store, expected):
    assert check_original(store, expected) is None


def replaced(path, data):
    path.unlink()
    path.write_bytes(data)


def linked(path):
    elsewhere = path.parent / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda p: p.unlink(), "original-missing"),
        (lambda p: replaced(p, b"abd"), "original-damaged"),
        (lambda p: replaced(p, b""), "original-damaged"),
        (lambda p: (p.unlink(), os.mkfifo(p)), "original-missing"),
        (linked, "original-unreadable"),
    ],
)
def test_each_damage_is_told(store, expected, damage, code):
    damage(store / expected.store_path)
    fault = check_original(store, expected)
    assert (fault.code, fault.severity, fault.subject) == (code, Severity.ERROR, "a (a.pdf)")


def test_a_row_with_another_size_is_told(store, expected):
    assert check_original(store, Expected(1, "a", expected.sha256, 4, expected.store_path)).code == "original-misrecorded"


def test_what_no_row_knows_is_told_once_it_is_old(store, expected):
    for name in (".incoming-x", "notes.txt", f"ab/{'ab' * 32}"):
        path = store / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert list(strange_files(store, {expected.sha256})) == []
    for path in store.rglob("*"):
        aged(path)
    assert {f.code for f in strange_files(store, {expected.sha256})} == {"half-written", "foreign-file", "orphan-original"}


def test_what_killed_runs_left_is_found(tmp_path):
    (tmp_path / "work" / "abc" / ".building-x").mkdir(parents=True)
    (tmp_path / "work" / "abc" / ".building-x" / "page.png").write_bytes(b"12345")
    assert half_written(tmp_path / "work") == []
    aged(tmp_path / "work" / "abc" / ".building-x")
    assert [(f.path.name, f.byte_size) for f in half_written(tmp_path / "work", tmp_path / "none")] == [(".building-x", 5)]


def test_artefacts_that_are_needed_kept_or_young_are_left(tmp_path):
    for name in ("aaa/rasterize-1", "aaa/recognize-1", "bbb/clean-1", "ccc/clean-1"):
        (tmp_path / name).mkdir(parents=True)
        aged(tmp_path / name)
    aged(tmp_path / "ccc" / "clean-1", 10)
    found = unneeded(tmp_path, {"aaa/rasterize-1"}, {"bbb"}, 3600)
    assert [f.path.relative_to(tmp_path).as_posix() for f in found] == ["aaa/recognize-1"]


def test_what_goes_away_meanwhile_is_no_error(tmp_path):
    assert settled(iter([tmp_path / "gone"])) == []
    assert size_of(tmp_path / "gone") == 0
