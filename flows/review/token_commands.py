"""The command that makes, lists and withdraws tokens of programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from flows.app import HIGHEST, err, opened, out, ready
from flows.as_json import AsJson, print_json
from flows.clock import iso, stamp
from flows.render import safe, table
from tasks.domain.errors import ConfigError

Names = list[str] | None


def token(
    name: Annotated[str | None, typer.Argument(help="Whose it is: what is done with it is signed api:NAME. None: list the tokens.")] = None,
    scope: Annotated[Names, typer.Option(help="What it may: read, follow-up, upload, reprocess, all; may be given several times.")] = None,
    group: Annotated[Names, typer.Option(help="Group that it is a member of (`review-group`): it sees what the group sees.")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="For how long it holds; left out: until it is withdrawn.")] = None,
    per_minute: Annotated[int | None, typer.Option(min=1, max=HIGHEST, help="Requests a minute that it may make; left out: 600.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It opens nothing any more, from the next request on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make, list and withdraw tokens of programs (docs/api.md). A new one is shown once; only its hash is kept."""
    if name is None:
        if scope or group or days or per_minute or withdraw:
            raise ConfigError("Which token?", "`thongbao token` lists them.")
        _list(as_json=as_json)
    elif withdraw:
        from db.record.tokens import withdraw_token

        withdraw_token(opened().database, name)
        err.print(safe(f"{name} is withdrawn"), highlight=False)
    else:
        _make(name, scope or [], group or [], days, per_minute)


def _make(name: str, scopes: list[str], groups: list[str], days: int | None, per_minute: int | None) -> None:
    settings = ready()
    from db.record.audit import actor
    from db.record.history import now
    from db.record.tokens import PER_MINUTE, make_token
    from flows.review.groups import Change, change_group, load_access

    path = settings.review_users_file
    access = load_access(path)
    if unknown := [group for group in groups if group not in access.groups]:
        raise ConfigError(f"There is no group {unknown[0]!r} in {path}.", "`thongbao review-group NAME` makes it.")
    ends_at = now() + timedelta(days=days) if days else None
    made, shown = make_token(settings.database, name, scopes, per_minute=per_minute or PER_MINUTE, ends_at=ends_at)
    for group in groups:
        change_group(path, group, Change(members=[made.person]), actor())
    sees = load_access(path).rule_of(made.person)
    what = "everything" if sees.everything else "; ".join((*sees.issuers, *sees.sources)) or "nothing"
    err.print(safe(f"{name}: for {', '.join(made.scopes)}; sees {what}. Keep it; it is not shown again:"), highlight=False)
    out.print(shown, highlight=False, soft_wrap=True)


def _list(*, as_json: bool) -> None:
    settings = opened()
    from db.record.history import now
    from db.record.tokens import list_tokens
    from flows.review.groups import load_access

    found, access, zone = list_tokens(settings.database), load_access(settings.review_users_file), settings.zone
    if as_json:
        print_json(
            [
                {
                    **{"name": t.name, "scopes": list(t.scopes), "groups": access.groups_of(t.person), "per_minute": t.per_minute},
                    **{"made_at": iso(t.made_at, zone), "made_by": t.made_by, "ends_at": iso(t.ends_at, zone)},
                    **{"withdrawn_at": iso(t.withdrawn_at, zone), "holds": t.holds(now())},
                }
                for t in found
            ]
        )
        return
    shown = table("", "token", "for", "groups", "made", "holds")
    for t in found:
        until = f"withdrawn {stamp(t.withdrawn_at, zone)}" if t.withdrawn_at else f"until {stamp(t.ends_at, zone)}" if t.ends_at else "yes"
        who = f"{stamp(t.made_at, zone)} {t.made_by}"
        shown.add_row(*map(safe, (t.name, ", ".join(t.scopes), ", ".join(access.groups_of(t.person)), who, until)))
    out.print(shown if found else "There are no tokens.")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(token)
