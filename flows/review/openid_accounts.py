"""Accounts of people who sign in with an OpenID provider: made at the first time, and kept to what their claims say."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.openid import ANYBODY, OpenIdSettings
from flows.review.account_file import changing_file, read_file
from flows.review.accounts import EDITOR, READER, Account, hash_password, is_name
from flows.review.openid import RefusedError

_MOST_VALUES = 500  # of a claim


def values_of(claims: Mapping[str, Any], path: str) -> list[str]:
    """The values of a claim; dots lead into claims that are tables, unless a claim goes by the whole name."""
    found: Any = claims
    if path in claims:
        found = claims[path]
    else:
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return [value for value in listed[:_MOST_VALUES] if isinstance(value, str) and value]


def role_of(claims: Mapping[str, Any], settings: OpenIdSettings) -> str | None:
    """The role that claims give; None where they give none."""
    values = {*(values_of(claims, settings.role_claim) if settings.role_claim else ()), ANYBODY}
    return EDITOR if values & set(settings.editors) else READER if values & set(settings.readers) else None


def groups_of(claims: Mapping[str, Any], settings: OpenIdSettings) -> list[str] | None:
    """The groups that claims put somebody into; None where claims are not to say anything of groups."""
    if not settings.group_claim:
        return None
    values = values_of(claims, settings.group_claim)
    return sorted({settings.groups[value] for value in values if value in settings.groups} if settings.groups else set(values))


def take_in(path: Path, claims: Mapping[str, Any], settings: OpenIdSettings) -> Account:
    """The account of somebody who signed in at the provider, as their claims have it now.

    An account belongs to one person at one provider (``iss`` and ``sub``) as long as nobody gives it a password of its own. It is made
    the first time, with a password that nobody knows, and keeps its name. Who has no role any more loses it.

    Args:
        path: file of accounts.
        claims: of the ID token, checked.
        settings: of the provider.

    Raises:
        RefusedError: the claims give no role, or name nobody who may have an account.
        ConfigError: the file cannot be understood.
    """
    role, groups = role_of(claims, settings), groups_of(claims, settings)
    who = {"issuer": settings.issuer, "subject": str(claims["sub"])}
    known = _linked(read_file(path), who)
    if role is None:
        if known is not None:
            with changing_file(path) as raw:
                if _linked(raw, who) == known:
                    raw["users"].pop(known)
                    raw["openid"].pop(known)
        raise RefusedError("no_role", f"{who['subject'][:80]!r} has no role here")
    with changing_file(path) as raw:
        users, links = raw.setdefault("users", {}), raw.setdefault("openid", {})
        name = _linked(raw, who)
        if name is None:
            name = _new_name(claims, settings, users)
            users[name] = {"role": role, "hash": hash_password(secrets.token_urlsafe(32))}
        users[name]["role"] = role
        links[name] = who | {"groups": groups, "made": _mark(users[name]["hash"])}
        return Account(name, role, users[name]["hash"])


def _linked(raw: Mapping[str, Any], who: Mapping[str, str]) -> str | None:
    """The account that belongs to somebody at a provider; none whose password was changed since, which is somebody's here."""
    users = raw.get("users", {})
    for name, link in raw.get("openid", {}).items():
        theirs = all(link.get(key) == value for key, value in who.items())
        if theirs and name in users and link.get("made") == _mark(str(users[name].get("hash"))):
            return str(name)
    return None


def _mark(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()[:32]


def _new_name(claims: Mapping[str, Any], settings: OpenIdSettings, users: Mapping[str, Any]) -> str:
    names = values_of(claims, settings.account_claim)
    if len(names) != 1 or not is_name(names[0]):
        raise RefusedError("no_name", f"the claim {settings.account_claim} holds no name for an account")
    if names[0].casefold() in {name.casefold() for name in users}:
        raise RefusedError("taken", f"the account {names[0]!r} is somebody else's")
    return names[0]
