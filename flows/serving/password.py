"""`thongbao server-password`: the password of Prefect's server, shown or made anew."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import out
from tasks.domain.errors import ConfigError

if TYPE_CHECKING:
    from config.settings import Settings


def server_password(
    new: Annotated[bool, typer.Option("--new", help="Make another one; `serve` asks for it once it is started again.")] = False,
) -> None:
    """Show the user and the password that Prefect's UI asks for."""
    from config.settings import load_settings
    from flows.server.password import made_auth, renew_auth

    settings = load_settings()
    if settings.server_auth is not None:
        raise ConfigError("The password is the one of the setting server_auth.", "Change it there, or take it out to have one made.")
    show(renew_auth(settings.home) if new else made_auth(settings.home))
    if new:
        out.print("Start `thongbao serve` again; until then it asks for the old one.", highlight=False)


def show(auth: str) -> None:
    """Print user and password."""
    name, _, password = auth.partition(":")
    out.print(f"User: {name}\nPassword: {password}", highlight=False, markup=False)


def tell_password(settings: Settings, *, first: bool) -> None:
    """Say at the start how one signs in: the first time on a terminal with the password itself, which no log is to keep.

    Args:
        settings: of the program.
        first: nothing was served from this home before.
    """
    from flows.server.environment import SERVER_ASKS
    from flows.server.password import FILE, read_auth

    asked, place = os.environ.get(SERVER_ASKS, ""), settings.home / FILE
    if not place.exists() or read_auth(place) != asked:  # who set another one knows it
        return
    if first and sys.stdout.isatty():
        show(asked)
        out.print("This is shown once; `thongbao server-password` shows it again.", highlight=False)
    else:
        out.print(f"`thongbao server-password` shows user and password ({place}).", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("server-password")(server_password)
