"""No number that somebody types is too large for what it is given to."""

import typing

import pytest

from flows.cli import app

LARGEST = 2**31 - 1
CHECKED_AS_SETTINGS = {"dpi", "psm"}


def numbers():
    """Every option or argument of a command that is a number, with its limits."""
    found = {}
    for command in app.registered_commands:
        for name, kind in typing.get_type_hints(command.callback, include_extras=True).items():
            bare, *info = typing.get_args(kind) if typing.get_origin(kind) is typing.Annotated else (kind,)
            if name not in CHECKED_AS_SETTINGS and {int, float} & {bare, *typing.get_args(bare)}:
                found[f"{command.callback.__name__}-{name}"] = info[0]
    return [pytest.param(info, id=name) for name, info in sorted(found.items())]


@pytest.mark.parametrize("info", numbers())
def test_it_has_a_least_and_a_largest(info):
    assert info.min is not None and info.min >= 0
    assert info.max is not None and info.max <= LARGEST
