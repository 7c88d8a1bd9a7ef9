"""The command that makes, lists and withdraws tokens."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from db.record.tokens import find_token
from flows.cli import app
from flows.review.groups import Change, change_group, load_access


@pytest.fixture
def command(office):
    home = str(office[0].home)
    return lambda *words: CliRunner().invoke(app, ["token", *words], env={"THONGBAO_HOME": home, "COLUMNS": "250"})


def test_it_is_shown_once_and_listed_without(command, office):
    made = command("bao-cao", "--scope", "read", "--scope", "upload", "--days", "10", "--per-minute", "7")
    assert made.exit_code == 0, made.output
    shown = made.stdout.strip()
    token = find_token(office[0].database, shown, datetime.now(UTC))
    assert (token.name, token.scopes, token.per_minute) == ("bao-cao", ("read", "upload"), 7)
    assert round((token.ends_at - token.made_at).total_seconds() / 86_400) == 10
    assert "sees everything" in made.stderr
    listed = command()
    assert "bao-cao" in listed.stdout and shown not in listed.stdout
    [row] = json.loads(command("--json").stdout)
    assert (row["name"], row["holds"], row["withdrawn_at"], row["groups"]) == ("bao-cao", True, None, [])
    assert command("bao-cao", "--withdraw").exit_code == 0
    assert json.loads(command("--json").stdout)[0]["holds"] is False
    assert "withdrawn" in command().stdout
    assert find_token(office[0].database, shown, datetime.now(UTC)) is None


def test_it_is_a_member_of_groups(command, office):
    path = office[0].review_users_file
    change_group(path, "noi-vu", Change(sources=["/in/noi-vu"]), "test")
    made = command("a", "--scope", "read", "--group", "noi-vu")
    assert "sees /in/noi-vu/" in made.stderr
    assert load_access(path).groups_of("api:a") == ["noi-vu"]
    assert json.loads(command("--json").stdout)[0]["groups"] == ["noi-vu"]


@pytest.mark.parametrize(
    "words",
    [
        ("a",),
        ("a", "--scope", "write"),
        ("a b", "--scope", "read"),
        ("a", "--scope", "read", "--group", "none"),
        ("--withdraw",),
        ("a", "--withdraw"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(command, words):
    said = command(*words)
    assert said.exit_code != 0
    assert json.loads(command("--json").stdout) == []


def test_without_any_it_says_so(command):
    assert "no tokens" in command().stdout
