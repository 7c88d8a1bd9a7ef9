"""Groups of accounts: rules put together, the file they stand in, and the commands."""

import json
import stat

import pytest
from typer.testing import CliRunner

from config.openid import OpenIdSettings
from db.asking.sight import Rule
from db.limited import Limited
from flows.app import app
from flows.cli import main  # noqa: F401 - registers the commands
from flows.review.account_file import changing_file, read_file
from flows.review.accounts import load_accounts, save_account
from flows.review.app import make_site
from flows.review.groups import Access, Change, Group, change_group, changes_of, let_others_see, load_access, remove_group, source_of
from flows.review.openid_accounts import groups_of, role_of, values_of
from flows.review.seeing import reads_as
from tasks.domain.errors import ConfigError

PASSWORD = "mot-hai-ba-bon"
A, B = Rule(issuers=("Sở A",)), Rule(sources=("/b/",))
GROUPS = {"a": Group(("lan", "minh"), A), "b": Group(("minh",), B), "all": Group(("chu",), Rule(everything=True))}


@pytest.fixture
def users(tmp_path):
    return tmp_path / "review-users.json"


@pytest.mark.parametrize(
    ("account", "others", "mapped", "rule"),
    [
        ("lan", "everything", {}, A),
        ("minh", "everything", {}, Rule(issuers=("Sở A",), sources=("/b/",))),
        ("chu", "nothing", {}, Rule(everything=True)),
        ("hoa", "everything", {}, Rule(everything=True)),
        ("hoa", "nothing", {}, Rule()),
        ("hoa", "nothing", {"hoa": ("b",)}, B),
        ("lan", "nothing", {"lan": ("b", "gone")}, Rule(issuers=("Sở A",), sources=("/b/",))),
        ("hoa", "everything", {"hoa": ()}, Rule()),
        ("hoa", "everything", {"hoa": ("gone",)}, Rule()),
        ("hoa", "everything", {"hoa": None}, Rule(everything=True)),
    ],
)
def test_what_an_account_may_see(account, others, mapped, rule):
    assert Access(GROUPS, others, mapped).rule_of(account) == rule


def test_a_group_is_made_changed_and_removed(users):
    save_account(users, "lan", "editor", PASSWORD)
    change_group(users, "noi-vu", Change(issuers=["Sở Nội vụ"], sources=["/mnt/scan/noi-vu/"], members=["lan"]), "Quản trị")
    change_group(users, "noi-vu", Change(issuers=["Sở Y tế", "Sở Nội vụ"], without=["/mnt/scan/noi-vu"]), "Quản trị")
    assert load_access(users).groups["noi-vu"] == Group(("lan",), Rule(issuers=("Sở Nội vụ", "Sở Y tế")))
    assert stat.S_IMODE(users.stat().st_mode) == 0o600
    with pytest.raises(ConfigError, match="would see everything"):
        remove_group(users, "noi-vu", "Quản trị")
    let_others_see(users, "nothing", "Quản trị")
    remove_group(users, "noi-vu", "Quản trị")
    assert load_access(users) == Access({}, "nothing", {})
    told = [(by, what.split(":")[0]) for _, by, what in changes_of(users)]
    assert told == [
        ("Quản trị", "group noi-vu removed"),
        ("Quản trị", "accounts in no group see nothing"),
        ("Quản trị", "group noi-vu"),
        ("Quản trị", "group noi-vu"),
    ]


def test_a_change_of_an_account_leaves_the_groups_alone(users):
    save_account(users, "lan", "editor", PASSWORD)
    change_group(users, "a", Change(members=["lan"], sources=["/a"]), "x")
    before = load_access(users)
    save_account(users, "lan", "reader", PASSWORD)
    save_account(users, "minh", "reader", PASSWORD)
    assert load_access(users) == before
    assert set(load_accounts(users)) == {"lan", "minh"}


@pytest.mark.parametrize("name", ["", " ", " a", "a\n"])
def test_a_group_needs_a_name(users, name):
    with pytest.raises(ConfigError):
        change_group(users, name, Change(), "x")
    assert not users.exists()


@pytest.mark.parametrize(
    ("place", "beginning"),
    [("/in/a", "/in/a/"), ("/in/a//", "/in/a/"), ("s3://scans/a/", "s3://scans/a/"), ("s3://scans", "s3://scans/")],
)
def test_a_source_ends_where_its_folder_does(place, beginning):
    assert source_of(place) == beginning


@pytest.mark.parametrize("place", ["/", "//", "/in/../etc", "s3://", "/in/.."])
def test_what_names_everything_is_no_source(place):
    with pytest.raises(ConfigError):
        source_of(place)


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {"groups": []},
        {"groups": {"a": {}}},
        {"groups": {"a": {"members": "lan", "issuers": [], "sources": [], "everything": False}}},
        {"groups": {"a": {"members": [], "issuers": [], "sources": [""], "everything": False}}},
        {"groups": {"a": {"members": [], "issuers": [], "sources": [], "everything": 1}}},
        {"others": "all"},
        {"openid": {"lan": {"groups": "a"}}},
    ],
)
def test_a_file_that_is_not_clear_lets_nobody_see(users, raw):
    users.write_text(json.dumps(raw))
    with pytest.raises(ConfigError):
        load_access(users)


