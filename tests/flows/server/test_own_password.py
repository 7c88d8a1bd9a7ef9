"""The password that a home makes for itself."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.settings import load_settings
from flows.server.environment import SERVER_ASKS, WE_TELL, auth_of, prepare_prefect
from flows.server.password import FILE, made_auth, read_auth, renew_auth
from tasks.domain.errors import ConfigError


def test_it_is_made_once_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        auth = made_auth(tmp_path / "home")
    finally:
        os.umask(before)
    place = tmp_path / "home" / FILE
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    name, _, password = auth.partition(":")
    assert name == "thongbao" and len(password) == 32
    assert made_auth(tmp_path / "home") == auth
    assert made_auth(tmp_path / "other") != auth
    assert list(place.parent.iterdir()) == [place]


def test_of_many_that_start_at_once_all_know_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: made_auth(tmp_path), range(32)))) == 1
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


def test_another_one_takes_its_place(tmp_path):
    old = made_auth(tmp_path)
    new = renew_auth(tmp_path)
    assert new != old and made_auth(tmp_path) == new
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_one_that_others_may_have_read_is_not_used(tmp_path, mode):
    made_auth(tmp_path)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(ConfigError, match="not its owner's alone"):
        made_auth(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "\n", "thongbao", "thongbao:", ":12345678", "thongbao:short", "thongbao:1234 5678", "thongbao:mật_khẩu_dài"]
)
def test_a_file_without_a_password_is_not_taken_for_one(tmp_path, text):
    place = tmp_path / FILE
    place.write_text(text)
    place.chmod(0o600)
    with pytest.raises(ConfigError, match="holds no password"):
        read_auth(place)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_is_not_followed(tmp_path, kind):
    place, other = tmp_path / FILE, tmp_path / "other"
    made_auth(tmp_path)
    place.rename(other)
    if kind == "link":
        place.symlink_to(other)
    elif kind == "pipe":
        os.mkfifo(place, 0o600)
    else:
        place.mkdir(0o700)
    with pytest.raises(ConfigError):
        made_auth(tmp_path)


@pytest.fixture
def bare(home, monkeypatch):
    """An environment that says nothing of Prefect; what is set meanwhile is taken back."""
    for name in (SERVER_ASKS, WE_TELL, "PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


def test_server_and_commands_are_told_the_same(home, bare):
    prepare_prefect(load_settings())
    assert os.environ[SERVER_ASKS] == os.environ[WE_TELL] == made_auth(home)


@pytest.mark.parametrize(
    ("setting", "environment", "known"),
    [
        ("office:from the setting", {}, "office:from the setting"),
        ("office:from the setting", {WE_TELL: "a:from outside"}, "a:from outside"),
        (None, {SERVER_ASKS: "a:from outside"}, "a:from outside"),
        (None, {"PREFECT_API_URL": "http://server:4200/api"}, ""),  # another's server is not told ours
        ("office:from the setting", {"PREFECT_API_URL": "http://server:4200/api"}, "office:from the setting"),
    ],
)
def test_what_is_said_elsewhere_wins_and_ours_is_told_to_nobody_else(home, bare, setting, environment, known):
    for name, value in environment.items():
        bare.setenv(name, value)
    assert auth_of(load_settings(server_auth=setting)) == known
    assert not (home / FILE).exists()
