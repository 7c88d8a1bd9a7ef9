"""Tokens of programs on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from db.engine import transaction
from db.limited import Limited, Sight
from db.models.program import ApiToken
from db.record.tokens import PREFIX, SCOPES, find_token, list_tokens, make_token, withdraw_token
from tasks.domain.errors import ConfigError

NOW = datetime(2026, 6, 21, tzinfo=UTC)


def test_what_is_shown_opens_and_only_its_hash_is_kept(url):
    made, shown = make_token(url, "bao-cao", ["upload", "read"], per_minute=7)
    assert (made.name, made.person, made.scopes, made.per_minute) == ("bao-cao", "api:bao-cao", ("read", "upload"), 7)
    assert find_token(url, shown, NOW) == made
    assert [made.may(scope) for scope in SCOPES] == [True, False, True, False, False]
    with transaction(url, read_only=True) as session:
        kept = session.scalars(select(ApiToken)).one()
        assert shown not in str(vars(kept)) and shown.removeprefix(PREFIX) not in str(vars(kept))
    for wrong in ("", shown[:-1], shown + "x", shown.upper(), kept.hash, PREFIX + kept.hash[:43], f"{shown}\n", "é" * 52):
        assert find_token(url, wrong, NOW) is None
    with transaction(Limited(url, Sight(sources=("/",))), read_only=True) as session:
        assert session.scalars(select(ApiToken)).all() == []


def test_all_is_for_everything(url):
    made, _ = make_token(url, "a", ["all"])
    assert all(made.may(scope) for scope in SCOPES)


def test_it_ends_by_itself_or_when_it_is_withdrawn(url):
    made, shown = make_token(url, "a", ["read"], ends_at=NOW + timedelta(days=1))
    assert find_token(url, shown, NOW + timedelta(days=1)) is None
    assert find_token(url, shown, NOW) == made
    withdraw_token(url, "a")
    assert find_token(url, shown, NOW) is None
    [kept] = list_tokens(url)
    assert kept.withdrawn_at is not None
    with pytest.raises(ConfigError, match="no token"):
        withdraw_token(url, "a")
    # Deeds are signed with names: none is given twice.
    with pytest.raises(ConfigError, match="was, a token"):
        make_token(url, "a", ["read"])


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["read"]), ("a:b", ["read"]), ("a b", ["read"]), ("x" * 65, ["read"]), ("a", []), ("a", ["write"])]
)
def test_what_is_no_token_is_not_made(url, name, scopes):
    with pytest.raises(ConfigError):
        make_token(url, name, scopes)
    assert list_tokens(url) == []
