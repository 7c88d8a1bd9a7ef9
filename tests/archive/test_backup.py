"""The folder that a backup is, checked without a database of ours."""

import hashlib
import subprocess
from datetime import UTC, datetime

import pytest

from tasks.archive.backup import (
    Manifest,
    backup_name,
    check_files,
    list_backups,
    original_path,
    read_manifest,
    read_sums,
    write_manifest,
    write_sums,
)
from tasks.archive.copies import copy_file, has_content, link_file
from tasks.domain.errors import BackupError

ORIGINAL = hashlib.sha256(b"original").hexdigest()


@pytest.fixture
def folder(tmp_path):
    """A backup of one original and a database that is none."""
    made = tmp_path / "thongbao-20260101T000000Z"
    sums = {}
    for path, content in ((original_path(ORIGINAL), b"original"), ("database.sqlite", b"rows")):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source").write_bytes(content)
        sums[path] = copy_file(tmp_path / "source", made / path).sha256
    write_manifest(
        made, Manifest(1, "2026-01-01T00:00:00+00:00", "h", "0.1.0", "sqlite", "3", "0003", {}, 1, 8, 0, (), (), write_sums(made, sums))
    )
    return made


def codes(folder):
    return [(f.code, f.subject) for f in check_files(folder, read_manifest(folder))]


def test_a_whole_one_has_no_fault_and_sha256sum_agrees(folder):
    assert codes(folder) == []
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("path", [original_path(ORIGINAL), "database.sqlite"])
def test_every_kind_of_harm_to_a_file_is_found(folder, path):
    content = (folder / path).read_bytes()
    for bent in (content[:-1], content + b"x", b"x" + content[1:]):
        (folder / path).write_bytes(bent)
        assert codes(folder) == [("backup-damaged", path)]
    (folder / path).unlink()
    assert codes(folder) == [("backup-incomplete", path)]


def test_a_list_that_was_changed_together_with_a_file_is_found(folder):
    path = "database.sqlite"
    (folder / path).write_bytes(b"forged")
    sums = read_sums(folder) | {path: copy_file(folder / path, folder / "x").sha256}
    write_sums(folder, sums)
    assert codes(folder) == [("backup-damaged", "SHA256SUMS")]
    write_sums(folder, {})
    assert ("backup-incomplete", "database") in codes(folder)


@pytest.mark.parametrize("line", ["/etc/passwd", "originals/../../x", "..", ""])
def test_a_list_that_leads_out_of_the_folder_is_refused(folder, line):
    (folder / "SHA256SUMS").write_text("ab" * 32 + "  " + line + "\n")
    with pytest.raises(BackupError, match="damaged"):
        read_sums(folder)


@pytest.mark.parametrize(
    ("text", "what"), [(None, "is no backup"), ("{", "cannot be read"), ("{}", "cannot be read"), ('{"format": 9}', "later version")]
)
def test_what_is_no_manifest_is_said(folder, text, what):
    (folder / "manifest.json").unlink()
    if text is not None:
        (folder / "manifest.json").write_text(text)
    with pytest.raises(BackupError, match=what):
        read_manifest(folder)


def test_only_finished_ones_are_listed_the_oldest_first(folder, tmp_path):
    names = [backup_name(datetime(2026, month, 1, tzinfo=UTC)) for month in (12, 3)]
    for name in (*names, ".making-x", "thongbao-20270101T000000Z", "other"):
        (tmp_path / name).mkdir()
        if name in names:
            (tmp_path / name / "manifest.json").write_text("{}")
    assert [p.name for p in list_backups(tmp_path)] == [folder.name, names[1], names[0]]
    assert list_backups(tmp_path / "nowhere") == []


def test_a_copy_that_breaks_off_leaves_nothing_and_none_is_overwritten(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    copy_file(tmp_path / "a", tmp_path / "b")
    with pytest.raises(FileExistsError):
        copy_file(tmp_path / "a", tmp_path / "b")
    with pytest.raises(OSError, match="directory"):
        copy_file(tmp_path, tmp_path / "c")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


def test_a_link_or_a_pipe_is_no_content(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    sha256 = copy_file(tmp_path / "a", tmp_path / "b").sha256
    (tmp_path / "l").symlink_to(tmp_path / "a")
    assert [has_content(tmp_path / n, sha256, 1) for n in ("a", "b", "l", "none")] == [True, True, False, False]
    assert (link_file(tmp_path / "a", tmp_path / "c"), link_file(tmp_path / "none", tmp_path / "d")) == (True, False)
