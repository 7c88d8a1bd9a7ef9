"""The commands are taken apart once in a process, not once for each that a test types.

Typer makes them all anew from the signatures of their functions whenever one is called, which is right for a program that is typed once.
"""

from __future__ import annotations

from functools import cache

import typer.main
import typer.testing


def share_commands() -> None:
    """Let all calls of an application use the commands that the first one made."""
    typer.main.get_command = typer.testing._get_command = cache(typer.main.get_command)
