"""Calls as JSON: what is to be called by its name, its arguments as plain data that become what its annotations say."""

from __future__ import annotations

import importlib
import inspect
import typing
from collections.abc import Callable
from typing import Any

from tasks.confined.adapters import adapter_of


def name_of(make: Callable[..., Any]) -> str:
    """The name by which another process finds a function or class of a module."""
    return f"{make.__module__}:{make.__qualname__}"


def called(name: str) -> Callable[..., Any]:
    """The function or class of a name.

    Raises:
        ImportError: there is no such module.
        AttributeError: there is none in it.
    """
    module, _, inside = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in inside.split("."):
        found = getattr(found, part)
    return typing.cast("Callable[..., Any]", found)


def given(function: Callable[..., Any], arguments: list[Any]) -> list[Any]:
    """Plain data as the arguments that a function's annotations name; what is not annotated stays plain.

    Raises:
        ValueError: data do not fit.
    """
    try:
        kinds = typing.get_type_hints(function.__init__ if inspect.isclass(function) else function)
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError, NameError):  # it is written in C
        return arguments
    wanted = [kinds.get(name, Any) for name in names[: len(arguments)]]
    wanted += [Any] * (len(arguments) - len(wanted))
    return [adapter_of(kind).validate_python(value) for kind, value in zip(wanted, arguments, strict=True)]
