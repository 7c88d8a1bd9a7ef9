"""Completion of commands, options and their values by the shell; the command that gives the script for it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from tasks.domain.nearest import did_you_mean

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "thongbao"
ASKED_BY = "_THONGBAO_COMPLETE"  # Typer asks for it under this name, and the script sets it


def completion(shell: Annotated[str, typer.Argument(help=f"One of {', '.join(SHELLS)}.")]) -> None:
    """Print what a shell needs to complete commands and options with Tab: `eval "$(thongbao completion bash)"` in ~/.bashrc."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    if shell not in SHELLS:
        raise typer.BadParameter(f"{shell!r} is none of {', '.join(SHELLS)}. {did_you_mean(shell, SHELLS)}".rstrip(), param_hint="SHELL")
    sys.stdout.write(get_completion_script(prog_name=PROGRAM, complete_var=ASKED_BY, shell=shell) + "\n")


def prepare() -> None:
    """Let Typer answer the shell where it asks; nothing is imported for it else."""
    if ASKED_BY in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(completion)
