"""The commands that say which accounts see which documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import err, out
from flows.as_json import AsJson, print_json
from flows.clock import iso, stamp
from flows.render import safe, table
from tasks.domain.errors import ConfigError

if TYPE_CHECKING:
    from db.asking.sight import Rule


Names = list[str] | None


def review_group(
    name: Annotated[str | None, typer.Argument(help="The group; made where there is none of that name.")] = None,
    issuer: Annotated[Names, typer.Option(help="Its members see what this body issued, and its forerunners: name or code.")] = None,
    source: Annotated[Names, typer.Option(help="Its members see files that came from below this folder or bucket.")] = None,
    everything: Annotated[bool | None, typer.Option("--everything/--not-everything", help="Its members see all documents.")] = None,
    member: Annotated[Names, typer.Option(help="Account that comes in.")] = None,
    without: Annotated[Names, typer.Option(help="Member, issuer or source that goes.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the group away.")] = False,
    others: Annotated[str | None, typer.Option(help="What accounts in no group see: everything or nothing.")] = None,
) -> None:
    """Say which documents a group of accounts sees on the review pages. In force from the next page on."""
    from config.settings import load_settings
    from db.record.audit import actor
    from flows.review.accounts import load_accounts
    from flows.review.groups import Change, change_group, let_others_see, load_access, remove_group
    from flows.review.seeing import resolver

    path = load_settings().review_users_file
    if others is not None:
        let_others_see(path, others, actor())
        err.print(f"{path}: accounts in no group see {others}", highlight=False)
    if name is None:
        if others is None:
            raise ConfigError("Which group?", "`thongbao review-groups` lists them.")
        return
    if remove:
        remove_group(path, name, actor())
        err.print(f"{path}: {name} is gone", highlight=False)
        return
    change = Change(everything, issuer or (), source or (), member or (), without or ())
    group = change_group(path, name, change, actor())
    for body in group.rule.issuers:
        if resolver()(body) is None:
            err.print(f"{body}: no agency is known by this name; only issuers printed just so are meant", highlight=False)
    accounts, access = load_accounts(path), load_access(path)
    for account in sorted(set(group.members) - set(accounts)):
        err.print(f"{account}: there is no account of this name yet", highlight=False)
    for account in (one for one in without or () if one in accounts and not access.groups_of(one)):
        err.print(f"{account}: in no group now, and sees {access.others}", highlight=False)
    err.print(f"{path}: {name}: {_sees(group.rule)}", highlight=False)


def review_groups(
    log: Annotated[bool, typer.Option("--log", help="Who changed what, the newest first.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the groups of accounts and what each sees on the review pages."""
    from config.settings import load_settings
    from flows.review.groups import changes_of, load_access

    settings = load_settings()
    path = settings.review_users_file
    if log and as_json:
        print_json([{"at": iso(at, settings.zone), "by": by, "what": what} for at, by, what in changes_of(path)])
        return
    if log:
        for at, by, what in changes_of(path):
            out.print(safe(f"{stamp(at, settings.zone)} {by}: {what}"), highlight=False)
        return
    access = load_access(path)
    if as_json:
        groups = {name: asdict(group.rule) | {"members": list(group.members)} for name, group in sorted(access.groups.items())}
        print_json({"groups": groups, "others": access.others})
        return
    shown = table("", "group", "sees", "accounts")
    for name, group in sorted(access.groups.items()):
        mapped = [account for account in access.mapped if name in access.groups_of(account) and account not in group.members]
        shown.add_row(safe(name), safe(_sees(group.rule)), safe(", ".join(sorted([*group.members, *mapped]))))
    out.print(shown if access.groups else "There are no groups.")
    out.print(f"Accounts in no group see {access.others}.", highlight=False)


def _sees(rule: Rule) -> str:
    return "everything" if rule.everything else "; ".join((*rule.issuers, *rule.sources)) or "nothing"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("review-group")(review_group)
    app.command("review-groups")(review_groups)
