"""Accounts: kept as hashes, in a file for its owner alone."""

import json
import stat

import pytest

from flows.review import accounts as module
from flows.review.accounts import hash_password, load_accounts, password_fits, remove_account, save_account, who_signs_in
from tasks.domain.errors import ConfigError

PASSWORD = "mot-hai-ba-bon"
REAL_COST = module._N  # as it is before tests/conftest.py lowers it for those that only sign in


def test_a_password_fits_its_hash_alone():
    kept = hash_password(PASSWORD)
    assert password_fits(PASSWORD, kept)
    assert not password_fits(PASSWORD + "x", kept)
    assert hash_password(PASSWORD) != kept
    assert PASSWORD not in kept


def test_a_guess_costs_32_megabytes(monkeypatch):
    assert REAL_COST * module._R * 128 == 32 * 2**20
    monkeypatch.setattr(module, "_N", REAL_COST)
    kept = hash_password(PASSWORD)
    assert kept.startswith(f"scrypt${2**15}$8$1$")
    assert password_fits(PASSWORD, kept)
    assert not password_fits(PASSWORD + "x", kept)


@pytest.mark.parametrize(
    "kept", ["", "scrypt$1", "md5$1$1$1$AA==$AA==", "scrypt$x$8$1$AA==$AA==", "scrypt$3$8$1$AA==$AA==", "scrypt$2$8$1$!$!"]
)
def test_a_damaged_hash_opens_nothing(kept):
    assert not password_fits("", kept)


def test_accounts_come_and_go(tmp_path):
    path = tmp_path / "home" / "users.json"
    assert load_accounts(path) == {}
    save_account(path, "lan", "editor", PASSWORD)
    save_account(path, "Trần Minh", "reader", PASSWORD)
    accounts = load_accounts(path)
    assert {name: account.role for name, account in accounts.items()} == {"lan": "editor", "Trần Minh": "reader"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD not in path.read_text()
    assert who_signs_in(accounts, "lan", PASSWORD).name == "lan"
    assert who_signs_in(accounts, "lan", "x") is None
    assert who_signs_in(accounts, "nobody", "nobody") is None
    before = accounts["lan"].mark
    save_account(path, "lan", "editor", PASSWORD + "2")
    assert load_accounts(path)["lan"].mark != before
    remove_account(path, "lan")
    assert set(load_accounts(path)) == {"Trần Minh"}
    with pytest.raises(ConfigError):
        remove_account(path, "lan")


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "editor", PASSWORD),
        ("a\nb", "editor", PASSWORD),
        (" a", "editor", PASSWORD),
        ("a" * 65, "editor", PASSWORD),
        ("a", "chief", PASSWORD),
        ("a", "reader", "short"),
    ],
)
def test_what_is_refused(tmp_path, name, role, password):
    with pytest.raises(ConfigError):
        save_account(tmp_path / "users.json", name, role, password)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "[]", '{"users": 3}', '{"users": {"a": {}}}', json.dumps({"users": {"a": {"role": "x", "hash": "y"}}})]
)
def test_a_file_that_is_none_lets_nobody_in(tmp_path, content):
    path = tmp_path / "users.json"
    path.write_text(content)
    with pytest.raises(ConfigError):
        load_accounts(path)
