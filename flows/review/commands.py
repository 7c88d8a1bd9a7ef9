"""The commands of the review pages."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import bring_up, err, out, ready
from flows.review.accounts import ROLES, remove_account, save_account
from flows.server.listening import url_of

if TYPE_CHECKING:
    from config.settings import Settings


PORT = 4201


def review(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = PORT,
    host: Annotated[str, typer.Option(help="Address to listen at; others than 127.0.0.1 need accounts (`review-user`).")] = "127.0.0.1",
) -> None:
    """Look at documents beside their findings in the browser, correct them, follow up tasks. Stopped by Ctrl-C."""
    settings = ready()
    from flows.review.serving import check_place, serve_pages

    check_place(settings, host, port)
    greet_reviewers(settings, host, port)
    out.print("Ctrl-C stops.", highlight=False)
    sys.stdout.flush()
    serve_pages(settings, host, port)


def greet_reviewers(settings: Settings, host: str, port: int) -> None:
    """Say where the review pages are."""
    url = url_of(host, port)
    out.print(f"Review pages: {url.replace('http:', 'https:', 1) if settings.review_certificate else url}/", highlight=False)


def review_user(
    name: Annotated[str, typer.Argument(help="Name to sign in with; it stands beside what the person changes.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = "reader",
    remove: Annotated[bool, typer.Option("--remove", help="Take the account away; its sessions end.")] = False,
) -> None:
    """Make or change an account of the review pages. The password is asked for, or read from the first line of the input."""
    from config.settings import load_settings

    settings = load_settings()
    path = settings.review_users_file
    if remove:
        remove_account(path, name)
        err.print(f"{path}: {name} is gone", highlight=False)
        forget_filters(settings, name)
        return
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    save_account(path, name, role, password)
    err.print(f"{path}: {name}, {role}", highlight=False)


def forget_filters(settings: Settings, name: str) -> None:
    """Delete the filters that an account kept, which is gone already, whether there is a database or not."""
    from db.review.saved_filters import forget_filters_of
    from flows.home import refuse_without_database
    from tasks.domain.asking_errors import NoDatabaseError

    with suppress(NoDatabaseError):
        refuse_without_database(settings)
        bring_up(settings.database)
        if number := forget_filters_of(settings.database, name):
            err.print(f"{number} filters of {name} went along", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(review)
    app.command("review-user")(review_user)
