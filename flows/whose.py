"""Whose tasks a person asks for: the words typed, with what the vocabularies know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from tasks.domain.choices import Role
from tasks.domain.letters import name_key

if TYPE_CHECKING:
    from tasks.domain.membership import Whose

Agency = Annotated[
    str | None,
    typer.Option(
        help="Only tasks of this agency and its forerunners (its name or part of it, accents or not); --role says in which roles."
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        help=f"With --agency: {', '.join(Role)} (it leads, helps, or belongs to a group that is named); may be repeated; none: all.",
        autocompletion=lambda: list(Role),
    ),
]


def whose(name: str | None, roles: Iterable[str] = ()) -> Whose | None:
    """Whose tasks are asked for; None where nobody is named.

    Raises:
        ValueError: there is no such role.
    """
    from config.memberships import load_memberships
    from config.vocabulary import load_vocabulary
    from tasks.domain.membership import Whose, roles_of
    from tasks.findings.agencies import Agencies
    from tasks.vietnamese.places import load_places

    if name is None:
        return None
    wanted = roles_of(roles)
    if Role.GROUP not in wanted:
        return Whose(name, wanted)
    agencies = load_vocabulary().agencies
    by_code = next((entry for entry in agencies.entries if entry.code == name), None)
    known = Agencies(agencies, load_places()).resolve(by_code.label if by_code else name)
    code, until = (known.code, known.until) if known is not None else (None, None)
    return Whose(name, wanted, by_code.code if by_code else code, until, load_memberships())


@cache
def others() -> Sequence[tuple[str, str]]:
    """Code and label of the bodies that some named group holds, whether a document names them or not; not those of single places."""
    from config.memberships import load_memberships
    from config.vocabulary import load_vocabulary

    held = {row.member for row in load_memberships().rows if row.until is None}
    entries = (entry for entry in load_vocabulary().agencies.entries if entry.code in held)
    standing = (entry for entry in entries if not {"until", "placed"} & set(entry.values))
    return sorted(((entry.code, entry.label) for entry in standing), key=lambda pair: name_key(pair[1]))


def whose_of(name: str | None, roles: Iterable[str] | None) -> Whose | None:
    """The same for options of a command.

    Raises:
        BadParameter: there is no such role, or a role of nobody.
    """
    if roles and name is None:
        raise typer.BadParameter("Say of which agency, with --agency.", param_hint="--role")
    try:
        return whose(name, roles or ())
    except ValueError as error:
        raise typer.BadParameter(f"There are: {', '.join(Role)}.", param_hint="--role") from error
