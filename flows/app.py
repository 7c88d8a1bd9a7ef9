"""The program's frame: its name, its terminal, the options that several commands share."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.garbage import nothing_collected
from flows.streams import Terminal, make_usable

if TYPE_CHECKING:
    from config.settings import Settings


app = typer.Typer(
    name="thongbao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Scanned Vietnamese administrative notices become a database of directives and figures. Exit codes: docs/errors.md.",
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"thongbao {version('thongbao')}")
        raise typer.Exit


@app.callback()
def program(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is, and end.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


# Tables that go into a file or a pipe are not folded to the width of a terminal that is not there.
WIDTH_OF_NO_TERMINAL = 200
make_usable()
out = Terminal(soft_wrap=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH_OF_NO_TERMINAL)
err = Terminal(stderr=True, soft_wrap=True)

# What a column of the database holds; a larger number is refused as a wrong option, not by the database.
HIGHEST = 2**31 - 1
Dpi = Annotated[int | None, typer.Option(help="Resolution to read at (72-600); left out: chosen per page by the height of the text.")]
Psm = Annotated[int | None, typer.Option(help="Tesseract page segmentation mode (3-13).")]
ForceOcr = Annotated[bool | None, typer.Option("--force-ocr/--no-force-ocr", help="Read the picture even where the PDF holds good text.")]
Language = Annotated[str | None, typer.Option(help="Tesseract language model.")]
Context = Annotated[bool | None, typer.Option("--context/--no-context", help="Mend misread tone marks by context.")]
Person = Annotated[str | None, typer.Option("--by", help="Who says so; left out: the account of the operating system.")]
DocumentName = Annotated[str, typer.Argument(help="Id, symbol (660/TB-UBND) or file name.", metavar="DOCUMENT")]


def ready(**flags: Any) -> Settings:
    """The settings, with the home folder and the schema of the database in place, for a command that may be the first of all.

    Raises:
        ConfigError: a setting is wrong, or the home folder cannot be.
        StorageError: the home folder cannot be written to.
        LoadError: the database refused.
    """
    with nothing_collected():
        from config.settings import load_settings
        from flows.home import make_home
        from flows.modes import keep_private

        settings = load_settings(**flags)
        make_home(settings.home)
        keep_private(settings)
        bring_up(settings.database)
    return settings


def opened(**flags: Any) -> Settings:
    """The settings, with a database that is there, for a command that needs documents; a home that can only be read will do.

    Raises:
        NoDatabaseError: there is no database; nothing was made.
        ConfigError: a setting is wrong, or the home folder is a file.
        LoadError: the database refused.
    """
    with nothing_collected():
        from config.settings import load_settings
        from flows.home import refuse_without_database
        from flows.modes import keep_private

        settings = load_settings(**flags)
        refuse_without_database(settings)
        keep_private(settings)
        bring_up(settings.database)
    return settings


def bring_up(url: str) -> None:
    """Bring a database to the schema of this version; agencies that older versions wrote learn what became of them.

    Raises:
        NewerDatabaseError: a later version of the program migrated it; nothing is changed.
        LoadError: the database refused.
    """
    from db.schema import upgrade
    from flows.bars import bar
    from tasks.progress import along

    with bar(err):
        is_new = upgrade(url, told=along)
    if is_new:
        from config.vocabulary import load_vocabulary
        from db.reading.agencies import tell_ends
        from tasks.findings.agencies import Agencies
        from tasks.vietnamese.places import load_places

        tell_ends(url, Agencies(load_vocabulary().agencies, load_places()).resolve)
