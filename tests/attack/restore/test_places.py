"""Backups that somebody else made or changed: what they say of places, and what they would like to write, read or fill."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from bent_backup import is_refused, list_again, reseal

from config.carried import carried
from config.settings import load_settings
from flows.upkeep.restoring import restore
from tasks.archive.backup import original_path, read_sums
from tasks.archive.inside import read_json
from tasks.domain.errors import StorageFullError

pytestmark = [pytest.mark.attack, pytest.mark.usefixtures("nothing_apart")]


def test_no_setting_of_a_backup_moves_a_folder_names_a_program_or_lets_anybody_in(backup, home, tmp_path):
    away = tmp_path / "away"
    places = ("home", "store", "work", "inbox", "review_users", "trusted_certificates", "backup_key", "tesseract")
    (backup / "thongbao.toml").write_text(
        "".join(f'{name} = "{away}"\n' for name in places)
        + f'database_url = "sqlite:///{away}/x.db"\nwebhook_url = "http://evil.example"\n'
        + 'server_auth = "evil:evil-evil"\nsmtp_host = "evil.example"\n'
        + 'review_hosts = "evil.example"\ninbox_url = "s3://evil"\nmemory_bytes = 0\nopen_files = 0\ndue_days = 4\nunknown = 1\n'
    )
    reseal(backup)
    done = restore(backup)
    assert not away.exists()
    assert (home / "thongbao.toml").read_text() == "due_days = 4\n"
    assert {*places, "database_url", "webhook_url", "server_auth", "smtp_host", "inbox_url", "memory_bytes", "unknown"} <= set(
        done.returned.left
    )
    settings = load_settings()
    assert (settings.home, settings.due_days, settings.tesseract) == (home, 4, "tesseract")
    assert (home / "thongbao.toml.from-backup").stat().st_mode & 0o777 == 0o600
    # Its accounts let nobody in, and the pages do not stand open for want of accounts either.
    assert json.loads((home / "review-users.json").read_text()) == {"users": {}}
    assert done.returned.accounts == "locked"


def test_a_settings_file_that_is_none_is_left_aside(backup, home):
    for content in ("[" * 100_000, "a = " + "[" * 100_000, 'due_days = "x"', "due_days = 99999", "\0", "retries = 1", "[retries.x]\na=1"):
        assert carried(content.encode(), signed=True).toml == ""
    (backup / "thongbao.toml").write_text("a = " + "[" * 100_000)
    reseal(backup)
    restore(backup)
    assert not (home / "thongbao.toml").exists()
    load_settings()


def test_settings_and_accounts_that_are_here_stay(backup, home):
    (home / "thongbao.toml").write_text("due_days = 9\n")
    (home / "review-users.json").write_text('{"users": {}}\n')
    restore(backup)
    assert (home / "thongbao.toml").read_text() == "due_days = 9\n"
    assert (home / "review-users.json").read_text() == '{"users": {}}\n'


PATHS = (
    *("../../outside", "/etc/thongbao-slipped", "originals/../../outside", "originals/ab/../../x", "originals/aa/" + "b" * 64),
    *(
        "work/../outside",
        "work/.hidden",
        "work//etc/x",
        "work/a/../../x",
        "review.secret",
        "thongbao.db",
        "prefect/x",
        "originals/",
        "work/",
    ),
    *("originals/", "work/", "originals/" + "a" * 64, "manifest.json", "work/a\\..\\x", "thongbao.toml/x"),
)


def test_only_names_that_backups_have_are_taken(backup, home):
    held, digest = read_sums(backup), sha256(b"x").hexdigest()
    for path in PATHS:
        list_again(backup, held | {path: digest})
        is_refused(backup, "names what is in no backup", home, incomplete=True)
    assert not Path("/etc/thongbao-slipped").exists()


def test_an_original_that_is_not_what_its_name_says_is_refused(backup, home):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    (backup / path).chmod(0o600)
    (backup / path).write_bytes(b"forged")
    reseal(backup)
    is_refused(backup, "names what is in no backup", home)


def test_a_name_that_stands_there_twice_is_refused(backup, home):
    listed = (backup / "SHA256SUMS").read_text()
    (backup / "SHA256SUMS").write_text(listed + listed)
    is_refused(backup, "SHA256SUMS", home)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_links_pipes_and_folders_are_not_opened(backup, home, tmp_path, kind):
    make = {"link": lambda path: path.symlink_to(elsewhere), "pipe": os.mkfifo, "folder": Path.mkdir}[kind]
    for name in ("thongbao.toml", "review-users.json", "database.sqlite", "SHA256SUMS", "manifest.json", "originals"):
        path, elsewhere = backup / name, tmp_path / "elsewhere"
        path.rename(elsewhere)  # the very same content: only that it is a link is wrong
        make(path)
        is_refused(backup, ".", home)
        path.rmdir() if kind == "folder" else path.unlink()
        elsewhere.rename(path)


def test_a_link_in_the_place_of_an_original_or_of_its_folder_is_not_followed(backup, home, tmp_path):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    inner = (backup / path).parent
    inner.rename(tmp_path / "elsewhere")
    inner.symlink_to(tmp_path / "elsewhere")
    is_refused(backup, "link", home, incomplete=True)


def test_a_link_in_the_store_is_not_written_through(backup, home, tmp_path):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    target = load_settings().store_folder / path.removeprefix("originals/")
    target.parent.mkdir(parents=True)
    (tmp_path / "other").write_bytes(b"stays")
    target.symlink_to(tmp_path / "other")
    is_refused(backup, "is a link", home)
    assert (tmp_path / "other").read_bytes() == b"stays"


def test_a_manifest_that_is_deep_or_large_is_refused(backup, home):
    for content in ("[" * 50_000, '{"format": ' * 50, " " * (5 * 1024 * 1024)):
        (backup / "manifest.json").write_text(content)
        is_refused(backup, "manifest.json", home)


@pytest.mark.parametrize("deep", [b"[" * 9, b'{"a":' * 9, b'{"\\"[": ' + b"[" * 9])
def test_json_is_measured_before_it_is_read(deep):
    with pytest.raises(ValueError, match="deeper"):
        read_json(deep, 8)
    assert read_json(b'{"a": "[[[[[[[[[[{{{{", "b\\\\": [1, "\\"["]}', 2) == {"a": "[[[[[[[[[[{{{{", "b\\": [1, '"[']}


def test_what_finds_no_room_is_refused_before_anything_is_written(backup, home):
    digest = "ab" * 32
    place = backup / original_path(digest)
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        out.truncate(2**43)  # without content
    sums = {**read_sums(backup), original_path(digest): digest}
    list_again(backup, sums)
    assert isinstance(is_refused(backup, "free", home), StorageFullError)