def test_a_change_that_fails_leaves_the_file(users):
    save_account(users, "lan", "editor", PASSWORD)
    before = read_file(users)
    with pytest.raises(RuntimeError), changing_file(users) as raw:
        raw["users"] = {}
        raise RuntimeError
    assert read_file(users) == before


def test_nobody_reads_nothing_and_the_unguarded_everything(office):
    settings = office[0]
    assert reads_as(make_site(settings, "127.0.0.1"), "") == settings.database
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    site = make_site(settings, "127.0.0.1")
    nobody = reads_as(site, "")
    assert isinstance(nobody, Limited)
    assert (nobody.sight.issuers, nobody.sight.sources) == ((), ())
    assert reads_as(site, "lan") == settings.database


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_HOME", str(tmp_path))
    run = CliRunner().invoke
    said = run(app, ["review-group", "noi-vu", "--issuer", "Sở Nội vụ", "--issuer", "Ban lạ", "--member", "lan"])
    assert said.exit_code == 0
    assert "Ban lạ: no agency is known by this name" in said.output
    assert "lan: there is no account of this name yet" in said.output
    assert "noi-vu: Sở Nội vụ; Ban lạ" in said.output
    save_account(tmp_path / "review-users.json", "lan", "reader", PASSWORD)
    said = run(app, ["review-group", "noi-vu", "--without", "lan"])
    assert "lan: in no group now, and sees everything" in said.output
    assert run(app, ["review-group", "--others", "nothing"]).exit_code == 0
    listed = run(app, ["review-groups"]).output
    assert "noi-vu" in listed
    assert "Accounts in no group see nothing." in listed
    assert "accounts in no group see nothing" in run(app, ["review-groups", "--log"]).output
    assert run(app, ["review-group", "noi-vu", "--remove"]).exit_code == 0
    assert "There are no groups." in run(app, ["review-groups"]).output
    assert run(app, ["review-group"]).exit_code != 0


SETTINGS = {"issuer": "https://sso.example", "client_id": "x"}


@pytest.mark.parametrize(
    ("claims", "path", "values"),
    [
        ({"roles": ["a", "b"]}, "roles", ["a", "b"]),
        ({"roles": "a"}, "roles", ["a"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"https://x.example/roles": ["a"]}, "https://x.example/roles", ["a"]),
        ({"roles": [1, None, "", "a"]}, "roles", ["a"]),
        ({"realm_access": "a"}, "realm_access.roles", []),
        ({}, "roles", []),
    ],
)
def test_values_of_claims(claims, path, values):
    assert values_of(claims, path) == values


@pytest.mark.parametrize(
    ("more", "claims", "role"),
    [
        ({"editors": ("e",), "readers": ("r",)}, {"roles": ["r", "e"]}, "editor"),
        ({"editors": ("e",), "readers": ("r",)}, {"roles": ["r"]}, "reader"),
        ({"editors": ("e",), "readers": ("*",)}, {}, "reader"),
        ({"editors": ("e",)}, {"roles": ["*"]}, None),
        ({}, {"roles": ["editor", "reader"]}, None),
        ({"readers": ("r",), "role_claim": ""}, {"": ["r"]}, None),
    ],
)
def test_roles_by_claims(more, claims, role):
    assert role_of(claims, OpenIdSettings(**SETTINGS, **more)) == role


@pytest.mark.parametrize(
    ("more", "groups"),
    [
        ({}, None),
        ({"group_claim": "units"}, ["a", "b"]),
        ({"group_claim": "units", "groups": {"a": "noi-vu", "c": "y-te"}}, ["noi-vu"]),
        ({"group_claim": "none"}, []),
    ],
)
def test_groups_by_claims(more, groups):
    assert groups_of({"units": ["b", "a"]}, OpenIdSettings(**SETTINGS, **more)) == groups


@pytest.mark.parametrize(
    ("issuer", "fine"),
    [
        ("https://sso.example", True),
        ("https://sso.example:8443/realms/x", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://sso.example", False),
        ("http://localhost.evil.example", False),
        ("http://127.0.0.1@evil.example", False),
        ("https://user@sso.example", False),
        ("https://sso.example?x", False),
        ("file:///etc", False),
        ("", False),
    ],
)
def test_the_address_of_a_provider(issuer, fine):
    about = SETTINGS | {"issuer": issuer}
    if fine:
        assert OpenIdSettings(**about).issuer == issuer
    else:
        with pytest.raises(ValueError, match="https"):
            OpenIdSettings(**about)


def test_one_secret_at_a_time(tmp_path):
    with pytest.raises(ValueError, match="exclude"):
        OpenIdSettings(**SETTINGS, client_secret="x", client_secret_file=tmp_path / "y")
    assert "geheim" not in str(OpenIdSettings(**SETTINGS, client_secret="geheim"))
