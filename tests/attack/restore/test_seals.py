"""Backups that bear a signature, and those that should."""

import json
import shutil

import pytest
from bent_backup import SECRET, is_refused, reseal

from config.settings import load_settings
from db.engine import engine_for
from flows.cli import app
from flows.ending import exit_code
from flows.upkeep.backup import make_backup
from flows.upkeep.restoring import restore
from tasks.archive.backup import read_manifest, write_sums
from tasks.archive.seal import SEAL, make_key, read_key
from tasks.domain.errors import BackupError, ConfigError

pytestmark = pytest.mark.attack


def test_a_signed_backup_comes_back_with_what_only_ours_may_say(office, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    folder = make_backup(load_settings(), tmp_path / "backups").folder
    assert read_key(key).hex() not in "".join(p.read_text(errors="replace") for p in folder.rglob("*") if p.is_file())
    engine_for(office.database).dispose()
    shutil.rmtree(office.home)
    done = restore(folder)
    assert (done.is_signed, done.returned.left) == (True, ())
    assert SECRET in (office.home / "thongbao.toml").read_text()
    assert "evil" in (office.home / "review-users.json").read_text()


def changed_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"host": "elsewhere"}))


def changed_file(folder):
    (folder / "thongbao.toml").write_text("due_days = 8\n")
    reseal(folder)


FORGED = {
    "the manifest": changed_manifest,
    "a file, with list and manifest": changed_file,
    "no signature": lambda folder: (folder / SEAL).unlink(),
    "another signature": lambda folder: (folder / SEAL).write_text("hmac-sha256 " + "0" * 16 + " " + "0" * 64 + "\n"),
    "an empty signature": lambda folder: (folder / SEAL).write_text(""),
    "a link": lambda folder: ((folder / SEAL).rename(folder.parent / "seal"), (folder / SEAL).symlink_to(folder.parent / "seal")),
    "another kind of signature": lambda folder: (folder / SEAL).write_text("none\n"),
}


def test_with_a_key_only_what_is_signed_with_it_is_put_back(office, home, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    right = make_backup(load_settings(), tmp_path / "backups").folder
    engine_for(office.database).dispose()
    for kind, forge in FORGED.items():
        folder = shutil.copytree(right, tmp_path / kind / "backup")
        read_manifest(folder, read_key(key))
        forge(folder)
        is_refused(folder, ".", home, force=True)
        with pytest.raises(BackupError):
            read_manifest(folder, read_key(key))


def test_a_backup_of_another_key_is_refused(office, home, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    folder = make_backup(load_settings(), tmp_path / "backups").folder
    make_key(tmp_path / "other")
    engine_for(office.database).dispose()
    is_refused(folder, "another key", home, force=True, key=tmp_path / "other")


def test_a_key_that_others_may_read_or_that_is_none_is_refused(tmp_path, key):
    key.chmod(0o640)
    with pytest.raises(ConfigError, match="Others"):
        read_key(key)
    for content in ("", "x", "0" * 63):
        (tmp_path / "none").write_text(content)
        (tmp_path / "none").chmod(0o600)
        with pytest.raises(ConfigError, match="no key"):
            read_key(tmp_path / "none")
    with pytest.raises(ConfigError, match="not there yet"):
        make_key(key)


@pytest.mark.usefixtures("nothing_apart")
def test_the_commands_warn_of_what_nobody_vouches_for(office, home, tmp_path, key, capsys):
    def thongbao(*words):
        code = exit_code(lambda: app([*map(str, words)], prog_name="thongbao", standalone_mode=False))
        return code, capsys.readouterr().err

    folder = make_backup(office, tmp_path / "backups").folder
    engine_for(office.database).dispose()
    assert "It is not signed" in thongbao("backup", "--check", folder)[1]
    code, said = thongbao("restore", folder, "--force", "--key", key)
    assert (code, "not signed, and a key is set" in said) == (20, True)
    code, said = thongbao("restore", folder, "--force")
    assert (code, "Warning: It is not signed" in said) == (0, True)
    assert read_manifest(folder).originals == 1
    write_sums(folder, {})  # whoever bends it now is found again
    assert thongbao("restore", folder, "--force")[0] == 20
